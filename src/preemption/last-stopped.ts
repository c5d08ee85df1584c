import { groupedBy } from "../model/index.ts";
import type { CodePlace } from "./holds.ts";
import type { Stop } from "./stops.ts";
import type { Request } from "./tap-file.ts";

/** Garbage collections stop the world for these reasons (runtime/mgc.go). */
const OF_GC = /^GC /;

/**
 * Requests that were taken by the goroutine that a collection's stop waited for last: on its thread, while the
 * world was being stopped.
 */
export function takenInStops(requests: readonly Request[], stops: readonly Stop[]): Request[] {
  const taken = requests.filter(({ isRefused }) => !isRefused).toSorted(byTime);
  const groups = groupedBy(taken, ({ thread }) => String(thread));
  const byThread = new Map(groups.map((group) => [group[0].thread, group]));
  return stops
    .filter(({ reason }) => OF_GC.test(reason))
    .flatMap(({ thread, beginNs, endNs }) => {
      const last = lastUpTo(byThread.get(thread) ?? [], endNs);
      return last !== undefined && last.timeNs >= beginNs ? [last] : [];
    });
}

const byTime = (left: Request, right: Request): number => left.timeNs - right.timeNs;

/** The last request that is not behind a moment; requests in order of time. */
function lastUpTo(requests: readonly Request[], timeNs: number): Request | undefined {
  let [from, to] = [0, requests.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((requests[middle]?.timeNs ?? 0) <= timeNs) from = middle + 1;
    else to = middle;
  }
  return requests[from - 1];
}

/** Fewer stops of one run name nobody. */
const LEAST_STOPS = 3;

/**
 * The place that stops waited for: of the function that stood in at least half of the stops of every run; of its lines the
 * one that was seen most. `runs`: the places that each of them saw. Null where there is no such function.
 */
export function waitedForMost(runs: readonly (readonly CodePlace[])[]): CodePlace | null {
  const all = runs.flat();
  const [name] = byCount(all.map((place) => place.function));
  const isMost = runs.every(
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
