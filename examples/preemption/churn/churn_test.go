package churn

import (
	"runtime"
	"testing"
)

var sink []byte

func TestSum(t *testing.T) {
	stop := make(chan bool)
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				Sum(50_000_000)
			}
		}
	}()
	for i := 0; i < 30; i++ {
		sink = make([]byte, 1<<20)
		runtime.GC()
	}
	close(stop)
}
