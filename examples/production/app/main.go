// Command app stands for a service that dies: it waits, so that a debugger can be attached, and then serves one order too many.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"example.com/app/store"
)

func main() {
	if path := os.Getenv("CRASH_FILE"); path != "" {
		keepCrash(path)
	}
	if os.Getenv("PANIC_ON_FAULT") != "" {
		// A bad address is a panic then, which can be recovered and has a value; else it is the end.
		debug.SetPanicOnFault(true)
	}
	wait, _ := time.ParseDuration(os.Getenv("WAIT"))
	fmt.Println("serving")
	time.Sleep(wait)
	if os.Getenv("PEEK") != "" {
		peek()
		return
	}
	done := make(chan string)
	go func() { done <- store.Last(&store.Order{ID: 3}) }()
	fmt.Println(<-done)
}

// keepCrash has the runtime write its last words to a file too (runtime/debug.SetCrashOutput, Go 1.23).
func keepCrash(path string) {
	f, err := os.Create(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "no crash file:", err)
		return
	}
	defer f.Close()
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		fmt.Fprintln(os.Stderr, "no crash file:", err)
	}
}

func peek() {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("recovered:", r)
		}
	}()
	fmt.Println(store.Peek(0xdead0000))
}
