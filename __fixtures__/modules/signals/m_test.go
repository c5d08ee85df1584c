package signals

import (
	"syscall"
	"testing"
)

func TestKills(t *testing.T) {
	syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
	select {}
}

func TestAfter(t *testing.T) {}
