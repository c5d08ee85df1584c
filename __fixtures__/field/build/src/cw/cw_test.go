package cw

import "testing"

func TestWarned(t *testing.T) { Warned() }
