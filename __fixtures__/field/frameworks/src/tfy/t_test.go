package tfy

import (
	"fmt"
	"runtime/debug"
	"testing"

	"example.com/fw"
	"github.com/stretchr/testify/suite"
)

type S struct{ suite.Suite }

func (s *S) TestNilMap() { fw.Put(nil, "a") }
func (s *S) TestOther()  { s.Equal(1, 1) }

func TestSuite(t *testing.T) { suite.Run(t, new(S)) }

func TestLogsOneAndPasses(t *testing.T) {
	defer func() {
		t.Logf("test panicked: %v\n%s", recover(), debug.Stack())
	}()
	fw.Put(nil, "b")
}

func TestRecoversAndFails(t *testing.T) {
	defer func() {
		fmt.Printf("http: panic serving 127.0.0.1:1: %v\n%s", recover(), debug.Stack())
		t.Error("something else")
	}()
	fw.Put(nil, "c")
}
