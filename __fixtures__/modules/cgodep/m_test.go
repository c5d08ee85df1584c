package cgodep

import (
	"testing"

	"example.com/cgodep/warns"
)

func TestAnswer(t *testing.T) {
	if warns.Answer() != 42 {
		t.Fatal("no answer")
	}
}
