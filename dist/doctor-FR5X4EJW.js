import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{baseRequest,strangersCodeWarning,testedCommits}from"./chunk-DSALMN74.js";import{TapRunner,hasTap}from"./chunk-OCVSXM6W.js";import"./chunk-O57DUHRU.js";import{ownWords,resolveBase,runTestBinary,withSession}from"./chunk-YTS6AAIA.js";import{RunReader,Verdicts}from"./chunk-DOSUIP4V.js";import{layoutOf,tellRun}from"./chunk-WU6AHOSR.js";import{DebugError,ask,findDelve,fingerprintHash,goEnvironment,goList,goVersion,hasTestFiles,installDelve,minorOfGo,parseGoFlags,underDebugger}from"./chunk-UKVIWUCX.js";import"./chunk-VWF6JK4X.js";import{join}from"./chunk-ZHFCWRCW.js";import"./chunk-EPPEPDI2.js";import"./chunk-GODBQ4HP.js";import"./chunk-BT5KM36K.js";import{renderDoctor}from"./chunk-6YLRWGDW.js";import"./chunk-HSCDEY4V.js";import{EMPTY_RUN,ImpossibleError,isUsersOwn}from"./chunk-UFBNIGDQ.js";import"./chunk-XPVBBEHO.js";import{existsSync,statfsSync}from"node:fs";import{mkdirSync,writeFileSync}from"node:fs";var check=(name,state,text)=>({name,state,text});async function contractBinary({session,dir,env}){let binary=join(dir,"contract.test"),ignore=()=>{};return(await session.groups.run({file:"go",args:["test","-c","-o",binary,"."],cwd:dir,env,merged:!1,onStdout:ignore,onStderr:ignore,timeoutMs:3e5})).exitCode===0?binary:null}var CONTRACT_FILES={"go.mod":`module example.com/contract

go 1.21
`,"contract.go":`package contract

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
`,"contract_test.go":`package contract

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
`},CONTRACT_PACKAGE="example.com/contract",PANIC_LINE=5,LOOP_LINES=[30,33];var MOST_LETTERS=1<<20,LARGE_FRAME=300,FIRST_SMALL_MINOR=26;async function preemptedFrame(contract){let name="a preempted goroutine has the frame of asyncPreempt",binary=await contractBinary(contract);if(binary===null)return check(name,"unknown","the test binary could not be built");let bytes=frameBytes(await lastWords(contract,binary));if(bytes===null)return check(name,"unknown","no goroutine was seen in it");let{version}=await goEnvironment(contract.dir,callerOf(contract)),minor=minorOfGo(version),isLarge=bytes>LARGE_FRAME,text=`it takes ${bytes} bytes of the stack: ${isLarge?"all registers are saved there":"vector registers are saved in the P"}`;return minor===null||isLarge===minor<FIRST_SMALL_MINOR?check(name,"holds",text):check(name,"unknown",`${text}, which is new with ${version}`)}function frameBytes(trace){let found=/^runtime\.asyncPreempt\(\)\n\t[^\n]* fp=0x([0-9a-f]{1,16}) sp=0x([0-9a-f]{1,16})/m.exec(trace);return found===null?null:Number(BigInt(`0x${found[1]}`)-BigInt(`0x${found[2]}`))}async function lastWords({session,dir,env},binary){let words="",keep=chunk=>{words.length<MOST_LETTERS&&(words+=chunk)};return await session.groups.run({file:binary,args:["-test.run=^TestPreempted$"],cwd:dir,merged:!0,env:{...env,GOTRACEBACK:"system"},timeoutMs:2e4,onStdout:keep,onStderr:keep}),words}var callerOf=({env,session:{groups}})=>({env,groups});async function tapSees(contract){let name="the tap of lab preempt sees who is asked to stop",go=await goEnvironment(contract.dir,callerOf(contract));if(!hasTap(go))return check(name,"unknown",`it is for Linux on amd64 and arm64, this is ${go.goos}/${go.goarch}`);let{dir,env,session}=contract,pkg={importPath:CONTRACT_PACKAGE,dir,testFiles:["contract_test.go"],externalTestFiles:[]},host={tempDir:session.tempDir,toolDir:null,groups:session.groups,go,env,ownFlags:parseGoFlags(["-run=^TestSpins$"])},runner=await TapRunner.open(host,[pkg]),{requests,failure}=await runner.run(pkg,!1);return failure!==null?check(name,"unknown",failure):requests>0?check(name,"holds",`${requests} requests to stop were seen`):check(name,"unknown","no request to stop was seen")}async function contractChecks(session,given,version){let dir=join(session.tempDir,"contract");mkdirSync(dir);for(let[name,text]of Object.entries(CONTRACT_FILES))writeFileSync(join(dir,name),text);let own={GOENV:"off",GOFLAGS:"",GOWORK:"off",GODEBUG:"",GOTRACEBACK:"all"},toolchain=/^go1\.\d+(?:\.\d+)?$/.test(version)?{GOTOOLCHAIN:version}:{},env={...given,...own,...toolchain},contract={session,dir,env},steps=[frames,physicalFrames,compilerText,gcText,interrupts,waits,preemptedFrame,tapSees],checks=[];for(let step of steps)session.progress.status(`doctor: check ${checks.length+1} of ${steps.length}`),checks.push(await step(contract));return checks}async function frames(contract){let name="a panic leaves the frames that it should",facts=await goTest(contract,"^TestPanics$",[]),incident=panicOf(facts);if(incident===null)return check(name,"fails",saidInstead(facts));let{site}=incident;if(!(site?.line===PANIC_LINE&&site.function===`${CONTRACT_PACKAGE}.First`)||incident.attribution.test!=="TestPanics")return check(name,"fails",`it was placed at ${site?.file}:${site?.line} in ${incident.attribution.test}`);let inlined=usersOf(incident).filter(frame=>frame.inlined).length;return inlined===2?check(name,"holds","function, line and test are right, both inlined frames are marked"):check(name,"fails",`${inlined} of 2 frames are marked as inlined`)}async function physicalFrames(contract){let name="-gcflags=-l makes every frame of the user's physical",facts=await goTest(contract,"^TestPanics$",["-gcflags=-l"]),incident=panicOf(facts);if(incident===null)return check(name,"fails",saidInstead(facts));let inlined=usersOf(incident).filter(frame=>frame.inlined);return inlined.length===0?check(name,"holds","no frame is inlined"):check(name,"fails",`${inlined[0]?.function} is still inlined`)}async function compilerText(contract){let name="what -m=2 prints is understood",facts=await goTest(contract,"^TestPasses$",["-gcflags=-m=2"]),{decisions,unread}=facts.compiler,first=new Verdicts(facts.compiler,file=>file).atDeclaration("contract.go",PANIC_LINE-1);return decisions.length===0?check(name,"fails","no verdict of the inliner was read"):first?.inlining.can!==!0?check(name,"fails","the verdict on First is not found"):unread.lines===0?check(name,"holds",`${decisions.length} verdicts, every line known`):check(name,"unknown",`${unread.lines} lines are of no known form, as: ${unread.samples[0]}`)}async function gcText(contract){let name="what gctrace prints is understood",{facts}=await runBinary(contract,"^TestSpins$","gctrace=1",2e4);if(facts===null)return check(name,"unknown","the test binary could not be built");let{cycles,unread}=facts.gc;return unread>0?check(name,"fails",`${unread} lines could not be read`):cycles.length>=5?check(name,"holds",`${cycles.length} cycles read`):check(name,"fails",`${cycles.length} of 5 cycles read`)}async function interrupts(contract){let name="async preemption interrupts a tight loop",{facts,result}=await runBinary(contract,"^TestSpins$","",2e4);return facts===null?check(name,"unknown","the test binary could not be built"):result?.exitCode===0?check(name,"holds",`five collections beside it took ${result.seconds.toFixed(2)} s`):check(name,"fails","the garbage collector waited for it")}var TRIES=3,WAITS="with asyncpreemptoff it does not, and SIGQUIT shows the loop";async function waits(contract){if(!contract.session.groups.system.isPosix)return check(WAITS,"unknown","Windows has no SIGQUIT: what hangs shows its stacks by -timeout");let answer=await waitsOnce(contract);for(let tallies=1;tallies<TRIES&&answer.state==="fails";tallies+=1)answer=await waitsOnce(contract);return answer}async function waitsOnce(contract){let{facts,result}=await runBinary(contract,"^TestSpins$","asyncpreemptoff=1",3e3);if(facts===null)return check(WAITS,"unknown","the test binary could not be built");if(result?.stopped!==!0)return check(WAITS,"fails","the loop was interrupted all the same");let busy=incidentsOf({packages:[facts]}).flatMap(incident=>incident.busy??[])[0];if(busy===void 0)return check(WAITS,"fails","the stacks do not show the loop");let[from,to]=LOOP_LINES,{file,line}=busy.site;return line>=from&&line<=to?check(WAITS,"holds",`it hung until SIGQUIT, which names contract.go:${line}`):check(WAITS,"fails",`SIGQUIT shows ${file}:${line}`)}async function goTest({session,dir,env},run,flags){let reader=new RunReader,stdout=reader.input(),stderr=reader.input(!0);return await session.groups.run({file:"go",args:["test","-json","-count=1",`-run=${run}`,...flags,"."],cwd:dir,env,merged:!1,timeoutMs:3e5,onStdout:chunk=>stdout.push(chunk),onStderr:chunk=>stderr.push(chunk)}),stdout.end(),stderr.end(),reader.facts()}async function runBinary(contract,run,debug,timeoutMs){let binary=await contractBinary(contract);if(binary===null)return{facts:null,result:null};let{session,dir,env}=contract;return runTestBinary(session.groups,{importPath:CONTRACT_PACKAGE,words:[binary,`-test.run=${run}`,"-test.v=test2json"],cwd:dir,env:{...env,GODEBUG:debug},merged:!1,idleMs:null,timeoutMs})}function incidentsOf(run){let whole={...EMPTY_RUN,...run};return tellRun(whole,layoutOf(whole,[]),fingerprintHash).flatMap(story=>story.incidents)}var panicOf=facts=>incidentsOf(facts).find(incident=>incident.kind==="panic")??null,usersOf=({path})=>path.filter(isUsersOwn).slice(1);function saidInstead(facts){let problem=facts.buildFailures[0]?.problems[0]?.message??facts.goMessages[0];return problem===void 0?"no panic was read":`no panic was read: ${problem}`}import{readFileSync}from"node:fs";var TRY_MS=15e3;async function debuggerCheck(version,{toolDir,tempDir},caller,install){install&&toolDir!==null&&await installDelve(version,toolDir,caller);let delve=await findDelve(version,toolDir,caller);if("reason"in delve)return check2("info",`${delve.reason}; values of arguments come from the trace alone`);let request={dlv:delve.file,words:[delve.file,"version"],cwd:tempDir,env:caller.env,dir:join(tempDir,"dlv"),timeoutMs:TRY_MS};try{return await underDebugger(caller.groups,request,async()=>{}),check2("holds",`delve ${delve.version} can start programs here${yama()}`)}catch(error){if(!(error instanceof DebugError))throw error;let text=`delve ${delve.version} can't start a program: ${error.message}${yama()}`;return check2("info",`${text}; values of arguments come from the trace alone`)}}var check2=(state,text)=>({name:"debugger",state,text});function yama(){try{return` (ptrace_scope ${readFileSync("/proc/sys/kernel/yama/ptrace_scope","utf8").trim()})`}catch{return""}}function doctorAndPrint({run,installDebugger},settings,interruption){return withSession(settings,interruption,async session=>{let{environment}=settings,caller={env:environment.env,groups:session.groups},version=await goVersion(run.workingDirectory,caller),{cacheDir}=environment,folders={toolDir:cacheDir===null?null:join(cacheDir,"tools"),tempDir:session.tempDir},surrounding=[...await goChecks(run,caller),...await gitChecks(run,environment,caller),tokenCheck(environment),diskCheck(environment.tempDir),await debuggerCheck(version,folders,caller,installDebugger)],contract=await contractChecks(session,environment.env,version);if(session.progress.end(),session.isInterrupted())return 1;let trusted=contract.every(check3=>check3.state!=="fails"),diagnosis={environment:surrounding,contract,trusted},json=settings.as==="json";return process.stdout.write(json?`${JSON.stringify(diagnosis,null,2)}
`:renderDoctor(diagnosis)),trusted&&surrounding.every(check3=>check3.state!=="fails")?0:1})}var checkOf=(name,text,state="info")=>({name,state,text});async function goChecks(run,caller){let cwd=run.workingDirectory;try{let go=await goEnvironment(cwd,caller),source=existsSync(join(go.goroot,"src","testing","testing.go")),{packages}=await goList(cwd,caller,[],run.packages,!1),tested=packages.filter(hasTestFiles);return[checkOf("Go",`${go.version} ${go.goos}/${go.goarch}, ${source?"its source is there":"without its source"}`),checkOf("race",go.cgo?"cgo is on: the variant race can be built":"cgo is off: the variant race can't be built"),checkOf("packages",`${tested.length} of ${packages.length} have tests: ${estimate(tested.length)}`)]}catch(error){if(!(error instanceof ImpossibleError))throw error;return[checkOf("Go",error.message,"fails")]}}function estimate(packages){return`about ${packages*12} MB of test binaries while it runs, and two to three times the time of go test`}async function gitChecks(run,environment,caller){let cwd=run.workingDirectory,git=async(...args)=>{try{let answer=await ask("git",[...ownWords(cwd,caller.env),...args],cwd,caller);return answer.code===0?answer.stdout.trim():null}catch{return null}},version=await git("--version");if(version===null)return[checkOf("git","there is none: nothing is compared with a base")];let shallow=await git("rev-parse","--is-shallow-repository"),checks=[checkOf("git",`${version}, ${shallow===null?"no repository here":shallow==="true"?"a shallow clone":"a full clone"}`)],tested=await testedCommits(cwd,environment,caller.groups),strangers=strangersCodeWarning(environment.github,tested)!==null,request=baseRequest(run,environment,strangers);if(request===null)return[...checks,checkOf("base","none: give --base REF; in GitHub Actions the event tells it")];let base=await resolveBase(cwd,caller,request),text=base.kind==="found"?`${base.commit.slice(0,12)}, ${base.reason}`:base.reason;return[...checks,checkOf("base",text)]}function tokenCheck({github}){if(github===null)return checkOf("GitHub","not in a workflow: files and text only");let{name}=github.event;return checkOf("GitHub",`event ${name}: summary, annotations and outputs need no right but reading`)}function diskCheck(dir){try{let{bavail,bsize}=statfsSync(dir),gb=bavail*bsize/1e9;return checkOf("disk",`${gb.toFixed(1)} GB are free for test binaries in ${dir}`)}catch{return checkOf("disk",`${dir} can't be looked at; set TMPDIR to a folder that can be written`)}}export{doctorAndPrint};
