import { parsedObject, textIn } from "../model/index.ts";

/** A stop-the-world phase of an execution trace, and who stopped last. */
export interface Stop {
  /** `GC sweep termination`, as runtime/trace names it. */
  readonly reason: string;
  readonly beginNs: number;
  readonly endNs: number;
  readonly thread: number;
  readonly goroutine: number;
  /** Of its stack where it stopped, innermost first. */
  readonly frames: readonly string[];
  /** The function under testing.tRunner that this goroutine was seen in; null for another goroutine. */
  readonly entry: string | null;
}

/** Reads the lines of the program in steps/preempt/stops-source.ts; what is none is left out. */
export function parseStops(text: string): Stop[] {
  return text.split("\n").flatMap((line) => {
    const value = parsedObject(line) ?? {};
    const numbers = ["begin", "end", "thread", "goroutine"].map((name) => value[name]);
    const [beginNs, endNs, thread, goroutine] = numbers.filter((each) => typeof each === "number");
    if (typeof value.reason !== "string" || goroutine === undefined) return [];
    if (beginNs === undefined || endNs === undefined || thread === undefined) return [];
    const frames = Array.isArray(value.frames) ? value.frames.filter(isText) : [];
    const entry = textIn(value, "entry") || null;
    return [{ reason: value.reason, beginNs, endNs, thread, goroutine, frames, entry }];
  });
}

const isText = (value: unknown): value is string => typeof value === "string";

/** A goroutine stopped because it was asked to, by a signal or at its next call: whoever waited for it waits no more. */
export interface Yield {
  readonly thread: number;
  readonly timeNs: number;
}

/** Those among the same lines, in order of time. */
export function parseYields(text: string): Yield[] {
  return text
    .split("\n")
    .flatMap((line) => {
      const { thread, yield: timeNs } = parsedObject(line) ?? {};
      return typeof thread === "number" && typeof timeNs === "number" ? [{ thread, timeNs }] : [];
    })
    .sort((left, right) => left.timeNs - right.timeNs);
}
