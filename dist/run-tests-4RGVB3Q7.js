import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  FramedReader,
  LineSplitter,
  NO_TRIES,
  PackageReader,
  ResumeState,
  RunReader,
  assemble,
  combine,
  failedLater,
  fingerprintHash,
  gcOf,
  inRunOrder,
  isSelected,
  parseDeclarations,
  skipPattern,
  tellRun,
  testPattern,
  withBaselineFile
} from "./chunk-EVPBOK3Y.js";
import {
  VERSION
} from "./chunk-Z2WE6POP.js";
import {
  codeOf,
  openProgress,
  openReportDir,
  policyOf,
  print,
  publishToGithub,
  rendered,
  writeReportFiles
} from "./chunk-BX6AD34Q.js";
import {
  movedKey,
  withBase
} from "./chunk-3BXZNUYK.js";
import {
  judge
} from "./chunk-K2XHM4ZA.js";
import {
  ProcessGroups,
  binaryArguments,
  buildFlags,
  capturedBinaries,
  cleanGoflags,
  differenceTo,
  dropBinary,
  extendedGcflags,
  firstRunFlags,
  flagNameOf,
  gitState,
  goEnvironment,
  goList,
  hasFlag,
  hasGoFiles,
  isFolder,
  joinFlags,
  layOutCommit,
  listFlags,
  nestedModules,
  openCapture,
  overlayOf,
  parseGoFlags,
  readText,
  refuseFlags,
  reproductionFlags,
  resolveBase,
  sameFile,
  splitGoWords,
  valueOfFlag
} from "./chunk-DKMRRKT7.js";
import "./chunk-KQG5UWM4.js";
import "./chunk-ZDWIRJ3U.js";
import {
  ImpossibleError,
  REPORT_SCHEMA,
  UsageError,
  namesAbove,
  testKey,
  wordsOfSignal
} from "./chunk-SRB23FOB.js";
import "./chunk-I7RXSEDW.js";

// src/app/run-tests.ts
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join as join8, resolve as resolve2 } from "node:path";

// src/app/plan.ts
import { join, resolve } from "node:path";
async function makePlan(run, surroundings, parts, cores) {
  const ownFlags = parseGoFlags(run.goTestFlags);
  refuseFlags(ownFlags);
  const cwd = resolve(run.workingDirectory);
  if (!isFolder(cwd)) throw new UsageError(`working-directory ${cwd} is no folder`);
  const given = testEnvironment(surroundings.env);
  const go = await goEnvironment(cwd, given);
  const goflags = parseGoFlags(splitGoWords(go.goflags));
  refuseFlags(goflags);
  const flags = joinFlags(goflags, ownFlags);
  const env = { ...given, GOFLAGS: cleanGoflags(goflags) };
  const patterns = flags.packages.length > 0 ? flags.packages : run.packages;
  const [listed, git] = await Promise.all([
    goList(cwd, env, listFlags(ownFlags), patterns, false),
    gitState(cwd, env)
  ]);
  const moduleDir = go.gomod === "" ? cwd : join(go.gomod, "..");
  if (!listed.packages.some((each) => each.dir !== "")) {
    const words = listed.packages[0]?.error ?? listed.words;
    throw nothingMatches(patterns, cwd, words, nestedModules(cwd));
  }
  const root = rootOf(git, moduleDir);
  return {
    ...parts,
    run,
    cwd,
    env,
    go,
    flags,
    ownFlags,
    patterns,
    packages: listed.packages,
    git,
    root,
    policy: await policyOf(run, root),
    userExec: userExecOf(flags, go, env),
    parallel: parallelOf(flags, cores),
    warnings: [...leftOut(patterns, moduleDir, go), ...coverageWarning(flags)]
  };
}
function testEnvironment(env) {
  return { GOTRACEBACK: "all", ...env };
}
var rootOf = (git, moduleDir) => git !== null && (moduleDir === git.root || moduleDir.startsWith(`${git.root}/`)) ? git.root : moduleDir;
function nothingMatches(patterns, cwd, words, modules) {
  const said = words === "" ? "" : ` (${words.split("\n")[0]})`;
  const hint = modules.length === 0 ? "name a package that exists" : `there are modules in ${modules.slice(0, 5).join(", ")}: name their packages, or use --working-directory`;
  return new ImpossibleError(`no package matches ${patterns.join(" ")} in ${cwd}${said}; ${hint}`);
}
function leftOut(patterns, moduleDir, go) {
  if (!patterns.some((pattern) => pattern.endsWith("..."))) return [];
  if (go.gowork !== "") return [];
  const nested = nestedModules(moduleDir);
  if (nested.length === 0) return [];
  const named = nested.slice(0, 8).join(", ");
  return [
    `nested modules were left out, as go test does: ${named}${nested.length > 8 ? ", ..." : ""}`
  ];
}
function coverageWarning(flags) {
  const covers = ["cover", "coverprofile", "covermode", "coverpkg"].some(
    (name) => hasFlag(flags, name)
  );
  return covers ? ["coverage is of the default run alone; a package that died leaves none"] : [];
}
function userExecOf(flags, go, env) {
  const given = valueOfFlag(flags, "exec");
  if (given !== null) return splitGoWords(given);
  const name = `go_${go.goos}_${go.goarch}_exec`;
  const native = go.goos === process.platform && go.goarch === archOf(process.arch);
  return !native && (env.PATH ?? "").split(":").some((dir) => readText(join(dir, name)) !== null) ? [name] : [];
}
function archOf(arch) {
  return arch === "x64" ? "amd64" : arch;
}
function parallelOf(flags, cores) {
  const given = Number(valueOfFlag(flags, "p"));
  return Number.isInteger(given) && given > 0 ? given : Math.max(1, cores);
}

// src/app/base-run.ts
import { join as join6 } from "node:path";

// src/app/base-build.ts
import { existsSync, writeFileSync } from "node:fs";
import { join as join3 } from "node:path";

// src/app/build-tests.ts
async function buildTests(plan, wanted, reader, onStderr) {
  const stdout = reader.input();
  const { exitCode } = await plan.groups.run({
    file: "go",
    args: buildArguments(plan, wanted),
    cwd: wanted.cwd,
    env: wanted.env,
    merged: false,
    timeoutMs: null,
    onStdout: (chunk) => stdout.push(chunk),
    onStderr
  });
  stdout.end();
  return exitCode;
}
function buildArguments(plan, wanted) {
  const { build, capture, importPaths, vet, overlay } = wanted;
  return [
    "test",
    "-json",
    "-count=1",
    ...vet ? [] : ["-vet=off"],
    `-exec=${capture.exec}`,
    ...build.includes("race") ? ["-race"] : [],
    ...buildFlags(plan.flags),
    ...gcflagsOf(plan, build),
    ...overlay === null ? [] : [`-overlay=${overlay}`],
    ...importPaths
  ];
}
function gcflagsOf(plan, build) {
  if (build.includes("noinline")) return extendedGcflags(plan.flags, "-l");
  return plan.flags.flags.filter((flag) => flag.name === "gcflags").flatMap((flag) => flag.words);
}

