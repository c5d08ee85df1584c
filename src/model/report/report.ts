import type { Tally } from "../tally.ts";
import type { Change, PackageOutcome, TestOutcome } from "../words.ts";
import type { Finding, Verdict } from "./finding.ts";
import type { Spread } from "./gc.ts";
import type { Incident, Place } from "./incident.ts";
import type { InliningInfo } from "./inlining.ts";
import type { RunStamp } from "./marker.ts";

/** Fields may be added within a version; they never change their meaning. */
export const REPORT_SCHEMA = "panicpath.report/1";

/**
 * The document that everything is rendered from; docs/report.schema.json describes
 * it in full. Paths are relative to the repository, with `/`; functions as Go
 * prints them, unescaped and without arguments; times in seconds; unknown is null.
 */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly tool: { readonly name: "panicpath"; readonly version: string };
  readonly run: RunInfo;
  readonly go: GoInfo;
  readonly base: BaseInfo;
  readonly variants: readonly VariantInfo[];
  readonly packages: readonly PackageInfo[];
  readonly tests: readonly TestInfo[];
  readonly incidents: readonly Incident[];
  readonly notRun: readonly NotRun[];
  /** Incidents of the base that are gone: their tests pass now. */
  readonly fixed: readonly Incident[];
  readonly findings: readonly Finding[];
  readonly gc: readonly GcInfo[];
  /** Against the base, where `--gc always` asked for it. */
  readonly gcComparisons: readonly GcComparison[];
  readonly inlining: InliningInfo;
  readonly unread: { readonly lines: number; readonly samples: readonly string[] };
  readonly verdict: Verdict;
  readonly warnings: readonly string[];
}

/** A report before the gate was asked. */
export type Unjudged = Omit<Report, "findings" | "verdict">;

export interface RunInfo {
  /** `run`: panicpath ran the tests; `parse`: it read saved output. */
  readonly mode: "run" | "parse";
  /** ISO 8601, UTC. */
  readonly started: string | null;
  readonly seconds: number | null;
  readonly commit: string | null;
  readonly dirty: boolean | null;
  /** False where a signal or the time bound ended it early. */
  readonly complete: boolean;
  /** What is not there, of a merged report: `shard 2/3 is missing`. */
  readonly missing: readonly string[];
  /** The last words of a go test that ended with a failure; null where it passed, or was only read. */
  readonly failure: string | null;
  readonly goTestFlags: readonly string[];
  readonly packages: readonly string[];
  /** Tests that have an outcome though go test itself stopped before them, as their process died; null where it was only read. */
  readonly rescued: number | null;
  /** Packages that passed before with the same code and inputs, and were reused; null where none may be. */
  readonly reused: number | null;
  /** Percent of statements that the default run covered, in all; null where it was not counted. */
  readonly coverage: number | null;
  readonly budgetLeftOut: readonly string[];
  /** Whether GC figures are shown: always, never, or (auto) where they stand out. */
  readonly gc: "auto" | "always" | "never";
  /** What tells it from other runs of the same workflow: the leg of a matrix, or a name of the user's. */
  readonly name: string | null;
  /** The part of the packages that this run took; null for all. */
  readonly shard: Shard | null;
  /** The job of a workflow that made it; null elsewhere. */
  readonly job: JobInfo | null;
  /** What it was merged from; empty where it is the report of one run. */
  readonly legs: readonly Leg[];
}

/** Of a run of which no more is known than when it was. */
export const BARE_RUN = {
  missing: [],
  failure: null,
  commit: null,
  dirty: null,
  goTestFlags: [],
  packages: [],
  rescued: null,
  reused: null,
  coverage: null,
  budgetLeftOut: [],
  gc: "auto",
  name: null,
  shard: null,
  job: null,
  legs: [],
} as const satisfies Partial<RunInfo>;

export interface JobInfo {
  /** `workflow/job`: the same for all legs of a matrix. */
  readonly name: string;
  readonly step: string;
  readonly by: RunStamp;
  /** Which leg of how many; null where nobody said. */
  readonly leg: { readonly index: number; readonly total: number } | null;
}

export interface Shard {
  /** 1-based. */
  readonly index: number;
  readonly of: number;
  /** Import paths of all shards together. */
  readonly packages: readonly string[];
}

/** One leg of a matrix, all its shards together. */
export interface Leg {
  /** By what it differs from the others: `go1.21.13`, `ubuntu, race`; "" where there is no other. */
  readonly name: string;
  readonly go: string | null;
  readonly goos: string | null;
  readonly goarch: string | null;
  readonly pass: boolean;
  readonly summary: string;
  /** How many reports it came from. */
  readonly reports: number;
}

