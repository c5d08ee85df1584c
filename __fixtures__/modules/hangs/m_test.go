package hangs

import "testing"

var n int

//go:noinline
func one() { n++ }

//go:noinline
func two() { n-- }

func TestBefore(t *testing.T) {}

// Where it is looked at is chance: in one of the helpers, or between them.
func TestHangs(t *testing.T) {
	for {
		one()
		two()
	}
}

func TestAfter(t *testing.T) {}
