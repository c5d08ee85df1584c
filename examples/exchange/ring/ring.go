// Package ring keeps the last n trades of a market.
package ring

// Trade is one deal at the market.
type Trade struct {
	Price, Size int64
}

// Ring holds the last trades; the zero Ring holds none.
type Ring struct {
	trades []Trade
	next   int
	full   bool
}

// New makes a ring for n trades.
func New(n int) *Ring {
	return &Ring{trades: make([]Trade, n)}
}

// Push adds a trade and forgets the oldest one when the ring is full.
func (r *Ring) Push(t Trade) {
	r.trades[r.next] = t
	r.next = (r.next + 1) % len(r.trades)
	r.full = r.full || r.next == 0
}

// Len says how many trades the ring holds.
func (r *Ring) Len() int {
	if r.full {
		return len(r.trades)
	}
	return r.next
}

// At gives the i-th trade, 0 for the newest.
func (r *Ring) At(i int) Trade {
	return r.trades[(r.next-1-i+len(r.trades))%len(r.trades)]
}

// Mean is the average price of the trades held.
func (r *Ring) Mean() int64 {
	var sum int64
	for i := 0; i < r.Len(); i++ {
		sum += r.At(i).Price
	}
	return sum / int64(r.Len())
}