// src/app/sources.ts
import { join as join2 } from "node:path";
var LINES_AROUND = 2;
var Sources = class {
  #packages;
  #root;
  #filter;
  #declared = /* @__PURE__ */ new Map();
  #texts = /* @__PURE__ */ new Map();
  /** `root`: the folder to which the report's paths are relative, absolute. */
  constructor(packages, root, filter) {
    this.#packages = new Map(packages.map((each) => [each.importPath, each]));
    this.#root = root;
    this.#filter = filter;
  }
  /** `flags`: the user's own that a reproduction needs; `workspace`: a go.work joins the modules. */
  surroundings(failFast, flags, args, workspace) {
    return {
      commandPlace: (importPath) => this.#commandPlace(importPath, workspace),
      flags,
      args,
      dirOf: (importPath) => this.#dirOf(importPath),
      declared: (importPath) => this.declared(importPath),
      source: (file, line) => this.#source(file, line),
      failFast
    };
  }
  #dirOf(importPath) {
    const dir = this.#packages.get(importPath)?.dir;
    return dir === void 0 ? null : relativeTo(this.#root, dir);
  }
  #commandPlace(importPath, workspace) {
    const found = this.#packages.get(importPath);
    if (found === void 0) return { dir: null, package: importPath };
    const moduleDir = found.module?.dir ?? this.#root;
    const from = workspace ? this.#root : moduleDir;
    const below = relativeTo(from, found.dir);
    const dir = relativeTo(this.#root, from);
    return { dir: dir === "" ? null : dir, package: below === "" ? "." : `./${below}` };
  }
  /** Tests in the order in which they run. */
  declared(importPath) {
    const known = this.#declared.get(importPath);
    if (known !== void 0) return known;
    const found = this.#read(importPath);
    this.#declared.set(importPath, found);
    return found;
  }
  #read(importPath) {
    const found = this.#packages.get(importPath);
    if (found === void 0) return [];
    const files = [...found.testFiles, ...found.externalTestFiles];
    const declarations = files.flatMap((name) => {
      const file = join2(found.dir, name);
      const text = readText(file);
      if (text === null) return [];
      return parseDeclarations(text).map((each) => ({
        ...each,
        file: relativeTo(this.#root, file)
      }));
    });
    return inRunOrder(declarations).map(({ name, kind, file, line }) => ({
      name,
      file,
      line,
      selected: isSelected(name, kind, this.#filter)
    }));
  }
  #source(file, line) {
    const lines = this.#lines(file);
    if (lines === null || line < 1 || line > lines.length) return [];
    const from = Math.max(1, line - LINES_AROUND);
    const to = Math.min(lines.length, line + LINES_AROUND);
    return lines.slice(from - 1, to).map((text, index) => ({ line: from + index, text: text.slice(0, 300) }));
  }
  #lines(file) {
    const known = this.#texts.get(file);
    if (known !== void 0) return known;
    const inside = !file.startsWith("/") && !file.split("/").includes("..");
    const lines = inside ? readText(join2(this.#root, file))?.split("\n") ?? null : null;
    this.#texts.set(file, lines);
    return lines;
  }
};
function relativeTo(root, path) {
  if (path === root) return "";
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}
function layoutOfPackages(packages, root, goroot) {
  const modules = /* @__PURE__ */ new Map();
  for (const { module } of packages) {
    if (module === null || module.dir === "" || modules.has(module.path)) continue;
    modules.set(module.path, { ...module, repoDir: relativeTo(root, module.dir) });
  }
  const sourceLine = (file, line) => readText(file)?.split("\n")[line - 1] ?? null;
  return { modules: [...modules.values()], goroot, sourceLine };
}

// src/app/base-build.ts
var DECIDING = /* @__PURE__ */ new Set(["go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt"]);
function existsOnBase(plan, tree, importPath) {
  const found = plan.packages.find((each) => each.importPath === importPath);
  return found !== void 0 && hasGoFiles(baseDirOf(plan, tree, found.dir));
}
var baseDirOf = (plan, tree, dir) => join3(tree.dir, relativeTo(plan.root, dir));
async function buildBase(plan, tree, wanted, layout) {
  const overlay = overlayFile(plan, tree, wanted.purpose);
  if (overlay !== null) {
    const built = await goTest(plan, tree, wanted, layout, overlay);
    if (wanted.purpose !== "base" || isFinal(built, wanted.importPath)) return built;
  }
  return goTest(plan, tree, wanted, layout, null);
}
function isFinal({ targets, stories }, importPath) {
  if (targets.size > 0 || stories.length === 0) return true;
  const onlyOwn = stories.every((story) => story.facts.importPath === importPath);
  return onlyOwn && stories.some((story) => story.incidents.some((one) => one.site !== null));
}
function overlayFile(plan, tree, purpose) {
  const { files } = tree.difference;
  const decides = files.some(({ path }) => DECIDING.has(path.slice(path.lastIndexOf("/") + 1)));
  if (decides || valueOfFlag(plan.flags, "overlay") !== null) return null;
  const file = join3(plan.tempDir, `${purpose}-overlay.json`);
  writeFileSync(file, overlayOf(plan.root, tree.dir, tree.difference));
  return file;
}
async function goTest(plan, tree, { build, importPath, vet, purpose }, layout, overlay) {
  const how = overlay === null ? "worktree" : "overlay";
  const name = `${overlay === null ? how : purpose}-${build}${vet ? "-vet" : ""}`;
  const capture = openCapture(join3(plan.tempDir, name), false, []);
  plan.progress.status(`building the base (${build})`);
  const cwd = overlay === null ? baseDirOf(plan, tree, plan.cwd) : plan.cwd;
  const env = overlay === null ? worktreeEnvironment(plan, tree) : plan.env;
  const tests = { build, capture, importPaths: [importPath], cwd, env, vet, overlay };
  const reader = new RunReader();
  const stderr = reader.input(true);
  await buildTests(plan, tests, reader, (chunk) => stderr.push(chunk));
  stderr.end();
  const own = baseLayout(layout, plan, tree, how);
  const stories = tellRun(reader.facts(), own, fingerprintHash).filter(
    (story) => story.incidents.length > 0
  );
  return { how, targets: targetsOf(plan, tree, capturedBinaries(capture), how), stories };
}
function worktreeEnvironment(plan, tree) {
  const given = plan.env.GOWORK;
  if (given === void 0 || !given.startsWith(`${plan.root}/`)) return { ...plan.env };
  const own = join3(tree.dir, relativeTo(plan.root, given));
  return { ...plan.env, GOWORK: existsSync(own) ? own : "off" };
}
function baseLayout(layout, plan, tree, how) {
  const { sourceLine: _, ...rest } = layout;
  const renames = tree.difference.renames;
  if (how === "overlay") return { ...rest, renames };
  const modules = layout.modules.map((module) => ({
    ...module,
    dir: baseDirOf(plan, tree, module.dir)
  }));
  return { ...rest, modules, renames };
}
function targetsOf(plan, tree, binaries, how) {
  const targets = /* @__PURE__ */ new Map();
  for (const { importPath, dir } of plan.packages) {
    const own = baseDirOf(plan, tree, dir);
    const captured = binaries.find((each) => each.cwd === (how === "overlay" ? dir : own));
    if (captured !== void 0) {
      targets.set(importPath, {
        importPath,
        captured: { ...captured, cwd: own },
        defaultSeconds: 0
      });
    }
  }
  return targets;
}

// src/app/builds.ts
import { join as join4 } from "node:path";
function buildOf(settings) {
  const noinline = settings.includes("noinline");
  if (settings.includes("race")) return noinline ? "noinline+race" : "race";
  return noinline ? "noinline" : "default";
}
var Builds = class {
  #plan;
  #first;
  #known = /* @__PURE__ */ new Map();
  constructor(plan, first) {
    this.#plan = plan;
    this.#first = first;
    this.#known.set("default", {
      kind: "built",
      targets: this.#targetsOf([...first.binaries.values()])
    });
  }
  async get(build) {
    const known = this.#known.get(build);
    if (known !== void 0) return known;
    this.#plan.progress.status(`building the tests (${build})`);
    const made = await this.#make(build);
    this.#known.set(build, made);
    return made;
  }
  /** Frees the binaries of a package; later runs of it are not possible. */
  drop(importPath, build) {
    const made = this.#known.get(build);
    const target = made?.kind === "built" ? made.targets.get(importPath) : void 0;
    if (target !== void 0) dropBinary(target.captured);
  }
  async #make(build) {
    const { go } = this.#plan;
    if (build.includes("race") && !go.cgo && go.goos !== "darwin") {
      const reason = "the race detector needs cgo: CGO_ENABLED is 0 or there is no C compiler";
      return { kind: "unavailable", reason };
    }
    const capture = openCapture(join4(this.#plan.tempDir, build), false, []);
    const { cwd, env } = this.#plan;
    const importPaths = this.#testedPaths();
    const wanted = { build, capture, importPaths, cwd, env, vet: false, overlay: null };
    const reader = new RunReader();
    const errors = [];
    const exitCode = await buildTests(this.#plan, wanted, reader, (chunk) => {
      if (errors.length < 100) errors.push(chunk);
    });
    const binaries = capturedBinaries(capture);
    if (binaries.length === 0 && exitCode !== 0) {
      return { kind: "unavailable", reason: buildReason(reader, errors.join("")) };
    }
    return { kind: "built", targets: this.#targetsOf(binaries) };
  }
  /** Only packages whose default build gave a binary: the others failed there already. */
  #testedPaths() {
    const tested = this.#plan.packages.filter((each) => this.#first.binaries.has(each.dir));
    return tested.map((each) => each.importPath);
  }
  #targetsOf(binaries) {
    const byDir = new Map(binaries.map((each) => [each.cwd, each]));
    const seconds = new Map(
      this.#first.facts.packages.map((each) => [each.importPath, each.seconds ?? 0])
    );
    const targets = /* @__PURE__ */ new Map();
    for (const { importPath, dir } of this.#plan.packages) {
      const captured = byDir.get(dir);
      const original = this.#first.binaries.get(dir);
      if (captured === void 0 || original === void 0) continue;
      targets.set(importPath, {
        importPath,
        // The arguments are always those of the user's own run.
        captured: { ...captured, args: original.args },
        defaultSeconds: seconds.get(importPath) ?? 0
      });
    }
    return targets;
  }
};
function buildReason(reader, errors) {
  const problems = reader.facts().buildFailures.flatMap((failure) => failure.problems);
  const lines = errors.trim().split("\n");
  const words = problems[0]?.message ?? lines.find((line) => line !== "" && !line.startsWith("#"));
  return words === void 0 ? "the build failed" : words.slice(0, 300);
}

