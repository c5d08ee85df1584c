package exits

import (
	"log"
	"os"
	"testing"
)

func TestBefore(t *testing.T) {}

// The process ends in the middle of it, as in code that calls log.Fatal.
func TestFatal(t *testing.T) { log.Fatal("no such table: users") }

func TestBetween(t *testing.T) {}

func TestExit(t *testing.T) { os.Exit(4) }

func TestAfter(t *testing.T) {}
