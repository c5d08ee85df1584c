import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{asIfAlone,ask,minorOfGo,workspaceOf}from"./chunk-FJFIMCO5.js";import{readText}from"./chunk-NXMDOWPL.js";import{STACK_GROWTH,parsedObject,testOfFunction,textIn}from"./chunk-SXT5WV6F.js";function heldUpIn(path,runs){return[...new Set(runs.flatMap(({holds})=>holds.map(hold=>hold.function)))].flatMap(name=>{let own=runs.map(({holds,stops})=>({holds:holds.filter(hold=>hold.function===name),stops})),seen=own.filter(({holds})=>holds.length>0).length;return seen<2?[]:[summedUp(path,own,seen)]}).sort((left,right)=>right.cpuMs-left.cpuMs)}var LEAST_MS=1;function summedUp(path,runs,seen){let byCpu=runs.flatMap(({holds,stops})=>holds.map(hold2=>waitedFor(hold2,stops))).toSorted((left,right)=>right.hold.cpuMs-left.hold.cpuMs),[longest]=byCpu.filter(({hold:hold2,stop:stop2})=>stop2!==null&&hold2.cpuMs>=LEAST_MS).concat(byCpu.filter(({stop:stop2})=>stop2===null),byCpu);if(longest===void 0)throw new Error("no hold of a function that was seen");let{hold,stop}=longest,entry=stop?.entry??null,frames=[...hold.callers,...stop?.frames??[],...entry===null?[]:[entry]];return{package:path,function:hold.function,isAssembly:hold.isAssembly,cpuMs:hold.cpuMs,wallMs:hold.wallMs,refusals:hold.refusals,callers:hold.callers,test:frames.map(testOfFunction).findLast(test=>test!==null)??null,stop:stop===null?null:{reason:stop.reason,ms:(stop.endNs-stop.beginNs)/1e6,goroutine:stop.goroutine},isTraced:runs.some(({stops})=>stops!==null),seen,runs:runs.length}}function waitedFor(hold,stops){let shared=stop2=>Math.min(stop2.endNs,hold.endNs)-Math.max(stop2.beginNs,hold.beginNs),[stop]=(stops??[]).filter(each=>each.thread===hold.thread&&shared(each)>0).toSorted((left,right)=>shared(right)-shared(left));if(stop===void 0)return{hold,stop:null};let wallMs=shared(stop)/1e6;return{hold:{...hold,wallMs,cpuMs:Math.min(hold.cpuMs,wallMs)},stop}}var LEAST_REFUSALS=5,MOST_GAP_NS=3e5,LEAST_CPU_NS=1e6,IDLE=/^runtime\.(?:futex|osyield|usleep|epollwait|procyield)/,GROWS=/^runtime\.(?:newstack|copystack|morestack\w*|adjust\w+)$/;function holdsIn(requests,symbolOf){let open=new Map,rows=[];for(let request of requests){let row=open.get(request.thread),name=request.isRefused?nameOf(request,symbolOf):null;if(row!==void 0&&name!==null&&goesOn(row,request,name.function)){row.requests.push(request);continue}row!==void 0&&rows.push(row),open.delete(request.thread),name!==null&&open.set(request.thread,{name,requests:[request]})}return[...rows,...open.values()].filter(row=>isHold(row)).map(row=>holdOf(row,symbolOf)).sort((left,right)=>right.cpuMs-left.cpuMs)}var goesOn=({name,requests},next,function_)=>name.function===function_&&next.cpuNs-(requests.at(-1)?.cpuNs??0)<=MOST_GAP_NS;function isHold({name,requests}){let cpuNs=(requests.at(-1)?.cpuNs??0)-(requests[0]?.cpuNs??0);return requests.length>=LEAST_REFUSALS&&cpuNs>=LEAST_CPU_NS&&!IDLE.test(name.function)}function nameOf({pc,callers},symbolOf){let own=symbolOf(pc)??{function:"?",isAssembly:!1};return[own,...callers.map(address=>symbolOf(address-1n))].some(symbol=>symbol!==null&&GROWS.test(symbol.function))?{function:STACK_GROWTH,isAssembly:!1}:own}function holdOf({name,requests},symbolOf){let[first]=requests,last=requests.at(-1),callers=(first?.callers??[]).map(address=>symbolOf(address-1n)?.function??"?").filter(caller=>caller!=="?"&&caller!==name.function&&!caller.startsWith("runtime."));return{...name,refusals:requests.length,cpuMs:((last?.cpuNs??0)-(first?.cpuNs??0))/1e6,wallMs:((last?.timeNs??0)-(first?.timeNs??0))/1e6,thread:first?.thread??0,beginNs:first?.timeNs??0,endNs:last?.timeNs??0,callers:[...new Set(callers)]}}function parseStops(text){return text.split(`
`).flatMap(line=>{let value=parsedObject(line)??{},numbers=["begin","end","thread","goroutine"].map(name=>value[name]),[beginNs,endNs,thread,goroutine]=numbers.filter(each=>typeof each=="number");if(typeof value.reason!="string"||goroutine===void 0)return[];if(beginNs===void 0||endNs===void 0||thread===void 0)return[];let frames=Array.isArray(value.frames)?value.frames.filter(isText):[],entry=textIn(value,"entry")||null;return[{reason:value.reason,beginNs,endNs,thread,goroutine,frames,entry}]})}var isText=value=>typeof value=="string";var MAGIC=0x31504154n;function parseTap(bytes){if(bytes.byteLength<4096+65536*128)return null;let view=new DataView(bytes.buffer,bytes.byteOffset,bytes.byteLength),word=offset=>view.getBigUint64(offset,!0);if(word(8)!==MAGIC)return null;let total=Number(word(0)),requests=Array.from({length:Math.min(total,65536)},(_,at)=>requestAt(word,4096+at*128)).filter(request=>request!==null).sort((left,right)=>left.timeNs-right.timeNs);return{total,requests,tapAddress:word(24)}}function requestAt(word,at){let of=index=>word(at+8*index);if(of(0)!==1n)return null;let callers=Array.from({length:6},(_,index)=>of(10+index));return{timeNs:Number(of(1))*1e9+Number(of(2)),cpuNs:Number(of(3))*1e9+Number(of(4)),thread:Number(of(5)),isRefused:of(9)!==2n,pc:of(6),callers:[of(8),...callers].filter(address=>address!==0n)}}import{createHash}from"node:crypto";import{existsSync,mkdirSync as mkdirSync2,readdirSync,readFileSync,rmSync,writeFileSync as writeFileSync2}from"node:fs";import{join as join2}from"node:path";var READERS=[{from:25,go:"1.24.0",version:"v0.0.0-20260112195511-716be5621a96",hash:"h1:Z/6YuSHTLOHfNFdb8zVZomZr7cqNgTJvA8+Qz75D8gU=",modHash:"h1:nzimsREAkjBCIEFtHiYkrJyT+2uy9YZJB7H1k68CXZU=",frames:"s.Frames()"},{from:22,go:"1.20",version:"v0.0.0-20240719175910-8a7402abbf56",hash:"h1:2dVuKD2vS7b0QIHQbpyTISPd0LeHDbnYEryqj5Q1ug8=",modHash:"h1:M4RDyNAINzryxdtnbRXRL/OHtkFuWGRjvuhBJpk2IlY=",frames:"s.Frames"}],MODULE="golang.org/x/exp";function stopsFiles(minor){let reader=READERS.find(({from})=>minor>=from);if(reader===void 0)return null;let{go,version,hash,modHash,frames}=reader;return{"go.mod":`module panicpath.local/stops

go ${go}

require ${MODULE} ${version}
`,"go.sum":`${MODULE} ${version} ${hash}
${MODULE} ${version}/go.mod ${modHash}
`,"main.go":PROGRAM.replace("FRAMES",()=>frames)}}var PROGRAM=`// Command stops reads an execution trace and prints its stop-the-world phases, a line of JSON each: who stopped last.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
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
	least      = 500_000 // ns: shorter ones are nobody's fault
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
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
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
		}
	}
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
`;async function symbolizer(binary,addresses,loadedAt,cwd,caller){let wanted=[...new Set(addresses.map(address=>address-loadedAt))],input=wanted.map(address=>`0x${address.toString(16)}
`).join(""),{stdout}=await ask("go",["tool","addr2line",binary],cwd,caller,{input}),lines=stdout.split(`
`),names=new Map;for(let[at,address]of wanted.entries()){let name=lines[2*at]??"?";name!=="?"&&name!==""&&names.set(address,{function:name,isAssembly:/\.s:\d+$/.test(lines[2*at+1]??"")})}return address=>names.get(address-loadedAt)??null}async function handlerAddress(binary,cwd,caller){let{stdout}=await ask("go",["tool","nm",binary],cwd,caller),found=/^\s*([0-9a-f]+) [Tt] panicpath\.local\/tap\.tap(?:\.abi0)?$/m.exec(stdout)?.[1];return found===void 0?null:BigInt(`0x${found}`)}import{mkdirSync,writeFileSync}from"node:fs";import{dirname,join}from"node:path";var TAP_FILES={"go.mod":`module panicpath.local/tap

go 1.18
`,"tap.go":`//go:build linux && (amd64 || arm64)

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
`,"other.go":`//go:build !(linux && (amd64 || arm64))

// Package tap does nothing on systems that it does not know.
package tap
`,"tap_amd64.s":`#include "textflag.h"

// tap is called by the kernel: DI signal, SI info, DX ucontext. No register needs saving: sigreturn restores them.
TEXT \xB7tap(SB), NOSPLIT, $32-0
	MOVQ DI, 0(SP)
	MOVQ SI, 8(SP)
	MOVQ DX, 16(SP)
	MOVQ DX, R12 // ucontext
	MOVQ \xB7ring(SB), R8
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
	MOVQ \xB7old(SB), AX
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

TEXT \xB7tapAddr(SB), NOSPLIT, $0-8
	LEAQ \xB7tap(SB), AX
	MOVQ AX, ret+0(FP)
	RET
`,"tap_arm64.s":`#include "textflag.h"

// tap is called by the kernel: R0 signal, R1 info, R2 ucontext. Callee-saved registers need no saving: sigreturn restores all.
TEXT \xB7tap(SB), NOSPLIT, $64-0
	MOVD R0, 8(RSP)
	MOVD R1, 16(RSP)
	MOVD R2, 24(RSP)
	MOVD R2, R20 // ucontext
	MOVD \xB7ring(SB), R21
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
	MOVD \xB7old(SB), R9
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

TEXT \xB7tapAddr(SB), NOSPLIT, $0-8
	MOVD $\xB7tap(SB), R0
	MOVD R0, ret+0(FP)
	RET
`},TAP_IMPORT="panicpath.local/tap";async function tapWorkspace(plan,packages){let dir=join(plan.tempDir,"preempt"),tap=join(dir,"tap");mkdirSync(tap,{recursive:!0});for(let[name,text]of Object.entries(TAP_FILES))writeFileSync(join(tap,name),text);let work=join(dir,"go.work");writeFileSync(work,await workText(plan,tap));let replaced=packages.map((pkg,at)=>{let file=join(dir,`import${at}_test.go`);return writeFileSync(file,`package ${packageName(pkg)}

import _ "${TAP_IMPORT}"
`),[join(pkg.dir,"zz_panicpath_tap_test.go"),file]}),overlay=join(dir,"overlay.json");writeFileSync(overlay,JSON.stringify({Replace:Object.fromEntries(replaced)}));let goflags=(plan.env.GOFLAGS??"").replace(/(^|\s)-mod(?:file)?=\S+/g,"");return{env:{...plan.env,GOWORK:work,GOFLAGS:goflags},overlay}}function packageName({dir,testFiles,externalTestFiles}){let[file=""]=[...testFiles,...externalTestFiles];return/^package[ \t]+([\p{L}_][\p{L}\p{N}_]*)/mu.exec(readText(join(dir,file))??"")?.[1]??"main"}async function workText(plan,tap){let{gowork,gomod,version}=plan.go,own=gowork===""?{uses:[dirname(gomod)],replaces:[]}:await workspaceOf(gowork,plan),language=/^go(1\.\d+(?:\.\d+)?)/.exec(version)?.[1]??"1.21",uses=[...own.uses,tap].map(path=>`use ${JSON.stringify(path)}`);return[`go ${language}`,...uses,...own.replaces,""].join(`
`)}var MOST_PROCESSES=8,hasTap=({goos,goarch})=>goos==="linux"&&["amd64","arm64"].includes(goarch),TapRunner=class _TapRunner{#plan;#workspace;#reader=null;#count=0;constructor(plan,workspace){this.#plan=plan,this.#workspace=workspace}static async open(plan,packages){return new _TapRunner(plan,await tapWorkspace(plan,packages))}async run({importPath,dir},isTraced){this.#count+=1;let out=join2(this.#plan.tempDir,"preempt",`run${this.#count}`);mkdirSync2(out);try{return await this.#runInto(out,importPath,dir,isTraced)}finally{rmSync(out,{recursive:!0,force:!0})}}async#runInto(out,path,cwd,isTraced){let plan=this.#plan,[binary,trace]=[join2(out,"test"),join2(out,"trace")],words="",{exitCode}=await plan.groups.run({file:"go",args:["test","-count=1","-vet=off",`-overlay=${this.#workspace.overlay}`,"-o",binary,...isTraced?[`-trace=${trace}`]:[],...plan.ownFlags.flags.flatMap(flag=>flag.words),path,...plan.ownFlags.args.length===0?[]:["-args",...plan.ownFlags.args]],cwd,env:{...this.#workspace.env,PANICPATH_TAP:join2(out,"tap")},merged:!0,timeoutMs:null,onStdout:chunk=>{words=(words+chunk).slice(0,4e3)},onStderr:()=>{}});if(!existsSync(binary)){let why=words.split(`
`).find(line=>line!==""&&!line.startsWith("#"));return{holds:[],stops:null,requests:0,code:exitCode,failure:why??"it does not build"}}let taps=tapsIn(out),holds=await this.#holdsOf(binary,taps,cwd),stops=isTraced&&holds.length>0?await this.#stopsOf(trace):null,requests=taps.reduce((sum,tap)=>sum+tap.total,0);return{holds,stops,requests,code:exitCode,failure:null}}async#holdsOf(binary,taps,cwd){if(taps.every(({total})=>total===0))return[];let caller={env:this.#workspace.env,groups:this.#plan.groups},own=await handlerAddress(binary,cwd,caller),found=[];for(let{requests,tapAddress}of taps){let addresses=requests.flatMap(({pc,callers})=>[pc,...callers.map(address=>address-1n)]),loadedAt=own===null?0n:tapAddress-own;found.push(...holdsIn(requests,await symbolizer(binary,addresses,loadedAt,cwd,caller)))}return found}async#stopsOf(trace){this.#reader??=this.#buildReader();let reader=await this.#reader;if(reader===null||!existsSync(trace))return null;let parts=[],{exitCode}=await this.#plan.groups.run({file:reader,args:[trace],cwd:this.#plan.tempDir,env:this.#plan.env,merged:!1,timeoutMs:6e4,onStdout:chunk=>parts.push(chunk),onStderr:()=>{}});return exitCode===0?parseStops(parts.join("")):null}async#buildReader(){let{go,toolDir,tempDir,env,groups}=this.#plan,minor=minorOfGo(go.version),files=minor===null?null:stopsFiles(minor);if(files===null)return null;let source=createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0,12),dir=join2(toolDir??tempDir,`stops-${go.version}-${source}`),binary=join2(dir,"stops");if(existsSync(binary))return binary;mkdirSync2(dir,{recursive:!0});for(let[name,text]of Object.entries(files))writeFileSync2(join2(dir,name),text);let caller={env:{...env,...asIfAlone(dir,go.version)},groups};return(await ask("go",["build","-o",binary,"."],dir,caller)).code===0?binary:null}};function tapsIn(dir){return readdirSync(dir).filter(name=>name.endsWith(".tap")).slice(0,MOST_PROCESSES).flatMap(name=>parseTap(readFileSync(join2(dir,name)))??[])}export{heldUpIn,hasTap,TapRunner};