// src/app/execute.ts
import { join as join5 } from "node:path";
var aloneOf = (test) => ({
  kind: "alone",
  pattern: testPattern(test),
  benchmark: test.startsWith("Benchmark")
});
async function execute(plan, target, execution, layout) {
  const facts = await runBinary(plan, target, execution);
  const run = {
    packages: [facts],
    buildFailures: [],
    unread: { lines: 0, samples: [] },
    goMessages: []
  };
  const [story] = tellRun(run, layout, fingerprintHash);
  if (story === void 0) throw new Error(`no story of ${target.importPath}`);
  return story;
}
async function executeWithin(plan, target, execution, layout, budget, what) {
  if (!budget.allows(what)) return null;
  const left = budget.remainingMs;
  const timeoutMs = Math.min(execution.timeoutMs, left);
  const story = await execute(plan, target, { ...execution, timeoutMs }, layout);
  const { ending } = story.facts;
  const cutShort = ending.kind === "died" && ending.stopped && left < execution.timeoutMs;
  if (!cutShort && budget.remainingMs > 0) return story;
  const ended = ending.kind === "lived" || ending.kind === "died" && !ending.stopped;
  if (ended && !budget.isInterrupted) return story;
  budget.leaveOut(what);
  return null;
}
async function runBinary(plan, target, execution) {
  const reader = new PackageReader(target.importPath);
  const framed = new FramedReader(reader);
  const merged = execution.settings.includes("race") || hasFlag(plan.flags, "race");
  reader.separateStderr = !merged;
  const out = new LineSplitter((text, from, to) => framed.line(text.slice(from, to)));
  const err = new LineSplitter((text, from, to) => reader.stderrLine(text.slice(from, to)));
  const [file = "", ...args] = commandLine(plan, target, execution.selection);
  const result = await plan.groups.run({
    file,
    args,
    cwd: target.captured.cwd,
    env: environment(plan, execution, target.captured.cwd),
    merged,
    timeoutMs: Math.max(1, execution.timeoutMs),
    onStdout: (chunk) => out.push(chunk),
    onStderr: (chunk) => err.push(chunk)
  });
  out.end();
  err.end();
  endReader(reader, result);
  return reader.facts();
}
function commandLine(plan, target, selection) {
  const { flags, rest } = binaryArguments(target.captured.args);
  const selected = selectedFlags(flags, selection);
  return [...plan.userExec, target.captured.binary, ...selected, "-test.v=test2json", ...rest];
}
var ALONE_DROPS = /* @__PURE__ */ new Set(["run", "skip", "bench", "count", "shuffle", "failfast"]);
function selectedFlags(flags, selection) {
  switch (selection.kind) {
    case "whole":
      return [...flags];
    case "skip": {
      const kept = flags.filter((flag) => !isReplaced(flag, selection));
      const given = flags.find((flag) => flagNameOf(flag) === "skip")?.replace(/^[^=]*=/, "");
      const pattern = [given, selection.pattern].filter((part) => part).join("|");
      const seed = selection.seed === null ? [] : [`-test.shuffle=${selection.seed}`];
      const only = selection.only === null ? [] : [`-test.run=${selection.only}`];
      return [...kept, ...seed, ...only, `-test.skip=${pattern}`];
    }
    case "alone": {
      const kept = flags.filter((flag) => !ALONE_DROPS.has(flagNameOf(flag) ?? ""));
      const chosen = selection.benchmark ? ["-test.run=^$", `-test.bench=${selection.pattern}`] : [`-test.run=${selection.pattern}`];
      return [...kept, ...chosen, "-test.count=1"];
    }
  }
}
function isReplaced(flag, selection) {
  const name = flagNameOf(flag);
  return name === "skip" || name === "shuffle" && selection.seed !== null;
}
function endReader(reader, result) {
  reader.end({
    outcome: result.exitCode === 0 ? "pass" : "fail",
    seconds: result.seconds,
    stopped: result.stopped,
    ...result.exitCode === null ? {} : { exitStatus: result.exitCode },
    ...result.signal === null ? {} : { signal: `signal: ${wordsOfSignal(result.signal)}` }
  });
}
function environment(plan, execution, cwd) {
  const { settings } = execution;
  const debug = [
    plan.env.GODEBUG ?? "",
    settings.includes("gctrace") ? "gctrace=1" : "",
    settings.includes("asyncpreemptoff") ? "asyncpreemptoff=1" : "",
    ...execution.debug
  ].filter((word) => word !== "");
  return {
    ...plan.env,
    PWD: cwd,
    PATH: `${join5(plan.go.goroot, "bin")}:${plan.env.PATH ?? ""}`,
    ...debug.length === 0 ? {} : { GODEBUG: debug.join(",") }
  };
}
var LEAST_BOUND_SECONDS = 30;
function boundMs(settings, target, timeout) {
  const factor = settings.includes("race") ? 20 : 5;
  const bound = Math.max(LEAST_BOUND_SECONDS, factor * target.defaultSeconds);
  return 1e3 * (timeout === null || timeout === 0 ? bound : Math.min(bound, timeout));
}
async function inPool(items, width, work) {
  const answers = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== void 0) answers[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return answers;
}

