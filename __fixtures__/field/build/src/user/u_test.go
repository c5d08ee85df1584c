package user

import (
	"testing"

	"example.com/bw/cw"
)

func TestUse(t *testing.T) { cw.Warned() }
