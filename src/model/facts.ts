import type { GcFacts } from "./report/gc.ts";
import { type CompilerFacts, NO_COMPILER_FACTS } from "./report/inlining.ts";
import type { Goroutine, RaceReport, Trace } from "./trace.ts";
import type { PackageOutcome, Recoverer } from "./words.ts";

/** A bounded piece of output: whole lines without their newline. */
export interface BoundedText {
  readonly head: readonly string[];
  /** Lines between head and tail that were dropped. */
  readonly dropped: number;
  readonly tail: readonly string[];
}

/** The same with newlines between its lines: one string where there may be hundreds of thousands of texts; null: no line. */
export interface JoinedText {
  readonly head: string | null;
  readonly dropped: number;
  readonly tail: string | null;
}

/** What one start of a test came to, as the output says it. */
export interface TestResult {
  readonly outcome: "pass" | "fail" | "skip";
  /** Seconds as printed; null where the output has none. */
  readonly seconds: number | null;
}

export interface TestFacts {
  readonly name: string;
  /** How often it was started: more than once under -count and -cpu. */
  readonly starts: number;
  /** Oldest first; shorter than `starts` where the process died. */
  readonly results: readonly TestResult[];
  /** Waiting in t.Parallel, or its last sign of life was a pause. */
  readonly paused: boolean;
  readonly output: JoinedText;
  /** Of a test that failed: panics that a framework recovered and printed there. */
  readonly recovered: readonly RecoveredPanic[];
  /** The last line that t.Error or t.Fatal printed, as Go 1.27 marks it; null where nothing is marked. */
  readonly errorLine: string | null;
  /** Of a test that failed: the last message that it logged, though its output was cut; lines joined by newlines. */
  readonly logged: string | null;
}

/** A panic that did not end the process, as a framework prints it. */
export interface RecoveredPanic {
  readonly by: Recoverer;
  readonly message: string;
  /** What the framework calls the test in it: a spec of Ginkgo, a method of gocheck. */
  readonly what: string | null;
  readonly goroutine: Goroutine;
  readonly text: readonly string[];
}

/** One `panic: ` of a chain, first to last. */
export interface PanicPart {
  /** Without `panic: `, marks, and the tab that Go 1.23 puts before further lines. */
  readonly message: string;
  /** It carried a `[recovered]` or `[recovered, repanicked]` mark. */
  readonly recovered: boolean;
}

/** The words the runtime printed when the process died. */
export type CrashHead =
  | { readonly kind: "panic"; readonly parts: readonly PanicPart[]; readonly goexit: boolean }
  | { readonly kind: "fatal"; readonly message: string }
  | { readonly kind: "signal"; readonly message: string }
  | { readonly kind: "timeout"; readonly message: string; readonly running: readonly string[] };

export interface Crash {
  readonly head: CrashHead;
  /** The `Test` of the output event that held the head. */
  readonly onTest: string | null;
  /** `--- FAIL` names printed directly before the head, in that order. */
  readonly failedBefore: readonly string[];
  /** `SIGSEGV` of a `[signal SIGSEGV: ...]` line or of the head itself. */
  readonly signal: string | null;
  /** The line before a fatal error that says more, as "unexpected fault address 0x0". */
  readonly detail: string | null;
  /** Null where GOTRACEBACK=none, or the output was cut, left no stack. */
  readonly trace: Trace | null;
  /** The words and the first stacks as printed, bounded. */
  readonly text: BoundedText;
}

/** How a test process came to its end. */
export type Ending =
  /** It printed PASS or FAIL itself, or go test says ok. */
  | { readonly kind: "lived" }
  /** It ended without: `crash` is null for os.Exit, log.Fatal and kills that left no word. */
  | {
      readonly kind: "died";
      readonly crash: Crash | null;
      /** Of an `exit status N` line, or of the process itself where we started it. */
      readonly exitStatus: number | null;
      /** Of a `signal: killed` line, as printed, or of the process itself. */
      readonly killedBy: string | null;
      /** Ended by panicpath because its time was over. */
      readonly stopped: boolean;
    }
  /** It never started: the package, or its vet, failed to build. */
  | { readonly kind: "not-built" }
  /** The output ends in the middle. */
  | { readonly kind: "cut" };

