package chk

import (
	"testing"

	"example.com/fw"
	. "gopkg.in/check.v1"
)

func Test(t *testing.T) { TestingT(t) }

type S struct{}

var _ = Suite(&S{})

func (s *S) TestNilMap(c *C) { fw.Put(nil, "a") }
func (s *S) TestFine(c *C)   { c.Assert(1, Equals, 1) }
