package cw

// #cgo CFLAGS: -Wall
// int warned(void);
import "C"

func Warned() int { return int(C.warned()) }
