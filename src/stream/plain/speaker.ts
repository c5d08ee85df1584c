import { topLevel } from "../../model/index.ts";
import {
  type ControlLine,
  PackageReader,
  parseControlLine,
  parseGluedResult,
  parseResultLine,
} from "../../parse/index.ts";
import { Nesting } from "./nesting.ts";

/** A process whose output is read, and what is known of it by its marks. */
interface Speaking {
  readonly reader: PackageReader;
  readonly nesting: Nesting;
  current: string | null;
  /** Its last line of text: without a newline before it, PASS stands behind other words. */
  last: string;
}

/** Only of subtests are results indented; what a test logs is too. */
function resultIn(line: string): ReturnType<typeof parseResultLine> {
  const found = parseResultLine(line);
  return found !== null && line.startsWith(" ") && !found.test.includes("/") ? null : found;
}

/** Under -v no test that started failed where a package passed, as a child's were taken back; and it printed PASS behind what failed. */
function mayHavePassed({ reader, nesting, last }: Speaking): boolean {
  if (nesting.hasMarks && reader.tests.hasStartedAndFailed) return false;
  return reader.words.verdict === "PASS" || last.endsWith("PASS") || !reader.hasFailed;
}

/** Processes that seemed to be over within each other. */
const DEEPEST = 4;

/**
 * The test binary that speaks in a text for people. Its output may hold that of other test binaries:
 * of children that a test runs, and of the one that runs next where no line says that one has ended.
 */
export class Speaker {
  readonly #adopt: (reader: PackageReader) => void;
  #speaking: Speaking | null = null;
  #saysFail = false;
  /** FAIL was said where a process may yet go on around. */
  #maySayFail = false;
  /** A line that may be a result behind text: the next one tells. */
  #glued: (NonNullable<ReturnType<typeof parseGluedResult>> & { readonly line: string }) | null =
    null;
  /** They ended while a test ran, which may yet come to its own end: then what ended was its child. */
  readonly #suspended: Speaking[] = [];

  constructor(adopt: (reader: PackageReader) => void) {
    this.#adopt = adopt;
  }

  /** Null where nobody speaks. */
  get reader(): PackageReader | null {
    return this.#speaking?.reader ?? null;
  }

  /** FAIL on a line of its own, behind a package: the run has failed. */
  get saysFail(): boolean {
    return this.#saysFail;
  }

  /** FAIL where nobody speaks: of the whole run, or of a child's. */
  fail(): void {
    if (this.#suspended.length > 0) this.#maySayFail = true;
    else this.#saysFail = true;
  }

  /** One line of the test binary that speaks, or begins to. */
  line(line: string): void {
    this.#settleGlued(line);
    const control = parseControlLine(line);
    const result = control === null ? resultIn(line) : null;
    this.#findSeam(control, result?.test ?? null);
    const speaking = this.#opened();
    const { reader, nesting } = speaking;
    if (control !== null) {
      nesting.control(control, reader);
      speaking.current = reader.control(line, control);
    } else if (result !== null) {
      nesting.beforeResult(result.test, result.result.outcome, reader);
      reader.result(result.test, result.result);
      reader.mark(line, { test: result.test, outcome: result.result.outcome });
      speaking.current = result.test;
      nesting.result(result.test, reader);
    } else this.#text(line, speaking);
  }

  #text(line: string, speaking: Speaking): void {
    const { reader, nesting } = speaking;
    speaking.last = line;
    if (line.startsWith("Benchmark") && reader.benchmark(line)) {
      speaking.current = line.split(/[\s]/, 1)[0] ?? null;
    }
    if (line === "PASS" || line === "FAIL") {
      nesting.verdict();
      reader.verdict(line, nesting.isOpen);
      speaking.current = null;
      return;
    }
    const test = reader.glued(line);
    if (test !== null) nesting.result(test, reader);
    else if (!this.#gluedMark(line, speaking) && !this.#gluedFailure(line, speaking)) {
      reader.line(line, speaking.current);
    }
  }

