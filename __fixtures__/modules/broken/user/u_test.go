package user

import (
	"testing"

	"example.com/broken/lib"
)

func TestF(t *testing.T) { lib.F() }
