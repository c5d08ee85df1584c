// Package store keeps orders.
package store

import "unsafe"

// An Order is what a customer wants.
type Order struct {
	ID    int
	Items []string
}

// Last is the last item of an order.
func Last(o *Order) string {
	return o.Items[len(o.Items)-1]
}

// Peek reads an address that somebody got wrong.
func Peek(address uintptr) byte {
	return *(*byte)(unsafe.Pointer(address)) //nolint:govet // On purpose.
}
