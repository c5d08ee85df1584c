package book

import (
	"errors"
	"os"
	"testing"
)

func TestAdd(t *testing.T) {
	var b Book
	b.Add(Order{ID: "s1", Side: Sell, Price: 101, Size: 5})
	if traded := b.Add(Order{ID: "b1", Side: Buy, Price: 101, Size: 3}); traded != 3 {
		t.Errorf("traded %d, want 3", traded)
	}
}

func TestSpread(t *testing.T) {
	var b Book
	b.Add(Order{ID: "b1", Side: Buy, Price: 99, Size: 1})
	b.Add(Order{ID: "s1", Side: Sell, Price: 102, Size: 1})
	if got := b.Spread(); got != 2 {
		t.Errorf("spread %d, want 2", got)
	}
}

func TestCancel(t *testing.T) {
	var b Book
	if err := b.Cancel("nobody"); !errors.Is(err, ErrUnknown) {
		t.Errorf("cancel: %v", err)
	}
}

func TestReplay(t *testing.T) {
	if os.Getenv("EXCHANGE_REPLAY") == "" {
		t.Skip("needs a recorded day: set EXCHANGE_REPLAY")
	}
}
