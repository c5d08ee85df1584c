package a

import "testing"

func TestC(t *testing.T) {}
