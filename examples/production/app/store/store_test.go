package store

import "testing"

func TestLastOfNone(t *testing.T) { Last(&Order{ID: 7}) }
