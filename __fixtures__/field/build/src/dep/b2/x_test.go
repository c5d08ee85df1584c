package b2

import "testing"

func TestG(t *testing.T) { G() }
