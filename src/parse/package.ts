import {
  type Crash,
  type Ending,
  type GcCycle,
  linesOf,
  NO_TEXT,
  namesAbove,
  type PackageFacts,
  type PackageOutcome,
  type RaceFacts,
  type TestFacts,
  type TestResult,
  testOfFunction,
  uncoloured,
} from "../model/index.ts";
import { BoundedLines, detached } from "./bounded.ts";
import { type FoundCrash, findCrash } from "./crash.ts";
import { parseHeader } from "./frames.ts";
import { type GcSplit, parseGcCycle, splitGcLine } from "./gctrace.ts";
import { RaceReader, type ReadRace } from "./race.ts";
import { recoveredPanics } from "./recovered.ts";
import { looksLikeCrash, Region } from "./region.ts";
import { type ControlLine, parseGluedResult } from "./result-line.ts";
import { distinctPanics, hasFailed, TestState } from "./test-state.ts";

const RACE_LIMIT = 50;

const GC_LIMIT = 20_000;

const RECENT_RESULTS = 64;

const LOOK_BACK = 40;

/** Failed tests of a package whose output is kept as it is. */
const FULL_OUTPUTS = 2000;

/** Text that is cut before its last line names no package: the test on the stack does. */
function importPathOf(found: FoundCrash | null): string {
  const frames = found?.crash.trace?.groups[0]?.first.frames ?? [];
  const frame = frames.findLast((each) => testOfFunction(each.function) !== null);
  if (frame === undefined) return "";
  const slash = frame.function.lastIndexOf("/");
  const path = frame.function.slice(0, frame.function.indexOf(".", slash + 1));
  return path.replace(/%2e/g, ".").replace(/_test$/, "");
}

export interface ProcessEnd {
  readonly outcome: PackageOutcome;
  readonly seconds: number | null;
  /** Known only to whoever started the process. */
  readonly exitStatus?: number;
  readonly signal?: string;
  /** Ended by panicpath because its time was over. */
  readonly stopped?: boolean;
}

/**
 * What is known of one execution of one package's test binary while its output
 * is read. Fed by the three dialects: JSON events, marked and plain text.
 */
export class PackageReader {
  importPath: string;
  readonly tests = new Map<string, TestState>();
  /** Called as soon as a test failed. */
  onFailure: (test: string) => void = () => {};
  /** See CrashContext.trustedEvents. */
  trustedEvents = false;
  /** Standard error comes by its own pipe, so its place among the tests is lost. */
  separateStderr = false;
  /** Whoever reads has ended the process: how it ends from here on tells nothing. */
  isCut = false;
  cached = false;
  noTestFiles = false;
  started: string | null = null;
  failedBuild: string | null = null;
  buildFailed = false;
  readonly #region = new Region();
  readonly #races = new RaceReader();
  readonly #raceFacts: { race: ReadRace; onTest: string | null; confirmed: boolean }[] = [];
  readonly #output = new BoundedLines(40, 120);
  #recent: { test: string; outcome: TestResult["outcome"]; seq: number }[] = [];
  readonly #gcCycles: GcCycle[] = [];
  #gcDropped = 0;
  #gcUnread = 0;
  #verdict: "PASS" | "FAIL" | null = null;
  #exitStatus: number | null = null;
  #killedBy: string | null = null;
  #shuffleSeed: string | null = null;
  #coverage: string | null = null;
  #end: ProcessEnd | null = null;
  #raceExit = false;
  #running = 0;
  #failed = 0;

  constructor(importPath: string) {
    this.importPath = importPath;
  }

  /** Events are trusted and nothing suspicious is being collected: a log line is only a log line. */
  get isQuiet(): boolean {
    return (
      this.trustedEvents &&
      !this.#region.active &&
      !this.#races.reading &&
      this.#raceFacts.length === 0 &&
      this.#gcCycles.length === 0
    );
  }

  get ended(): boolean {
    return this.#end !== null;
  }

  get outcome(): PackageOutcome {
    return this.#end?.outcome ?? "incomplete";
  }

  get seconds(): number | null {
    return this.#end?.seconds ?? null;
  }

  /** The head of a death or of a race report stands in what was read. */
  get isSuspicious(): boolean {
    return this.#region.active || this.#races.reading || this.#raceFacts.length > 0;
  }

  /** Some test has begun and is not over: counted, as lines of a stranger may ask for it each. */
  get isRunning(): boolean {
    return this.#running > 0;
  }

  get region(): Region {
    return this.#region;
  }

