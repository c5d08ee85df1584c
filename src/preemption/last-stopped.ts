import type { CodePlace, Symbolizer } from "./holds.ts";
import type { Stop } from "./stops.ts";
import type { Request } from "./tap-file.ts";

/** Garbage collections stop the world for these reasons (runtime/mgc.go). */
const OF_GC = /^GC /;

/**
 * Requests that were taken by the goroutine that a collection's stop waited for last: on its thread, while the
 * world was being stopped.
 */
export function takenInStops(requests: readonly Request[], stops: readonly Stop[]): Request[] {
  return stops
    .filter(({ reason }) => OF_GC.test(reason))
    .flatMap(({ thread, beginNs, endNs }) => {
      const own = requests.filter(
        (each) =>
          !each.isRefused &&
          each.thread === thread &&
          each.timeNs >= beginNs &&
          each.timeNs <= endNs,
      );
      return own.slice(-1);
    });
}

/** Fewer stops of one run name nobody. */
const LEAST_STOPS = 3;

/**
 * The place that stops waited for: of the function that stood in at least half of the stops of every run; of its lines the
 * one that was seen most. Null where there is no such function.
 */
export function waitedForMost(
  runs: readonly (readonly Request[])[],
  symbolOf: Symbolizer,
): CodePlace | null {
  const places = runs.map((requests) => requests.flatMap(({ pc }) => symbolOf(pc) ?? []));
  const all = places.flat();
  const [name] = byCount(all.map((place) => place.function));
  const isMost = places.every(
    (own) =>
      own.length >= LEAST_STOPS &&
      2 * own.filter((place) => place.function === name).length >= own.length,
  );
  if (name === undefined || !isMost) return null;
  const lines = all.filter((place) => place.function === name);
  const [line] = byCount(lines.map((place) => `${place.file}:${place.line}`));
  return lines.find((place) => `${place.file}:${place.line}` === line) ?? null;
}

/** Distinct words, the most frequent first. */
function byCount(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, left], [, right]) => right - left).map(([word]) => word);
}
