/** A release of golang.org/x/exp, and the Go versions whose traces it reads and that can build it. */
interface Reader {
  readonly from: number;
  readonly go: string;
  readonly version: string;
  readonly hash: string;
  readonly modHash: string;
  /** How a stack gives its frames: a function at first, an iterator since 2024. */
  readonly frames: string;
}

/** The oldest is built by Go 1.22, from which on traces have a form that can be read in parts; the newest by Go 1.24. */
const READERS: readonly Reader[] = [
  {
    from: 25,
    go: "1.24.0",
    version: "v0.0.0-20260112195511-716be5621a96",
    hash: "h1:Z/6YuSHTLOHfNFdb8zVZomZr7cqNgTJvA8+Qz75D8gU=",
    modHash: "h1:nzimsREAkjBCIEFtHiYkrJyT+2uy9YZJB7H1k68CXZU=",
    frames: "s.Frames()",
  },
  {
    from: 22,
    go: "1.20",
    version: "v0.0.0-20240719175910-8a7402abbf56",
    hash: "h1:2dVuKD2vS7b0QIHQbpyTISPd0LeHDbnYEryqj5Q1ug8=",
    modHash: "h1:M4RDyNAINzryxdtnbRXRL/OHtkFuWGRjvuhBJpk2IlY=",
    frames: "s.Frames",
  },
];

const MODULE = "golang.org/x/exp";

/** The files of the program that reads a trace of this Go (1.x); null where none does. */
export function stopsFiles(minor: number): Readonly<Record<string, string>> | null {
  const reader = READERS.find(({ from }) => minor >= from);
  if (reader === undefined) return null;
  const { go, version, hash, modHash, frames } = reader;
  return {
    "go.mod": `module panicpath.local/stops\n\ngo ${go}\n\nrequire ${MODULE} ${version}\n`,
    "go.sum": `${MODULE} ${version} ${hash}\n${MODULE} ${version}/go.mod ${modHash}\n`,
    "main.go": PROGRAM.replace("FRAMES", () => frames),
  };
}

/** Prints the stop-the-world phases of a trace, a line of JSON each, and who stopped last; and each time a goroutine yields. */
const PROGRAM = `// Command stops reads an execution trace and prints its stop-the-world phases, a line of JSON each: who stopped last;
// and each time at which a goroutine stopped because it was asked to.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/exp/trace"
)

type stop struct {
	reason            string
	begin, end        int64
	thread, goroutine int64
	frames            []string
	entry             string
	by                trace.GoID
}

func (s *stop) fields() map[string]any {
	return map[string]any{
		"reason": s.reason, "begin": s.begin, "end": s.end,
		"thread": s.thread, "goroutine": s.goroutine, "frames": s.frames, "entry": s.entry,
	}
}

const (
	mostFrames = 64
	mostAsked  = 64 // stacks of a goroutine that are looked at for its entry
)

// entries knows what each goroutine runs: assembly that uses the frame pointer for itself leaves a stack without its callers.
type entries struct {
	of    map[trace.GoID]string
	asked map[trace.GoID]int
}

func (e *entries) see(ev trace.Event) {
	g := ev.Goroutine()
	if g == trace.NoGoroutine || e.of[g] != "" || e.asked[g] == mostAsked {
		return
	}
	e.asked[g]++
	names := framesOf(ev.Stack())
	last := len(names) - 1
	if last > 0 && names[last] == "testing.tRunner" {
		e.of[g] = names[last-1]
	}
}

func main() {
	least, _ := strconv.ParseInt(os.Args[2], 10, 64)
	if err := run(os.Args[1], least); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run leaves out stops that took less than least nanoseconds.
func run(path string, least int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := trace.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	var open []*stop
	seen := &entries{of: map[trace.GoID]string{}, asked: map[trace.GoID]int{}}
	for {
		ev, err := r.ReadEvent()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		seen.see(ev)
		switch ev.Kind() {
		case trace.EventRangeBegin:
			if reason, ok := reasonOf(ev.Range().Name); ok {
				open = append(open, &stop{reason: reason, begin: int64(ev.Time()), by: ev.Goroutine()})
			}
		case trace.EventRangeEnd:
			if _, ok := reasonOf(ev.Range().Name); ok && len(open) > 0 {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				if last.end-last.begin >= least {
					last.entry = seen.of[trace.GoID(last.goroutine)]
					if err := out.Encode(last.fields()); err != nil {
						return err
					}
				}
			}
		case trace.EventStateTransition:
			note(ev, open)
			if yields(ev) {
				if err := out.Encode(map[string]int64{"yield": int64(ev.Time()), "thread": int64(ev.Thread())}); err != nil {
					return err
				}
			}
		}
	}
}

// yields tells whether a goroutine stopped running because it was asked to: by a signal, or at the next call.
func yields(ev trace.Event) bool {
	st := ev.StateTransition()
	if st.Resource.Kind != trace.ResourceGoroutine {
		return false
	}
	from, to := st.Goroutine()
	return from == trace.GoRunning && to != trace.GoRunning && strings.Contains(st.Reason, "preempt")
}

// note remembers the last goroutine that stopped running while the world was being stopped.
func note(ev trace.Event, open []*stop) {
	if len(open) == 0 {
		return
	}
	st := ev.StateTransition()
	if st.Resource.Kind != trace.ResourceGoroutine {
		return
	}
	from, to := st.Goroutine()
	g := st.Resource.Goroutine()
	if from != trace.GoRunning || to == trace.GoRunning {
		return
	}
	for _, s := range open {
		if g == s.by {
			continue
		}
		s.end, s.thread, s.goroutine = int64(ev.Time()), int64(ev.Thread()), int64(g)
		s.frames = framesOf(st.Stack)
	}
}

func reasonOf(name string) (string, bool) {
	const prefix = "stop-the-world ("
	if !strings.HasPrefix(name, prefix) {
		return "", false
	}
	return strings.TrimSuffix(name[len(prefix):], ")"), true
}

func framesOf(s trace.Stack) []string {
	names := []string{}
	FRAMES(func(f trace.StackFrame) bool {
		// Of a deep recursion both ends: the test stands at the outer one.
		if len(names) == mostFrames {
			names = append(names[:mostFrames/4], names[mostFrames/4+1:]...)
		}
		names = append(names, f.Func)
		return true
	})
	return names
}
`;
