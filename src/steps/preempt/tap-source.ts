/**
 * The tap: a Go package that a test binary imports. Its init puts a handler of its own before the runtime's for SIGURG, the signal by
 * which Go asks a goroutine to stop (runtime/signal_unix.go, sigPreempt). The handler writes down clock, thread, place and callers, lets the runtime's
 * do its work, and sees from the place behind it whether the goroutine was stopped. Of the runtime it knows only the first two words of
 * g, the bounds of its stack; all else is the kernel's. The file is mapped, so that whatever way a process ends nothing is lost.
 */
export const TAP_FILES: Readonly<Record<string, string>> = {
  "go.mod": "module panicpath.local/tap\n\ngo 1.18\n",
  "tap.go": `//go:build linux && (amd64 || arm64)

// Package tap notes where each preemption signal (SIGURG) meets its thread.
package tap

import (
	"os"
	"strconv"
	"syscall"
	"unsafe"
)

const (
	entrySize = 128
	entries   = 1 << 16
	headSize  = 4096
	sigurg    = 23
)

type sigaction struct {
	handler  uintptr
	flags    uint64
	restorer uintptr
	mask     uint64
}

var (
	ring uintptr // header: next index; then entries
	old  uintptr // the runtime's own handler
)

func tap()
func tapAddr() uintptr

func init() {
	prefix := os.Getenv("PANICPATH_TAP")
	if prefix == "" {
		return
	}
	f, err := os.OpenFile(prefix+"."+strconv.Itoa(os.Getpid())+".tap", os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0600)
	if err != nil {
		return
	}
	defer f.Close()
	const size = headSize + entries*entrySize
	if f.Truncate(size) != nil {
		return
	}
	mem, err := syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		return
	}
	head := (*[16]uint64)(unsafe.Pointer(&mem[0]))
	head[1] = 0x31504154 // TAP1
	head[2] = uint64(os.Getpid())
	head[3] = uint64(tapAddr())
	if exe, err := os.Executable(); err == nil {
		copy(mem[256:4000], exe)
	}
	var was sigaction
	if _, _, e := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, sigurg, 0, uintptr(unsafe.Pointer(&was)), 8, 0, 0); e != 0 || was.handler < 2 {
		return
	}
	ring, old = uintptr(unsafe.Pointer(&mem[0])), was.handler
	now := was
	now.handler = tapAddr()
	syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, sigurg, uintptr(unsafe.Pointer(&now)), 0, 8, 0, 0)
}
`,
  "other.go":
    "//go:build !(linux && (amd64 || arm64))\n\n// Package tap does nothing on systems that it does not know.\npackage tap\n",
  "tap_amd64.s": `#include "textflag.h"

// tap is called by the kernel: DI signal, SI info, DX ucontext. No register needs saving: sigreturn restores them.
TEXT ·tap(SB), NOSPLIT, $32-0
	MOVQ DI, 0(SP)
	MOVQ SI, 8(SP)
	MOVQ DX, 16(SP)
	MOVQ DX, R12 // ucontext
	MOVQ ·ring(SB), R8
	MOVQ $1, AX
	LOCK
	XADDQ AX, 0(R8)
	ANDQ $65535, AX
	SHLQ $7, AX
	LEAQ 4096(R8)(AX*1), R13 // entry
	MOVQ R13, 24(SP)
	MOVQ $228, AX // clock_gettime(CLOCK_MONOTONIC)
	MOVQ $1, DI
	LEAQ 8(R13), SI
	SYSCALL
	MOVQ $228, AX // clock_gettime(CLOCK_THREAD_CPUTIME_ID)
	MOVQ $3, DI
	LEAQ 24(R13), SI
	SYSCALL
	MOVQ $186, AX // gettid
	SYSCALL
	MOVQ AX, 40(R13)
	MOVQ 168(R12), AX
	MOVQ AX, 48(R13) // rip
	MOVQ 160(R12), BX
	MOVQ BX, 56(R13) // rsp
	MOVQ $0, 64(R13)
	MOVQ $0, 72(R13)
	MOVQ $0, 80(R13)
	MOVQ $0, 88(R13)
	MOVQ $0, 96(R13)
	MOVQ $0, 104(R13)
	MOVQ $0, 112(R13)
	MOVQ $0, 120(R13)
	// The goroutine's stack bounds are the first words of g.
	MOVQ TLS, R9
	MOVQ 0(R9)(TLS*1), R9
	TESTQ R9, R9
	JZ call
	MOVQ 0(R9), R10 // stack.lo
	MOVQ 8(R9), R11 // stack.hi
	CMPQ BX, R10
	JB call
	LEAQ 16(BX), AX
	CMPQ AX, R11
	JAE call
	MOVQ 0(BX), AX
	MOVQ AX, 64(R13) // top of stack: the return address of a frameless leaf
	MOVQ 120(R12), CX // rbp
	LEAQ 80(R13), DX
	LEAQ 128(R13), R15
walk:
	CMPQ CX, BX
	JB call
	LEAQ 16(CX), AX
	CMPQ AX, R11
	JAE call
	TESTQ $7, CX
	JNZ call
	MOVQ 8(CX), AX
	MOVQ AX, 0(DX)
	MOVQ CX, BX
	ADDQ $1, BX // frames only go up
	MOVQ 0(CX), CX
	ADDQ $8, DX
	CMPQ DX, R15
	JB walk
call:
	MOVQ 0(SP), DI
	MOVQ 8(SP), SI
	MOVQ 16(SP), DX
	MOVQ ·old(SB), AX
	CALL AX
	MOVQ 16(SP), R12
	MOVQ 24(SP), R13
	MOVQ 168(R12), AX
	MOVQ $1, CX
	CMPQ AX, 48(R13)
	JEQ same
	MOVQ $2, CX // the runtime sent it to asyncPreempt
same:
	MOVQ CX, 72(R13)
	MOVQ $1, 0(R13)
	RET

TEXT ·tapAddr(SB), NOSPLIT, $0-8
	LEAQ ·tap(SB), AX
	MOVQ AX, ret+0(FP)
	RET
`,
  "tap_arm64.s": `#include "textflag.h"

// tap is called by the kernel: R0 signal, R1 info, R2 ucontext. Callee-saved registers need no saving: sigreturn restores all.
TEXT ·tap(SB), NOSPLIT, $64-0
	MOVD R0, 8(RSP)
	MOVD R1, 16(RSP)
	MOVD R2, 24(RSP)
	MOVD R2, R20 // ucontext
	MOVD ·ring(SB), R21
again:
	LDAXR (R21), R22
	ADD $1, R22, R23
	STLXR R23, (R21), R24
	CBNZ R24, again
	AND $65535, R22, R22
	LSL $7, R22, R22
	ADD R21, R22, R22
	ADD $4096, R22, R22 // entry
	MOVD R22, 32(RSP)
	MOVD $1, R0 // clock_gettime(CLOCK_MONOTONIC)
	ADD $8, R22, R1
	MOVD $113, R8
	SVC
	MOVD $3, R0 // clock_gettime(CLOCK_THREAD_CPUTIME_ID)
	ADD $24, R22, R1
	MOVD $113, R8
	SVC
	MOVD $178, R8 // gettid
	SVC
	MOVD R0, 40(R22)
	MOVD 440(R20), R3 // pc: uc 168 + 8 fault_address + 8*33
	MOVD R3, 48(R22)
	MOVD 432(R20), R4 // sp
	MOVD R4, 56(R22)
	MOVD 424(R20), R3 // lr: the return address of a frameless leaf
	MOVD R3, 64(R22)
	MOVD ZR, 72(R22)
	MOVD ZR, 80(R22)
	MOVD ZR, 88(R22)
	MOVD ZR, 96(R22)
	MOVD ZR, 104(R22)
	MOVD ZR, 112(R22)
	MOVD ZR, 120(R22)
	MOVD 8(RSP), R0
	MOVD 16(RSP), R1
	MOVD 24(RSP), R2
	MOVD ·old(SB), R9
	CALL (R9)
	MOVD 24(RSP), R20
	MOVD 32(RSP), R22
	MOVD 440(R20), R3
	MOVD 48(R22), R4
	MOVD $1, R5
	CMP R3, R4
	BEQ same
	MOVD $2, R5
same:
	MOVD R5, 72(R22)
	MOVD $1, R6
	MOVD R6, 0(R22)
	RET

TEXT ·tapAddr(SB), NOSPLIT, $0-8
	MOVD $·tap(SB), R0
	MOVD R0, ret+0(FP)
	RET
`,
};

/** The import path of the tap, which no module of anybody's has. */
export const TAP_IMPORT = "panicpath.local/tap";
