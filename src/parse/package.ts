import {
  type Ending,
  linesOf,
  NO_TEXT,
  type PackageFacts,
  type PackageOutcome,
  type TestResult,
  uncoloured,
} from "../model/index.ts";
import { GcLines } from "../toolchain/index.ts";
import { BoundedLines } from "./bounded.ts";
import { type FoundCrash, findCrash } from "./death/crash.ts";
import { isStackLine, parseHeader } from "./death/frames.ts";
import { importPathOf } from "./death/import-path.ts";
import { Races } from "./death/races.ts";
import { looksLikeCrash, Region } from "./death/region.ts";
import { causeOfEnd, hasDied, type ProcessEnd } from "./process-end.ts";
import { ProcessWords } from "./process-words.ts";
import { RecentResults } from "./recent-results.ts";
import { type ControlLine, parseBenchmark, parseGluedResult } from "./result-line.ts";
import type { TestState } from "./test-state.ts";
import { type StartedBefore, TestTable } from "./test-table.ts";

const LOOK_BACK = 40;

/** One execution of one package's test binary while its output is read, by the dialect of JSON events, of -v or of plain text. */
export class PackageReader {
  importPath: string;
  readonly tests = new TestTable();
  /** See CrashContext.trustedEvents. */
  trustedEvents = false;
  /** Standard error comes by its own pipe, so its place among the tests is lost. */
  separateStderr = false;
  /** Whoever reads has ended the process: how it ends from here on tells nothing. */
  isCut = false;
  /** See PackageFacts. */
  showsStarts = false;
  /** No line of go test ends it: several test binaries may have been run by hand. */
  isBare = false;
  /** Results without any output, as `gotestsum --jsonfile-timing-events` keeps them. */
  isTimingOnly = false;
  cached = false;
  noTestFiles = false;
  started: string | null = null;
  failedBuild: string | null = null;
  buildFailed = false;
  /** What may be the last words of the process. */
  readonly region = new Region();
  readonly #races = new Races();
  readonly #gc = new GcLines();
  /** What the process, or go test behind it, says of its end. */
  readonly words = new ProcessWords();
  readonly #output = new BoundedLines(40, 120);
  readonly #recent = new RecentResults();
  #end: ProcessEnd | null = null;
  /** Made at its end, where nothing can be added to them. */
  settled: PackageFacts | null = null;
  /** The first line is one of a stack: what stood before it is cut off. */
  #beginsInStack: boolean | null = null;

  constructor(importPath: string) {
    this.importPath = importPath;
  }

  /** Events are trusted and nothing suspicious is being collected: a log line is only a log line. */
  get isQuiet(): boolean {
    return this.trustedEvents && !this.region.active && this.#races.isEmpty && this.#gc.isEmpty;
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
    return this.region.active || !this.#races.isEmpty;
  }

  test(name: string): TestState {
    return this.tests.test(name, this.region.active ? this.region.seq + 1 : 0);
  }

  begin(name: string): void {
    this.tests.begin(this.test(name));
  }

  pause(name: string): void {
    this.test(name).paused = true;
  }

  proceed(name: string): void {
    this.test(name).paused = false;
  }

  result(name: string, result: TestResult): void {
    this.tests.result(this.test(name), result);
  }

  /** The line that shows a test event: `=== RUN   TestX`, `--- FAIL: TestX (0.00s)`. */
  mark(line: string, result: { test: string; outcome: TestResult["outcome"] } | null): void {
    this.#races.close(null);
    if (!this.separateStderr) this.region.mark(line, result !== null);
    if (result === null) return;
    const seq = this.region.active ? this.region.seq : 0;
    this.#recent.push({ test: result.test, outcome: result.outcome, seq }, this.trustedEvents);
  }

  /** Takes `=== RUN` and its like; gives the test that speaks from here on. */
  control(line: string, { control, test }: ControlLine): string | null {
    this.mark(line, null);
    if (test === "") return null;
    this.showsStarts = true;
    if (control === "RUN") this.begin(test);
    else if (control === "PAUSE") this.pause(test);
    else this.proceed(test);
    return control === "PAUSE" ? null : test;
  }

  /** Text of benchmarks, which have no events in it: true for a start. */
  benchmark(line: string): boolean {
    const found = parseBenchmark(line);
    if (found?.is === "start") this.begin(found.name);
    else if (found !== null && this.tests.known(found.name)?.running === true)
      this.result(found.name, { outcome: "pass", seconds: null });
    return found?.is === "start";
  }

  /** One line of output, with the test it came under. */
  line(line: string, test: string | null): void {
    const clean = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (clean !== "") this.#beginsInStack ??= isStackLine(clean);
    const gc = this.#gc.take(clean);
    if (gc?.rest != null) this.line(gc.rest, test);
    if (gc !== null) return;
    if (!this.region.active && parseHeader(clean) !== null) this.#lookBack(test);
    this.#keep(clean, test);
    if (this.#special(clean, test) || this.separateStderr) return;
    this.region.line(clean, test);
  }

  /** One line of a standard error that has a pipe of its own. */
  stderrLine(line: string): void {
    const gc = this.#gc.take(line);
    if (gc !== null) {
      if (gc.rest !== null) this.stderrLine(gc.rest);
      return;
    }
    this.#output.push(uncoloured(line));
    if (!this.#special(line)) this.region.line(line, null);
  }

  /** A head glued to other text was taken for a log line: find it once a stack follows, or nothing. */
  #lookBack(test: string | null): boolean {
    const output = test === null ? this.#output.view() : this.tests.known(test)?.output;
    const lines = linesOf(output ?? NO_TEXT).slice(-LOOK_BACK);
    const at = lines.findLastIndex(looksLikeCrash);
    for (const line of at < 0 ? [] : lines.slice(at)) this.region.line(line, test);
    return at >= 0;
  }

  #keep(printed: string, test: string | null): void {
    const output = test === null ? this.#output : this.test(test);
    output.push(uncoloured(printed));
  }

