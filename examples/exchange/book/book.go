// Package book matches orders by price and time.
package book

import (
	"errors"
	"sort"
)

// Side of an order.
type Side int

// The two sides of a market.
const (
	Buy Side = iota
	Sell
)

// Order is a wish to trade.
type Order struct {
	ID          string
	Side        Side
	Price, Size int64
}

// Book holds the open orders of one market.
type Book struct {
	buys, sells []Order
}

// ErrUnknown is returned for an order that is not in the book.
var ErrUnknown = errors.New("book: unknown order")

// Add puts an order into the book and gives the size that was traded at once.
func (b *Book) Add(o Order) int64 {
	var traded int64
	other := b.other(o.Side)
	for len(*other) > 0 && o.Size > 0 && crosses(o, (*other)[0]) {
		best := &(*other)[0]
		size := min(o.Size, best.Size)
		o.Size -= size
		best.Size -= size
		traded += size
		if best.Size == 0 {
			*other = (*other)[1:]
		}
	}
	if o.Size > 0 {
		b.insert(o)
	}
	return traded
}

// Cancel takes an order out of the book.
func (b *Book) Cancel(id string) error {
	for _, side := range []*[]Order{&b.buys, &b.sells} {
		for i, o := range *side {
			if o.ID == id {
				*side = append((*side)[:i], (*side)[i+1:]...)
				return nil
			}
		}
	}
	return ErrUnknown
}

// Spread is the distance between the best offers; 0 while one side is empty.
func (b *Book) Spread() int64 {
	if len(b.buys) == 0 || len(b.sells) == 0 {
		return 0
	}
	return b.sells[0].Price - b.buys[0].Price
}

func (b *Book) other(s Side) *[]Order {
	if s == Buy {
		return &b.sells
	}
	return &b.buys
}

func crosses(o, best Order) bool {
	if o.Side == Buy {
		return o.Price >= best.Price
	}
	return o.Price <= best.Price
}

func (b *Book) insert(o Order) {
	if o.Side == Buy {
		b.buys = append(b.buys, o)
		sort.SliceStable(b.buys, func(i, j int) bool { return b.buys[i].Price > b.buys[j].Price })
		return
	}
	b.sells = append(b.sells, o)
	sort.SliceStable(b.sells, func(i, j int) bool { return b.sells[i].Price < b.sells[j].Price })
}
