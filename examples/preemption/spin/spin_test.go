package spin

import (
	"runtime"
	"testing"
)

func TestWait(t *testing.T) {
	var f Flag
	done := make(chan int)
	go func() { done <- f.Wait() }()
	for !f.waits.Load() {
		runtime.Gosched()
	}
	runtime.GC()
	f.Set()
	<-done
}

func TestOther(t *testing.T) {}
