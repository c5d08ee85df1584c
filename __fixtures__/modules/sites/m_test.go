package sites

import "testing"

func TestFirst(t *testing.T) { Pick(nil, false) }

func TestSecond(t *testing.T) { Pick(nil, true) }
