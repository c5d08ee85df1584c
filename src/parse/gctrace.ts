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
