package feed

import (
	"testing"
	"time"
)

func TestPublish(t *testing.T) {
	f := New()
	prices := f.Subscribe("desk")
	f.Publish(100)
	if got := <-prices; got != 100 {
		t.Errorf("got %d, want 100", got)
	}
}

func TestSlowSubscriber(t *testing.T) {
	t.Parallel()
	f := New()
	f.Subscribe("slow")
	for price := int64(0); price < 50; price++ {
		f.Publish(price)
		time.Sleep(10 * time.Millisecond)
	}
}

func TestManySubscribers(t *testing.T) {
	t.Parallel()
	f := New()
	f.Subscribe("one")
	time.Sleep(500 * time.Millisecond)
	f.Publish(1)
}

func TestConnect(t *testing.T) {
	t.Parallel()
	time.Sleep(50 * time.Millisecond)
	var f Feed
	f.Connect("desk")
	time.Sleep(500 * time.Millisecond)
}

func TestReconnect(t *testing.T) {
	f := New()
	f.Connect("desk", "desk")
	f.Publish(1)
}

func ExampleNew() {
	f := New()
	f.Publish(1)
	// Output:
}
