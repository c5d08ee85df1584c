import {
  lastLogged,
  linesOf,
  type RecoveredPanic,
  type TestResult,
  uncoloured,
} from "../model/index.ts";
import { BoundedLines } from "./bounded.ts";
import { recoveredPanics } from "./recovered.ts";

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

/** The same while it runs: a framework prints what it recovered first, and a summary last. */
const RUNNING_LINES = 1000;

export class TestState {
  readonly name: string;
  starts = 0;
  results: TestResult[] = [];
  paused = false;
  output: BoundedLines | null = null;
  errorLine: string | null = null;
  /** The last message that it logged before it failed, its lines joined. */
  #logged = "";
  /** What a framework recovered in executions that are over. */
  recovered: readonly RecoveredPanic[] = [];
  /** Where it was first seen in the suspicious region; 0 outside one. */
  bornSeq = 0;

  constructor(name: string) {
    this.name = name;
  }

  get running(): boolean {
    return this.starts > this.results.length;
  }

  get logged(): readonly string[] {
    return this.#logged === "" ? [] : this.#logged.split("\n");
  }

  push(line: string): void {
    this.#open().push(line);
  }

  /** Takes output events as they stand in the stream. */
  pushEvents(events: string, lines: number): void {
    this.#open().pushEncoded(events, lines);
  }

  #open(): BoundedLines {
    this.output ??= new BoundedLines(HEAD_LINES, RUNNING_LINES, outputOfEvents);
    return this.output;
  }

  /** One execution is over: of a passed one nothing is kept, unless another one failed. */
  close(outcome: TestResult["outcome"]): void {
    if (outcome === "pass" && !hasFailed(this)) {
      this.output = null;
      return;
    }
    if (this.output === null) return;
    if (outcome === "fail") {
      const lines = linesOf(this.output.view());
      this.#logged = lastLogged([...this.output.lastDropped, ...lines]).join("\n");
      this.recovered = distinctPanics([...this.recovered, ...recoveredPanics(lines)]);
    }
    this.output.compact(HEAD_LINES, TAIL_LINES);
  }
}

export const hasFailed = (state: TestState): boolean =>
  state.results.some((result) => result.outcome === "fail");

/** The same block stands in the output of each execution, and once more in a summary. */
export function distinctPanics(panics: readonly RecoveredPanic[]): RecoveredPanic[] {
  const known = new Map(panics.map((panic) => [JSON.stringify(nameOfPanic(panic)), panic]));
  return [...known.values()];
}

const nameOfPanic = ({ by, message, goroutine }: RecoveredPanic): readonly unknown[] => [
  by,
  message,
  goroutine.frames.map(({ function: name, file, line }) => [name, file, line]),
];