export interface RaceFacts {
  readonly report: RaceReport;
  /** The `Test` of the output that held it. */
  readonly onTest: string | null;
  /** `--- FAIL` of that test came with "race detected during execution of test", or GORACE=halt_on_error ended the process. */
  readonly confirmed: boolean;
  readonly text: BoundedText;
}

/** One diagnostic of the compiler, the linker, go vet or the go command's loader. */
export interface BuildProblem {
  readonly kind: "build" | "vet";
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
}

/** What a compiler, linker, vet or loader said under one `# importpath [variant]` header. */
export interface BuildFailure {
  /** `example.com/x [example.com/x.test]`, as printed behind `# `. */
  readonly header: string;
  readonly problems: readonly BuildProblem[];
}

/** One execution of one package's test binary, as its output tells it. */
export interface PackageFacts {
  readonly importPath: string;
  readonly outcome: PackageOutcome;
  readonly seconds: number | null;
  readonly cached: boolean;
  readonly noTestFiles: boolean;
  /** ISO 8601 with Z, from the first event; null in plain text. */
  readonly started: string | null;
  readonly tests: readonly TestFacts[];
  /** Every start of a test is in the output: JSON, or text under -v. Without it what passed is not seen. */
  readonly showsStarts: boolean;
  readonly ending: Ending;
  readonly races: readonly RaceFacts[];
  readonly failedBuild: string | null;
  /** Output of no test; bounded. */
  readonly output: BoundedText;
  /** Of gctrace lines, which are taken out of the output. */
  readonly gc: GcFacts;
  /** Of `-test.shuffle N`. */
  readonly shuffleSeed: string | null;
  readonly coverage: string | null;
  /** The test binary's own last word; null where there was none. */
  readonly verdict: "PASS" | "FAIL" | null;
}

/** Lines that nothing could be made of. */
export interface Unread {
  readonly lines: number;
  /** The first few, shortened. */
  readonly samples: readonly string[];
}

/** Everything that the output of one run of `go test` says, in order of first appearance. */
export interface RunFacts {
  readonly packages: readonly PackageFacts[];
  /** Of packages that did not build; what a compiler only warned of is no failure. */
  readonly buildFailures: readonly BuildFailure[];
  /** What the optimiser said under -gcflags=-m=2. */
  readonly compiler: CompilerFacts;
  readonly unread: Unread;
  /** Lines of the go command that are for people: `go: downloading ...` left out. */
  readonly goMessages: readonly string[];
  /** A text stops within something that go test was saying. */
  readonly isCut: boolean;
  /** A bare FAIL stands behind all packages: go test's own word for the run. */
  readonly saysFail: boolean;
  /** What the go command could not do, in its own words; null where nothing is known of that. */
  readonly goFailure: string | null;
}

/** A run of which nothing was said. */
export const EMPTY_RUN: RunFacts = {
  packages: [],
  buildFailures: [],
  compiler: NO_COMPILER_FACTS,
  unread: { lines: 0, samples: [] },
  goMessages: [],
  isCut: false,
  saysFail: false,
  goFailure: null,
};

/** The package of a build header: `example.com/x` of `example.com/x_test [example.com/x.test]` and `example.com/x.test`. */
export const ownerOf = (header: string): string =>
  (header.split(" ", 1)[0] ?? header).replace(/(?:_test|\.test)$/, "");

export const NO_TEXT: BoundedText = { head: [], dropped: 0, tail: [] };

export const NO_JOINED_TEXT: JoinedText = { head: null, dropped: 0, tail: null };

/** Lines that hold no newline, joined. */
export function joinedText({ head, dropped, tail }: BoundedText): JoinedText {
  const joined = (lines: readonly string[]) => (lines.length === 0 ? null : lines.join("\n"));
  return { head: joined(head), dropped, tail: joined(tail) };
}

/** All kept lines in order, with one line that says how many were left out. */
export function linesOf(text: BoundedText | JoinedText): readonly string[] {
  const head = linesIn(text.head);
  const tail = linesIn(text.tail);
  // `concat` takes no more room than there are lines, as spreading does.
  return text.dropped === 0
    ? head.concat(tail)
    : head.concat(`... ${text.dropped} lines left out ...`, tail);
}

function linesIn(part: readonly string[] | string | null): readonly string[] {
  if (part === null) return [];
  return typeof part === "string" ? part.split("\n") : part;
}
