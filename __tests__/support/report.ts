import type { Evidence } from "../../src/judge/index.ts";
import {
  type Finding,
  type Incident,
  NO_INLINING,
  type Report,
  type TestInfo,
} from "../../src/model/index.ts";

/** An incident with every field, to be changed by tests. */
export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    fingerprint: "0123456789abcdef",
    former: "0123456789abcdef",
    raceSites: [],
    kind: "panic",
    cause: null,
    message: "runtime error: index out of range [-1]",
    detail: null,
    runtimeError: true,
    repanicked: true,
    signal: null,
    exitStatus: null,
    package: "example.com/x/ring",
    test: "TestAt/negative",
    tests: ["TestAt/negative"],
    elsewhere: [],
    attribution: { by: "report", confidence: "certain" },
    createdBy: "testing.(*T).Run",
    goroutine: { id: 7, state: "running" },
    reproduction: "always",
    occurrences: [{ variant: "default", attempts: 3, failed: 3, whole: null, alone: null }],
    baseline: null,
    baselineReason: null,
    baselineTries: null,
    changedHere: null,
    reproduce: "go test -run '^TestAt$/^negative$' -count=1 ./ring",
    reproduceProven: true,
    note: null,
    site: {
      function: "example.com/x/ring.(*Ring).At",
      file: "ring/ring.go",
      line: 41,
      source: [{ line: 41, text: "\treturn r.buf[i]" }],
    },
    origin: { function: "example.com/x/ring.(*Ring).At", file: "ring/ring.go", line: 41 },
    path: [
      {
        function: "example.com/x/ring.TestAt.func1",
        file: "ring/ring_test.go",
        line: 12,
        owner: "test",
        inlined: false,
        through: [],
        inChange: null,
        inlining: null,
        why: null,
        expressions: [],
        variables: [],
      },
      {
        function: "example.com/x/ring.(*Ring).At",
        file: "ring/ring.go",
        line: 41,
        owner: "user",
        inlined: true,
        through: [],
        inChange: null,
        inlining: { can: true, cost: 14, budget: null, reason: null },
        why: null,
        expressions: [],
        variables: [],
      },
    ],
    nonInlined: false,
    pathFrom: "trace",
    escapes: [],
    values: null,
    trace: ["panic: runtime error: index out of range [-1]", "", "goroutine 7 [running]:"],
    otherTraces: [],
    chain: [],
    others: [],
    blocks: [],
    recoveredBy: null,
    ...changes,
  };
}

/** A test that passed, to be changed by tests. */
export function testInfo(changes: Partial<TestInfo> = {}): TestInfo {
  const outcome = changes.outcome ?? "pass";
  const failed = outcome === "fail" ? 1 : 0;
  return {
    package: "example.com/x/ring",
    name: "TestAt",
    outcome,
    file: "ring/ring_test.go",
    line: 9,
    seconds: 0.01,
    skipReason: null,
    output: [],
    failedAt: null,
    failure: null,
    reproduce: null,
    note: null,
    baseline: null,
    baselineReason: null,
    runs: [{ variant: "default", outcome, attempts: 1, failed, whole: null, alone: null }],
    ...changes,
  };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: "panic",
    severity: "error",
    message: "Panic in TestAt/negative: runtime error: index out of range [-1]",
    file: "ring/ring.go",
    line: 41,
    package: "example.com/x/ring",
    test: "TestAt/negative",
    fingerprint: "0123456789abcdef",
    former: null,
    baseline: null,
    waived: null,
    flaky: null,
    note: null,
    onlyIn: [],
    waiver: null,
    gates: true,
    inChange: null,
    owners: [],
    ...changes,
  };
}

/** Nothing happened, to be changed by tests. */
export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    incidents: [],
    tests: [],
    notRun: [],
    inlining: NO_INLINING,
    packages: [],
    gcComparisons: [],
    run: { mode: "run", complete: true, missing: [], failure: null, legs: [] },
    ...changes,
  };
}

/** A report with one panic, to be changed by tests. */
export function report(changes: Partial<Report> = {}): Report {
  return {
    schema: "panicpath.report/1",
    tool: { name: "panicpath", version: "0.1.0" },
    run: {
      mode: "run",
      started: "2026-11-23T17:00:00.000Z",
      seconds: 31.2,
      commit: null,
      dirty: null,
      complete: true,
      missing: [],
      failure: null,
      goTestFlags: [],
      packages: ["./..."],
      rescued: null,
      reused: null,
      coverage: null,
      budgetLeftOut: [],
      gc: "auto",
      name: null,
      shard: null,
      job: null,
      legs: [],
    },
    go: {
      version: "go1.26.8",
      goos: "linux",
      goarch: "amd64",
      modules: [{ path: "example.com/x", dir: "" }],
    },
    base: { ref: null, commit: null, state: "not-asked", reason: null, how: null, seconds: null },
    variants: [
      { name: "default", settings: [], state: "ran", reason: null, seconds: 1.5, packages: null },
    ],
    packages: [
      {
        importPath: "example.com/x/ring",
        dir: "ring",
        outcome: "fail",
        seconds: 0.4,
        cached: false,
        noTestFiles: false,
        coverage: null,
        shuffleSeed: null,
        started: "2026-11-23T17:00:00.123Z",
      },
    ],
    tests: [
      testInfo({ name: "TestAt", outcome: "fail" }),
      testInfo({ name: "TestAt/negative", outcome: "fail" }),
    ],
    incidents: [incident()],
    notRun: [],
    fixed: [],
    findings: [finding()],
    gc: [],
    gcComparisons: [],
    inlining: NO_INLINING,
    unread: { lines: 0, samples: [] },
    verdict: { pass: false, failedOn: ["any"], failOn: ["any"], summary: "1 panic" },
    warnings: [],
    ...changes,
  };
}
