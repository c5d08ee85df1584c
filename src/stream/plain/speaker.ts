import {
  type ControlLine,
  PackageReader,
  parseControlLine,
  parseResultLine,
} from "../../parse/index.ts";
import { Nesting } from "./nesting.ts";

/** A process whose output is read, and what is known of it by its marks. */
interface Speaking {
  readonly reader: PackageReader;
  readonly nesting: Nesting;
  current: string | null;
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
    const control = parseControlLine(line);
    const result = control === null ? parseResultLine(line) : null;
    this.#findSeam(control, result?.test ?? null);
    const speaking = this.#opened();
    const { reader, nesting } = speaking;
    if (control !== null) {
      nesting.control(control, reader);
      speaking.current = reader.control(line, control);
    } else if (result !== null) {
      nesting.beforeResult(result.test, reader);
      reader.result(result.test, result.result);
      reader.mark(line, { test: result.test, outcome: result.result.outcome });
      speaking.current = result.test;
      nesting.result(result.test, reader);
    } else this.#text(line, speaking);
  }

  #text(line: string, speaking: Speaking): void {
    const { reader, nesting } = speaking;
    if (line.startsWith("Benchmark") && reader.benchmark(line)) {
      speaking.current = line.split(/[\s]/, 1)[0] ?? null;
    }
    if (line === "PASS" || line === "FAIL") {
      reader.verdict(line, nesting.isOpen);
      speaking.current = null;
      return;
    }
    const test = reader.glued(line);
    if (test === null) reader.line(line, speaking.current);
    else nesting.result(test, reader);
  }

  /** A line that is none but output: of what is no line of its own after all. */
  output(line: string): void {
    const { reader, current } = this.#opened();
    reader.line(line, current);
  }

  /**
   * Its package is over, under this name. One that passed printed PASS before: where it did not, what
   * failed in this text was another's, whose own last line is lost.
   */
  end(importPath: string, passed: boolean): PackageReader | null {
    const speaking = this.#speaking;
    this.#speaking = null;
    if (speaking === null) return null;
    const { reader, nesting } = speaking;
    // Under -v the other's tests would have begun with marks of their own: what failed was ignored (TestMain).
    if (passed && !nesting.hasMarks && reader.words.verdict !== "PASS" && reader.hasFailed) {
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
    this.#flush();
    const reader = this.reader;
    if (reader !== null) {
      reader.isBare = true;
      this.#adopt(reader);
    }
    this.#speaking = null;
  }

  #opened(): Speaking {
    this.#speaking ??= { reader: new PackageReader(""), nesting: new Nesting(), current: null };
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
