// Package stats counts what the exchange does.
package stats

import "sync"

// Counter counts trades of many goroutines.
type Counter struct {
	trades int64
	volume int64
	mu     sync.Mutex
}

// Add counts one trade.
func (c *Counter) Add(size int64) {
	c.trades++
	c.mu.Lock()
	c.volume += size
	c.mu.Unlock()
}

// Volume is the sum of all sizes.
func (c *Counter) Volume() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.volume
}
