import{createRequire}from"node:module";const require=createRequire(import.meta.url);

// src/model/errors.ts
var UsageError = class extends Error {
  name = "UsageError";
};
var ImpossibleError = class extends Error {
  name = "ImpossibleError";
};

// src/model/facts.ts
var NO_TEXT = { head: [], dropped: 0, tail: [] };
function linesOf(text) {
  if (text.dropped === 0) return [...text.head, ...text.tail];
  return [...text.head, `... ${text.dropped} lines left out ...`, ...text.tail];
}

// src/model/functions.ts
var TEST_NAME = /^(?:Test|Fuzz|Benchmark|Example)(?![a-z])/;
function testOfFunction(name) {
  if (name.startsWith("testing/")) return null;
  const slash = name.lastIndexOf("/");
  const dot = name.indexOf(".", slash + 1);
  if (dot < 0) return null;
  const rest = name.slice(dot + 1);
  if (!TEST_NAME.test(rest)) return null;
  const first = rest.split(/[.[]/, 1)[0] ?? "";
  const test = first.replace(/-range\d+$/, "");
  return test === "TestMain" ? null : test;
}
function outermostTest(frames) {
  for (let at = frames.length - 1; at >= 0; at -= 1) {
    const test = testOfFunction(frames[at]?.function ?? "");
    if (test !== null) return test;
  }
  return null;
}
function isPanicFrame(name) {
  return name === "panic" || name === "runtime.Goexit";
}
function isRepanickedByTesting(goroutine) {
  const top = goroutine.frames[0]?.function ?? "";
  return top.startsWith("testing.tRunner.func1") || top.includes(".processRunResult");
}

// src/model/report.ts
var REPORT_SCHEMA = "panicpath.report/1";

// src/model/rules.ts
var RULE_IDS = [
  "panic",
  "fatal",
  "race",
  "timeout",
  "exit",
  "signal",
  "build-failure",
  "vet-failure",
  "test-failure",
  "not-run",
  "flaky",
  "variant-only-failure"
];
var incident = (id, title, help) => ({
  id,
  severity: "error",
  title,
  help,
  incident: true
});
var RULES = [
  incident("panic", "Panic", "A goroutine panicked and took the whole test binary with it."),
  incident(
    "fatal",
    "Fatal error",
    "The Go runtime stopped the process; no deferred call can catch this."
  ),
  incident(
    "race",
    "Data race",
    "Two goroutines touched the same memory without synchronisation, one of them writing."
  ),
  incident("timeout", "Timeout", "The test binary was still running when its time was over."),
  incident(
    "exit",
    "Exit inside a test",
    "The process ended in the middle of a test: os.Exit or log.Fatal."
  ),
  incident(
    "signal",
    "Killed by a signal",
    "A signal ended the process: C code, the kernel, or somebody's kill."
  ),
  incident(
    "build-failure",
    "Build failure",
    "The package or its tests do not compile, so none of its tests ran."
  ),
  incident("vet-failure", "Vet failure", "go vet refused the package, so none of its tests ran."),
  {
    id: "test-failure",
    severity: "error",
    title: "Test failure",
    help: "A test reported failure in the ordinary way.",
    incident: false
  },
  {
    id: "not-run",
    severity: "warning",
    title: "Tests that never ran",
    help: "The process ended before these tests started; nothing is known of them.",
    incident: false
  },
  {
    id: "flaky",
    severity: "warning",
    title: "Flaky test",
    help: "The same test passed and failed on the same code.",
    incident: false
  },
  {
    id: "variant-only-failure",
    severity: "note",
    title: "Failure under one variant only",
    help: "The test passes as built by default and fails under the named settings.",
    incident: false
  }
];
function ruleOf(id) {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === void 0) throw new Error(`no rule "${id}"`);
  return rule;
}
function ruleOfKind(kind) {
  if (kind === "build") return "build-failure";
  if (kind === "vet") return "vet-failure";
  return kind;
}

// src/model/unreachable.ts
function unreachable(never) {
  throw new Error(`unreachable: ${JSON.stringify(never)}`);
}

// src/model/words.ts
var SETTINGS = ["noinline", "race", "asyncpreemptoff", "gctrace"];

