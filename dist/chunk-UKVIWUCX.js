import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import{makeFolder}from"./chunk-VWF6JK4X.js";import{basename,delimiter,dirname,isAbsolute,join,resolve}from"./chunk-ZHFCWRCW.js";import{readText}from"./chunk-EPPEPDI2.js";import{ImpossibleError,UsageError,foreignIn,isForeign,listIn,parsedObject,shellQuoted,textIn,withSlashes}from"./chunk-UFBNIGDQ.js";import{createHash}from"node:crypto";var fingerprintHash=text=>createHash("sha256").update(text).digest("hex").slice(0,16);import{closeSync,fstatSync,openSync,readSync,statSync}from"node:fs";var CHUNK=1<<19,PIECE=65536,NEWLINE=10,LONGEST=1<<20;async function feed(file,input){file==="-"?await feedStdin(input):feedFile(file,input),input.end()}function utf16Of(handle){let mark=Buffer.alloc(2);return readSync(handle,mark,0,2,0),mark[0]===255&&mark[1]===254?"utf-16le":mark[0]===254&&mark[1]===255?"utf-16be":null}function feedUtf16(handle,encoding,file,input){let decoder=new TextDecoder(encoding),buffer=Buffer.allocUnsafe(CHUNK);for(let size=read(handle,buffer,0,file);size>0;size=read(handle,buffer,0,file))input.push(decoder.decode(buffer.subarray(0,size),{stream:!0}))}function feedFile(file,input){let handle=openInput(file);try{let encoding=isRegular(handle)?utf16Of(handle):null;encoding===null?feedUtf8(handle,file,input):feedUtf16(handle,encoding,file,input)}finally{closeSync(handle)}}function feedUtf8(handle,file,input){let buffer=Buffer.allocUnsafe(CHUNK),held=0;for(let size=read(handle,buffer,held,file);size>0;size=read(handle,buffer,held,file)){let end=held+size,cut=buffer.lastIndexOf(NEWLINE,end-1)+1;pushPieces(buffer,cut,input),buffer.copyWithin(0,cut,end),held=end-cut,!(held<buffer.length)&&(held<LONGEST?buffer=Buffer.concat([buffer],2*buffer.length):held=passOn(buffer,input))}held>0&&input.push(buffer.toString("utf8",0,held))}function pushPieces(buffer,end,input){for(let from=0;from<end;){let wanted=Math.min(end,from+PIECE),newline=buffer.lastIndexOf(NEWLINE,wanted-1),to=newline>=from?newline+1:end;input.push(buffer.toString("utf8",from,to)),from=to}}function passOn(buffer,input){let{whole,rest}=utf8End(buffer);return input.push(whole.toString("utf8")),rest.copy(buffer,0),rest.length}var isRegular=handle=>fstatSync(handle).isFile();function openInput(file){try{if(statSync(file).isDirectory())throw new UsageError(`${file} is a folder: name a file with saved test output`);return openSync(file,"r")}catch(error){throw error instanceof UsageError?error:unreadable(file,error)}}function read(handle,buffer,from,file){try{return readSync(handle,buffer,from,buffer.length-from,null)}catch(error){throw unreadable(file,error)}}function unreadable(file,error){let code=error instanceof Error&&"code"in error?String(error.code):String(error),why=code==="ENOENT"?"there is no such file":code==="EACCES"?"no permission":code;return new UsageError(`${file} can't be read: ${why}`)}async function feedStdin(input){process.stdin.setEncoding("utf8");for await(let chunk of process.stdin)input.push(String(chunk))}function utf8End(buffer){let at=buffer.length;for(let back=1;back<=3&&back<=buffer.length;back+=1){let byte=buffer[buffer.length-back]??0;if(byte>=192){at=buffer.length-back;break}if(byte<128)break}return{whole:buffer.subarray(0,at),rest:buffer.subarray(at)}}async function policyOf(run,config){let{failOn,unknownBaseline,shard}=run,today=new Date().toISOString().slice(0,10),waivers=config.has("waivers")?await(await import("./waivers-JV7LLYUD.js")).waiversOf(config):[];return{failOn,unknownBaseline,waivers,today,isPart:shard!==null}}import{readdirSync,statSync as statSync2}from"node:fs";var NAME="report.json",DEEPEST=6;function reportFilesIn(paths){let files=paths.flatMap(path=>{let found=isReadableFolder(path)?below(path,0):[path];if(found.length===0)throw new UsageError(`there is no ${NAME} below ${path}`);return found});return[...new Map(files.map(file=>[resolve(file),file])).values()]}function isReadableFolder(path){try{return statSync2(path).isDirectory()}catch{throw new UsageError(`${path} can't be read: name a ${NAME}, or a folder that holds some`)}}function below(dir,depth){return readdirSync(dir,{withFileTypes:!0}).sort((left,right)=>left.name<right.name?-1:1).flatMap(entry=>{let path=join(dir,entry.name);return entry.isDirectory()?depth<DEEPEST?below(path,depth+1):[]:entry.isFile()&&entry.name===NAME?[path]:[]})}import{lstatSync,mkdtempSync,readdirSync as readdirSync2,readFileSync,readlinkSync,rmSync,writeFileSync}from"node:fs";var PREFIX="panicpath-run-",OWNER="owner",NAME2=/^panicpath-run-[A-Za-z0-9]{6}$/,DAY_MS=1440*60*1e3,MOST_LOOKED_AT=100;function makeTempDir(parent){if(parent.includes("'")&&parent.includes('"'))throw new ImpossibleError(`no folder for test binaries: ${parent} holds both kinds of quotes, and go knows no escape; set another TMPDIR`);try{let dir=mkdtempSync(join(resolve(parent),PREFIX));return writeFileSync(join(dir,OWNER),ownerOf(process.pid)),dir}catch(error){let words=error instanceof Error?error.message:String(error);throw new ImpossibleError(`no folder for test binaries: ${words}; set TMPDIR to one that can be written`)}}var TRIES=5,PAUSE_MS=100;function removeTempDir(dir){let never=new Int32Array(new SharedArrayBuffer(4));for(let tries=1;!isRemoved(dir)&&tries<TRIES;tries+=1)Atomics.wait(never,0,0,PAUSE_MS)}function isRemoved(dir){try{return rmSync(dir,{recursive:!0,force:!0}),!0}catch{return!1}}function removeDeadDirs(parent){for(let name of namesIn(parent).slice(0,MOST_LOOKED_AT)){let dir=join(parent,name);isOurs(dir)&&isLeft(dir)&&isRemoved(dir)}}function namesIn(dir){try{return readdirSync2(dir).filter(name=>NAME2.test(name))}catch{return[]}}function isOurs(dir){let stat=lstatSync(dir,{throwIfNoEntry:!1});return stat?.isDirectory()!==!0?!1:process.getuid===void 0||stat.uid===process.getuid()}function isLeft(dir){let owner=readText(join(dir,OWNER));if(owner!==null)return isDead(owner);let made=lstatSync(dir,{throwIfNoEntry:!1})?.mtimeMs??Date.now();return Date.now()-made>DAY_MS}function ownerOf(pid){return`${pid} ${startOf(pid)} ${namespace()}
`}function isDead(owner){let[pid="",,own=""]=owner.trim().split(" ");return process.platform!=="linux"?/^\d+$/.test(pid)&&!isAlive(Number(pid)):!/^\d+$/.test(pid)||own===""||own!==namespace()?!1:ownerOf(Number(pid))!==owner}function isAlive(pid){try{return process.kill(pid,0)}catch(error){return!(error instanceof Error&&"code"in error&&error.code==="ESRCH")}}function startOf(pid){try{let stat=readFileSync(`/proc/${pid}/stat`,"utf8");return stat.slice(stat.lastIndexOf(")")+2).split(" ")[19]??""}catch{return""}}function namespace(){try{return readlinkSync("/proc/self/ns/pid")}catch{return""}}import{randomUUID}from"node:crypto";import{closeSync as closeSync2,openSync as openSync2,renameSync,rmSync as rmSync2,writeFileSync as writeFileSync2,writeSync}from"node:fs";var SUMMARY_BYTES=1024*1024-1024;function openReportDir(dir){try{makeFolder(resolve(dir))&&writeFileSync2(join(dir,".gitignore"),`*
`)}catch(error){throw cannotWrite(dir,error)}}function writeParts(file,parts){let draft=`${file}.${randomUUID()}.part`;try{let handle=openSync2(draft,"wx");try{for(let part of parts)writeWhole(handle,part)}finally{closeSync2(handle)}renameSync(draft,file)}catch(error){throw rmSync2(draft,{force:!0}),cannotWrite(file,error)}}function writeWhole(handle,text){let bytes=Buffer.from(text);for(let at=0;at<bytes.length;){let written=writeSync(handle,bytes,at);if(written===0)throw Object.assign(new Error("short write"),{code:"ENOSPC"});at+=written}}var REASONS={EACCES:"no permission",EPERM:"no permission",EROFS:"the file system is read-only",ENOSPC:"no space is left",ENOENT:"it can't be made there",ENOTDIR:"a part of the path is not a directory",EEXIST:"a file of that name is in the way",EISDIR:"a folder of that name is in the way"};function cannotWrite(place,error){let code=error instanceof Error&&"code"in error?String(error.code):"",why=REASONS[code]??(error instanceof Error?error.message:String(error));return new ImpossibleError(`${place} can't be written: ${why}; choose another folder with --out`)}var loadWaivers=()=>import("./waivers-JV7LLYUD.js"),loadReports=()=>import("./read-report-HAUYUES4.js"),loadYaml=()=>import("./yaml-EIUKPCRC.js"),loadOwnSettings=()=>import("./own-settings-V6OD5S3D.js");var GO_MS=3e5,GIT_MS=12e4,ANSWER_LIMIT=1<<28;async function ask(file,args,cwd,{env,groups},{timeoutMs=file==="go"?GO_MS:GIT_MS,...more}={}){let words={stdout:new Words,stderr:new Words},{exitCode,stopped}=await groups.run({file,args,cwd,env,...more,merged:!1,timeoutMs,onStdout:chunk=>words.stdout.push(chunk),onStderr:chunk=>words.stderr.push(chunk)}),late=`${file} did not answer within ${timeoutMs/1e3} s`;return{code:exitCode??128,stdout:words.stdout.text,stderr:stopped?late:words.stderr.text,isLate:stopped}}var Words=class{#chunks=[];#length=0;push(chunk){this.#length+=chunk.length,this.#length<=ANSWER_LIMIT&&this.#chunks.push(chunk)}get text(){return this.#chunks.join("")}},NAMES="GOVERSION GOROOT GOOS GOARCH CGO_ENABLED GOMOD GOWORK GOFLAGS GOCACHE".split(" "),DECIDING="CC CXX FC AR PKG_CONFIG CGO_CFLAGS CGO_CPPFLAGS CGO_CXXFLAGS CGO_FFLAGS CGO_LDFLAGS GO386 GOAMD64 GOARM GOARM64 GOMIPS GOMIPS64 GOPPC64 GORISCV64 GOWASM GOEXPERIMENT GOFIPS140 GODEBUG".split(" "),OLDEST_MINOR=21;async function goEnvironment(cwd,caller){let answer=await ask("go",["env","-json",...NAMES,...DECIDING],cwd,caller),values=parseStrings(answer.stdout);if(answer.code!==0||values===null)throw new ImpossibleError(`go env failed in ${cwd}: ${firstLine(answer.stderr)}`);let value=name=>withSlashes(values[name]??""),environment={version:value("GOVERSION"),goroot:value("GOROOT"),goos:value("GOOS"),goarch:value("GOARCH"),cgo:value("CGO_ENABLED")==="1",gomod:/^(?:\/dev\/null|NUL)$/.test(value("GOMOD"))?"":value("GOMOD"),gowork:value("GOWORK")==="off"?"":value("GOWORK"),goflags:value("GOFLAGS"),gocache:value("GOCACHE"),deciding:Object.fromEntries(DECIDING.map(name=>[name,value(name)]))};return checkEnvironment(environment,cwd),environment}async function goVersion(cwd,caller){let answer=await ask("go",["env","GOVERSION"],cwd,caller);if(answer.code!==0)throw new ImpossibleError(`go env failed in ${cwd}: ${firstLine(answer.stderr)}`);return answer.stdout.trim()}function checkEnvironment({version,gomod,gowork},cwd){let minor=/^go1\.(\d+)/.exec(version)?.[1];if(minor!==void 0&&Number(minor)<OLDEST_MINOR)throw new ImpossibleError(`${version} is too old: panicpath runs with Go 1.${OLDEST_MINOR} and later`);if(gomod===""&&gowork==="")throw new ImpossibleError(`no go.mod in ${cwd} or above it: run panicpath in a module, or give --working-directory`)}var FIELDS="ImportPath,Dir,Module,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error,DepsErrors,ForTest",asIfAlone=(dir,version)=>({GOFLAGS:"",GOWORK:"off",GOTOOLCHAIN:version,PWD:dir});async function goList(cwd,caller,flags,patterns,deep){let mode=deep?["-test"]:["-find"],fields=deep?`${FIELDS},Deps`:FIELDS,args=["list","-e",...mode,`-json=${fields}`,...flags,"--",...patterns],answer=await ask("go",args,cwd,caller);if(answer.code!==0&&answer.stdout===""){let said=answer.stderr.trim().split(`
`).slice(0,3).join("; ");throw new ImpossibleError(`go list failed: ${said}${newerGo(said)}`)}return{packages:listedObjects(answer.stdout).flatMap(listed=>goPackageOf(listed)??[]),words:answer.stderr.trim()}}function newerGo(said){return/requires go >= .*GOTOOLCHAIN=local/.test(said)?`
install that Go (go-version-file: go.mod at actions/setup-go), or let go fetch it by GOTOOLCHAIN=auto`:""}function listedObjects(text){return text.split(/^\}\n?/m).filter(part=>part.trim()!=="").flatMap(part=>{let value=parseJson(`${part}}`);return typeof value=="object"&&value!==null?[value]:[]})}function loadText({ImportStack:stack=[],Err:words}){if(words===void 0)return[];if(!words.startsWith("import cycle not allowed")||stack.length<2)return[words];let cycle=stack.slice(0,-1),least=cycle.indexOf([...cycle].sort()[0]??""),[first="",...others]=[...cycle.slice(least),...cycle.slice(0,least)],imports=[...others,first].map(path=>`	imports ${path}`);return[`package ${first}
${imports.join(`
`)}: import cycle not allowed`]}function goPackageOf(listed){if(listed.ImportPath===void 0)return null;let errors=[listed.Error,...listed.DepsErrors??[]].flatMap(error=>error===void 0?[]:loadText(error));return{importPath:(listed.ForTest??listed.ImportPath).replace(/ \[.*\]$/,""),dir:withSlashes(listed.Dir??""),module:listed.Module?.Path===void 0?null:{path:listed.Module.Path,dir:withSlashes(listed.Module.Dir??"")},files:[...listed.GoFiles??[],...listed.CgoFiles??[]],testFiles:listed.TestGoFiles??[],externalTestFiles:listed.XTestGoFiles??[],error:errors[0]??null,imports:(listed.Deps??[]).map(path=>path.replace(/ \[.*\]$/,""))}}function parseJson(text){try{return JSON.parse(text)}catch{return null}}function parseStrings(text){let value=parseJson(text);return isForeign(value)?Object.fromEntries(Object.entries(value).filter(isStringEntry)):null}var isStringEntry=entry=>typeof entry[1]=="string",firstLine=text=>text.trim().split(`
`)[0]??"";var BOOLEAN=new Set("a n race msan asan cover v work x linkshared modcacherw trimpath json c i benchmem failfast short fullpath artifacts buildvcs".split(" ")),VALUED=new Set("C p covermode coverpkg asmflags buildmode compiler gccgoflags gcflags installsuffix ldflags mod modfile overlay pgo pkgdir tags toolexec exec o vet bench benchtime blockprofile blockprofilerate count coverprofile cpu cpuprofile fuzz fuzzminimizetime fuzztime list memprofile memprofilerate mutexprofile mutexprofilefraction outputdir parallel run skip shuffle testlogfile timeout trace".split(" ")),isKnown=name=>BOOLEAN.has(name)||VALUED.has(name),REFUSED=new Map([["c","it compiles and runs nothing"],["list","it lists tests and runs nothing"],["n","it prints commands and runs nothing"],["fuzz","a fuzzing session has no end that could be compared; fuzz seeds run without it"],["C","use --working-directory"]]),DROPPED=new Set(["v","json","x","work"]);function parseGoFlags(words){let flags=[],packages=[];for(let at=0;at<words.length;at+=1){let word=words[at]??"",name=flagNameOf(word);if(name==="args")return{flags,packages,args:words.slice(at+1)};if(name===null)flags.some(flag=>!isKnown(flag.name))?flags.push({name:"",value:null,words:[word]}):packages.push(word);else{let flag=readFlag(word,name,words[at+1]);flags.push(flag),at+=flag.words.length-1}}return{flags,packages,args:[]}}function flagNameOf(word){return/^--?(?:test\.)?([A-Za-z][\w.]*)(?:=|$)/.exec(word)?.[1]??null}function readFlag(word,name,next){let equals=word.indexOf("=");if(equals>=0)return{name,value:word.slice(equals+1),words:[word]};if(BOOLEAN.has(name)||!isKnown(name))return{name,value:null,words:[word]};if(next===void 0)throw new UsageError(`flag ${word} of go test needs a value`);return{name,value:next,words:[word,next]}}function refuseFlags(flags){for(let{name,value,words}of flags.flags){let why=REFUSED.get(name);if(why!==void 0&&value!=="false")throw new UsageError(`go test flag ${words[0]} can't be used: ${why}`);if(name==="json"&&value==="false")throw new UsageError("go test flag -json=false can't be used: panicpath reads go test -json")}}function valueOfFlag(flags,name){let flag=flags.flags.findLast(candidate=>candidate.name===name);return flag===void 0?null:flag.value??"true"}var hasFlag=(flags,name)=>{let value=valueOfFlag(flags,name);return value!==null&&value!=="false"};function firstRunFlags(flags){return flags.flags.filter(flag=>!DROPPED.has(flag.name)&&flag.name!=="exec").flatMap(flag=>flag.words)}function cleanGoflags(flags){return flags.flags.filter(flag=>!DROPPED.has(flag.name)&&flag.name!=="exec").flatMap(flag=>flag.words).map(word=>/\s/.test(word)?word.includes("'")?`"${word}"`:`'${word}'`:word).join(" ")}var joinFlags=(under,over)=>({flags:[...under.flags,...over.flags],packages:over.packages,args:over.args}),BUILD=new Set("race msan asan tags mod modfile overlay trimpath buildvcs ldflags asmflags compiler gccgoflags installsuffix pgo p a work".split(" ")),LISTED=new Set("race msan asan tags mod modfile overlay compiler installsuffix".split(" "));function listFlags(flags){return flags.flags.filter(flag=>LISTED.has(flag.name)).flatMap(flag=>flag.words)}var REPRODUCED=new Set("race msan asan tags mod modfile overlay trimpath ldflags asmflags gcflags cpu short timeout vet".split(" "));function reproductionFlags(flags,timeout){let given=flags.flags.filter(flag=>REPRODUCED.has(flag.name)),isBounded=timeout===null||given.some(flag=>flag.name==="timeout"),words=given.flatMap(flag=>flag.words);return isBounded?words:[...words,`-timeout=${timeout}s`]}function reproductionArgs(flags){return[...flags.flags.filter(flag=>!isKnown(flag.name)).flatMap(flag=>flag.words),...flags.args]}function buildFlags(flags){return flags.flags.filter(flag=>BUILD.has(flag.name)).flatMap(flag=>flag.words)}function extendedGcflags(flags,addition){let given=flags.flags.filter(flag=>flag.name==="gcflags").map(flag=>flag.value??"");return given.length===0?[`-gcflags=${addition}`]:given.map(value=>{let pattern=/^([^-\s'"][^=\s]*)=(.*)$/.exec(value);return pattern===null?`-gcflags=${joined(value,addition)}`:`-gcflags=${pattern[1]}=${joined(pattern[2]??"",addition)}`})}var DIAGNOSTICS="-m=2";function diagnosingFlags(on,all,own){if(!on)return{gcflags:[],others:own};let given=all.flags.filter(flag=>flag.name==="gcflags"),others={...own,flags:own.flags.filter(flag=>flag.name!=="gcflags")},kept=given.flatMap(flag=>flag.words),last=(given.at(-1)?.value??"").replace(/^all=/,"");return{gcflags:[...kept,`-gcflags=${joined(last,DIAGNOSTICS)}`],others}}var gcflagsFor=(gcflags,packages)=>gcflags.flatMap(word=>packages.map(path=>word.replace(/^-gcflags=/,()=>`-gcflags=${path}=`))),joined=(value,addition)=>value.trim()===""?addition:`${value.trim()} ${addition}`,STRIPPED=new Set("gocoverdir coverprofile outputdir cpuprofile memprofile blockprofile mutexprofile memprofilerate blockprofilerate mutexprofilefraction trace testlogfile list fuzz fuzztime fuzzminimizetime fuzzcachedir fuzzworker v json artifacts".split(" "));function binaryArguments(captured){let end=captured.findIndex(word=>!word.startsWith("-test."));return{flags:(end<0?captured:captured.slice(0,end)).filter(word=>!STRIPPED.has(flagNameOf(word)??"")),rest:end<0?[]:captured.slice(end)}}import{existsSync,readdirSync as readdirSync3}from"node:fs";function nearestWith(from,name){for(let dir=from;;dir=dirname(dir)){if(existsSync(join(dir,name)))return dir;if(dirname(dir)===dir)return null}}var FOLDER_LIMIT=2e4,SKIPPED=new Set(["vendor","node_modules","testdata"]);function nestedModules(root){let found=[],open=[""],seen=0;for(let dir=open.pop();dir!==void 0&&seen<FOLDER_LIMIT;dir=open.pop()){seen+=1;for(let entry of entriesOf(join(root,dir)))entry.isFile()&&entry.name==="go.mod"&&dir!==""&&found.push(dir),!(!entry.isDirectory()||SKIPPED.has(entry.name)||/^[._]/.test(entry.name))&&open.push(dir===""?entry.name:`${dir}/${entry.name}`)}return found.sort()}function entriesOf(dir){try{return readdirSync3(dir,{withFileTypes:!0})}catch{return[]}}var hasTestFiles=({testFiles,externalTestFiles})=>testFiles.length+externalTestFiles.length>0,DEFAULT_BUILD={key:"default",gcflags:null,flags:[],env:{}};import{existsSync as existsSync2,linkSync,readdirSync as readdirSync4,rmSync as rmSync3}from"node:fs";async function openCapture({system},dir,running){return makeFolder(dir),{dir,exec:await system.writeWrapper(dir,running)}}function capturedBinaries(capture){return namesIn2(capture.dir).filter(name=>name.endsWith(".args")).flatMap(name=>readCaptured(join(capture.dir,name.slice(0,-5)))??[])}function namesIn2(dir){try{return readdirSync4(dir)}catch{return[]}}function readCaptured(path){let words=(readText(`${path}.args`)??"").split("\0"),[cwd,original,...args]=words.slice(0,-1);if(cwd===void 0||original===void 0||words.at(-1)!=="")return null;let spare=`${path}.binary`,log=`${path}.log`,captured={binary:join(path,basename(original)),spare,cwd:withSlashes(cwd),args,log};return isAtHand(captured)?captured:null}function isAtHand({binary,spare}){if(existsSync2(binary))return!0;try{return makeFolder(dirname(binary)),linkSync(spare,binary),!0}catch{return!1}}function dropBinary({binary,spare}){rmSync3(dirname(binary),{recursive:!0,force:!0}),rmSync3(spare,{force:!0})}function splitGoWords(text){let found=[],rest=text.trim();for(;rest!=="";){let quote=rest[0];if(quote==="'"||quote==='"'){let end=rest.indexOf(quote,1);if(end<0)return[...found,rest.slice(1)];found.push(rest.slice(1,end)),rest=rest.slice(end+1).trimStart()}else{let blank=rest.search(/\s/);found.push(blank<0?rest:rest.slice(0,blank)),rest=blank<0?"":rest.slice(blank).trimStart()}}return found}import{mkdirSync}from"node:fs";import{connect}from"node:net";var DebugError=class extends Error{},LISTENS="API server listening",MOST_WORDS=4096,MOST_ANSWER=16<<20,LONGEST_PATH=100;async function underDebugger(groups,request,use){let socket=join(request.dir,"s");if(Buffer.byteLength(socket)>LONGEST_PATH)throw new DebugError("the folder for temporary files has too long a name for a socket");mkdirSync(request.dir,{recursive:!0});let delve=startDelve(groups,request,socket),program=null;try{await delve.listening;let session=await openSession(socket,delve);try{return program=pidIn(await session.call("ProcessPid",{})),groups.adopt(program),await use(session)}finally{session.close()}}finally{program!==null&&groups.endAdopted(program),delve.kill(),await delve.ended}}function startDelve(groups,request,socket){let[binary="",...args]=request.words,said="",complained="",kill=()=>{},isListening=()=>{},opened=new Promise(resolve2=>{isListening=resolve2}),ended=groups.run({file:request.dlv,args:["exec","--headless","--api-version=2",`--listen=unix:${socket}`,binary,"--",...args],cwd:request.cwd,env:{...request.env,XDG_CONFIG_HOME:request.dir},merged:!1,timeoutMs:request.timeoutMs,onStart:end=>{kill=end},onStdout:chunk=>{said=(said+chunk).slice(-MOST_WORDS),said.includes(LISTENS)&&isListening()},onStderr:chunk=>{complained=(complained+chunk).slice(0,MOST_WORDS)}}),reason=()=>reasonIn(complained),over=ended.then(()=>{throw new DebugError(reason())});return over.catch(()=>{}),{listening:Promise.race([opened,over]),ended:ended.then(()=>{},()=>{}),reason,kill:()=>kill()}}function reasonIn(complained){return/operation not permitted/.test(complained)?"ptrace is not allowed here":(complained.split(`
`).find(text=>/version|could not|error/i.test(text))??"delve ended").trim().slice(0,300)}function pidIn(answer){if(typeof answer.Pid=="number"&&answer.Pid>1)return answer.Pid;throw new DebugError("delve does not say which process it runs")}async function openSession(path,delve){let socket=connect(path);if(await new Promise(resolve2=>{socket.once("connect",()=>resolve2(!0)),socket.once("error",()=>resolve2(!1))}))return new Connection(socket,delve.reason);let timer=setTimeout(delve.kill,LAST_WORDS_MS);throw await delve.ended,clearTimeout(timer),new DebugError(delve.reason())}var LAST_WORDS_MS=2e3,Connection=class{#socket;#waiting=new Map;#reason;#parts=[];#length=0;#last=0;constructor(socket,reason){this.#socket=socket,this.#reason=reason,socket.setEncoding("utf8").on("data",chunk=>this.#take(chunk)),socket.on("error",()=>this.#over()),socket.on("close",()=>this.#over())}call(method,params){this.#last+=1;let id=this.#last;return new Promise((resolve2,reject)=>{if(this.#socket.destroyed){reject(new DebugError(this.#reason()));return}this.#waiting.set(id,{resolve:resolve2,reject});let request={method:`RPCServer.${method}`,params:[params],id};this.#socket.write(`${JSON.stringify(request)}
`)})}close(){this.#socket.destroy()}#take(chunk){if(this.#length+=chunk.length,this.#length>MOST_ANSWER){this.#socket.destroy();return}if(this.#parts.push(chunk),!chunk.includes(`
`))return;let lines=this.#parts.join("").split(`
`),rest=lines.pop()??"";this.#parts=rest===""?[]:[rest],this.#length=rest.length;for(let line of lines)this.#answer(line)}#answer(line){let answer=parsedObject(line)??{},id=typeof answer.id=="number"?answer.id:-1,waiting=this.#waiting.get(id);this.#waiting.delete(id),typeof answer.error=="string"?waiting?.reject(new DebugError(answer.error)):waiting?.resolve(isForeign(answer.result)?answer.result:{})}#over(){for(let{reject}of this.#waiting.values())reject(new DebugError(this.#reason()));this.#waiting.clear()}};import{accessSync,constants}from"node:fs";var OLDEST={21:19,22:19,23:21,24:21,25:22,26:24},PINNED=[{from:21,to:24,version:"1.24.2"},{from:25,to:27,version:"1.27.2"}],MODULE="github.com/go-delve/delve/cmd/dlv",VERSION_MS=1e4,ELSEWHERE="values are read by a debugger on Linux and macOS only",minorOfGo=version=>{let found=/^go1\.(\d{1,3})(?:\D|$)/.exec(version)?.[1];return found===void 0?null:Number(found)};function knows(delve,minor){let own=Number(/^1\.(\d{1,3})\./.exec(delve)?.[1]??Number.NaN);return minor<=own&&minor>=(OLDEST[own]??own-2)}async function findDelve(version,toolDir,caller){if(!caller.groups.system.isPosix)return{reason:ELSEWHERE};let minor=minorOfGo(version);if(minor===null)return{reason:`no delve is known for ${version}`};let found=[];for(let file of candidates(minor,toolDir,caller.env)){let delve=await versionOf(file,caller);if(delve!==null&&knows(delve,minor))return{file,version:delve};delve!==null&&found.push(delve)}let hint="see panicpath doctor --install-debugger";return found.length===0?{reason:`there is no delve (${hint})`}:{reason:`delve ${found.join(", ")} does not know ${version} (${hint})`}}function candidates(minor,toolDir,env){let onPath=(env.PATH??"").split(delimiter).filter(isAbsolute),pinned=PINNED.find(({from,to})=>minor>=from&&minor<=to),own=toolDir===null||pinned===void 0?[]:[folderOf(toolDir,pinned.version)];return[...onPath,...own].map(dir=>join(dir,"dlv")).filter(isProgram).slice(0,4)}var folderOf=(toolDir,version)=>join(toolDir,`dlv-${version}`);function isProgram(file){try{return accessSync(file,constants.X_OK),!0}catch{return!1}}async function versionOf(file,{env,groups}){let words="";return(await groups.run({file,args:["version"],cwd:"/",env,merged:!1,timeoutMs:VERSION_MS,onStdout:chunk=>{words=(words+chunk).slice(0,1e3)},onStderr:()=>{}}).catch(()=>null))?.exitCode!==0?null:/^Version: (\d+\.\d+\.\d+)/m.exec(words)?.[1]??null}async function installDelve(version,toolDir,{env,groups}){if(!groups.system.isPosix)throw new ImpossibleError(ELSEWHERE);let minor=minorOfGo(version),pinned=PINNED.find(({from,to})=>minor!==null&&minor>=from&&minor<=to);if(pinned===void 0)throw new ImpossibleError(`no delve is known for ${version}`);let dir=folderOf(toolDir,pinned.version);makeFolder(dir);let alone={GOBIN:dir,...asIfAlone(dir,version)},words=["install",`${MODULE}@v${pinned.version}`],answer=await ask("go",words,dir,{env:{...env,...alone},groups}),file=join(dir,"dlv");if(answer.code===0&&isProgram(file))return{file,version:pinned.version};let why=answer.stderr.trim().split(`
`).at(-1)??"";throw new ImpossibleError(`delve ${pinned.version} could not be built: ${why.slice(0,300)}`)}async function parentText(cwd,caller){if(!caller.groups.system.isPosix)return[];try{let answer=await ask("timeout",["--version"],cwd,caller);return answer.code===0&&answer.stdout.includes("GNU coreutils")?["timeout","--foreground","0"]:[]}catch{return[]}}import{spawn}from"node:child_process";import{existsSync as existsSync3}from"node:fs";import{chmodSync,writeFileSync as writeFileSync3}from"node:fs";var NO_GO="no go command on the PATH: install Go (in a workflow: actions/setup-go) and run again";function goQuoted(text){return/[\s'"]/.test(text)?text.includes("'")?`"${text}"`:`'${text}'`:text}var goosOf=platform=>platform==="win32"?"windows":platform,ARCHITECTURES=new Map([["x64","amd64"],["ia32","386"]]),goarchOf=arch=>ARCHITECTURES.get(arch)??arch;var POSIX={isPosix:!0,words({file,args,merged}){let joined2={file:"/bin/sh",args:["-c",'exec "$0" "$@" 2>&1',file,...args]};return Promise.resolve(merged?joined2:{file,args})},signal:({pid},signal)=>toGroup(pid,signal),endGroup:leader=>toGroup(leader,"SIGKILL"),writeWrapper(dir,running){let script=join(dir,"exec");return writeFileSync3(script,wrapper(dir,running)),chmodSync(script,493),Promise.resolve(goQuoted(script))}};function toGroup(leader,signal){if(leader!==void 0)try{process.kill(-leader,signal)}catch{}}var wrapper=(dir,running)=>`#!/bin/sh
# Puts a test binary aside for later runs, then runs it. One process more a package, no more.
d=${shellQuoted(dir)}/$$
while [ -e "$d.binary" ]; do d=$d.1; done
{ ln "$1" "$d.binary" || cp "$1" "$d.binary"; } 2>/dev/null &&
  { printf '%s\\0' "$PWD" "$@" >"$d.args"; } 2>/dev/null
