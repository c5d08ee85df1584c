import { type HeldUp, testOfFunction } from "../model/index.ts";
import type { Hold } from "./holds.ts";
import type { Stop } from "./stops.ts";

/** One run of a package's tests under the tap. */
export interface TappedRun {
  readonly holds: readonly Hold[];
  /** Null where the trace could not be read. */
  readonly stops: readonly Stop[] | null;
}

/** Functions that held something up in at least two of the runs, the longest first: what is not seen again is chance. */
export function heldUpIn(path: string, runs: readonly TappedRun[]): HeldUp[] {
  const names = new Set(runs.flatMap(({ holds }) => holds.map((hold) => hold.function)));
  return [...names]
    .flatMap((name) => {
      const own = runs.map(({ holds, stops }) => ({
        holds: holds.filter((hold) => hold.function === name),
        stops,
      }));
      const seen = own.filter(({ holds }) => holds.length > 0).length;
      return seen < 2 ? [] : [summedUp(path, own, seen)];
    })
    .sort((left, right) => right.cpuMs - left.cpuMs);
}

/** Of CPU, of a stop that is worth a word. */
const LEAST_MS = 1;

function summedUp(path: string, runs: readonly TappedRun[], seen: number): HeldUp {
  const all = runs.flatMap(({ holds, stops }) => holds.map((hold) => waitedFor(hold, stops)));
  const byCpu = all.toSorted((left, right) => right.hold.cpuMs - left.hold.cpuMs);
  // One that a stop waited for says most, if it was long.
  const [longest] = byCpu
    .filter(({ hold, stop }) => stop !== null && hold.cpuMs >= LEAST_MS)
    .concat(
      byCpu.filter(({ stop }) => stop === null),
      byCpu,
    );
  if (longest === undefined) throw new Error("no hold of a function that was seen");
  const { hold, stop } = longest;
  const entry = stop?.entry ?? null;
  const frames = [...hold.callers, ...(stop?.frames ?? []), ...(entry === null ? [] : [entry])];
  return {
    package: path,
    function: hold.function,
    isAssembly: hold.isAssembly,
    cpuMs: hold.cpuMs,
    wallMs: hold.wallMs,
    refusals: hold.refusals,
    callers: hold.callers,
    test: frames.map(testOfFunction).findLast((test) => test !== null) ?? null,
    stop:
      stop === null
        ? null
        : { reason: stop.reason, ms: (stop.endNs - stop.beginNs) / 1e6, goroutine: stop.goroutine },
    isTraced: runs.some(({ stops }) => stops !== null),
    seen,
    runs: runs.length,
  };
}

/**
 * A hold with the stop that waited longest for it, on its thread and at its time, cut to what both share: requests may go on
 * from one stop to the next, and between two of them nobody waits.
 */
function waitedFor(
  hold: Hold,
  stops: readonly Stop[] | null,
): { readonly hold: Hold; readonly stop: Stop | null } {
  const shared = (stop: Stop): number =>
    Math.min(stop.endNs, hold.endNs) - Math.max(stop.beginNs, hold.beginNs);
  const [stop] = (stops ?? [])
    .filter((each) => each.thread === hold.thread && shared(each) > 0)
    .toSorted((left, right) => shared(right) - shared(left));
  if (stop === undefined) return { hold, stop: null };
  const wallMs = shared(stop) / 1e6;
  return { hold: { ...hold, wallMs, cpuMs: Math.min(hold.cpuMs, wallMs) }, stop };
}
