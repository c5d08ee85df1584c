/**
 * The files of the program that stands for a shell where there is none. It starts a process in a job object, which ends with it and
 * takes along all that the process started; and it is the wrapper of `go test -exec` there.
 */
export const LAUNCHER_FILES: Readonly<Record<string, string>> = {
  "go.mod": "module panicpath.local/launcher\n\ngo 1.21\n",
  "main.go": `// Command launcher starts a process, and ends with its exit code:
//
//	launcher run FILE ARG...        as it is
//	launcher merged FILE ARG...     standard error where standard output goes
//	launcher capture DIR FILE ARG...  puts a test binary aside in DIR, then runs it as DIR/exec says
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
)

// As a shell has it for what can't be started.
const notStarted = 127

func main() {
	if len(os.Args) < 3 {
		os.Exit(2)
	}
	// Whoever presses Ctrl-C reaches the process itself too, which may have something to clean up.
	signal.Ignore(os.Interrupt)
	keepTogether()
	mode, words := os.Args[1], os.Args[2:]
	captures := mode == "capture" && len(words) > 1
	if captures {
		words = capture(words[0], words[1:])
	}
	code := run(words, mode == "merged")
	if captures {
		// What a test leaves behind is go test's to wait for; of a go test that ends, nothing stays.
		release()
		sayStatus(code)
	}
	os.Exit(code)
}

// Windows ends a process by such a code for what is a signal elsewhere; go test says so only where nothing was printed.
func sayStatus(code int) {
	if uint32(code) >= 0xc0000000 && uint32(code) != 0xffffffff {
		fmt.Printf("\\nexit status %#x\\n", uint32(code))
	}
}

func run(words []string, merged bool) int {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if merged {
		cmd.Stderr = os.Stdout
	}
	err := cmd.Run()
	if cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return notStarted
	}
	return cmd.ProcessState.ExitCode()
}

// The words to run: DIR/exec holds, each with a NUL behind it, whether it is run at all and whether what it looks at is logged, the
// user's own GOTMPDIR, and the user's own wrapper.
func capture(dir string, words []string) []string {
	aside := filepath.Join(dir, strconv.Itoa(os.Getpid()))
	for exists(aside + ".binary") {
		aside += ".1"
	}
	put(words, aside)
	text, err := os.ReadFile(filepath.Join(dir, "exec"))
	parts := strings.Split(string(text), "\\x00")
	if err != nil || len(parts) < 3 || parts[0] == "hold" {
		os.Exit(0)
	}
	os.Unsetenv("GOTMPDIR")
	if parts[1] != "" {
		os.Setenv("GOTMPDIR", parts[1])
	}
	made := append(parts[2:len(parts)-1:len(parts)-1], words[0])
	// go test gives the log no name of its own where there is a wrapper (cmd/go/internal/test, runTestActor).
	if parts[0] == "logged" {
		made = append(made, "-test.testlogfile="+aside+".log")
	}
	return append(made, words[1:]...)
}

func put(words []string, aside string) {
	if os.Link(words[0], aside+".binary") != nil && copyFile(words[0], aside+".binary") != nil {
		return
	}
	cwd, err := os.Getwd()
	if err == nil {
		all := append([]string{cwd}, words...)
		os.WriteFile(aside+".args", []byte(strings.Join(all, "\\x00")+"\\x00"), 0o666)
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o777)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
`,
  "job_windows.go": `package main

import (
	"syscall"
	"unsafe"
)

const (
	extendedLimitInformation = 9      // JobObjectExtendedLimitInformation
	killOnJobClose           = 0x2000 // JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	breakawayOK              = 0x800  // JOB_OBJECT_LIMIT_BREAKAWAY_OK: whoever asks for it may leave
	flagsAt                  = 16     // LimitFlags in JOBOBJECT_BASIC_LIMIT_INFORMATION
)

var (
	kernel  = syscall.NewLazyDLL("kernel32.dll")
	setInfo = kernel.NewProc("SetInformationJobObject")
	job     uintptr
)

// keepTogether puts this process into a job object of its own: its children belong to it too, and all of
// them end when its only handle is closed, however this process ends.
func keepTogether() {
	made, _, _ := kernel.NewProc("CreateJobObjectW").Call(0, 0)
	if made == 0 || !limit(made, killOnJobClose|breakawayOK) {
		return
	}
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return
	}
	if ok, _, _ := kernel.NewProc("AssignProcessToJobObject").Call(made, uintptr(self)); ok != 0 {
		job = made
	}
}

// release lets what this process started outlive it.
func release() {
	if job != 0 {
		limit(job, breakawayOK)
	}
}

func limit(job uintptr, flags uint32) bool {
	// JOBOBJECT_EXTENDED_LIMIT_INFORMATION: 144 bytes, or 112 where a pointer has four.
	size := uintptr(144)
	if unsafe.Sizeof(size) == 4 {
		size = 112
	}
	limits := make([]uint64, 18)
	*(*uint32)(unsafe.Add(unsafe.Pointer(&limits[0]), flagsAt)) = flags
	ok, _, _ := setInfo.Call(job, extendedLimitInformation, uintptr(unsafe.Pointer(&limits[0])), size)
	return ok != 0
}
`,
  "job_other.go": `//go:build !windows

package main

func keepTogether() {}

func release() {}
`,
};
