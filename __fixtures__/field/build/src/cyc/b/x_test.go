package b

import "testing"

func TestC(t *testing.T) {}
