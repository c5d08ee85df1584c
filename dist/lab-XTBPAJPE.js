import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{withSession}from"./chunk-YTS6AAIA.js";import{LineSplitter,parseGcCycle,splitGcLine}from"./chunk-DOSUIP4V.js";import"./chunk-WU6AHOSR.js";import{ask,goVersion}from"./chunk-UKVIWUCX.js";import"./chunk-VWF6JK4X.js";import{join}from"./chunk-ZHFCWRCW.js";import"./chunk-EPPEPDI2.js";import"./chunk-GODBQ4HP.js";import"./chunk-BT5KM36K.js";import{renderLab}from"./chunk-6YLRWGDW.js";import"./chunk-HSCDEY4V.js";import{ImpossibleError,pauseOf,spreadOf}from"./chunk-UFBNIGDQ.js";import"./chunk-XPVBBEHO.js";import{mkdirSync,writeFileSync}from"node:fs";import{cpus}from"node:os";var STW_PROGRAM=`package main

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
`;var CASES=[{loop:0,waiting:0},{loop:0,waiting:1e4},{loop:100,waiting:0},{loop:600,waiting:0},{loop:600,waiting:1e4},{loop:3e3,waiting:0}],COLLECTIONS=100,CASE_MS=6e4;function labAndPrint(settings,interruption){return withSession(settings,interruption,async session=>{let given=settings.environment.env,version=await goVersion(process.cwd(),{env:given,groups:session.groups}),env={...given,GOENV:"off",GOTOOLCHAIN:version},binary=await buildProgram(session,env),rows=[];for(let[at,{loop,waiting}]of CASES.entries()){session.progress.status(`lab stw: ${at+1} of ${CASES.length}`);let on=await measure(session,env,binary,loop,waiting,!1),off=await measure(session,env,binary,loop,waiting,!0);rows.push({loopMicroseconds:loop,waiting,on,off})}if(session.progress.end(),session.isInterrupted())return 1;let table={...{go:version,cpu:cpus()[0]?.model??"unknown",cores:cpus().length},collections:COLLECTIONS,rows},json=settings.as==="json";return process.stdout.write(json?`${JSON.stringify(table,null,2)}
`:renderLab(table)),0})}async function buildProgram(session,env){let dir=join(session.tempDir,"lab");mkdirSync(dir),writeFileSync(join(dir,"go.mod"),`module example.com/lab

go 1.21
`),writeFileSync(join(dir,"main.go"),STW_PROGRAM);let binary=join(dir,"lab.exe"),built=await ask("go",["build","-o",binary,"."],dir,{env:{...env,GOWORK:"off",GOFLAGS:""},groups:session.groups});if(built.code!==0)throw new ImpossibleError(`the program of the lab does not build: ${built.stderr.trim().split(`
`).at(-1)??""}`);return binary}async function measure(session,env,binary,loop,waiting,off){let cycles=[],stdout="",errors=new LineSplitter((text,from,to)=>{let split=splitGcLine(text.slice(from,to)),cycle=split===null?null:parseGcCycle(split.gc);cycle!==null&&cycles.push(cycle)}),debug=[env.GODEBUG??"","gctrace=1",`asyncpreemptoff=${off?1:0}`],result=await session.groups.run({file:binary,args:[`-loop=${loop}`,`-waiting=${waiting}`,`-collections=${COLLECTIONS}`],cwd:session.tempDir,env:{...env,GODEBUG:debug.filter(word=>word!=="").join(",")},merged:!1,timeoutMs:CASE_MS,onStdout:chunk=>{stdout+=chunk},onStderr:chunk=>errors.push(chunk)});errors.end();let pauses=spreadOf(cycles.map(pauseOf));return pauses===null?null:{pauses,stopping:stoppingOf(stdout),ended:result.exitCode===0}}function stoppingOf(stdout){let value;try{value=JSON.parse(stdout)}catch{return null}let{metric="",buckets=[],counts=[]}=value,n=counts.reduce((sum,count)=>sum+count,0);if(n===0)return null;let at=share=>{let seen=0,bucket=counts.findIndex(count=>(seen+=count,seen>=share*n));return buckets[bucket+1]??0};return{metric,spread:{n,median:at(.5),p95:at(.95),max:at(1)}}}export{labAndPrint};
