import {
  allAbove,
  detached,
  linesOf,
  type TestFacts,
  type TestResult,
  topLevel,
} from "../model/index.ts";
import { parseGluedResult } from "./result-line.ts";
import { factsOfTest, hasFailed, TestState } from "./test-state.ts";

/** A top-level test, and what was known of that name before a child process started its own. */
export interface StartedBefore {
  readonly test: string;
  readonly starts: number;
  readonly results: number;
}

/** Failed tests of a package whose output is kept as it is. */
const FULL_OUTPUTS = 2000;

/** The tests of one execution of a package, as they start, wait and end. */
export class TestTable {
  /** Called as soon as a test failed. */
  onFailure: (test: string) => void = () => {};
  readonly #tests = new Map<string, TestState>();
  #running = 0;
  #failed = 0;

  get size(): number {
    return this.#tests.size;
  }

  get all(): Iterable<TestState> {
    return this.#tests.values();
  }

  /** Some test has begun and is not over: counted, as lines of a stranger may ask for it each. */
  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** Some test failed. */
  get hasFailed(): boolean {
    for (const state of this.all) if (hasFailed(state)) return true;
    return false;
  }

  known(name: string): TestState | undefined {
    return this.#tests.get(name);
  }

  /** Whether a test was seen before this place of the suspicious region. */
  knew(name: string, seq: number): boolean {
    const state = this.#tests.get(name);
    return state !== undefined && state.bornSeq < seq;
  }

  /** `bornSeq`: see TestState, for one that was not seen yet. */
  test(name: string, bornSeq: number): TestState {
    let state = this.#tests.get(name);
    if (state === undefined) {
      state = new TestState(detached(name));
      state.bornSeq = bornSeq;
      this.#tests.set(state.name, state);
    }
    return state;
  }

  /** A test starts, or starts again under -count and -cpu. */
  begin(state: TestState): void {
    if (!state.running) this.#running += 1;
    state.starts += 1;
    state.hasBegun = true;
    state.paused = false;
  }

  result(state: TestState, result: TestResult): void {
    const wasRunning = state.running;
    if (!wasRunning) state.starts = state.results.length + 1;
    state.end(result, this.#failed >= FULL_OUTPUTS);
    if (wasRunning && !state.running) this.#running -= 1;
    if (result.outcome !== "fail") return;
    this.#failed += 1;
    this.onFailure(state.name);
  }

  /** Tests that run now, those above others left out. */
  get running(): string[] {
    const open = [...this.all].filter((state) => state.running && !state.paused);
    const above = allAbove(open.map(({ name }) => name));
    return open.map(({ name }) => name).filter((name) => !above.has(name));
  }

  forget(isForged: (state: TestState) => boolean): void {
    for (const [name, state] of this.#tests) if (isForged(state)) this.#tests.delete(name);
  }

  /** Some top-level test failed that was seen to start; a subtest that fails makes its test fail. */
  get hasStartedAndFailed(): boolean {
    for (const state of this.all) {
      if (state.hasBegun && hasFailed(state) && !state.name.includes("/")) return true;
    }
    return false;
  }

  /** What another process started under these names is taken back, and its subtests with it. */
  takeBack(nested: readonly StartedBefore[]): void {
    // Of several starts of one name the first tells how it stood before.
    const before = new Map(nested.toReversed().map((known) => [known.test, known]));
    for (const [name, state] of this.#tests) {
      const known = before.get(topLevel(name));
      if (known === undefined) continue;
      if (state.running) this.#running -= 1;
      if (known.test !== name || known.starts === 0) this.#tests.delete(name);
      else {
        state.starts = known.starts;
        state.results = state.results.slice(0, known.results);
        if (state.running) this.#running += 1;
      }
    }
  }

  /** The test runs once, however often a child's of its name was started. */
  takeBackStarts(test: string): void {
    const state = this.#tests.get(test);
    if (state?.running === true) state.starts = state.results.length + 1;
  }

  /** Its results behind the first `kept` were other processes': it still runs. */
  takeBackResults(state: TestState, kept: number): void {
    if (kept < 0 || state.results.length <= kept) return;
    if (!state.running) this.#running += 1;
    while (state.results.length > kept) {
      if (state.takeBack()?.outcome === "fail") this.#failed -= 1;
    }
    state.starts = kept + 1;
  }

  /**
   * In text for people, what a test prints of another test binary looks like results: in a package that passed none
   * has failed, nor below a test that did.
   */
  forgetFailures(names: Iterable<string> = [...this.#tests.keys()]): void {
    for (const name of names) {
      const state = this.#tests.get(name);
      if (state === undefined) continue;
      const own = state.results.filter((result) => result.outcome !== "fail");
      if (own.length === state.results.length) continue;
      if (own.length === 0) this.#tests.delete(name);
      state.starts -= state.results.length - own.length;
      state.results = own;
      state.recovered = [];
    }
  }

  /** Under `-v -json` a result behind text without a newline has no event (golang/go#81599). */
  readGlued(): void {
    for (const state of this.all) {
      if (!state.running || !state.isOpen) continue;
      const found = parseGluedResult(linesOf(state.output).at(-1) ?? "");
      if (found?.result.test === state.name) this.result(state, found.result.result);
    }
  }

  /** Frees them all: their facts are made. */
  clear(): void {
    this.#tests.clear();
    this.#running = 0;
  }

  /** All of them; `before`: lines that stand before the result of the one that failed, if it is only one. */
  facts(before: readonly string[]): TestFacts[] {
    const only = before.length === 0 ? null : this.#onlyFailed;
    const passes = new Map<number | null, readonly TestResult[]>();
    return Array.from(this.all, (state) =>
      factsOfTest(state, state === only ? before : [], shared(state.results, passes)),
    );
  }

  /** The one top-level test that failed; null for none or several. */
  get #onlyFailed(): TestState | null {
    const failed = [...this.all].filter((state) => hasFailed(state) && !state.name.includes("/"));
    return failed.length === 1 ? (failed[0] ?? null) : null;
  }
}

/** One list for all tests that passed once in the same time: there may be a million. */
function shared(
  results: readonly TestResult[],
  passes: Map<number | null, readonly TestResult[]>,
): readonly TestResult[] {
  const [first] = results;
  if (first?.outcome !== "pass" || results.length > 1) return results;
  const known = passes.get(first.seconds);
  if (known !== undefined) return known;
  passes.set(first.seconds, results);
  return results;
}