// src/app/base-run.ts
var NO_BASE = {
  ref: null,
  commit: null,
  state: "not-asked",
  reason: null,
  how: null,
  seconds: null
};
async function runBase(work, request, head) {
  const { plan } = work;
  const started = performance.now();
  const resolved = await resolveBase(plan.cwd, plan.env, request);
  if (resolved.kind === "unavailable") {
    return {
      info: { ...NO_BASE, ref: resolved.ref, state: "unavailable", reason: resolved.reason },
      facts: null
    };
  }
  const { ref, commit, reason } = resolved;
  const info = { ...NO_BASE, ref, commit, state: "compared", reason };
  const questions = questionsOf(head);
  if (questions.length === 0) return { info, facts: null };
  const dir = join6(plan.tempDir, "base");
  const problem = plan.git === null ? "git does not answer here" : await layOutCommit(plan.git.root, plan.env, commit, dir);
  if (problem !== null || plan.git === null) {
    return { info: { ...info, state: "unavailable", reason: `no base: ${problem}` }, facts: null };
  }
  const difference = await differenceTo(plan.git.root, plan.env, commit);
  const answers = new Answers(work, { dir, difference });
  for (const question of questions) await answers.ask(question);
  const seconds = (performance.now() - started) / 1e3;
  return { info: { ...info, how: answers.how, seconds }, facts: answers.facts() };
}
function questionsOf(head) {
  const incidents = head.incidents.filter((incident) => incident.reproduction !== "narrowed").map(incidentQuestion);
  const told = new Set(
    head.incidents.flatMap((one) => one.tests.map((test) => testKey(one.package, test)))
  );
  const failures = head.tests.filter((test) => {
    const byDefault = test.runs.find((run) => run.variant === "default");
    return byDefault?.outcome === "fail" && !isTold(test, told);
  });
  return [
    ...incidents,
    ...failures.filter((test) => !isParent(test, failures)).map(failureQuestion)
  ];
}
var isTold = (test, told) => {
  const key = testKey(test.package, test.name);
  return told.has(key) || [...told].some((other) => other.startsWith(`${key}/`));
};
var isParent = (test, failures) => failures.some(
  (other) => other.package === test.package && other.name.startsWith(`${test.name}/`)
);
function incidentQuestion(incident) {
  const seen = incident.occurrences.find((occurrence) => occurrence.failed > 0);
  const variant = seen?.variant ?? "default";
  const alone = incident.test !== null && incident.reproduceProven !== false;
  return {
    package: incident.package,
    test: incident.test,
    settings: variant === "default" ? [] : variant.split("+"),
    selection: alone && incident.test !== null ? aloneOf(incident.test) : { kind: "whole" },
    attempts: seen?.attempts ?? 1,
    failed: seen?.failed ?? 1,
    fingerprint: incident.fingerprint,
    isVet: incident.kind === "vet",
    isBuild: incident.kind === "build"
  };
}
function failureQuestion(test) {
  const run = test.runs.find((each) => each.variant === "default");
  const orderly = test.note?.startsWith("alone ") === true;
  return {
    package: test.package,
    test: test.name,
    settings: [],
    selection: orderly ? { kind: "whole" } : aloneOf(test.name),
    attempts: run?.attempts ?? 1,
    failed: run?.failed ?? 1,
    fingerprint: null,
    isVet: false,
    isBuild: false
  };
}
var MOST_TRIES = 40;
var LUCK = 0.05;
var Answers = class {
  #work;
  #tree;
  #built = /* @__PURE__ */ new Map();
  #incidents = /* @__PURE__ */ new Set();
  #moved = /* @__PURE__ */ new Set();
  #tests = /* @__PURE__ */ new Map();
  #packages = /* @__PURE__ */ new Set();
  #equal = /* @__PURE__ */ new Set();
  #broken = /* @__PURE__ */ new Set();
  how = null;
  constructor(work, tree) {
    this.#work = work;
    this.#tree = tree;
  }
  facts() {
    return {
      incidents: this.#incidents,
      moved: this.#moved,
      tests: this.#tests,
      packages: this.#packages,
      broken: this.#broken,
      equalBinaries: this.#equal
    };
  }
  async ask(question) {
    const { plan, budget } = this.#work;
    if (!existsOnBase(plan, this.#tree, question.package)) {
      this.#packages.add(question.package);
      return;
    }
    if (!budget.allows(`the base of ${question.test ?? question.package}`)) return;
    const built = await this.#build(buildOf(question.settings), question);
    this.how = built.how;
    this.#learn(built.stories);
    const target = built.targets.get(question.package);
    if (question.isBuild || question.isVet) {
      this.#packages.add(question.package);
      return;
    }
    if (target === void 0) {
      this.#broken.add(question.package);
      return;
    }
    if (await this.#isEqual(question, target, built.how)) this.#equal.add(question.package);
    else await this.#try(question, target, built.how);
  }
  /** One build serves all questions about a package under it. */
  #build(build, question) {
    const { plan, layout } = this.#work;
    const key = `${build} ${question.isVet} ${question.package}`;
    const known = this.#built.get(key);
    if (known !== void 0) return known;
    const { package: importPath, isVet: vet } = question;
    const made = buildBase(plan, this.#tree, { build, importPath, vet, purpose: "base" }, layout);
    this.#built.set(key, made);
    return made;
  }
  #learn(stories) {
    for (const incident of stories.flatMap((story) => story.incidents)) {
      this.#incidents.add(incident.fingerprint);
      this.#moved.add(movedKey(incident));
    }
  }
  /** The same binary, and nothing beside it changed that a test could read: the change is not to blame. */
  async #isEqual(question, target, how) {
    const { plan, builds } = this.#work;
    if (how !== "overlay" || hasFlag(plan.flags, "cover")) return false;
    const own = await builds.get(buildOf(question.settings));
    const head = own.kind === "built" ? own.targets.get(question.package) : void 0;
    const found = plan.packages.find((each) => each.importPath === question.package);
    if (head === void 0 || found === void 0) return false;
    const below = relativeTo(plan.root, found.dir);
    const data = this.#tree.difference.files.some(
      ({ path }) => !path.endsWith(".go") && (below === "" || path.startsWith(`${below}/`))
    );
    return !data && sameFile(head.captured.binary, target.captured.binary);
  }
  async #try(question, built, how) {
    const { plan, layout } = this.#work;
    const head = await this.#headTarget(question.package);
    if (head === null) return;
    const captured = { ...built.captured, args: head.captured.args };
    const target = { ...head, captured };
    const view = baseLayout(layout, plan, this.#tree, how);
    const tries = { attempts: 0, failed: 0, seen: false };
    while (tries.failed === 0 && tries.attempts < triesOf(question)) {
      const story = await this.#once(question, target, view);
      if (story === null || !this.#count(question, story, tries)) break;
    }
    const { attempts, failed } = tries;
    if (attempts > 0 && !this.#broken.has(question.package)) this.#packages.add(question.package);
    if (question.test === null) return;
    if (!tries.seen) {
      const alive = !this.#broken.has(question.package) && question.fingerprint !== null;
      if (alive && attempts > 0) await this.#tryNewTest(question);
      return;
    }
    const outcome = failed > 0 ? "fail" : "pass";
    this.#tests.set(testKey(question.package, question.test), { outcome, attempts, failed });
  }
  /**
   * A test that the base does not have may reach a panic that it has: head's tests
   * are run on the base's code, where they compile with it.
   */
  async #tryNewTest(question) {
    const { plan, layout } = this.#work;
    const { files, renames } = this.#tree.difference;
    const code = files.filter(({ path }) => !path.endsWith("_test.go"));
    const tree = { dir: this.#tree.dir, difference: { files: code, renames } };
    const build = buildOf(question.settings);
    const { package: importPath } = question;
    const wanted = { build, importPath, vet: false, purpose: "new-tests" };
    const built = await buildBase(plan, tree, wanted, layout);
    const target = built.targets.get(question.package);
    const head = await this.#headTarget(question.package);
    if (built.how !== "overlay" || target === void 0 || head === null) return;
    const captured = { ...target.captured, args: head.captured.args };
    const view = baseLayout(layout, plan, tree, built.how);
    const story = await this.#once(question, { ...head, captured }, view);
    if (story !== null) this.#learn([story]);
  }
  async #headTarget(importPath) {
    const own = await this.#work.builds.get("default");
    return own.kind === "built" ? own.targets.get(importPath) ?? null : null;
  }
  /** Takes one try; false where the base has no such test, so that more tries say nothing. */
  #count(question, story, tries) {
    this.#learn([story]);
    const { test, fingerprint } = question;
    const outcome = test === null ? void 0 : story.outcomes.get(test);
    const returned = fingerprint === null ? outcome === "fail" : this.#incidents.has(fingerprint);
    tries.attempts += 1;
    tries.failed += returned ? 1 : 0;
    tries.seen ||= outcome !== void 0;
    const { tests, ending } = story.facts;
    if (tests.length === 0 && ending.kind === "died" && !returned) {
      this.#broken.add(question.package);
      return false;
    }
    return test === null || outcome !== void 0 || ending.kind !== "lived";
  }
  #once(question, target, view) {
    const { plan, budget } = this.#work;
    const { settings, selection } = question;
    const what = `the base of ${question.test ?? question.package}`;
    plan.progress.status(`running ${what}`);
    const timeoutMs = boundMs(settings, target, plan.run.timeout);
    return executeWithin(
      plan,
      target,
      { settings, selection, debug: [], timeoutMs },
      view,
      budget,
      what
    );
  }
};
function triesOf({ attempts, failed }) {
  if (failed >= attempts) return Math.max(1, attempts);
  const rate = failed / attempts;
  const needed = Math.ceil(Math.log(LUCK) / Math.log(1 - rate));
  return Math.min(MOST_TRIES, Math.max(attempts, needed));
}

