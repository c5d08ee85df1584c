import{createRequire}from"node:module";const require=createRequire(import.meta.url);

// src/model/errors.ts
var UsageError = class extends Error {
  name = "UsageError";
};
var ImpossibleError = class extends Error {
  name = "ImpossibleError";
};

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
  "variant-only-failure",
  "waiver"
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
    "Unexpected exit",
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
  },
  {
    id: "waiver",
    severity: "warning",
    title: "Waiver to take away",
    help: "A waiver in .panicpath.yml is expired, or speaks of nothing that was found.",
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

// src/model/test-names.ts
var testKey = (importPath, test) => `${importPath}
${test}`;
function namesAbove(test) {
  const names = [];
  for (let at = test.lastIndexOf("/"); at > 0; at = test.lastIndexOf("/", at - 1)) {
    names.push(test.slice(0, at));
  }
  return names;
}

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
  return top.startsWith("testing.tRunner.func1.2") || top.includes(".processRunResult");
}

// src/model/signals.ts
var SIGNAL_WORDS = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGTERM: "terminated",
  SIGINT: "interrupt",
  SIGQUIT: "quit",
  SIGHUP: "hangup",
  SIGSEGV: "segmentation fault",
  SIGBUS: "bus error",
  SIGILL: "illegal instruction",
  SIGUSR1: "user defined signal 1",
  SIGUSR2: "user defined signal 2",
  SIGALRM: "alarm clock",
  SIGPIPE: "broken pipe"
};
var wordsOfSignal = (signal) => SIGNAL_WORDS[signal] ?? signal;
var signalOfWords = (words) => Object.entries(SIGNAL_WORDS).find(([, known]) => known === words)?.[0] ?? null;

// src/model/unreachable.ts
function unreachable(never) {
  throw new Error(`unreachable: ${JSON.stringify(never)}`);
}

// src/model/words.ts
var SETTINGS = ["noinline", "race", "asyncpreemptoff", "gctrace"];

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
  wordsOfSignal,
  signalOfWords,
  testKey,
  namesAbove,
  unreachable,
  SETTINGS
};
