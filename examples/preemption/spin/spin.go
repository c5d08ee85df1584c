// Package spin waits for a flag the wrong way.
package spin

import "sync/atomic"

// Flag is set by another goroutine.
type Flag struct{ set, waits atomic.Bool }

func (f *Flag) Set() { f.set.Store(true) }

// Wait spins until the flag is set: a loop without calls has no point at which it could be stopped.
func (f *Flag) Wait() int {
	n := 0
	for !f.set.Load() {
		f.waits.Store(true)
		n++
	}
	return n
}