${running===null?"exit 0":startWords(running)}
`;function startWords({userExec,goTmpDir,isLogged}){let own=goTmpDir===void 0?"unset GOTMPDIR":`export GOTMPDIR=${shellQuoted(goTmpDir)}`,words=isLogged?['"$b"','"-test.testlogfile=$d.log"','"$@"']:['"$@"'];return`${own}
${isLogged?`b=$1
shift
`:""}exec ${[...userExec.map(shellQuoted),...words].join(" ")}`}var PIPE_GRACE_MS=500,LONGEST_MS=2**31-1,QUIT_GRACE_MS=3e3,END_GRACE_MS=1500,ProcessGroups=class{#running=new Set;#adopted=new Set;#closed=!1;#watch;#goTmpDir;system;constructor(watch=()=>{},goTmpDir=null,system=POSIX){this.#watch=watch,this.#goTmpDir=goTmpDir,this.system=system}async run(request){let started=performance.now(),own={...request,env:this.#environment(request)},words=await this.system.words(own);return this.#closed?{exitCode:null,signal:"SIGINT",stopped:!1,seconds:0}:{...await this.#toItsEnd(own,words),seconds:(performance.now()-started)/1e3}}#toItsEnd(request,words){return new Promise((resolve2,reject)=>{let child;try{child=this.#start(request,words)}catch(error){reject(notStarted(request,error instanceof Error?error:new Error(String(error))));return}let kill=()=>this.system.signal(child,"SIGKILL");this.#running.add(child),request.onStart?.(kill);let bound=new TimeBound(child,request,kill);child.stdout?.on("data",chunk=>bound.look(chunk));let ended=null,finish=()=>{if(!this.#running.delete(child))return;bound.clear(),kill(),child.stdout?.destroy(),child.stderr?.destroy();let{code:exitCode=null,signal=null}=ended??{};resolve2({exitCode,signal,stopped:bound.passed})};child.on("error",error=>{this.#running.delete(child),bound.clear(),reject(notStarted(request,error))}),child.on("exit",(code,signal)=>{ended={code,signal},setTimeout(finish,PIPE_GRACE_MS).unref()}),child.on("close",finish)})}#start(request,{file,args}){let child=spawn(file,[...args],{cwd:request.cwd,env:{...request.env},detached:this.system.isPosix,stdio:[request.input===void 0?"ignore":"pipe","pipe","pipe"]});return child.stdin?.on("error",()=>{}).end(request.input),child.stdout?.setEncoding("utf8").on("data",chunk=>{this.#watch(chunk),request.onStdout(chunk)}),child.stderr?.setEncoding("utf8").on("data",request.onStderr),child}#environment({file,env}){if(file!=="go"||this.#goTmpDir===null)return env;try{makeFolder(this.#goTmpDir)}catch{return env}return{...env,GOTMPDIR:this.#goTmpDir}}endAll(){this.#closed=!0;for(let child of this.#running)this.system.signal(child,"SIGINT");setTimeout(()=>this.killAll(),END_GRACE_MS).unref()}killAll(){this.#closed=!0;for(let child of this.#running)this.system.signal(child,"SIGKILL");for(let pid of[...this.#adopted])this.endAdopted(pid)}adopt(pid){this.#adopted.add(pid),this.#closed&&this.endAdopted(pid)}endAdopted(pid){this.#adopted.delete(pid)&&this.system.endGroup(pid)}},MISSING=new Set(["ENOENT","EACCES"]);function notStarted({file,cwd},error){let isMissing="code"in error&&MISSING.has(String(error.code))&&existsSync3(cwd);return file==="go"&&isMissing?new ImpossibleError(NO_GO):new ImpossibleError(`${file} can't be started in ${cwd}: ${error.message}`)}var TimeBound=class{passed=!1;#timers=[];#idle;#idling=null;constructor(child,{timeoutMs,idle},kill){this.#idle=idle;let over=()=>{this.passed||(this.passed=!0,child.kill("SIGQUIT"),this.#timers.push(setTimeout(kill,QUIT_GRACE_MS)))},after=ms=>{let timer=setTimeout(over,Math.min(ms,LONGEST_MS));return this.#timers.push(timer),timer};timeoutMs!==null&&after(timeoutMs),idle!==void 0&&(this.#idling=after(idle.ms))}look(chunk){this.#idling!==null&&this.#idle?.isSign(chunk)===!0&&this.#idling.refresh()}clear(){for(let timer of this.#timers)clearTimeout(timer)}};import{execFile}from"node:child_process";import{writeFileSync as writeFileSync4}from"node:fs";import{promisify}from"node:util";var LAUNCHER_FILES={"go.mod":`module panicpath.local/launcher

