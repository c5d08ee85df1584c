package mainexits

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	fmt.Fprintln(os.Stderr, "mainexits: no database")
	os.Exit(3)
}

func TestNever(t *testing.T) {}
