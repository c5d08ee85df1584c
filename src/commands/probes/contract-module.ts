/** The module on which `panicpath doctor` tries what the reports rest on; line numbers are part of it. */
export const CONTRACT_FILES: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/contract\n\ngo 1.21\n",
  "contract.go": `package contract

// First is the innermost function of the panic's path.
func First(xs []int, i int) int {
	return xs[i]
}

// Second calls it.
func Second(xs []int, i int) int {
	return First(xs, i) + 1
}

// Costly is refused by the inliner.
func Costly(name string) (n int) {
	for i := range name {
		for j := range name {
			n += int(name[i]) * int(name[j])
			n ^= len(name[i:]) + len(name[:j])
			n += Second([]int{i, j, n}, i%2) - Second([]int{j, i, n}, j%2)
			n += Second([]int{i, j, n}, j%2) - Second([]int{j, i, n}, i%2)
		}
	}
	if n < -1 {
		panic(name)
	}
	return n
}

// Spin is a loop without calls.
func Spin(until *bool) (n int) {
	for !*until {
		n++
	}
	return n
}
`,
  "contract_test.go": `package contract

import (
	"runtime"
	"testing"
	"time"
)

func TestPanics(t *testing.T) {
	Second(nil, 3)
}

func TestSpins(t *testing.T) {
	var stop bool
	done := make(chan int)
	go func() { done <- Spin(&stop) }()
	time.Sleep(50 * time.Millisecond)
	for i := 0; i < 5; i++ {
		runtime.GC()
	}
}

func TestPreempted(t *testing.T) {
	runtime.GOMAXPROCS(1)
	var stop bool
	go Spin(&stop)
	time.Sleep(50 * time.Millisecond)
	panic("a goroutine was preempted")
}

func TestPasses(t *testing.T) {
	if Costly("abc") == 0 {
		t.Log("zero")
	}
}
`,
};

export const CONTRACT_PACKAGE = "example.com/contract";
/** Where First panics. */
export const PANIC_LINE = 5;
/** The lines of Spin's loop. */
export const LOOP_LINES: readonly [number, number] = [30, 33];