  test(name: string): TestState {
    let state = this.tests.get(name);
    if (state === undefined) {
      state = new TestState(detached(name));
      state.bornSeq = this.#region.active ? this.#region.seq + 1 : 0;
      this.tests.set(state.name, state);
    }
    return state;
  }

  /** A test starts, or starts again under -count and -cpu. */
  begin(name: string): void {
    const state = this.test(name);
    if (!state.running) this.#running += 1;
    state.starts += 1;
    state.paused = false;
  }

  pause(name: string): void {
    this.test(name).paused = true;
  }

  proceed(name: string): void {
    this.test(name).paused = false;
  }

  result(name: string, result: TestResult): void {
    const state = this.test(name);
    const wasRunning = state.running;
    if (!wasRunning) state.starts = state.results.length + 1;
    state.end(result, this.#failed >= FULL_OUTPUTS);
    if (wasRunning && !state.running) this.#running -= 1;
    if (result.outcome !== "fail") return;
    this.#failed += 1;
    this.onFailure(name);
  }

  /** Tests that run now, those above others left out. */
  get runningTests(): string[] {
    const open = [...this.tests.values()].filter((state) => state.running && !state.paused);
    const above = new Set(open.flatMap(({ name }) => namesAbove(name)));
    return open.map(({ name }) => name).filter((name) => !above.has(name));
  }

  /** The line that shows a test event: `=== RUN   TestX`, `--- FAIL: TestX (0.00s)`. */
  mark(line: string, result: { test: string; outcome: TestResult["outcome"] } | null): void {
    if (this.#races.reading) this.#closeRace(null);
    if (!this.separateStderr) this.#region.mark(line, result !== null);
    if (result === null) return;
    const seq = this.#region.active ? this.#region.seq : 0;
    this.#recent.push({ test: detached(result.test), outcome: result.outcome, seq });
    if (this.#recent.length > 2 * RECENT_RESULTS)
      this.#recent = this.#recent.slice(-RECENT_RESULTS);
  }

  /** Takes `=== RUN` and its like; gives the test that speaks from here on. */
  control(line: string, { control, test }: ControlLine): string | null {
    this.mark(line, null);
    if (test === "") return null;
    if (control === "RUN") this.begin(test);
    else if (control === "PAUSE") this.pause(test);
    else this.proceed(test);
    return control === "PAUSE" ? null : test;
  }

  /**
   * Text of benchmarks, which have no events in it: a bare `BenchmarkX/sub` starts one
   * under -v, `BenchmarkX/sub-8   100   12 ns/op` ends it. True for a start.
   */
  benchmark(line: string): boolean {
    if (/^Benchmark\S*$/.test(line)) {
      this.begin(line);
      return true;
    }
    const done = /^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+[\d.]+ ns\/op/.exec(line);
    const state = this.tests.get(done?.[1] ?? "");
    if (state?.running === true) this.result(state.name, { outcome: "pass", seconds: null });
    return false;
  }

  /** One line of output, with the test it came under. */
  line(line: string, test: string | null): void {
    const clean = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (clean.includes("gc ") && this.#takeGc(clean, (rest) => this.line(rest, test))) return;
    if (!this.#region.active && parseHeader(clean) !== null) this.#lookBack(test);
    this.#keep(clean, test);
    if (this.#special(clean, test) || this.separateStderr) return;
    this.#region.line(clean, test);
  }

  /** One line of a standard error that has a pipe of its own. */
  stderrLine(line: string): void {
    if (line.includes("gc ") && this.#takeGc(line, (rest) => this.stderrLine(rest))) return;
    this.#output.push(uncoloured(line));
    if (!this.#special(line)) this.#region.line(line, null);
  }

  /** A head glued to other text was taken for a log line: find it once a stack follows, or nothing. */
  #lookBack(test: string | null): boolean {
    const output = test === null ? this.#output.view() : this.tests.get(test)?.output;
    const lines = linesOf(output ?? NO_TEXT).slice(-LOOK_BACK);
    const at = lines.findLastIndex(looksLikeCrash);
    for (const line of at < 0 ? [] : lines.slice(at)) this.#region.line(line, test);
    return at >= 0;
  }

  #keep(printed: string, test: string | null): void {
    const line = uncoloured(printed);
    if (test === null) this.#output.push(line);
    else this.test(test).push(line);
  }

  #takeGc(line: string, goOn: (rest: string) => void): boolean {
    const first = splitGcLine(line);
    if (first === null) return false;
    let rest = first.rest;
    // Several cycles may be glued into one line.
    for (let split: GcSplit | null = first; split !== null; ) {
      this.#addCycle(split.gc);
      rest = split.rest;
      split = rest === null ? null : splitGcLine(rest);
    }
    if (rest !== null) goOn(rest);
    return true;
  }

  #addCycle(text: string): void {
    const cycle = parseGcCycle(text);
    if (cycle === null) this.#gcUnread += text.startsWith("gc ") ? 1 : 0;
    else if (this.#gcCycles.length < GC_LIMIT) this.#gcCycles.push(cycle);
    else this.#gcDropped += 1;
  }

  /** Lines with a meaning of their own; true where the region must not see them. */
  #special(line: string, test: string | null = null): boolean {
    const race = this.#races.offer(line);
    if (race !== null) this.#addRace(race, test);
    if (this.#races.reading || race !== null) return true;
    this.#note(line);
    return false;
  }

  #note(line: string): void {
    switch (line.charCodeAt(0)) {
      case 101 /* e */:
        if (/^exit status \d+$/.test(line)) this.#exitStatus = Number(line.slice(12));
        break;
      case 115 /* s */:
        if (/^signal: [a-z0-9/ ]+(?: \(core dumped\))?$/.test(line))
          this.#killedBy = detached(line);
        break;
      case 45 /* - */:
        if (line.startsWith("-test.shuffle ")) this.#shuffleSeed = detached(line.slice(14).trim());
        break;
      case 99 /* c */:
        if (line.startsWith("coverage: ")) this.#coverage = detached(line);
        break;
      case 70 /* F */:
        if (/^Found \d+ data race\(s\)$/.test(line)) this.#raceExit = true;
        break;
      default:
        if (line.includes("race detected during execution of test")) this.#confirmRaces();
    }
  }

  /** Takes a result that stands behind text of the running test; false where the line is none. */
  glued(line: string): boolean {
    if (!line.includes("--- ")) return false;
    const found = parseGluedResult(line);
    if (found === null || this.tests.get(found.result.test)?.running !== true) return false;
    this.line(found.text, found.result.test);
    this.result(found.result.test, found.result.result);
    this.mark(line, { test: found.result.test, outcome: found.result.result.outcome });
    return true;
  }

  /** A bare PASS or FAIL at package level. */
  verdict(line: "PASS" | "FAIL"): void {
    this.#verdict = line;
    this.#region.verdict(line);
  }

  #closeRace(test: string | null): void {
    const race = this.#races.finish();
    if (race !== null) this.#addRace(race, test);
  }

  #addRace(race: ReadRace, onTest: string | null): void {
    if (this.#raceFacts.length < RACE_LIMIT) {
      this.#raceFacts.push({ race, onTest, confirmed: false });
    }
  }

  #confirmRaces(): void {
    for (const fact of this.#raceFacts) fact.confirmed = true;
  }

  /** The package is over; later lines are ignored by the caller. */
  end(end: ProcessEnd): void {
    if (!this.isCut) this.#end ??= end;
  }

  /** Everything read, as facts. */
  facts(): PackageFacts {
    this.#closeRace(null);
    this.#readGlued();
    if (this.#end?.outcome === "pass" && !this.trustedEvents) this.#forgetPrinted();
    const died = this.#hasDied();
    const found = this.#findCrash(died);
    if (found !== null) this.#forgetForged(found);
    const ending = this.#ending(found, died);
    return {
      importPath: this.importPath === "" ? importPathOf(found) : this.importPath,
      outcome: this.outcome,
      seconds: this.seconds,
      cached: this.cached,
      noTestFiles: this.noTestFiles,
      started: this.started,
      tests: this.#testFacts(),
      ending,
      races: this.#raceFactsOf(ending),
      failedBuild: this.failedBuild,
      output: this.#output.view(),
      gc: { cycles: this.#gcCycles, dropped: this.#gcDropped, unread: this.#gcUnread },
      shuffleSeed: this.#shuffleSeed,
      coverage: this.#coverage,
      verdict: this.#verdict,
    };
  }

  /** In text for people, what a test prints of another test binary looks like results: in a package that passed none has failed. */
  #forgetPrinted(): void {
    for (const [name, state] of this.tests) {
      const own = state.results.filter((result) => result.outcome !== "fail");
      if (own.length === state.results.length) continue;
      if (own.length === 0) this.tests.delete(name);
      state.starts -= state.results.length - own.length;
      state.results = own;
      state.recovered = [];
    }
  }

  /** Under `-v -json` a result behind text without a newline has no event (golang/go#81599). */
  #readGlued(): void {
    if (this.#end === null) return;
    for (const state of this.tests.values()) {
      if (!state.running || !state.isOpen) continue;
      const found = parseGluedResult(linesOf(state.output).at(-1) ?? "");
      if (found?.result.test === state.name) this.result(state.name, found.result.result);
    }
  }

  #hasDied(): boolean {
    if (this.#end?.signal !== undefined || this.#end?.stopped === true) return true;
    if (this.#end?.exitStatus !== undefined) {
      // The race detector turns the exit status of a process that lived into 66 (GORACE exitcode).
      if (this.#end.exitStatus === 66 && this.#verdict === "FAIL") return false;
      return this.#end.exitStatus > 1 || (this.#end.exitStatus === 1 && this.#verdict === null);
    }
    if (this.#end?.outcome !== "fail") return false;
    return this.#verdict !== "FAIL" && !this.buildFailed;
  }

  #findCrash(died: boolean): FoundCrash | null {
    if (this.#end !== null && this.#end.outcome !== "fail") return null;
    const context = { trustedEvents: this.trustedEvents, died };
    const found = findCrash(this.#region.items, context);
    if (found !== null || !died || this.#region.active) return found;
    const open = [...this.tests.values()].filter((state) => state.running);
    const any = open.some((state) => this.#lookBack(state.name)) || this.#lookBack(null);
    return any ? findCrash(this.#region.items, context) : null;
  }

  /** A message may hold lines that look like events (Go 1.19, plain text): these tests never were. */
  #forgetForged(found: FoundCrash): void {
    if (this.trustedEvents) return;
    for (const [name, state] of this.tests) {
      const forged = state.bornSeq > found.headSeq && state.bornSeq <= found.stackSeq;
      if (forged && found.headSeq < found.stackSeq) this.tests.delete(name);
    }
  }

  #ending(found: FoundCrash | null, died: boolean): Ending {
    if (this.buildFailed) return { kind: "not-built" };
    if (found !== null || died) {
      const crash = found === null ? null : this.#crash(found);
      return {
        kind: "died",
        crash,
        exitStatus: this.#end?.exitStatus ?? this.#exitStatus,
        killedBy: this.#end?.signal ?? this.#killedBy,
        stopped: this.#end?.stopped ?? false,
      };
    }
    return this.#end === null ? { kind: "cut" } : { kind: "lived" };
  }

  #crash(found: FoundCrash): Crash {
    return { ...found.crash, failedBefore: this.#failedBefore(found.headSeq) };
  }

  /** The run of failures printed last; testing prints the culprit's and its parents' (doPanic). */
  #failedBefore(headSeq: number): readonly string[] {
    const known = this.#recent.filter(
      (result) => this.tests.has(result.test) && (this.separateStderr || result.seq <= headSeq),
    );
    const last = known.findLastIndex((result) => result.outcome !== "fail");
    const names = known.slice(this.trustedEvents ? last + 1 : 0);
    return names.filter((result) => result.outcome === "fail").map((result) => result.test);
  }

  #testFacts(): TestFacts[] {
    const only = this.#onlyFailed();
    return [...this.tests.values()].map((state) => {
      const { output } = state;
      const own = hasFailed(state) && (state.isOpen || state === only) ? linesOf(output) : [];
      const lines = state === only ? [...linesOf(this.#output.view()), ...own] : own;
      return {
        name: state.name,
        starts: state.starts,
        results: state.results,
        paused: state.paused,
        output,
        recovered: distinctPanics([...state.recovered, ...recoveredPanics(lines)]),
        errorLine: state.errorLine,
        logged: state.logged,
      };
    });
  }

  /** Without -v what a test prints stands before its result, under nobody's name. */
  #onlyFailed(): TestState | null {
    if (this.trustedEvents || this.#end?.outcome !== "fail") return null;
    const failed = [...this.tests.values()].filter(
      (state) => hasFailed(state) && !state.name.includes("/"),
    );
    return failed.length === 1 ? (failed[0] ?? null) : null;
  }

  /** In a package that passed, or without testing's own word for it, a report is only text. */
  #raceFactsOf(ending: Ending): RaceFacts[] {
    const failed = this.#end?.outcome === "fail" || this.#end === null;
    const halted =
      ending.kind === "died" && ending.crash === null && (ending.exitStatus ?? 66) === 66;
    return this.#raceFacts
      .map(({ race, onTest, confirmed }, index) => ({
        report: race.report,
        onTest,
        confirmed: confirmed || this.#raceExit || (halted && index === this.#raceFacts.length - 1),
        text: race.text.view(),
      }))
      .filter((fact) => failed && fact.confirmed);
  }
}
