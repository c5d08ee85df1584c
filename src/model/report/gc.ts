/** One garbage collection as GODEBUG=gctrace=1 prints it (runtime/extern.go); times in seconds, sizes in MB. */
export interface GcCycle {
  readonly number: number;
  /** Since the start of the program. */
  readonly at: number;
  /** Share of CPU spent in GC since the start of the program, in percent. */
  readonly cpuPercent: number;
  /** The two phases that stop the world. */
  readonly sweepTermination: number;
  readonly markTermination: number;
  readonly heapLiveMb: number;
  readonly heapGoalMb: number;
  /** By runtime.GC or the like, not by growth of the heap. */
  readonly forced: boolean;
}

/** Seconds in which a cycle stopped the world. */
export const pauseOf = (cycle: GcCycle): number => cycle.sweepTermination + cycle.markTermination;

/** What gctrace said in one run. */
export interface GcFacts {
  /** Bounded; the first ones of a run. */
  readonly cycles: readonly GcCycle[];
  /** Cycles beyond those that are kept. */
  readonly dropped: number;
  /** Lines that look like gctrace and could not be read. */
  readonly unread: number;
}

export const NO_GC: GcFacts = { cycles: [], dropped: 0, unread: 0 };

/** A distribution by its ranks; seconds. */
export interface Spread {
  readonly n: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** The middle and the upper end of values; null without any. Ranks are nearest ranks. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((left, right) => left - right);
  const max = sorted.at(-1);
  if (max === undefined) return null;
  return { n: sorted.length, median: rankOf(sorted, 0.5), p95: rankOf(sorted, 0.95), max };
}

/** The value at a rank of sorted values; 0 of none. */
export function rankOf(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
