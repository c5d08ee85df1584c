package outlives

import (
	"testing"
	"time"
)

var running = make(chan bool)

// The goroutine outlives the test that starts it.
func TestStarts(t *testing.T) {
	go func() {
		<-running
		var m map[string]int
		m["late"] = 1
	}()
}

func TestInnocent(t *testing.T) {
	close(running)
	time.Sleep(200 * time.Millisecond)
}