  /** Without -v, `...--- FAIL: TestX (0.00s)`: a result, if the next line can only stand behind one. */
  #gluedFailure(line: string, { nesting }: Speaking): boolean {
    if (nesting.hasMarks || !line.includes("--- FAIL: ")) return false;
    const found = parseGluedResult(line);
    if (found === null || found.text === "" || found.result.test.includes("/")) return false;
    this.#glued = { line, ...found };
    return true;
  }

  /** Before the next line is taken, or the package ends. */
  #settleGlued(next: string): void {
    const glued = this.#glued;
    this.#glued = null;
    if (glued === null) return;
    const { reader, current } = this.#opened();
    if (!/^(?: {4}\S+\.go:\d+: |FAIL$|--- FAIL: )/.test(next)) {
      reader.line(glued.line, current);
      return;
    }
    const { test, result } = glued.result;
    reader.line(glued.text, null);
    reader.result(test, result);
    reader.mark(glued.line, { test, outcome: result.outcome });
  }

  /** A mark behind text without a newline, of a test that runs: it pauses, goes on, or starts a subtest. */
  #gluedMark(line: string, speaking: Speaking): boolean {
    const at = line.lastIndexOf("=== ");
    const mark = at > 0 ? parseControlLine(line.slice(at)) : null;
    if (mark === null) return false;
    const { reader, nesting } = speaking;
    const { control, test } = mark;
    const runner = control === "RUN" ? topLevel(test) : test;
    const isOwn = control !== "RUN" || test !== runner;
    if (!isOwn || reader.tests.known(runner)?.running !== true) return false;
    reader.line(line.slice(0, at), speaking.current);
    nesting.control(mark, reader);
    speaking.current = reader.control(line.slice(at), mark);
    return true;
  }

  /** A line that is none but output: of what is no line of its own after all. */
  output(line: string): void {
    this.#settleGlued(line);
    const { reader, current } = this.#opened();
    reader.line(line, current);
  }

  /**
   * Its package is over, under this name. What can't be of one that passed was another's, whose own last
   * line is lost.
   */
  end(importPath: string, passed: boolean): PackageReader | null {
    this.#settleGlued("");
    const speaking = this.#speaking;
    this.#speaking = null;
    if (speaking === null) return null;
    const { reader, nesting } = speaking;
    // One of its tests runs: what ended is a child of it, or the next process, and its own end is lost.
    if (passed && nesting.open.some((test) => reader.tests.known(test)?.hasBegun === true)) {
      this.#suspend(speaking);
      return null;
    }
    if (passed && !mayHavePassed(speaking)) {
      this.#flush();
      this.#adopt(reader);
      return null;
    }
    reader.importPath = importPath;
    // A death leaves its test open, and the next package may have one of that name: what failed is only given back to a process
    // around it where that has started another's tests, as a go test within a test does.
    if (nesting.isOpen && (passed || nesting.hasNested)) this.#suspend(speaking);
    else {
      this.#flush();
      this.#adopt(reader);
    }
    return reader;
  }

  /** The text is over. */
  close(): void {
    this.#settleGlued("");
    this.#flush();
    const reader = this.reader;
    if (reader !== null) {
      reader.isBare = true;
      this.#adopt(reader);
    }
    this.#speaking = null;
  }

  /** Forgets what speaks, where it is told better elsewhere. */
  abandon(isTold: (reader: PackageReader) => boolean): void {
    if (this.reader !== null && !isTold(this.reader)) return;
    this.#speaking = null;
    this.#glued = null;
    this.#suspended.length = 0;
    this.#maySayFail = false;
  }

  #opened(): Speaking {
    this.#speaking ??= {
      reader: new PackageReader(""),
      nesting: new Nesting(),
      current: null,
      last: "",
    };
    return this.#speaking;
  }

  /** Whether a mark or a result belongs to another process than the one that speaks. */
  #findSeam(control: ControlLine | null, result: string | null): void {
    const test = control?.test ?? result ?? "";
    if (test === "" || control?.control === "NAME") return;
    if (this.#isOuter(test, control)) this.#resume(test);
    else if (control !== null && this.#isNext(control)) this.#leave();
  }

  /** A test goes on, or ends, that runs in a process around this one, and that this one never started. */
  #isOuter(test: string, control: ControlLine | null): boolean {
    const isNew = control?.control === "RUN" && !test.includes("/");
    const isKnown = this.reader?.tests.known(test) !== undefined;
    return !isNew && !isKnown && this.#suspended.some(({ nesting }) => nesting.isWithin(test));
  }

  /** The process around goes on: what spoke in between was its child. */
  #resume(test: string): void {
    const at = this.#suspended.findLastIndex(({ nesting }) => nesting.isWithin(test));
    const outer = this.#suspended[at];
    this.#suspended.length = Math.max(0, at);
    this.#speaking = outer ?? null;
    this.#maySayFail = false;
    outer?.reader.reopen();
  }

  /** A test starts where the process that spoke has ended, or died in another test. */
  #isNext({ control, test }: ControlLine): boolean {
    if (this.#speaking === null || control !== "RUN" || test.includes("/")) return false;
    const { reader, nesting } = this.#speaking;
    // Up to Go 1.22 the second copy of a panic's message may hold such marks, as the first one did.
    if (reader.tests.known(test) !== undefined) return false;
    return nesting.isOpen
      ? reader.region.hasDump
      : nesting.hasMarks && reader.words.verdict !== null;
  }

  #leave(): void {
    const speaking = this.#speaking;
    this.#speaking = null;
    if (speaking === null) return;
    const { reader, nesting } = speaking;
    // One that said FAIL and no PASS behind it may have spoken before, without marks.
    const outcome = reader.words.verdict === "PASS" && !reader.words.hasFailed ? "pass" : "fail";
    reader.end({ outcome, seconds: null });
    if (nesting.isOpen) this.#suspend(speaking);
    else {
      this.#flush();
      this.#adopt(reader);
    }
  }

  #suspend(speaking: Speaking): void {
    this.#suspended.push(speaking);
    if (this.#suspended.length <= DEEPEST) return;
    const [first] = this.#suspended.splice(0, 1);
    if (first !== undefined) this.#adopt(first.reader);
  }

  #flush(): void {
    for (const { reader } of this.#suspended) this.#adopt(reader);
    this.#suspended.length = 0;
    this.#saysFail ||= this.#maySayFail;
    this.#maySayFail = false;
  }
}
