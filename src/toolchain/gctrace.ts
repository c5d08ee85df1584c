import type { GcCycle } from "../model/index.ts";

/** A line with the gctrace text taken out of it. */
export interface GcSplit {
  /** `gc 12 @0.3s 1%: ...`, as printed. */
  readonly gc: string;
  /** What stood around it; null where the line was nothing else. */
  readonly rest: string | null;
}

const START = /\bgc \d+ @\d+\.\d+s \d+%: /;
const SCAVENGER = /^scav(?:g|enge)?\S* /;

/**
 * Takes a line of GODEBUG=gctrace=1 out of standard error. It may be glued to a
 * half-written line before it. Format: runtime/extern.go and runtime/mgc.go.
 */
export function splitGcLine(line: string): GcSplit | null {
  if (!line.includes("gc ")) return null;
  const start = START.exec(line);
  if (start === null) return SCAVENGER.test(line) ? { gc: line, rest: null } : null;
  const end = endOfGc(line, start.index);
  const rest = line.slice(0, start.index) + line.slice(end);
  return { gc: line.slice(start.index, end), rest: rest.trim() === "" ? null : rest };
}

/** Behind `8 P`, with ` (forced)` where it stands there. */
function endOfGc(line: string, from: number): number {
  const tail = /, \d+ P(?: \(forced\))?/.exec(line.slice(from));
  return tail === null ? line.length : from + tail.index + tail[0].length;
}

/** `gc N @Ts C%: A+B+C ms clock, ...`; the phases in the middle are no stops. */
const HEAD = /^gc (\d+) @([\d.]+)s (\d+)%: ([\d.]+)\+[\d.]+\+([\d.]+) ms clock,/;
/** `4->4->0 MB, 4 MB goal`. */
const HEAP = / \d+->\d+->(\d+) MB, (\d+) MB goal,/;

/** One cycle, Go 1.19 to 1.27; null for the scavenger's lines and for what is cut off. */
export function parseGcCycle(text: string): GcCycle | null {
  const head = HEAD.exec(text);
  const heap = HEAP.exec(text);
  if (head === null || heap === null) return null;
  const [, number, at, cpuPercent, sweep, mark] = head.map(Number);
  const [, live, goal] = heap.map(Number);
  return {
    number: number ?? 0,
    at: at ?? 0,
    cpuPercent: cpuPercent ?? 0,
    sweepTermination: (sweep ?? 0) / 1000,
    markTermination: (mark ?? 0) / 1000,
    heapLiveMb: live ?? 0,
    heapGoalMb: goal ?? 0,
    forced: text.endsWith("(forced)"),
  };
}