// src/go/modules.ts
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
var FOLDER_LIMIT = 2e4;
var SKIPPED = /* @__PURE__ */ new Set(["vendor", "node_modules", "testdata"]);
function nestedModules(root) {
  const found = [];
  const open2 = [""];
  let seen = 0;
  for (let dir = open2.pop(); dir !== void 0 && seen < FOLDER_LIMIT; dir = open2.pop()) {
    seen += 1;
    for (const entry of entriesOf(join(root, dir))) {
      if (entry.isFile() && entry.name === "go.mod" && dir !== "") found.push(dir);
      if (!entry.isDirectory() || SKIPPED.has(entry.name) || /^[._]/.test(entry.name)) continue;
      open2.push(dir === "" ? entry.name : `${dir}/${entry.name}`);
    }
  }
  return found.sort();
}
function entriesOf(dir) {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
function isFolder(path4) {
  return statSync(path4, { throwIfNoEntry: false })?.isDirectory() === true;
}

// src/go/capture.ts
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync as readdirSync2,
  readFileSync as readFileSync2,
  rmSync,
  writeFileSync
} from "node:fs";
import { basename, join as join2 } from "node:path";
function openCapture(dir, run, userExec) {
  mkdirSync(dir, { recursive: true });
  const script = join2(dir, "exec");
  const quoted = userExec.map(shellQuoted).join(" ");
  const last = run ? `exec ${quoted}${quoted === "" ? "" : " "}"$@"` : "exit 0";
  writeFileSync(
    script,
    `#!/bin/sh
# Puts a test binary aside for later runs, then runs it.
d=${shellQuoted(dir)}/$$
n=0
while ! mkdir "$d" 2>/dev/null && [ $n -lt 50 ]; do n=$((n+1)); d=${shellQuoted(dir)}/$$.$n; done
{ ln "$1" "$d/\${1##*/}" 2>/dev/null || cp "$1" "$d/\${1##*/}"; } 2>/dev/null &&
  { pwd >"$d/cwd.tmp" && printf '%s\\0' "$@" >"$d/args" && mv "$d/cwd.tmp" "$d/cwd"; } 2>/dev/null
${last}
`
  );
  chmodSync(script, 493);
  return { dir, exec: goQuoted(script) };
}
var shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
function goQuoted(text) {
  if (!/[\s'"]/.test(text)) return text;
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
function capturedBinaries(capture) {
  return readdirSync2(capture.dir).map((entry) => join2(capture.dir, entry)).filter((dir) => existsSync(join2(dir, "cwd"))).flatMap((dir) => readCaptured(dir) ?? []);
}
function readCaptured(dir) {
  const [original, ...args] = readFileSync2(join2(dir, "args"), "utf8").split("\0").slice(0, -1);
  if (original === void 0) return null;
  return {
    binary: join2(dir, basename(original)),
    cwd: readFileSync2(join2(dir, "cwd"), "utf8").replace(/\n$/, ""),
    args
  };
}
function dropBinary(captured) {
  rmSync(join2(captured.binary, ".."), { recursive: true, force: true });
}
function splitGoWords(text) {
  const found = [];
  let rest = text.trim();
  while (rest !== "") {
    const quote = rest[0];
    if (quote === "'" || quote === '"') {
      const end = rest.indexOf(quote, 1);
      if (end < 0) return [...found, rest.slice(1)];
      found.push(rest.slice(1, end));
      rest = rest.slice(end + 1).trimStart();
    } else {
      const blank = rest.search(/\s/);
      found.push(blank < 0 ? rest : rest.slice(0, blank));
      rest = blank < 0 ? "" : rest.slice(blank).trimStart();
    }
  }
  return found;
}

// src/go/flags.ts
var BOOLEAN = new Set(
  "a n race msan asan cover v work x linkshared modcacherw trimpath json c i benchmem failfast short fullpath artifacts buildvcs".split(" ")
);
var REFUSED = {
  c: "it compiles and runs nothing",
  list: "it lists tests and runs nothing",
  n: "it prints commands and runs nothing",
  fuzz: "a fuzzing session has no end that could be compared; fuzz seeds run without it",
  C: "use --working-directory"
};
var DROPPED = /* @__PURE__ */ new Set(["v", "json", "x"]);
function parseGoFlags(words) {
  const flags = [];
  const packages = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const name = flagNameOf(word);
    if (name === null) packages.push(word);
    else if (name === "args") return { flags, packages, args: words.slice(at + 1) };
    else {
      const flag = readFlag(word, name, words[at + 1]);
      flags.push(flag);
      at += flag.words.length - 1;
    }
  }
  return { flags, packages, args: [] };
}
function flagNameOf(word) {
  const found = /^--?(?:test\.)?([A-Za-z][\w.]*)(?:=|$)/.exec(word);
  return found?.[1] ?? null;
}
function readFlag(word, name, next) {
  const equals = word.indexOf("=");
  if (equals >= 0) return { name, value: word.slice(equals + 1), words: [word] };
  if (BOOLEAN.has(name)) return { name, value: null, words: [word] };
  if (next === void 0) throw new UsageError(`flag ${word} of go test needs a value`);
  return { name, value: next, words: [word, next] };
}
function refuseFlags(flags) {
  for (const { name, value, words } of flags.flags) {
    const why = REFUSED[name];
    if (why !== void 0 && value !== "false") {
      throw new UsageError(`go test flag ${words[0]} can't be used: ${why}`);
    }
    if (name === "json" && value === "false") {
      throw new UsageError("go test flag -json=false can't be used: panicpath reads go test -json");
    }
  }
}
function valueOfFlag(flags, name) {
  const flag = flags.flags.findLast((candidate) => candidate.name === name);
  return flag === void 0 ? null : flag.value ?? "true";
}
var hasFlag = (flags, name) => {
  const value = valueOfFlag(flags, name);
  return value !== null && value !== "false";
};
function firstRunFlags(flags) {
  return flags.flags.filter((flag) => !DROPPED.has(flag.name) && flag.name !== "exec").flatMap((flag) => flag.words);
}
var BUILD = new Set(
  "race msan asan tags mod modfile overlay trimpath buildvcs ldflags asmflags compiler gccgoflags installsuffix pgo p a work cover covermode coverpkg".split(" ")
);
var LISTED = new Set("race msan asan tags mod modfile overlay compiler installsuffix".split(" "));
function listFlags(flags) {
  return flags.flags.filter((flag) => LISTED.has(flag.name)).flatMap((flag) => flag.words);
}
var REPRODUCED = new Set(
  "race msan asan tags mod modfile overlay trimpath ldflags asmflags gcflags cpu short timeout".split(
    " "
  )
);
function reproductionFlags(flags) {
  return flags.flags.filter((flag) => REPRODUCED.has(flag.name)).flatMap((flag) => flag.words);
}
var NOT_REBUILT = /* @__PURE__ */ new Set(["cover", "covermode", "coverpkg", "gcflags"]);
function buildFlags(flags) {
  return flags.flags.filter((flag) => BUILD.has(flag.name) && !NOT_REBUILT.has(flag.name)).flatMap((flag) => flag.words);
}
function extendedGcflags(flags, addition) {
  const given = flags.flags.filter((flag) => flag.name === "gcflags").map((flag) => flag.value ?? "");
  if (given.length === 0) return [`-gcflags=${addition}`];
  return given.map((value) => {
    const pattern = /^([^-\s'"][^=\s]*)=(.*)$/.exec(value);
    if (pattern === null) return `-gcflags=${joined(value, addition)}`;
    return `-gcflags=${pattern[1]}=${joined(pattern[2] ?? "", addition)}`;
  });
}
var joined = (value, addition) => value.trim() === "" ? addition : `${value.trim()} ${addition}`;
var STRIPPED = new Set(
  "gocoverdir coverprofile outputdir cpuprofile memprofile blockprofile mutexprofile memprofilerate blockprofilerate mutexprofilefraction trace testlogfile list fuzz fuzztime fuzzminimizetime fuzzcachedir fuzzworker v json artifacts".split(" ")
);
function binaryArguments(captured) {
  const end = captured.findIndex((word) => !word.startsWith("-test."));
  const flags = end < 0 ? captured : captured.slice(0, end);
  return {
    flags: flags.filter((word) => !STRIPPED.has(flagNameOf(word) ?? "")),
    rest: end < 0 ? [] : captured.slice(end)
  };
}

// src/go/process.ts
import { spawn } from "node:child_process";
var PIPE_GRACE_MS = 500;
var QUIT_GRACE_MS = 3e3;
var ProcessGroups = class {
  #running = /* @__PURE__ */ new Set();
  #closed = false;
  /** Runs a process in a group of its own, to its end, and leaves nothing of the group behind. */
  run(request) {
    const started = performance.now();
    return new Promise((resolve2, reject) => {
      if (this.#closed) {
        resolve2({ exitCode: null, signal: "SIGINT", stopped: false, seconds: 0 });
        return;
      }
      const child2 = start(request);
      this.#running.add(child2);
      const bound = new TimeBound(child2, request.timeoutMs);
      let ended = null;
      const finish = () => {
        if (!this.#running.delete(child2)) return;
        bound.clear();
        killGroup(child2, "SIGKILL");
        child2.stdout?.destroy();
        child2.stderr?.destroy();
        resolve2({
          exitCode: ended?.code ?? null,
          signal: ended?.signal ?? null,
          stopped: bound.passed,
          seconds: (performance.now() - started) / 1e3
        });
      };
      child2.on("error", (error) => {
        this.#running.delete(child2);
        bound.clear();
        reject(error);
      });
      child2.on("exit", (code, signal) => {
        ended = { code, signal };
        setTimeout(finish, PIPE_GRACE_MS).unref();
      });
      child2.on("close", finish);
    });
  }
  /** Ends all groups now; later starts answer at once as interrupted. */
  endAll() {
    this.#closed = true;
    for (const child2 of this.#running) killGroup(child2, "SIGKILL");
  }
};
function start(request) {
  const words = request.merged ? { file: "/bin/sh", args: ["-c", 'exec "$0" "$@" 2>&1', request.file, ...request.args] } : { file: request.file, args: [...request.args] };
  const child2 = spawn(words.file, words.args, {
    cwd: request.cwd,
    env: { ...request.env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"]
  });
  child2.stdout?.setEncoding("utf8").on("data", request.onStdout);
  child2.stderr?.setEncoding("utf8").on("data", request.onStderr);
  return child2;
}
var TimeBound = class {
  passed = false;
  #timers = [];
  constructor(child2, timeoutMs) {
    if (timeoutMs === null) return;
    const over = () => {
      this.passed = true;
      child2.kill("SIGQUIT");
      this.#timers.push(setTimeout(() => killGroup(child2, "SIGKILL"), QUIT_GRACE_MS));
    };
    this.#timers.push(setTimeout(over, timeoutMs));
  }
  clear() {
    for (const timer of this.#timers) clearTimeout(timer);
  }
};
function killGroup(child2, signal) {
  if (child2.pid === void 0) return;
  try {
    process.kill(-child2.pid, signal);
  } catch {
  }
}

// node_modules/@actions/exec/lib/exec.js
import { StringDecoder } from "string_decoder";

// node_modules/@actions/exec/lib/toolrunner.js
import * as os from "os";
import * as events from "events";
import * as child from "child_process";
import * as path3 from "path";

// node_modules/@actions/io/lib/io.js
import * as path2 from "path";

// node_modules/@actions/io/lib/io-util.js
import * as fs from "fs";
import * as path from "path";
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs.promises;
var IS_WINDOWS = process.platform === "win32";
var READONLY = fs.constants.O_RDONLY;
function exists(fsPath) {
  return __awaiter(this, void 0, void 0, function* () {
    try {
      yield stat(fsPath);
    } catch (err) {
      if (err.code === "ENOENT") {
        return false;
      }
      throw err;
    }
    return true;
  });
}
function isRooted(p) {
  p = normalizeSeparators(p);
  if (!p) {
    throw new Error('isRooted() parameter "p" cannot be empty');
  }
  if (IS_WINDOWS) {
    return p.startsWith("\\") || /^[A-Z]:/i.test(p);
  }
  return p.startsWith("/");
}
function tryGetExecutablePath(filePath, extensions) {
  return __awaiter(this, void 0, void 0, function* () {
    let stats = void 0;
    try {
      stats = yield stat(filePath);
    } catch (err) {
      if (err.code !== "ENOENT") {
        console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
      }
    }
    if (stats && stats.isFile()) {
      if (IS_WINDOWS) {
        const upperExt = path.extname(filePath).toUpperCase();
        if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) {
          return filePath;
        }
      } else {
        if (isUnixExecutable(stats)) {
          return filePath;
        }
      }
    }
    const originalFilePath = filePath;
    for (const extension of extensions) {
      filePath = originalFilePath + extension;
      stats = void 0;
      try {
        stats = yield stat(filePath);
      } catch (err) {
        if (err.code !== "ENOENT") {
          console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
        }
      }
      if (stats && stats.isFile()) {
        if (IS_WINDOWS) {
          try {
            const directory = path.dirname(filePath);
            const upperName = path.basename(filePath).toUpperCase();
            for (const actualName of yield readdir(directory)) {
              if (upperName === actualName.toUpperCase()) {
                filePath = path.join(directory, actualName);
                break;
              }
            }
          } catch (err) {
            console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
          }
          return filePath;
        } else {
          if (isUnixExecutable(stats)) {
            return filePath;
          }
        }
      }
    }
    return "";
  });
}
function normalizeSeparators(p) {
  p = p || "";
  if (IS_WINDOWS) {
    p = p.replace(/\//g, "\\");
    return p.replace(/\\\\+/g, "\\");
  }
  return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
  return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}

// node_modules/@actions/io/lib/io.js
var __awaiter2 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
function which(tool, check) {
  return __awaiter2(this, void 0, void 0, function* () {
    if (!tool) {
      throw new Error("parameter 'tool' is required");
    }
    if (check) {
      const result = yield which(tool, false);
      if (!result) {
        if (IS_WINDOWS) {
          throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
        } else {
          throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
        }
      }
      return result;
    }
    const matches = yield findInPath(tool);
    if (matches && matches.length > 0) {
      return matches[0];
    }
    return "";
  });
}
function findInPath(tool) {
  return __awaiter2(this, void 0, void 0, function* () {
    if (!tool) {
      throw new Error("parameter 'tool' is required");
    }
    const extensions = [];
    if (IS_WINDOWS && process.env["PATHEXT"]) {
      for (const extension of process.env["PATHEXT"].split(path2.delimiter)) {
        if (extension) {
          extensions.push(extension);
        }
      }
    }
    if (isRooted(tool)) {
      const filePath = yield tryGetExecutablePath(tool, extensions);
      if (filePath) {
        return [filePath];
      }
      return [];
    }
    if (tool.includes(path2.sep)) {
      return [];
    }
    const directories = [];
    if (process.env.PATH) {
      for (const p of process.env.PATH.split(path2.delimiter)) {
        if (p) {
          directories.push(p);
        }
      }
    }
    const matches = [];
    for (const directory of directories) {
      const filePath = yield tryGetExecutablePath(path2.join(directory, tool), extensions);
      if (filePath) {
        matches.push(filePath);
      }
    }
    return matches;
  });
}

// node_modules/@actions/exec/lib/toolrunner.js
import { setTimeout as setTimeout2 } from "timers";
var __awaiter3 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var IS_WINDOWS2 = process.platform === "win32";
var ToolRunner = class extends events.EventEmitter {
  constructor(toolPath, args, options) {
    super();
    if (!toolPath) {
      throw new Error("Parameter 'toolPath' cannot be null or empty.");
    }
    this.toolPath = toolPath;
    this.args = args || [];
    this.options = options || {};
  }
  _debug(message) {
    if (this.options.listeners && this.options.listeners.debug) {
      this.options.listeners.debug(message);
    }
  }
  _getCommandString(options, noPrefix) {
    const toolPath = this._getSpawnFileName();
    const args = this._getSpawnArgs(options);
    let cmd = noPrefix ? "" : "[command]";
    if (IS_WINDOWS2) {
      if (this._isCmdFile()) {
        cmd += toolPath;
        for (const a of args) {
          cmd += ` ${a}`;
        }
      } else if (options.windowsVerbatimArguments) {
        cmd += `"${toolPath}"`;
        for (const a of args) {
          cmd += ` ${a}`;
        }
      } else {
        cmd += this._windowsQuoteCmdArg(toolPath);
        for (const a of args) {
          cmd += ` ${this._windowsQuoteCmdArg(a)}`;
        }
      }
    } else {
      cmd += toolPath;
      for (const a of args) {
        cmd += ` ${a}`;
      }
    }
    return cmd;
  }
  _processLineBuffer(data, strBuffer, onLine) {
    try {
      let s = strBuffer + data.toString();
      let n = s.indexOf(os.EOL);
      while (n > -1) {
        const line = s.substring(0, n);
        onLine(line);
        s = s.substring(n + os.EOL.length);
        n = s.indexOf(os.EOL);
      }
      return s;
    } catch (err) {
      this._debug(`error processing line. Failed with error ${err}`);
      return "";
    }
  }
  _getSpawnFileName() {
    if (IS_WINDOWS2) {
      if (this._isCmdFile()) {
        return process.env["COMSPEC"] || "cmd.exe";
      }
    }
    return this.toolPath;
  }
  _getSpawnArgs(options) {
    if (IS_WINDOWS2) {
      if (this._isCmdFile()) {
        let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
        for (const a of this.args) {
          argline += " ";
          argline += options.windowsVerbatimArguments ? a : this._windowsQuoteCmdArg(a);
        }
        argline += '"';
        return [argline];
      }
    }
    return this.args;
  }
  _endsWith(str, end) {
    return str.endsWith(end);
  }
  _isCmdFile() {
    const upperToolPath = this.toolPath.toUpperCase();
    return this._endsWith(upperToolPath, ".CMD") || this._endsWith(upperToolPath, ".BAT");
  }
  _windowsQuoteCmdArg(arg) {
    if (!this._isCmdFile()) {
      return this._uvQuoteCmdArg(arg);
    }
    if (!arg) {
      return '""';
    }
    const cmdSpecialChars = [
      " ",
      "	",
      "&",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "^",
      "=",
      ";",
      "!",
      "'",
      "+",
      ",",
      "`",
      "~",
      "|",
      "<",
      ">",
      '"'
    ];
    let needsQuotes = false;
    for (const char of arg) {
      if (cmdSpecialChars.some((x) => x === char)) {
        needsQuotes = true;
        break;
      }
    }
    if (!needsQuotes) {
      return arg;
    }
    let reverse = '"';
    let quoteHit = true;
    for (let i = arg.length; i > 0; i--) {
      reverse += arg[i - 1];
      if (quoteHit && arg[i - 1] === "\\") {
        reverse += "\\";
      } else if (arg[i - 1] === '"') {
        quoteHit = true;
        reverse += '"';
      } else {
        quoteHit = false;
      }
    }
    reverse += '"';
    return reverse.split("").reverse().join("");
  }
  _uvQuoteCmdArg(arg) {
    if (!arg) {
      return '""';
    }
    if (!arg.includes(" ") && !arg.includes("	") && !arg.includes('"')) {
      return arg;
    }
    if (!arg.includes('"') && !arg.includes("\\")) {
      return `"${arg}"`;
    }
    let reverse = '"';
    let quoteHit = true;
    for (let i = arg.length; i > 0; i--) {
      reverse += arg[i - 1];
      if (quoteHit && arg[i - 1] === "\\") {
        reverse += "\\";
      } else if (arg[i - 1] === '"') {
        quoteHit = true;
        reverse += "\\";
      } else {
        quoteHit = false;
      }
    }
    reverse += '"';
    return reverse.split("").reverse().join("");
  }
  _cloneExecOptions(options) {
    options = options || {};
    const result = {
      cwd: options.cwd || process.cwd(),
      env: options.env || process.env,
      silent: options.silent || false,
      windowsVerbatimArguments: options.windowsVerbatimArguments || false,
      failOnStdErr: options.failOnStdErr || false,
      ignoreReturnCode: options.ignoreReturnCode || false,
      delay: options.delay || 1e4
    };
    result.outStream = options.outStream || process.stdout;
    result.errStream = options.errStream || process.stderr;
    return result;
  }
  _getSpawnOptions(options, toolPath) {
    options = options || {};
    const result = {};
    result.cwd = options.cwd;
    result.env = options.env;
    result["windowsVerbatimArguments"] = options.windowsVerbatimArguments || this._isCmdFile();
    if (options.windowsVerbatimArguments) {
      result.argv0 = `"${toolPath}"`;
    }
    return result;
  }
  /**
   * Exec a tool.
   * Output will be streamed to the live console.
   * Returns promise with return code
   *
   * @param     tool     path to tool to exec
   * @param     options  optional exec options.  See ExecOptions
   * @returns   number
   */
  exec() {
    return __awaiter3(this, void 0, void 0, function* () {
      if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || IS_WINDOWS2 && this.toolPath.includes("\\"))) {
        this.toolPath = path3.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
      }
      this.toolPath = yield which(this.toolPath, true);
      return new Promise((resolve2, reject) => __awaiter3(this, void 0, void 0, function* () {
        this._debug(`exec tool: ${this.toolPath}`);
        this._debug("arguments:");
        for (const arg of this.args) {
          this._debug(`   ${arg}`);
        }
        const optionsNonNull = this._cloneExecOptions(this.options);
        if (!optionsNonNull.silent && optionsNonNull.outStream) {
          optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + os.EOL);
        }
        const state = new ExecState(optionsNonNull, this.toolPath);
        state.on("debug", (message) => {
          this._debug(message);
        });
        if (this.options.cwd && !(yield exists(this.options.cwd))) {
          return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
        }
        const fileName = this._getSpawnFileName();
        const cp = child.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
        let stdbuffer = "";
        if (cp.stdout) {
          cp.stdout.on("data", (data) => {
            if (this.options.listeners && this.options.listeners.stdout) {
              this.options.listeners.stdout(data);
            }
            if (!optionsNonNull.silent && optionsNonNull.outStream) {
              optionsNonNull.outStream.write(data);
            }
            stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
              if (this.options.listeners && this.options.listeners.stdline) {
                this.options.listeners.stdline(line);
              }
            });
          });
        }
        let errbuffer = "";
        if (cp.stderr) {
          cp.stderr.on("data", (data) => {
            state.processStderr = true;
            if (this.options.listeners && this.options.listeners.stderr) {
              this.options.listeners.stderr(data);
            }
            if (!optionsNonNull.silent && optionsNonNull.errStream && optionsNonNull.outStream) {
              const s = optionsNonNull.failOnStdErr ? optionsNonNull.errStream : optionsNonNull.outStream;
              s.write(data);
            }
            errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
              if (this.options.listeners && this.options.listeners.errline) {
                this.options.listeners.errline(line);
              }
            });
          });
        }
        cp.on("error", (err) => {
          state.processError = err.message;
          state.processExited = true;
          state.processClosed = true;
          state.CheckComplete();
        });
        cp.on("exit", (code) => {
          state.processExitCode = code;
          state.processExited = true;
          this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
          state.CheckComplete();
        });
        cp.on("close", (code) => {
          state.processExitCode = code;
          state.processExited = true;
          state.processClosed = true;
          this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
          state.CheckComplete();
        });
        state.on("done", (error, exitCode) => {
          if (stdbuffer.length > 0) {
            this.emit("stdline", stdbuffer);
          }
          if (errbuffer.length > 0) {
            this.emit("errline", errbuffer);
          }
          cp.removeAllListeners();
          if (error) {
            reject(error);
          } else {
            resolve2(exitCode);
          }
        });
        if (this.options.input) {
          if (!cp.stdin) {
            throw new Error("child process missing stdin");
          }
          cp.stdin.end(this.options.input);
        }
      }));
    });
  }
};
function argStringToArray(argString) {
  const args = [];
  let inQuotes = false;
  let escaped = false;
  let arg = "";
  function append(c) {
    if (escaped && c !== '"') {
      arg += "\\";
    }
    arg += c;
    escaped = false;
  }
  for (let i = 0; i < argString.length; i++) {
    const c = argString.charAt(i);
    if (c === '"') {
      if (!escaped) {
        inQuotes = !inQuotes;
      } else {
        append(c);
      }
      continue;
    }
    if (c === "\\" && escaped) {
      append(c);
      continue;
    }
    if (c === "\\" && inQuotes) {
      escaped = true;
      continue;
    }
    if (c === " " && !inQuotes) {
      if (arg.length > 0) {
        args.push(arg);
        arg = "";
      }
      continue;
    }
    append(c);
  }
  if (arg.length > 0) {
    args.push(arg.trim());
  }
  return args;
}
var ExecState = class _ExecState extends events.EventEmitter {
  constructor(options, toolPath) {
    super();
    this.processClosed = false;
    this.processError = "";
    this.processExitCode = 0;
    this.processExited = false;
    this.processStderr = false;
    this.delay = 1e4;
    this.done = false;
    this.timeout = null;
    if (!toolPath) {
      throw new Error("toolPath must not be empty");
    }
    this.options = options;
    this.toolPath = toolPath;
    if (options.delay) {
      this.delay = options.delay;
    }
  }
  CheckComplete() {
    if (this.done) {
      return;
    }
    if (this.processClosed) {
      this._setResult();
    } else if (this.processExited) {
      this.timeout = setTimeout2(_ExecState.HandleTimeout, this.delay, this);
    }
  }
  _debug(message) {
    this.emit("debug", message);
  }
  _setResult() {
    let error;
    if (this.processExited) {
      if (this.processError) {
        error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
      } else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
        error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
      } else if (this.processStderr && this.options.failOnStdErr) {
        error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
      }
    }
    if (this.timeout) {
      clearTimeout(this.timeout);
      this.timeout = null;
    }
    this.done = true;
    this.emit("done", error, this.processExitCode);
  }
  static HandleTimeout(state) {
    if (state.done) {
      return;
    }
    if (!state.processClosed && state.processExited) {
      const message = `The STDIO streams did not close within ${state.delay / 1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
      state._debug(message);
    }
    state._setResult();
  }
};

// node_modules/@actions/exec/lib/exec.js
var __awaiter4 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
function exec(commandLine, args, options) {
  return __awaiter4(this, void 0, void 0, function* () {
    const commandArgs = argStringToArray(commandLine);
    if (commandArgs.length === 0) {
      throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
    }
    const toolPath = commandArgs[0];
    args = commandArgs.slice(1).concat(args || []);
    const runner = new ToolRunner(toolPath, args, options);
    return runner.exec();
  });
}
function getExecOutput(commandLine, args, options) {
  return __awaiter4(this, void 0, void 0, function* () {
    var _a, _b;
    let stdout = "";
    let stderr = "";
    const stdoutDecoder = new StringDecoder("utf8");
    const stderrDecoder = new StringDecoder("utf8");
    const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
    const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
    const stdErrListener = (data) => {
      stderr += stderrDecoder.write(data);
      if (originalStdErrListener) {
        originalStdErrListener(data);
      }
    };
    const stdOutListener = (data) => {
      stdout += stdoutDecoder.write(data);
      if (originalStdoutListener) {
        originalStdoutListener(data);
      }
    };
    const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
    const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
    stdout += stdoutDecoder.end();
    stderr += stderrDecoder.end();
    return {
      exitCode,
      stdout,
      stderr
    };
  });
}

// src/go/questions.ts
async function ask(file, args, cwd, env) {
  try {
    const { exitCode, stdout, stderr } = await getExecOutput(file, [...args], {
      cwd,
      env: { ...env },
      silent: true,
      ignoreReturnCode: true
    });
    return { code: exitCode, stdout, stderr };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (file === "go" && words.includes("Unable to locate executable")) {
      throw new ImpossibleError(
        "no go command on the PATH: install Go (in a workflow: actions/setup-go) and run again"
      );
    }
    throw new ImpossibleError(`${file} can't be started in ${cwd}: ${words}`);
  }
}
var NAMES = "GOVERSION GOROOT GOOS GOARCH CGO_ENABLED GOMOD GOWORK GOFLAGS".split(" ");
var OLDEST_MINOR = 21;
async function goEnvironment(cwd, env) {
  const answer = await ask("go", ["env", "-json", ...NAMES], cwd, env);
  const values = parseStrings(answer.stdout);
  if (answer.code !== 0 || values === null) {
    throw new ImpossibleError(`go env failed in ${cwd}: ${firstLine(answer.stderr)}`);
  }
  const value = (name) => values[name] ?? "";
  const environment = {
    version: value("GOVERSION"),
    goroot: value("GOROOT"),
    goos: value("GOOS"),
    goarch: value("GOARCH"),
    cgo: value("CGO_ENABLED") === "1",
    gomod: /^(?:\/dev\/null|NUL)$/.test(value("GOMOD")) ? "" : value("GOMOD"),
    gowork: value("GOWORK") === "off" ? "" : value("GOWORK"),
    goflags: value("GOFLAGS")
  };
  checkEnvironment(environment, cwd);
  return environment;
}
function checkEnvironment({ version, gomod, gowork }, cwd) {
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  if (minor !== void 0 && Number(minor) < OLDEST_MINOR) {
    throw new ImpossibleError(
      `${version} is too old: panicpath runs with Go 1.${OLDEST_MINOR} and later`
    );
  }
  if (gomod === "" && gowork === "") {
    throw new ImpossibleError(
      `no go.mod in ${cwd} or above it: run panicpath in a module, or give --working-directory`
    );
  }
}
var FIELDS = "ImportPath,Dir,Module,TestGoFiles,XTestGoFiles,Error,DepsErrors,ForTest";
async function goList(cwd, env, flags, patterns, deep) {
  const mode = deep ? ["-test"] : ["-find"];
  const args = ["list", "-e", ...mode, `-json=${FIELDS}`, ...flags, "--", ...patterns];
  const answer = await ask("go", args, cwd, env);
  if (answer.code !== 0 && answer.stdout === "") {
    throw new ImpossibleError(
      `go list failed: ${answer.stderr.trim().split("\n").slice(0, 3).join("; ")}`
    );
  }
  const packages = splitObjects(answer.stdout).flatMap((text) => goPackageOf(text) ?? []);
  return { packages, words: answer.stderr.trim() };
}
function splitObjects(text) {
  return text.split(/^\}\n?/m).filter((part) => part.trim() !== "").map((part) => `${part}}`);
}
function goPackageOf(text) {
  const listed = parseJson(text);
  if (listed?.ImportPath === void 0) return null;
  const errors = [listed.Error, ...listed.DepsErrors ?? []].flatMap((error) => error?.Err ?? []);
  return {
    importPath: (listed.ForTest ?? listed.ImportPath).replace(/ \[.*\]$/, ""),
    dir: listed.Dir ?? "",
    module: listed.Module?.Path === void 0 ? null : { path: listed.Module.Path, dir: listed.Module.Dir ?? "" },
    testFiles: listed.TestGoFiles ?? [],
    externalTestFiles: listed.XTestGoFiles ?? [],
    error: errors[0] ?? null
  };
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
function parseStrings(text) {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? value : null;
}
var firstLine = (text) => text.trim().split("\n")[0] ?? "";
async function gitState(cwd, env) {
  const args = ["-c", "core.fsmonitor=false"];
  const quiet = { ...env, GIT_OPTIONAL_LOCKS: "0" };
  try {
    const root = await ask("git", [...args, "rev-parse", "--show-toplevel", "HEAD"], cwd, quiet);
    const [dir = "", commit = ""] = root.stdout.trim().split("\n");
    if (dir === "" || !dir.startsWith("/")) return null;
    const status = await ask("git", [...args, "status", "--porcelain", "-uno"], cwd, quiet);
    return {
      root: dir,
      commit: /^[0-9a-f]{40,64}$/.test(commit) ? commit : null,
      dirty: status.code === 0 ? status.stdout.trim() !== "" : null
    };
  } catch {
    return null;
  }
}

export {
  UsageError,
  ImpossibleError,
  NO_TEXT,
  linesOf,
  testOfFunction,
  outermostTest,
  isPanicFrame,
  isRepanickedByTesting,
  REPORT_SCHEMA,
  RULE_IDS,
  ruleOf,
  ruleOfKind,
  unreachable,
  SETTINGS,
  openCapture,
  capturedBinaries,
  dropBinary,
  splitGoWords,
  parseGoFlags,
  flagNameOf,
  refuseFlags,
  valueOfFlag,
  hasFlag,
  firstRunFlags,
  listFlags,
  reproductionFlags,
  buildFlags,
  extendedGcflags,
  binaryArguments,
  nestedModules,
  readText,
  isFolder,
  ProcessGroups,
  goEnvironment,
  goList,
  gitState
};
