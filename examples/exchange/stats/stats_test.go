package stats

import (
	"sync"
	"testing"
)

func TestVolume(t *testing.T) {
	var c Counter
	c.Add(3)
	c.Add(4)
	if c.Volume() != 7 {
		t.Errorf("volume %d, want 7", c.Volume())
	}
}

func TestManyTraders(t *testing.T) {
	var c Counter
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Add(1)
		}()
	}
	wg.Wait()
	if c.Volume() != 4 {
		t.Errorf("volume %d, want 4", c.Volume())
	}
}