// src/app/budget.ts
var Budget = class {
  #clock;
  #deadlineMs;
  #leftOut = [];
  #isInterrupted;
  constructor(clock, seconds, isInterrupted) {
    this.#clock = clock;
    this.#deadlineMs = clock.now() + 1e3 * seconds;
    this.#isInterrupted = isInterrupted;
  }
  get isInterrupted() {
    return this.#isInterrupted();
  }
  get remainingMs() {
    return this.isInterrupted ? 0 : Math.max(0, this.#deadlineMs - this.#clock.now());
  }
  /** Whether there is time for one more thing; names it where there is none. */
  allows(what) {
    if (this.remainingMs > 0) return true;
    this.leaveOut(what);
    return false;
  }
  leaveOut(what) {
    if (!this.#leftOut.includes(what)) this.#leftOut.push(what);
  }
  get leftOut() {
    return this.#leftOut;
  }
};
var LEAST_SECONDS = 60;
function budgetSeconds(given, defaultSeconds) {
  return given ?? 2 * defaultSeconds + LEAST_SECONDS;
}

// src/app/first-run.ts
import { join as join7 } from "node:path";
async function firstRun(plan) {
  const capture = openCapture(join7(plan.tempDir, "default"), true, plan.userExec);
  const first = await goTest2(plan, capture, plan.patterns);
  const stopped = first.result.signal !== null;
  const silent = first.reader.isEmpty && first.result.exitCode !== 0;
  if (!silent || stopped) return finish(first, capture);
  return retryLoadable(plan, capture, first);
}
async function goTest2(plan, capture, patterns) {
  const reader = new RunReader();
  const stdout = reader.input();
  const stderr = reader.input(true);
  let words = [];
  const result = await plan.groups.run({
    file: "go",
    args: goTestArguments(plan, capture.exec, patterns),
    cwd: plan.cwd,
    env: plan.env,
    merged: false,
    timeoutMs: null,
    onStdout: (chunk) => {
      if (plan.isInterrupted()) reader.cut();
      stdout.push(chunk);
      plan.progress.status(`default: ${reader.endedPackages} of ${plan.packages.length} packages`);
    },
    onStderr: (chunk) => {
      stderr.push(chunk);
      words = [...words, ...chunk.split("\n")].filter((line) => line.trim() !== "").slice(-20);
    }
  });
  stdout.end();
  stderr.end();
  return { reader, result, words };
}
function goTestArguments(plan, exec, patterns) {
  const own = hasFlag(plan.flags, "count") ? [] : ["-count=1"];
  const seconds = plan.run.timeout;
  const timeout = seconds === null || valueOfFlag(plan.flags, "timeout") !== null ? [] : [`-timeout=${seconds}s`];
  const args = plan.flags.args.length === 0 ? [] : ["-args", ...plan.flags.args];
  const mine = ["test", "-json", `-exec=${exec}`, ...own, ...timeout];
  return [...mine, ...patterns, ...firstRunFlags(plan.ownFlags), ...args];
}
function finish({ reader, result, words }, capture) {
  const binaries = new Map(capturedBinaries(capture).map((each) => [each.cwd, each]));
  return { facts: reader.facts(), result, words, binaries };
}
async function retryLoadable(plan, capture, silent) {
  const { packages } = await goList(
    plan.cwd,
    plan.env,
    listFlags(plan.ownFlags),
    plan.patterns,
    true
  );
  const broken = /* @__PURE__ */ new Map();
  for (const each of packages) if (each.error !== null) broken.set(each.importPath, each);
  const loadable = plan.packages.filter((each) => !broken.has(each.importPath));
  if (broken.size === 0 || loadable.length === 0) return finish(silent, capture);
  const second = await goTest2(
    plan,
    capture,
    loadable.map((each) => each.importPath)
  );
  const words = second.reader.input();
  for (const { importPath, error } of broken.values())
    words.push(`# ${importPath}
${error ?? ""}

`);
  words.end();
  return finish(second, capture);
}

// src/app/repeat.ts
var FAILURE_LIMIT = 25;
async function repeatDefault(work, importPath, story, narrow) {
  const repeats = [];
  for (const subject of subjectsOf(story)) {
    const repeat = await repeatSubject(work, importPath, story, subject, narrow);
    if (repeat !== null) repeats.push(repeat);
  }
  return repeats;
}
async function repeatVariant(work, variant, story, byDefault) {
  const known = new Set(byDefault?.incidents.map((incident) => incident.fingerprint));
  const repeats = [];
  for (const subject of subjectsOf(story)) {
    const seen = subject.subject.kind === "incident" ? known.has(subject.subject.fingerprint) : byDefault?.outcomes.get(subject.subject.test) === "fail";
    if (seen || subject.test === null) continue;
    const { importPath } = story.facts;
    const run = new Repeater(work, importPath, story, subject);
    const alone = await run.tries(
      variant.settings,
      aloneOf(subject.test),
      work.plan.run.attempts - 1
    );
    if (alone === null) return repeats;
    const settings = await eachSetting(run, variant.settings, subject.test, work.plan.run.attempts);
    repeats.push({
      variant: variant.name,
      package: importPath,
      subject: subject.subject,
      alone,
      whole: NO_TRIES,
      confirmed: null,
      settings,
      settled: null
    });
  }
  return repeats;
}
async function eachSetting(run, settings, test, attempts) {
  const found = [];
  for (const setting of [null, ...settings]) {
    const tries = await run.tries(setting === null ? [] : [setting], aloneOf(test), attempts);
    if (tries !== null) found.push({ setting, ...tries });
  }
  return found;
}
function subjectsOf(story) {
  const byPrint = new Map(story.incidents.map((incident) => [incident.fingerprint, incident]));
  const incidents = [...byPrint.values()].filter((incident) => incident.kind !== "build" && incident.kind !== "vet").map(incidentSubject);
  return [...incidents, ...failureSubjects(story).slice(0, FAILURE_LIMIT)];
}
function incidentSubject(incident) {
  const { fingerprint, attribution } = incident;
  return {
    subject: { kind: "incident", fingerprint },
    test: attribution.test,
    returns: (story) => story.incidents.some((other) => other.fingerprint === fingerprint),
    isHang: incident.kind === "timeout",
    isCertain: attribution.confidence === "certain"
  };
}
function failureSubjects(story) {
  const blamed = story.incidents.flatMap((incident) => incident.tests);
  const failed = [...story.outcomes].filter(([, outcome]) => outcome === "fail").map(([name]) => name);
  const told = /* @__PURE__ */ new Set([...blamed, ...[...blamed, ...failed].flatMap(namesAbove)]);
  return failed.filter((name) => !told.has(name)).map((test) => ({
    subject: { kind: "failure", test },
    test,
    returns: (again) => again.outcomes.get(test) === "fail",
    isHang: false,
    isCertain: true
  }));
}
async function repeatSubject(work, importPath, story, subject, narrow) {
  const run = new Repeater(work, importPath, story, subject);
  const further = work.plan.run.attempts - 1;
  if (further <= 0) return null;
  const isNarrow = subject.subject.kind === "incident" && narrow.has(subject.subject.fingerprint);
  const wholly = isNarrow ? await run.tries([], withoutOthers(story, subject), 1) : NO_TRIES;
  const alone = subject.test === null ? NO_TRIES : await run.tries([], aloneOf(subject.test), further);
  if (alone === null || wholly === null) return null;
  const missed = alone.failed === 0;
  const whole = missed && !isNarrow ? await run.tries([], { kind: "whole" }, Math.min(2, further)) : wholly;
  return {
    variant: "default",
    package: importPath,
    subject: subject.subject,
    alone,
    whole: whole ?? NO_TRIES,
    confirmed: isNarrow ? wholly.failed > 0 : null,
    settings: null,
    settled: run.settled
  };
}
function withoutOthers(story, subject) {
  const culprits = story.incidents.flatMap((incident) => incident.tests).filter((test) => test !== subject.test);
  return {
    kind: "skip",
    pattern: skipPattern(new Set(culprits)),
    seed: story.facts.shuffleSeed,
    only: null
  };
}
var Repeater = class {
  #work;
  #importPath;
  #story;
  #subject;
  settled = null;
  constructor(work, importPath, story, subject) {
    this.#work = work;
    this.#importPath = importPath;
    this.#story = story;
    this.#subject = subject;
  }
  /** Null where the budget left no time for any try, or there is no binary. */
  async tries(settings, selection, count) {
    const built = await this.#work.builds.get(buildOf(settings));
    const target = built.kind === "built" ? built.targets.get(this.#importPath) : void 0;
    if (target === void 0) return null;
    let attempts = 0;
    let failed = 0;
    while (attempts < count) {
      const story = await this.#once(settings, selection, target);
      if (story === null) break;
      attempts += 1;
      if (this.#subject.returns(story)) failed += 1;
    }
    return attempts === 0 && count > 0 ? null : { attempts, failed };
  }
  async #once(settings, selection, target) {
    const { plan, layout, budget } = this.#work;
    const what = this.#subject.test ?? this.#importPath;
    plan.progress.status(`repeating ${what}`);
    const execution = {
      settings,
      selection,
      // A goroutine's creators are printed on request; it makes starting one slower, so only where it is needed.
      debug: this.#subject.isCertain ? [] : ["tracebackancestors=10"],
      timeoutMs: this.#bound(settings, selection, target)
    };
    const story = await executeWithin(plan, target, execution, layout, budget, `repeat of ${what}`);
    if (story !== null) this.#settle(story);
    return story;
  }
  /** A hang alone need not wait for its whole time again. */
  #bound(settings, selection, target) {
    const { plan } = this.#work;
    const bound = boundMs(settings, target, plan.run.timeout);
    if (!this.#subject.isHang || selection.kind !== "alone") return bound;
    const siblings = this.#story.facts.tests.flatMap(
      (test) => test.results.map((result) => result.seconds ?? 0)
    );
    return Math.min(bound, 1e3 * Math.max(10, 10 * Math.max(0, ...siblings)));
  }
  #settle(story) {
    const { subject, isCertain } = this.#subject;
    if (isCertain || subject.kind !== "incident") return;
    const found = story.incidents.find((incident) => incident.fingerprint === subject.fingerprint);
    if (found?.attribution.confidence === "certain") this.settled = found.attribution;
  }
};

// src/app/resume.ts
var PATTERN_LIMIT = 1e5;
async function resumePackage(work, target, first) {
  const declared = work.sources.declared(target.importPath).filter((test) => test.selected !== false).map((test) => test.name);
  const state = new ResumeState(first, declared);
  const { later, problem } = await runToTheEnd(work, target, first, state);
  const secondLook = await lookAgain(work, target, first, later, state);
  return {
    story: combine(first, later, secondLook),
    narrow: narrowPrints(first, later),
    problem,
    runs: later.length
  };
}
async function runToTheEnd(work, target, first, state) {
  const later = [];
  for (let next = state.next(); next.kind !== "stop"; next = state.next()) {
    const stories = next.kind === "skip" ? await runSkipping(work, target, skipping(work, next.pattern, first, state), state) : await runAlone(work, target, next.tests, state);
    if (stories.length === 0)
      return {
        later,
        problem: "there was no time, or its tests' names are too long for a command line"
      };
    later.push(...stories);
  }
  const last = state.next();
  return { later, problem: last.kind === "stop" ? last.reason : null };
}
async function runSkipping(work, target, selection, state) {
  const story = selection === null ? null : await runSelection(work, target, selection);
  if (story === null) return [];
  state.add(story);
  return [story];
}
async function runAlone(work, target, tests, state) {
  const stories = [];
  for (const test of tests) {
    const story = await runSelection(work, target, aloneOf(test));
    if (story === null) break;
    state.addAlone(test, story);
    stories.push(story);
  }
  return stories;
}
function skipping(work, pattern, first, state) {
  if (pattern.length > PATTERN_LIMIT) return null;
  return {
    kind: "skip",
    pattern,
    seed: first.facts.shuffleSeed,
    only: restPattern(work.plan, state)
  };
}
function restPattern(plan, state) {
  const old = /^go1\.21(?:\.|$)/.test(plan.go.version);
  if (!old || valueOfFlag(plan.flags, "run") !== null || state.rest.length === 0) return null;
  const pattern = state.rest.map(testPattern).join("|");
  return pattern.length > PATTERN_LIMIT ? null : pattern;
}
function runSelection(work, target, selection) {
  const { plan, layout, budget } = work;
  plan.progress.status(`resuming ${target.importPath}`);
  const { settings } = work;
  const timeoutMs = boundMs(settings, target, plan.run.timeout);
  const execution = { settings, selection, debug: [], timeoutMs };
  return executeWithin(plan, target, execution, layout, budget, `resume of ${target.importPath}`);
}
async function lookAgain(work, target, first, later, state) {
  if (failedLater(first, later).length === 0) return null;
  const selection = skipping(work, state.culpritPattern, first, state);
  return selection === null ? null : runSelection(work, target, selection);
}
function narrowPrints(first, later) {
  const known = new Set(first.incidents.map((incident) => incident.fingerprint));
  const all = later.flatMap((story) => story.incidents.map((incident) => incident.fingerprint));
  return new Set(all.filter((print2) => !known.has(print2)));
}

// src/app/variants.ts
async function runVariants(work) {
  const others = work.plan.run.variants.filter((variant) => variant.name !== "default");
  const runs = [];
  for (const [index, variant] of others.entries()) {
    const build = buildOf(variant.settings);
    const isLast = !others.slice(index + 1).some((later) => buildOf(later.settings) === build);
    runs.push(await runVariant(work, variant, isLast));
  }
  return runs;
}
async function runVariant(work, variant, isLast) {
  const { name, settings } = variant;
  const info = (state2, reason2) => ({
    name,
    settings,
    state: state2,
    reason: reason2,
    seconds: null
  });
  if (work.plan.isInterrupted()) return { info: info("interrupted", null), story: null };
  if (!work.budget.allows(`variant ${name}`)) {
    return { info: info("left-out", "the budget was used up"), story: null };
  }
  const built = await work.builds.get(buildOf(settings));
  if (built.kind === "unavailable") return { info: info("unavailable", built.reason), story: null };
  const started = performance.now();
  const targets = troubleFirst([...built.targets.values()], work.keep);
  const stories = await runTargets(work, variant, targets, isLast);
  const seconds = (performance.now() - started) / 1e3;
  const state = work.plan.isInterrupted() ? "interrupted" : "ran";
  const missing = targets.length - stories.length;
  const reason = missing === 0 ? null : `${missing} of ${targets.length} packages found no time`;
  return { info: { ...info(state, reason), seconds }, story: { variant: name, stories } };
}
async function runTargets(work, variant, targets, isLast) {
  const { plan, budget } = work;
  let done = 0;
  const stories = await inPool(targets, plan.parallel, async (target) => {
    const { settings } = variant;
    const story = await executeWithin(
      plan,
      target,
      {
        settings,
        selection: { kind: "whole" },
        debug: [],
        timeoutMs: boundMs(settings, target, plan.run.timeout)
      },
      work.layout,
      budget,
      `${variant.name} of ${target.importPath}`
    );
    if (story === null) return null;
    const whole = await resumed(work, variant, target, story);
    done += 1;
    plan.progress.status(`${variant.name}: ${done} of ${targets.length} packages`);
    const healthy = whole.facts.outcome === "pass" && !work.keep.has(target.importPath);
    if (isLast && healthy) work.builds.drop(target.importPath, buildOf(settings));
    return whole;
  });
  return stories.filter((story) => story !== null);
}
async function resumed(work, variant, target, story) {
  if (story.facts.ending.kind !== "died" || hasFlag(work.plan.flags, "failfast")) return story;
  const { settings } = variant;
  return (await resumePackage({ ...work, settings }, target, story)).story;
}
var troubleFirst = (targets, keep) => [
  ...targets.filter((target) => keep.has(target.importPath)),
  ...targets.filter((target) => !keep.has(target.importPath))
];

// src/app/run-command.ts
async function runCommand(plan, clock, request) {
  const { isInterrupted } = plan;
  const startedMs = clock.now();
  const layout = layoutOfPackages(plan.packages, plan.root, plan.go.goroot);
  const first = await firstRun(plan);
  const seconds = budgetSeconds(plan.run.budget, first.result.seconds);
  const work = {
    plan,
    layout,
    builds: new Builds(plan, first),
    budget: new Budget(clock, seconds, isInterrupted),
    sources: new Sources(plan.packages, plan.root, {
      run: valueOfFlag(plan.flags, "run"),
      skip: valueOfFlag(plan.flags, "skip"),
      bench: valueOfFlag(plan.flags, "bench")
    })
  };
  const stories = tellRun(first.facts, layout, fingerprintHash);
  checkExplained(first, stories, isInterrupted());
  const found = await findMore(work, stories);
  const assembled = assembleFindings(work, found);
  const base = request === null || isInterrupted() ? { info: NO_BASE, facts: null } : await runBase(work, request, assembled);
  const report = reportOf(work, first, found, assembled, {
    started: new Date(startedMs).toISOString(),
    seconds: (clock.now() - startedMs) / 1e3,
    complete: !isInterrupted()
  });
  return honest(withBase(report, base.info, base.facts, plan.policy), first);
}
function checkExplained(first, stories, interrupted) {
  if (interrupted || first.result.exitCode === 0 || stories.length > 0) return;
  const words = first.words.slice(0, 3).join("; ") || `exit status ${first.result.exitCode}`;
  throw new ImpossibleError(`go test failed before any test: ${words}`);
}
function honest(report, first) {
  const { verdict, findings } = report;
  if (!report.run.complete) {
    const summary = verdict.summary === "no panics" ? "interrupted" : `${verdict.summary}, interrupted`;
    return { ...report, verdict: { ...verdict, pass: false, summary } };
  }
  const explained = findings.some((finding) => finding.severity === "error");
  if (first.result.exitCode === 0 || explained) return report;
  const words = first.words.at(-1) ?? `exit status ${first.result.exitCode}`;
  const warning = `go test failed and no finding says why: ${words}`;
  return {
    ...report,
    verdict: { ...verdict, pass: false, summary: "go test failed" },
    warnings: [...report.warnings, warning]
  };
}
async function findMore(work, stories) {
  const problems = [];
  const attempt = attemptsInto(problems);
  const asIs = stories.map(
    (story) => ({ story, narrow: /* @__PURE__ */ new Set(), problem: null, runs: 0 })
  );
  const resumed2 = await attempt("resuming", asIs, () => resumeAll(work, stories));
  const byDefault = resumed2.map((each) => each.story);
  const trouble = byDefault.filter(isTroubled);
  const first = await attempt(
    "repeating",
    [],
    () => inPool(
      trouble,
      work.plan.parallel,
      (story) => repeatDefault(work, story.facts.importPath, story, narrowOf(resumed2, story))
    )
  );
  const keep = new Set(trouble.map((story) => story.facts.importPath));
  const variants = await attempt("running the variants", [], () => runVariants({ ...work, keep }));
  const second = await attempt("repeating", [], () => repeatVariants(work, variants, byDefault));
  for (const { story, problem } of resumed2) {
    if (problem !== null) {
      problems.push(`${story.facts.importPath} was not resumed to its end: ${problem}`);
    }
  }
  return { byDefault, variants, repeats: [...first.flat(), ...second], problems };
}
function attemptsInto(problems) {
  return async (what, otherwise, step) => {
    try {
      return await step();
    } catch (error) {
      problems.push(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
}
var isTroubled = (story) => story.incidents.length > 0 || [...story.outcomes.values()].includes("fail");
var narrowOf = (resumed2, story) => resumed2.find((each) => each.story === story)?.narrow ?? /* @__PURE__ */ new Set();
async function resumeAll(work, stories) {
  const { plan, builds } = work;
  const built = await builds.get("default");
  const targets = built.kind === "built" ? built.targets : /* @__PURE__ */ new Map();
  return inPool(stories, plan.parallel, async (story) => {
    const nothing = { story, narrow: /* @__PURE__ */ new Set(), problem: null, runs: 0 };
    const target = targets.get(story.facts.importPath);
    if (story.facts.ending.kind !== "died" || target === void 0) return nothing;
    if (hasFlag(plan.flags, "failfast")) return { ...nothing, problem: "-failfast forbids it" };
    return resumePackage({ ...work, settings: [] }, target, story);
  });
}
async function repeatVariants(work, variants, byDefault) {
  const known = new Map(byDefault.map((story) => [story.facts.importPath, story]));
  const repeats = [];
  for (const { info, story } of variants) {
    const troubled = (story?.stories ?? []).filter(isTroubled);
    const found = await inPool(
      troubled,
      work.plan.parallel,
      (each) => repeatVariant(work, info, each, known.get(each.facts.importPath))
    );
    repeats.push(...found.flat());
  }
  return repeats;
}
var unavailableWords = (found) => found.variants.filter(({ info }) => info.state === "unavailable").map(({ info }) => `variant ${info.name} did not run: ${info.reason ?? ""}`);
function defaultInfo(first, interrupted) {
  const cut = interrupted && first.result.signal !== null;
  return {
    name: "default",
    settings: [],
    state: cut ? "interrupted" : "ran",
    reason: null,
    seconds: first.result.seconds
  };
}
function assembleFindings({ plan, sources }, found) {
  const variants = [
    { variant: "default", stories: found.byDefault },
    ...found.variants.flatMap((each) => each.story ?? [])
  ];
  const around = sources.surroundings(
    hasFlag(plan.flags, "failfast"),
    reproductionFlags(plan.flags),
    plan.flags.args,
    plan.go.gowork !== ""
  );
  return { ...assemble(variants, around, found.repeats), gc: gcOf(variants) };
}
function reportOf(work, first, found, assembled, time) {
  const { plan, layout, budget } = work;
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      mode: "run",
      ...time,
      commit: plan.git?.commit ?? null,
      dirty: plan.git?.dirty ?? null,
      goTestFlags: plan.run.goTestFlags,
      packages: plan.patterns,
      budgetLeftOut: plan.isInterrupted() ? [] : budget.leftOut
    },
    go: {
      version: plan.go.version,
      goos: plan.go.goos,
      goarch: plan.go.goarch,
      modules: layout.modules.map((module) => ({ path: module.path, dir: module.repoDir }))
    },
    base: NO_BASE,
    variants: [
      defaultInfo(first, plan.isInterrupted()),
      ...found.variants.map((each) => each.info)
    ],
    ...assembled,
    fixed: [],
    unread: first.facts.unread,
    ...judge(assembled, plan.policy),
    warnings: [
      ...plan.warnings,
      ...unavailableWords(found),
      ...found.problems,
      ...first.facts.goMessages
    ]
  };
}

// src/app/run-tests.ts
async function runTests(run, settings) {
  const { surroundings } = settings;
  const groups = new ProcessGroups();
  const interruption = watchSignals(groups);
  const tempDir = makeTempDir(surroundings.tempDir);
  const progress = openProgress(surroundings.stderrIsTerminal, surroundings.columns);
  const isInterrupted = () => interruption.code() !== null;
  try {
    const parts = { tempDir, groups, progress, isInterrupted };
    const plan = await makePlan(run, surroundings, parts, availableParallelism());
    openReportDir(run.reportDir);
    const request = baseRequest(run, surroundings);
    const ran = await runCommand(plan, { now: Date.now }, request);
    const report = await withBaselineFile(ran, run.baseline, plan.policy);
    progress.end();
    await deliver(report, run, settings);
    return interruption.code() ?? codeOf(report);
  } catch (error) {
    const code = interruption.code();
    if (code === null) throw error;
    return code;
  } finally {
    progress.end();
    groups.killAll();
    rmSync(tempDir, { recursive: true, force: true });
    interruption.stop();
  }
}
function makeTempDir(parent) {
  try {
    return mkdtempSync(join8(resolve2(parent), "panicpath-"));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new ImpossibleError(
      `no folder for test binaries: ${words}; set TMPDIR to one that can be written`
    );
  }
}
async function deliver(report, run, settings) {
  let problem = null;
  try {
    await writeReportFiles(report, run.reportDir, settings);
  } catch (error) {
    problem = error;
  }
  await print(rendered(report, settings.as ?? "text", settings));
  await publishToGithub(report, run, settings);
  if (problem !== null) throw problem;
}
function baseRequest(run, surroundings) {
  if (run.baseline !== null || run.base === "none") return null;
  if (run.base !== "auto") return { kind: "ref", ref: run.base };
  const event = surroundings.github?.event;
  switch (event?.name) {
    case "pull_request":
      return { kind: "pull_request", baseRef: event.baseRef };
    case "push":
      return { kind: "commit", commit: event.before, why: "the commit before the push" };
    case "merge_group":
      return { kind: "commit", commit: event.baseSha, why: "the base of the merge group" };
    default:
      return null;
  }
}
var SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
function watchSignals(groups) {
  let code = null;
  const signals = Object.keys(SIGNAL_CODES);
  const onSignal = (signal) => {
    const exitCode = SIGNAL_CODES[signal];
    if (code !== null) {
      groups.killAll();
      process.exit(exitCode);
    }
    code = exitCode;
    groups.endAll();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    code: () => code,
    stop: () => {
      for (const signal of signals) process.off(signal, onSignal);
    }
  };
}
export {
  runTests
};