  /** Lines with a meaning of their own; true where the region must not see them. */
  #special(line: string, test: string | null = null): boolean {
    if (this.#races.offer(line, test)) return true;
    this.words.note(line);
    this.#races.note(line);
    return false;
  }

  /** Takes a result that stands behind text of the running test; gives that test; null where the line is none. */
  glued(line: string): string | null {
    if (!line.includes("--- ")) return null;
    const found = parseGluedResult(line);
    if (found === null || this.tests.known(found.result.test)?.running !== true) return null;
    this.line(found.text, found.result.test);
    this.result(found.result.test, found.result.result);
    this.mark(line, { test: found.result.test, outcome: found.result.result.outcome });
    return found.result.test;
  }

  /** A bare PASS or FAIL at package level; `within`: while a test runs, so that it may be a child's, or printed. */
  verdict(line: "PASS" | "FAIL", within = false): void {
    this.words.say(line, within);
    this.region.verdict(line);
  }

  /** A test ends again that never started again: its last result, and the verdict behind it, were a child's. */
  takeBackResult(test: string): void {
    this.tests.takeBackResults(this.test(test), this.test(test).results.length - 1);
    this.words.takeBack(true);
  }

  /** A child process's tests, which a test that is over has run: neither they nor its death were this process's. */
  forgetChild(nested: readonly StartedBefore[]): void {
    this.tests.takeBack(nested);
    this.region.clear();
  }

  /** A test, the process by its own word, or a stack. */
  get hasFailed(): boolean {
    return this.words.hasFailed || this.region.hasDump || this.tests.hasFailed;
  }

  /** What looked like its end was another process's. */
  reopen(): void {
    this.importPath = "";
    this.#end = null;
    this.words.verdict = null;
  }

  /** The package is over; later lines are ignored by the caller. */
  end(end: ProcessEnd): void {
    if (!this.isCut) this.#end ??= end;
  }

  /** Of a package that passed nothing more is to come: what its tests need is as little as its facts. */
  settle(): void {
    if (this.outcome === "pass") this.settled = this.facts();
    if (this.settled !== null) this.tests.clear();
  }

  /** Everything read, as facts. */
  facts(): PackageFacts {
    if (this.settled !== null) return this.settled;
    this.#races.close(null);
    if (this.#end !== null) this.tests.readGlued();
    if (this.#end?.outcome === "pass" && !this.trustedEvents) this.tests.forgetFailures();
    const isTold = this.buildFailed || (this.isTimingOnly && this.tests.hasFailed);
    const died = hasDied(this.#end, this.words.verdict, isTold);
    const found = this.#findCrash(died);
    this.#forgetForged(found);
    const ending = this.#ending(found, died);
    const isBare = !this.trustedEvents && this.outcome === "fail";
    return {
      importPath: this.importPath === "" ? importPathOf(found) : this.importPath,
      outcome: this.outcome,
      seconds: this.seconds,
      cached: this.cached,
      noTestFiles: this.noTestFiles,
      started: this.started,
      // Without -v what a test prints stands before its result, under nobody's name.
      tests: this.tests.facts(isBare ? linesOf(this.#output.view()) : []),
      showsStarts: this.showsStarts,
      ending,
      races: this.#races.facts(ending, this.#end === null || this.#end.outcome === "fail"),
      failedBuild: this.failedBuild,
      output: this.#output.view(),
      gc: this.#gc.facts(),
      shuffleSeed: this.words.shuffleSeed,
      coverage: this.words.coverage,
      // Of several that were run by hand one has failed.
      verdict: this.isBare && this.words.hasFailed ? "FAIL" : this.words.verdict,
    };
  }

  #findCrash(died: boolean): FoundCrash | null {
    if (this.#end !== null && this.#end.outcome !== "fail") return null;
    const { isBare, trustedEvents, tests } = this;
    const mayBeCut = trustedEvents || this.#beginsInStack === true;
    const exitStatus = this.#end?.exitStatus ?? null;
    const context = { trustedEvents, died, isBare, tests, mayBeCut, exitStatus };
    const found = findCrash(this.region.items, context);
    if (found !== null || !died || this.region.active) return found;
    const open = [...tests.all].filter((state) => state.running);
    const any = open.some(({ name }) => this.#lookBack(name)) || this.#lookBack(null);
    return any ? findCrash(this.region.items, context) : null;
  }

  /** A message may hold lines that look like events (Go 1.19, plain text): these tests never were. */
  #forgetForged(found: FoundCrash | null): void {
    if (found === null || this.trustedEvents || found.headSeq >= found.stackSeq) return;
    this.tests.forget(({ bornSeq }) => bornSeq > found.headSeq && bornSeq <= found.stackSeq);
  }

  #ending(found: FoundCrash | null, died: boolean): Ending {
    if (this.buildFailed) return { kind: "not-built" };
    if (found === null && !died) return this.#end === null ? { kind: "cut" } : { kind: "lived" };
    const crash =
      found === null ? null : { ...found.crash, failedBefore: this.#failedBefore(found.headSeq) };
    return { kind: "died", crash, ...causeOfEnd(this.#end, this.words) };
  }

  #failedBefore(headSeq: number): readonly string[] {
    const isBefore = (seq: number): boolean => this.separateStderr || seq <= headSeq;
    const isOwn = (test: string): boolean => this.tests.known(test) !== undefined;
    return this.#recent.failed(({ test, seq }) => isOwn(test) && isBefore(seq), this.trustedEvents);
  }
}
