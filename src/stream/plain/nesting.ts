import { type TestResult, topLevel } from "../../model/index.ts";
import type { ControlLine, PackageReader, ProcessWords, StartedBefore } from "../../parse/index.ts";

/** A start within a test that runs; or a result without one, which is a child's only if the child says so by its verdict. */
interface Nested extends StartedBefore {
  isSure: boolean;
}

/** A test that its own children run: what was known before, and the subtests that started since. */
interface Again {
  readonly results: number;
  readonly heard: ProcessWords["heard"];
  readonly subtests: Set<string>;
}

/**
 * Which top-level tests run, by the marks of `go test -v`. A process starts none while another
 * runs and is not paused (testing.go, tRunner): the marks in between are another process's, a child's
 * where the test ends later, the next one's where it does not.
 */
export class Nesting {
  /** Tests that run, each with the starts within it: of a test binary that it runs itself, if it comes to its end. */
  readonly #open = new Map<string, Nested[]>();
  /** Tests that others started within those that run. */
  readonly #inner = new Set<string>();
  /** Results of which no verdict told yet whose they are. */
  #unsure: Nested[] = [];
  #hasMarks = false;
  /** The top-level test that ended last, while no other one started. */
  #lastEnded = "";
  /** Tests that started while they ran, by a child of theirs that runs them too. */
  readonly #again = new Map<string, Again>();

  /** Some mark of -v was seen. */
  get hasMarks(): boolean {
    return this.#hasMarks;
  }

  /** A test runs that nobody else started. */
  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  /** Those that run. */
  get open(): string[] {
    return [...this.#open.keys()];
  }

  /** Tests of another process started within one that runs. */
  get hasNested(): boolean {
    return [...this.#open.values()].some((nested) => nested.length > 0);
  }

  /** Whether a line about this test is about one that runs. */
  isWithin(test: string): boolean {
    return this.#open.has(topLevel(test));
  }

  /** A mark, before the reader takes it. */
  control({ control, test }: ControlLine, reader: PackageReader): void {
    if (test.includes("/")) this.#again.get(topLevel(test))?.subtests.add(test);
    // A benchmark ends without a result.
    if (test === "" || test.includes("/") || test.startsWith("Benchmark")) return;
    this.#hasMarks = true;
    this.#lastEnded = "";
    if (control !== "RUN" && this.#open.has(test)) reader.words.takeBack(false);
    if (control === "PAUSE") this.#open.delete(test);
    else if (control === "CONT") {
      // Of one that has ended, a child's goes on.
      const state = reader.tests.known(test);
      const isInner = this.#inner.has(test) && !this.#open.has(test);
      if (!isInner && state?.running !== false) this.#open.set(test, this.#open.get(test) ?? []);
    } else if (control === "RUN") this.#start(test, reader);
  }

  #start(test: string, reader: PackageReader): void {
    if (this.#open.has(test)) {
      const results = reader.tests.known(test)?.results.length ?? 0;
      this.#again.set(test, { results, heard: reader.words.heard, subtests: new Set() });
    }
    this.#within(test, reader, true);
    if (!this.isOpen) this.#open.set(test, []);
  }

  /** A bare PASS or FAIL: of a child, if a test runs. */
  verdict(): void {
    for (const nested of this.#unsure) nested.isSure = true;
    this.#unsure = [];
  }

  /** A result, before the reader takes it: a child that has no marks of -v may have ended, or its test. */
  beforeResult(test: string, outcome: TestResult["outcome"], reader: PackageReader): void {
    const top = topLevel(test);
    if (test === this.#lastEnded) {
      const again = this.#again.get(test);
      this.#again.delete(test);
      if (again === undefined) reader.takeBackResult(test);
      else this.#takeBack(test, again, outcome, reader);
      this.#open.set(test, []);
    } else if (this.#open.has(test)) reader.tests.takeBackStarts(test);
    else if (top !== this.#lastEnded && !this.#open.has(top)) {
      const known = reader.tests.known(test);
      // One that has ended before did not start again.
      if (known?.running !== true) this.#within(top, reader, known?.hasBegun === true);
    }
  }

  /** What its children said of it, however many they were. */
  #takeBack(
    test: string,
    { results, heard, subtests }: Again,
    outcome: TestResult["outcome"],
    reader: PackageReader,
  ): void {
    reader.tests.takeBackResults(reader.test(test), results);
    reader.words.restore(heard);
    // Of a test that passes none fails below it.
    if (outcome === "pass") reader.tests.forgetFailures(subtests);
  }

  /** A test of another process starts, or ends, within one that runs. */
  #within(test: string, reader: PackageReader, isSure: boolean): void {
    const outer = this.#otherThan(test);
    if (outer === undefined) return;
    const { starts = 0, results = [] } = reader.tests.known(test) ?? {};
    this.#inner.add(test);
    const nested: Nested = { test, starts, results: results.length, isSure };
    this.#open.get(outer)?.push(nested);
    if (!isSure) this.#unsure.push(nested);
  }

  /** The first open test but this one; of two names one is another, so the walk ends there. */
  #otherThan(test: string): string | undefined {
    for (const name of this.#open.keys()) if (name !== test) return name;
    return undefined;
  }

  /** A result, once the reader has taken it: what ran within the test was a child's. */
  result(test: string, reader: PackageReader): void {
    const nested = this.#open.get(test);
    if (nested === undefined) return;
    this.#open.delete(test);
    for (const inner of nested) this.#inner.delete(inner.test);
    this.#lastEnded = test;
    reader.words.takeBack(false);
    // Behind a death the process itself does not go on.
    const isDead = reader.region.hasDump;
    const ofChild = nested.filter(({ isSure }) => isSure || isDead);
    if (ofChild.length > 0) reader.forgetChild(ofChild);
  }
}
