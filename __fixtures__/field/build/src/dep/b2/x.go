package b2

import "example.com/bw/dep/broken"

func G() int { return broken.F() }
