import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  getExecOutput
} from "./chunk-KQG5UWM4.js";
import {
  ImpossibleError,
  UsageError
} from "./chunk-SRB23FOB.js";

// src/go/modules.ts
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
var FOLDER_LIMIT = 2e4;
var SKIPPED = /* @__PURE__ */ new Set(["vendor", "node_modules", "testdata"]);
function nestedModules(root) {
  const found = [];
  const open = [""];
  let seen = 0;
  for (let dir = open.pop(); dir !== void 0 && seen < FOLDER_LIMIT; dir = open.pop()) {
    seen += 1;
    for (const entry of entriesOf(join(root, dir))) {
      if (entry.isFile() && entry.name === "go.mod" && dir !== "") found.push(dir);
      if (!entry.isDirectory() || SKIPPED.has(entry.name) || /^[._]/.test(entry.name)) continue;
      open.push(dir === "" ? entry.name : `${dir}/${entry.name}`);
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
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

// src/go/process.ts
import { spawn } from "node:child_process";
var PIPE_GRACE_MS = 500;
var QUIT_GRACE_MS = 3e3;
var END_GRACE_MS = 1500;
var ProcessGroups = class {
  #running = /* @__PURE__ */ new Set();
  #closed = false;
  /** Runs a process in a group of its own, to its end, and leaves nothing of the group behind. */
  run(request) {
    const started = performance.now();
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        resolve({ exitCode: null, signal: "SIGINT", stopped: false, seconds: 0 });
        return;
      }
      const child = start(request);
      this.#running.add(child);
      const bound = new TimeBound(child, request.timeoutMs);
      let ended = null;
      const finish = () => {
        if (!this.#running.delete(child)) return;
        bound.clear();
        killGroup(child, "SIGKILL");
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({
          exitCode: ended?.code ?? null,
          signal: ended?.signal ?? null,
          stopped: bound.passed,
          seconds: (performance.now() - started) / 1e3
        });
      };
      child.on("error", (error) => {
        this.#running.delete(child);
        bound.clear();
        reject(
          new ImpossibleError(
            `${request.file} can't be started in ${request.cwd}: ${error.message}`
          )
        );
      });
      child.on("exit", (code, signal) => {
        ended = { code, signal };
        setTimeout(finish, PIPE_GRACE_MS).unref();
      });
      child.on("close", finish);
    });
  }
  /** Asks all groups to end, so that go can clean up, and kills them soon after; later starts answer as interrupted. */
  endAll() {
    this.#closed = true;
    for (const child of this.#running) killGroup(child, "SIGINT");
    setTimeout(() => this.killAll(), END_GRACE_MS).unref();
  }
  killAll() {
    this.#closed = true;
    for (const child of this.#running) killGroup(child, "SIGKILL");
  }
};
function start(request) {
  const words = request.merged ? { file: "/bin/sh", args: ["-c", 'exec "$0" "$@" 2>&1', request.file, ...request.args] } : { file: request.file, args: [...request.args] };
  const child = spawn(words.file, words.args, {
    cwd: request.cwd,
    env: { ...request.env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"]
  });
  child.stdout?.setEncoding("utf8").on("data", request.onStdout);
  child.stderr?.setEncoding("utf8").on("data", request.onStderr);
  return child;
}
var TimeBound = class {
  passed = false;
  #timers = [];
  constructor(child, timeoutMs) {
    if (timeoutMs === null) return;
    const over = () => {
      this.passed = true;
      child.kill("SIGQUIT");
      this.#timers.push(setTimeout(() => killGroup(child, "SIGKILL"), QUIT_GRACE_MS));
    };
    this.#timers.push(setTimeout(over, timeoutMs));
  }
  clear() {
    for (const timer of this.#timers) clearTimeout(timer);
  }
};
function killGroup(child, signal) {
  if (child.pid === void 0) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
  }
}

// src/go/base.ts
import { createHash } from "node:crypto";
import { existsSync as existsSync2, mkdirSync, readdirSync as readdirSync2, readFileSync as readFileSync2 } from "node:fs";
import { join as join3 } from "node:path";

// src/go/questions.ts
import { existsSync } from "node:fs";
import { dirname, join as join2 } from "node:path";
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
  if (!isInRepository(cwd)) return null;
  const quiet = { ...env, GIT_OPTIONAL_LOCKS: "0" };
  try {
    const own = ["-c", "core.fsmonitor=false"];
    const root = await ask("git", [...own, "rev-parse", "--show-toplevel"], cwd, quiet);
    const dir = root.stdout.trim();
    if (!dir.startsWith("/")) return null;
    const words = ["status", "--porcelain=v2", "--branch", "--untracked-files=no"];
    const status = await ask("git", [...own, ...words], cwd, quiet);
    const lines = status.stdout.split("\n").filter((line) => line !== "");
    const commit = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(status.stdout)?.[1] ?? null;
    const dirty = status.code === 0 ? lines.some((line) => !line.startsWith("# ")) : null;
    return { root: dir, commit, dirty };
  } catch {
    return null;
  }
}
function isInRepository(cwd) {
  for (let dir = cwd; ; dir = dirname(dir)) {
    if (existsSync(join2(dir, ".git"))) return true;
    if (dirname(dir) === dir) return false;
  }
}

// src/go/base.ts
async function resolveBase(cwd, env, request) {
  const git = new Git(cwd, env);
  try {
    return await resolveWith(git, request);
  } catch (error) {
    if (!(error instanceof ImpossibleError)) throw error;
    return unavailable(null, "no base: there is no git on the PATH");
  }
}
function resolveWith(git, request) {
  switch (request.kind) {
    case "ref":
      return mergeBase(git, request.ref);
    case "commit":
      return exactCommit(git, request.commit, request.why);
    case "pull_request":
      return pullRequestBase(git, request.baseRef);
  }
}
var Git = class {
  #cwd;
  #env;
  constructor(cwd, env) {
    this.#cwd = cwd;
    this.#env = {
      ...env,
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
      GIT_LFS_SKIP_SMUDGE: "1",
      LC_ALL: "C"
    };
  }
  async run(args, more = {}) {
    const own = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];
    const answer = await ask("git", [...own, ...args], this.#cwd, { ...this.#env, ...more });
    return {
      ok: answer.code === 0,
      out: answer.stdout,
      err: answer.stderr.trim().split("\n")[0] ?? ""
    };
  }
  async commitOf(ref) {
    const { ok, out } = await this.run([
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${ref}^{commit}`
    ]);
    return ok && out.trim() !== "" ? out.trim() : null;
  }
  /** Whether the commit and its files are here; a shallow clone may have to fetch it. */
  async has(commit) {
    if ((await this.run(["cat-file", "-e", `${commit}^{tree}`])).ok) return true;
    await this.run(["fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit]);
    return (await this.run(["cat-file", "-e", `${commit}^{tree}`])).ok;
  }
};
var unavailable = (ref, reason) => ({
  kind: "unavailable",
  ref,
  reason
});
async function mergeBase(git, ref) {
  const inside = await git.run(["rev-parse", "--is-inside-work-tree"]);
  if (!inside.ok) return unavailable(ref, `no base: ${inside.err || "git does not answer here"}`);
  const commit = await git.commitOf(ref);
  if (commit === null)
    return unavailable(ref, `no base: git knows no commit "${ref}"; fetch it first`);
  const merged = await git.run(["merge-base", "HEAD", commit]);
  const found = merged.out.trim();
  if (!merged.ok || found === "") {
    const reason = `${ref} itself: no merge base with HEAD is known (a shallow clone, or unrelated histories)`;
    return { kind: "found", ref, commit, reason };
  }
  return { kind: "found", ref, commit: found, reason: `the merge base of HEAD and ${ref}` };
}
async function exactCommit(git, commit, why) {
  if (commit === null || /^0+$/.test(commit))
    return unavailable(null, `no base: ${why} is not known`);
  if (await git.has(commit)) return { kind: "found", ref: commit, commit, reason: why };
  return unavailable(commit, `no base: ${commit} can't be fetched (a force push, or no access)`);
}
async function pullRequestBase(git, baseRef) {
  const head = await git.run(["cat-file", "-p", "HEAD"]);
  const header = head.out.split("\n\n")[0] ?? "";
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? "");
  const [first] = parents;
  if (parents.length >= 2 && first !== void 0) {
    return exactCommit(git, first, "the first parent of the merge commit that is checked out");
  }
  if (baseRef === null) return unavailable(null, "no base: the event names no target branch");
  return mergeBase(git, `origin/${baseRef}`);
}
async function differenceTo(root, env, commit) {
  const git = new Git(root, env);
  const diff = await git.run(["diff", "--name-status", "-z", "-M", "--no-ext-diff", commit, "--"]);
  const others = await git.run(["ls-files", "-z", "--others", "--exclude-standard"]);
  const fields = diff.out.split("\0").filter((field) => field !== "");
  const files = [];
  const renames = /* @__PURE__ */ new Map();
  for (let at = 0; at < fields.length; ) {
    const status = fields[at] ?? "";
    const path = fields[at + 1] ?? "";
    if (/^[RC]/.test(status)) {
      const to = fields[at + 2] ?? "";
      if (status.startsWith("R")) {
        files.push({ path, inBase: true, inHead: false });
        renames.set(path, to);
      }
      files.push({ path: to, inBase: false, inHead: true });
      at += 3;
    } else {
      files.push({ path, inBase: !status.startsWith("A"), inHead: !status.startsWith("D") });
      at += 2;
    }
  }
  for (const path of others.out.split("\0")) {
    if (path !== "") files.push({ path, inBase: false, inHead: true });
  }
  return { files, renames };
}
async function layOutCommit(root, env, commit, dir) {
  const git = new Git(root, env);
  mkdirSync(dir, { recursive: true });
  const index = { GIT_INDEX_FILE: `${dir}.index` };
  const read = await git.run(["read-tree", commit], index);
  if (!read.ok) return read.err;
  const out = await git.run(["checkout-index", "--all", "--force", `--prefix=${dir}/`], index);
  return out.ok ? null : out.err;
}
function sameFile(left, right) {
  try {
    return digest(left) === digest(right);
  } catch {
    return false;
  }
}
var digest = (file) => createHash("sha256").update(readFileSync2(file)).digest("hex");
function hasGoFiles(dir) {
  return existsSync2(dir) && readdirSync2(dir).some((name) => name.endsWith(".go"));
}
function overlayOf(root, baseDir, difference) {
  const replace = {};
  for (const { path, inBase } of difference.files) {
    replace[join3(root, path)] = inBase ? join3(baseDir, path) : "";
  }
  return JSON.stringify({ Replace: replace });
}

// src/go/capture.ts
import {
  chmodSync,
  existsSync as existsSync3,
  mkdirSync as mkdirSync2,
  readdirSync as readdirSync3,
  readFileSync as readFileSync3,
  renameSync,
  rmSync,
  writeFileSync
} from "node:fs";
import { basename, join as join4 } from "node:path";
function openCapture(dir, run, userExec) {
  mkdirSync2(dir, { recursive: true });
  const script = join4(dir, "exec");
  const quoted = userExec.map(shellQuoted).join(" ");
  const last = run ? `exec ${quoted}${quoted === "" ? "" : " "}"$@"` : "exit 0";
  writeFileSync(
    script,
    `#!/bin/sh
# Puts a test binary aside for later runs, then runs it. One process more a package, no more.
d=${shellQuoted(dir)}/$$
while [ -e "$d.binary" ]; do d=$d.1; done
{ ln "$1" "$d.binary" || cp "$1" "$d.binary"; } 2>/dev/null &&
  { printf '%s\\0' "$PWD" "$@" >"$d.args"; } 2>/dev/null
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
  return readdirSync3(capture.dir).filter((name) => name.endsWith(".args")).flatMap((name) => readCaptured(join4(capture.dir, name.slice(0, -".args".length))) ?? []);
}
function readCaptured(path) {
  const words = readFileSync3(`${path}.args`, "utf8").split("\0");
  const [cwd, original, ...args] = words.slice(0, -1);
  if (cwd === void 0 || original === void 0 || words.at(-1) !== "") return null;
  const binary = join4(path, basename(original));
  if (!existsSync3(binary)) {
    mkdirSync2(path);
    renameSync(`${path}.binary`, binary);
  }
  return { binary, cwd, args };
}
function dropBinary(captured) {
  rmSync(join4(captured.binary, ".."), { recursive: true, force: true });
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
var VALUED = new Set(
  "C p covermode coverpkg asmflags buildmode compiler gccgoflags gcflags installsuffix ldflags mod modfile overlay pgo pkgdir tags toolexec exec o vet bench benchtime blockprofile blockprofilerate count coverprofile cpu cpuprofile fuzz fuzzminimizetime fuzztime list memprofile memprofilerate mutexprofile mutexprofilefraction outputdir parallel run skip shuffle testlogfile timeout trace".split(" ")
);
var isKnown = (name) => BOOLEAN.has(name) || VALUED.has(name);
var REFUSED = {
  c: "it compiles and runs nothing",
  list: "it lists tests and runs nothing",
  n: "it prints commands and runs nothing",
  fuzz: "a fuzzing session has no end that could be compared; fuzz seeds run without it",
  C: "use --working-directory"
};
var DROPPED = /* @__PURE__ */ new Set(["v", "json", "x", "work"]);
function parseGoFlags(words) {
  const flags = [];
  const packages = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const name = flagNameOf(word);
    if (name === "args") return { flags, packages, args: words.slice(at + 1) };
    if (name === null) {
      if (flags.some((flag) => !isKnown(flag.name)))
        flags.push({ name: "", value: null, words: [word] });
      else packages.push(word);
    } else {
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
  if (BOOLEAN.has(name) || !isKnown(name)) return { name, value: null, words: [word] };
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
function cleanGoflags(flags) {
  return flags.flags.filter((flag) => !DROPPED.has(flag.name) && flag.name !== "exec").flatMap((flag) => flag.words).map((word) => /\s/.test(word) ? word.includes("'") ? `"${word}"` : `'${word}'` : word).join(" ");
}
var joinFlags = (under, over) => ({
  flags: [...under.flags, ...over.flags],
  packages: over.packages,
  args: over.args
});
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

export {
  goEnvironment,
  goList,
  gitState,
  resolveBase,
  differenceTo,
  layOutCommit,
  sameFile,
  hasGoFiles,
  overlayOf,
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
  cleanGoflags,
  joinFlags,
  listFlags,
  reproductionFlags,
  buildFlags,
  extendedGcflags,
  binaryArguments,
  nestedModules,
  readText,
  isFolder,
  ProcessGroups
};