go 1.21
`,"main.go":`// Command launcher starts a process, and ends with its exit code:
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
`,"job_windows.go":`package main

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
`,"job_other.go":`//go:build !windows

package main

func keepTogether() {}

func release() {}
`};var BUILD_MS=3e5;function systemHere(dir,env){return process.platform==="win32"?windowsSystem(dir,env):POSIX}function windowsSystem(dir,env){let launcher=null,launched=()=>(launcher??=buildLauncher(dir,env),launcher);return{isPosix:!1,async words({file,args,merged}){return{file:await launched(),args:[merged?"merged":"run",file,...args]}},signal(child,signal){signal==="SIGKILL"&&child.kill(signal)},endGroup(leader){try{process.kill(leader)}catch{}},async writeWrapper(target,running){let file=await launched();return writeFileSync4(join(target,"exec"),settingsOf(running)),["capture",target].reduce((words,word)=>`${words} ${goQuoted(word)}`,goQuoted(file))}}}function settingsOf(running){if(running===null)return"hold\0\0";let{userExec,goTmpDir="",isLogged}=running;return[isLogged?"logged":"plain",goTmpDir,...userExec].map(word=>`${word}\0`).join("")}async function buildLauncher(dir,env){makeFolder(dir);for(let[name,text]of Object.entries(LAUNCHER_FILES))writeFileSync4(join(dir,name),text);let file=join(dir,"launcher.exe"),alone={GOENV:"off",...asIfAlone(dir,"local")},target={GOOS:goosOf(process.platform),GOARCH:goarchOf(process.arch),CGO_ENABLED:"0"},options={cwd:dir,env:{...env,...alone,...target},timeout:BUILD_MS};try{return await promisify(execFile)("go",["build","-buildvcs=false","-o",file,"."],options),file}catch(error){throw new ImpossibleError(refusal(error))}}function refusal(error){let{code,stderr=""}=isForeign(error)?error:{};return code==="ENOENT"?NO_GO:`the program that starts tests could not be built by go: ${String(stderr).split(`
`).find(line=>line.trim()!==""&&!line.startsWith("# "))??String(error)}`}async function workspaceOf(file,caller){let dir=dirname(file),answer=await ask("go",["work","edit","-json",file],dir,caller),value=parsedObject(answer.stdout);if(answer.code!==0||value===null)throw new ImpossibleError(`${basename(file)} can't be read: ${answer.stderr.trim()}`);let from=path=>isAbsolute(path)?withSlashes(path):join(dir,path),uses=listIn(value,"Use").map(use=>from(textIn(use,"DiskPath"))),replaces=listIn(value,"Replace").map(replace=>{let[old,by]=[foreignIn(replace,"Old"),foreignIn(replace,"New")],path=textIn(by,"Path"),target=textIn(by,"Version")===""?from(path):`${path} ${textIn(by,"Version")}`;return`replace ${textIn(old,"Path")} ${textIn(old,"Version")} => ${target}`});return{uses,replaces}}export{fingerprintHash,feed,policyOf,reportFilesIn,makeTempDir,removeTempDir,removeDeadDirs,SUMMARY_BYTES,openReportDir,writeParts,loadWaivers,loadReports,loadYaml,loadOwnSettings,openCapture,capturedBinaries,isAtHand,dropBinary,splitGoWords,DebugError,underDebugger,ask,goEnvironment,goVersion,asIfAlone,goList,listedObjects,minorOfGo,findDelve,installDelve,parseGoFlags,flagNameOf,refuseFlags,valueOfFlag,hasFlag,firstRunFlags,cleanGoflags,joinFlags,listFlags,reproductionFlags,reproductionArgs,buildFlags,extendedGcflags,DIAGNOSTICS,diagnosingFlags,gcflagsFor,binaryArguments,nearestWith,nestedModules,parentText,goosOf,goarchOf,ProcessGroups,hasTestFiles,DEFAULT_BUILD,systemHere,workspaceOf};
