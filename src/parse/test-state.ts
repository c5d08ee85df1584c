import {
  type JoinedText,
  lastLogged,
  linesOf,
  NO_JOINED_TEXT,
  type RecoveredPanic,
  type TestFacts,
  type TestResult,
  uncoloured,
} from "../model/index.ts";
import { BoundedLines } from "./bounded.ts";
import { recoveredPanics } from "./death/recovered.ts";

/** The lines of test2json output events, one event a line, each of them a whole line of output. */
function outputOfEvents(events: string): string[] {
  return events.split("\n").map((event) => {
    const from = event.indexOf('"Output":"') + 9;
    const typed = event.indexOf('","OutputType":"', from);
    try {
      const text: unknown = JSON.parse(event.slice(from, typed < 0 ? -1 : typed + 1));
      return uncoloured(String(text).replace(/\n$/, ""));
    } catch {
      return event;
    }
  });
}

/** Lines of output kept of one test: the first, and the last before its end. */
const HEAD_LINES = 60;

const TAIL_LINES = 120;

/** The last of a test in whose package thousands have failed before: nobody reads them all. */
const MANY_TAIL_LINES = 2;

/** The same while it runs: a framework prints what it recovered first, and a summary last. */
const RUNNING_LINES = 1000;

const NO_PANICS: readonly RecoveredPanic[] = [];

export class TestState {
  readonly name: string;
  starts = 0;
  results: TestResult[] = [];
  paused = false;
  /** A mark said that it starts; one that is only known by its result may be printed. */
  hasBegun = false;
  errorLine: string | null = null;
  /** The last message that it logged before it failed; its lines joined. */
  logged: string | null = null;
  /** What a framework recovered in executions that are over. */
  recovered: readonly RecoveredPanic[] = NO_PANICS;
  /** Where it was first seen in the suspicious region; 0 outside one. */
  bornSeq = 0;
  /** Output since the last result; null where there is none. */
  #open: BoundedLines | null = null;
  /** Output up to the last result, as it is kept. */
  #closed: JoinedText | null = null;

  constructor(name: string) {
    this.name = name;
  }

  get running(): boolean {
    return this.starts > this.results.length;
  }

  /** What is kept of its output. */
  get output(): JoinedText {
    if (this.#open === null) return this.#closed ?? NO_JOINED_TEXT;
    return this.#open.joined(HEAD_LINES, RUNNING_LINES);
  }

  /** Something was printed since its last result. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  push(line: string): void {
    this.#opened().push(line);
  }

  /** Takes output events as they stand in the stream. */
  pushEvents(events: string, lines: number): void {
    this.#opened().pushEncoded(events, lines);
  }

  #opened(): BoundedLines {
    if (this.#open === null) {
      this.#open = new BoundedLines(HEAD_LINES, RUNNING_LINES, outputOfEvents);
      if (this.#closed !== null) this.#open.restore(this.#closed);
    }
    return this.#open;
  }

  /**
   * One execution is over: of a passed one nothing is kept, unless another one failed.
   * `isOneOfMany`: thousands of this package have failed already.
   */
  end(result: TestResult, isOneOfMany: boolean): void {
    // An array that is pushed to for the first time takes room for seventeen.
    if (this.results.length === 0) this.results = [result];
    else this.results.push(result);
    this.paused = false;
    const open = this.#open;
    this.#open = null;
    if (result.outcome === "pass" && !hasFailed(this)) this.#closed = null;
    else if (open !== null) this.#close(open, result.outcome, isOneOfMany);
  }

  /** Forgets the last result, and what was read of it; null where there is none. */
  takeBack(): TestResult | null {
    const last = this.results.pop() ?? null;
    if (last?.outcome === "fail") {
      this.logged = null;
      this.recovered = [];
    }
    return last;
  }

  #close(open: BoundedLines, outcome: TestResult["outcome"], isOneOfMany: boolean): void {
    if (outcome === "fail") {
      const lines = linesOf(open.view());
      const logged = lastLogged([...open.lastDropped, ...lines]);
      const kept = isOneOfMany ? logged.slice(0, MANY_TAIL_LINES) : logged;
      this.logged = kept.length === 0 ? null : kept.join("\n");
      this.recovered = withThoseIn(lines, this.recovered);
    }
    this.#closed = isOneOfMany
      ? open.joined(0, MANY_TAIL_LINES)
      : open.joined(HEAD_LINES, TAIL_LINES);
  }
}

/** Some execution of a test failed. */
export const hasFailed = ({ results }: Pick<TestFacts, "results">): boolean =>
  results.some((result) => result.outcome === "fail");

/** The same block stands in the output of each execution, and once more in a summary. */
function withThoseIn(lines: readonly string[], known: readonly RecoveredPanic[]) {
  return distinctPanics([...known, ...recoveredPanics(lines)]);
}

function distinctPanics(panics: readonly RecoveredPanic[]): readonly RecoveredPanic[] {
  if (panics.length === 0) return NO_PANICS;
  const known = new Map(panics.map((panic) => [JSON.stringify(nameOfPanic(panic)), panic]));
  return [...known.values()];
}

const nameOfPanic = ({ by, message, goroutine }: RecoveredPanic): readonly unknown[] => [
  by,
  message,
  goroutine.frames.map(({ function: name, file, line }) => [name, file, line]),
];

/** What is known of a test; `before`: lines that stand before its result and belong to no other. */
export function factsOfTest(
  state: TestState,
  before: readonly string[],
  results: readonly TestResult[],
): TestFacts {
  const { output } = state;
  const isOpen = state.isOpen || before.length > 0;
  const lines = hasFailed(state) && isOpen ? [...before, ...linesOf(output)] : before;
  return {
    name: state.name,
    starts: state.starts,
    results,
    paused: state.paused,
    output,
    recovered: lines.length === 0 ? state.recovered : withThoseIn(lines, state.recovered),
    errorLine: state.errorLine,
    logged: state.logged,
  };
}
