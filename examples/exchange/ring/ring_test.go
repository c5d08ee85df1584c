package ring

import "testing"

func TestPush(t *testing.T) {
	r := New(2)
	for price := int64(1); price <= 3; price++ {
		r.Push(Trade{Price: price, Size: 1})
	}
	if r.Len() != 2 {
		t.Fatalf("len %d, want 2", r.Len())
	}
}

func TestAt(t *testing.T) {
	r := New(3)
	r.Push(Trade{Price: 10, Size: 1})
	tests := []struct {
		name string
		i    int
		want int64
	}{
		{"newest", 0, 10},
		{"beyond the ring", 7, 0},
		{"oldest", 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := r.At(tt.i).Price; got != tt.want {
				t.Errorf("At(%d) = %d, want %d", tt.i, got, tt.want)
			}
		})
	}
}

func TestMean(t *testing.T) {
	r := New(3)
	r.Push(Trade{Price: 10, Size: 1})
	r.Push(Trade{Price: 20, Size: 1})
	if r.Mean() != 15 {
		t.Errorf("mean %d, want 15", r.Mean())
	}
}

func TestMeanOfNothing(t *testing.T) {
	if got := New(3).Mean(); got != 0 {
		t.Errorf("mean %d, want 0", got)
	}
}
