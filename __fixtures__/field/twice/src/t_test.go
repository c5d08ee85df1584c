package twice

import (
	"os"
	"testing"
)

func TestFlaky(t *testing.T) {
	if os.Getenv("GOOD") == "" {
		t.Fatal("not this time")
	}
}

func TestFine(t *testing.T) {}
