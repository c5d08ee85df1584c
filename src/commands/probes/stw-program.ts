/**
 * The program of `panicpath lab stw`: goroutines run loops without calls of a given length,
 * others only wait, and the garbage is collected again and again. It prints the
 * runtime's own histogram of the time it took to stop the world, as JSON.
 */
export const STW_PROGRAM = `package main

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"runtime"
	"runtime/metrics"
	"time"
)

var sink int

// spin is a loop without calls: it has no point at which it could be stopped but by a signal.
func spin(n int) {
	x := sink
	for i := 0; i < n; i++ {
		x ^= i + x<<1
	}
	sink = x
}

func calibrate() int {
	n := 1 << 20
	best := math.MaxFloat64
	for round := 0; round < 5; round++ {
		start := time.Now()
		spin(n)
		best = math.Min(best, time.Since(start).Seconds())
	}
	return int(float64(n) / best / 1e6)
}

func histogram() (string, *metrics.Float64Histogram) {
	for _, name := range []string{"/sched/pauses/stopping/gc:seconds", "/gc/pauses:seconds"} {
		sample := []metrics.Sample{{Name: name}}
		metrics.Read(sample)
		if sample[0].Value.Kind() == metrics.KindFloat64Histogram {
			return name, sample[0].Value.Float64Histogram()
		}
	}
	return "", &metrics.Float64Histogram{}
}

func main() {
	loop := flag.Int("loop", 0, "length of a loop, in microseconds; 0: no loops")
	waiting := flag.Int("waiting", 0, "goroutines that only wait")
	collections := flag.Int("collections", 100, "how often to collect")
	flag.Parse()
	stop := make(chan bool)
	for i := 0; i < *waiting; i++ {
		go func() { <-stop }()
	}
	if *loop > 0 {
		n := *loop * calibrate()
		for i := 0; i < runtime.GOMAXPROCS(0); i++ {
			go func() {
				for {
					spin(n)
					runtime.Gosched()
				}
			}()
		}
	}
	time.Sleep(20 * time.Millisecond)
	for i := 0; i < *collections; i++ {
		runtime.GC()
		runtime.Gosched()
	}
	name, found := histogram()
	bounds := make([]float64, len(found.Buckets))
	for i, bound := range found.Buckets {
		bounds[i] = math.Max(0, math.Min(bound, 1e6))
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"metric": name, "buckets": bounds, "counts": found.Counts, "procs": runtime.GOMAXPROCS(0),
	})
}
`;
