package b1

import "testing"

func TestG(t *testing.T) { G() }