export interface GoInfo {
  readonly version: string | null;
  readonly goos: string | null;
  readonly goarch: string | null;
  /** `dir` is relative to the repository; "" is its root. */
  readonly modules: readonly { readonly path: string; readonly dir: string }[];
}

export interface BaseInfo {
  readonly ref: string | null;
  readonly commit: string | null;
  readonly state: "not-asked" | "compared" | "unavailable";
  /** Why this commit, or why there is no comparison. */
  readonly reason: string | null;
  /** `overlay`: the base's files built in head's folder; `worktree`: in its own; `report`: an earlier report. */
  readonly how: "overlay" | "worktree" | "report" | null;
  readonly seconds: number | null;
}

/** Where nobody asked for a base. */
export const NO_BASE: BaseInfo = {
  ref: null,
  commit: null,
  state: "not-asked",
  reason: null,
  how: null,
  seconds: null,
};

export interface VariantInfo {
  /** `default`, or its settings joined by `+`. */
  readonly name: string;
  /** Names of its settings. */
  readonly settings: readonly string[];
  readonly state: "ran" | "unavailable" | "left-out" | "interrupted";
  /** Why it did not run in full. */
  readonly reason: string | null;
  readonly seconds: number | null;
  /** How many packages it ran, of how many; null where that was not counted. */
  readonly packages: { readonly ran: number; readonly of: number } | null;
}

export interface PackageInfo {
  readonly importPath: string;
  readonly dir: string | null;
  readonly outcome: PackageOutcome;
  readonly seconds: number | null;
  readonly cached: boolean;
  readonly noTestFiles: boolean;
  /** As go test prints it, `coverage: 80.0% of statements`. */
  readonly coverage: string | null;
  readonly shuffleSeed: string | null;
  /** ISO 8601, UTC. */
  readonly started: string | null;
}

export interface TestInfo {
  readonly package: string;
  /** With its parents: `TestAt/negative`. */
  readonly name: string;
  readonly outcome: TestOutcome;
  /** Of its declaration; a subtest has its parent's. */
  readonly file: string | null;
  readonly line: number | null;
  readonly seconds: number | null;
  readonly skipReason: string | null;
  /** Bounded; empty for tests that passed. */
  readonly output: readonly string[];
  /** The line of a test file that it logged last before its end. */
  readonly failedAt: { readonly file: string; readonly line: number } | null;
  /** What it logged last, `x_test.go:12: want 1`, with its further lines; null where it logged nothing. */
  readonly failure: string | null;
  /** Of a failure: one line to paste that runs it again. */
  readonly reproduce: string | null;
  /** What the order of tests or one setting has to do with its failure, in words. */
  readonly note: string | null;
  /** Of an ordinary failure, against the base; null for tests that did not fail. */
  readonly baseline: Change | null;
  readonly baselineReason: string | null;
  readonly runs: readonly TestRun[];
}

export interface TestRun extends Tally {
  readonly variant: string;
  readonly outcome: TestOutcome;
  /** Of its tries, those with the whole package; null where it was not tried again. */
  readonly whole: Tally | null;
  /** Those alone. */
  readonly alone: Tally | null;
}

export interface NotRun {
  readonly package: string;
  readonly test: string;
  readonly file: string | null;
  readonly line: number | null;
  /** A fingerprint, or "failfast", "build", "interrupted", "unknown". */
  readonly because: string;
  readonly variant: string;
  /** Known: it does not run on the base either, for the same reason; null where there is no base. */
  readonly baseline: Change | null;
  readonly baselineReason: string | null;
}

/** What gctrace said under one variant, of one package or of all. */
export interface GcInfo {
  readonly variant: string;
  /** Null: all packages together. */
  readonly package: string | null;
  readonly cycles: number;
  readonly forced: number;
  /** Both phases that stop the world, added, for each cycle. */
  readonly pauseSeconds: Spread | null;
  readonly sweepTerminationSeconds: Spread | null;
  readonly markTerminationSeconds: Spread | null;
  /** Of CPU in GC, as the last cycle tells it; null for all packages. */
  readonly cpuPercent: number | null;
  /** The largest goal. */
  readonly heapGoalMb: number | null;
  /** Its pauses are clearly longer than those of the same build with async preemption on. */
  readonly standsOut: boolean;
  /** Lines that look like gctrace and could not be read. */
  readonly unread: number;
  /** Under asyncpreemptoff: where stops waited last, as the tap and a trace tell it with async preemption on; null where that is not known. */
  readonly waitedFor: Place | null;
}

/** GC pauses of a package on head and base, each run several times in turn. */
export interface GcComparison {
  readonly package: string;
  /** Seconds in which a cycle stops the world, by the median of each run. */
  readonly head: Spread;
  readonly base: Spread;
  readonly regressed: boolean;
}
