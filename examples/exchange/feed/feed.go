// Package feed sends prices to subscribers.
package feed

import "sync"

// Feed hands every price to every subscriber.
type Feed struct {
	mu   sync.Mutex
	subs map[string]chan int64
}

// Subscribe opens a channel for prices.
func (f *Feed) Subscribe(name string) <-chan int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	ch := make(chan int64, 8)
	f.subs[name] = ch
	return ch
}

// Publish sends a price; it does not wait for slow subscribers.
func (f *Feed) Publish(price int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, ch := range f.subs {
		select {
		case ch <- price:
		default:
		}
	}
}

// New makes a feed without subscribers.
func New() *Feed {
	return &Feed{subs: map[string]chan int64{}}
}

// Connect subscribes in the background, as a network handler does.
func (f *Feed) Connect(names ...string) {
	for _, name := range names {
		go f.serve(name)
	}
}

func (f *Feed) serve(name string) {
	for range f.Subscribe(name) {
	}
}
