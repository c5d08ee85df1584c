// Package warns has C code of which its compiler warns.
package warns

// #cgo CFLAGS: -Wall
// int answer(void);
import "C"

// Answer comes from C.
func Answer() int { return int(C.answer()) }
