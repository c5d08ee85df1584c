import {
  type GcCycle,
  type GcFacts,
  type GcInfo,
  pauseOf,
  type Spread,
  spreadOf,
  withPreemption,
} from "../model/index.ts";
import type { VariantStory } from "./run-context.ts";

/** Cycles and stop-the-world pauses of every package whose GC was traced, and of all together. */
export function gcOf(variants: readonly VariantStory[]): GcInfo[] {
  const all = figuresOf(variants);
  return all.map((info) => ({ ...info, standsOut: standsOut(info, all) }));
}

function figuresOf(variants: readonly VariantStory[]): GcInfo[] {
  return variants.flatMap(({ variant, stories }) => {
    const traced = stories.filter(({ facts }) => facts.gc.cycles.length > 0 || facts.gc.unread > 0);
    const each = traced.map(({ facts }) => infoOf(variant, facts.importPath, [facts.gc]));
    const all = traced.map(({ facts }) => facts.gc);
    return traced.length < 2 ? each : [infoOf(variant, null, all), ...each];
  });
}

function infoOf(variant: string, path: string | null, all: readonly GcFacts[]): GcInfo {
  const cycles = all.flatMap((facts) => facts.cycles);
  const dropped = all.reduce((sum, facts) => sum + facts.dropped, 0);
  return {
    variant,
    package: path,
    cycles: cycles.length + dropped,
    forced: cycles.filter((cycle) => cycle.forced).length,
    pauseSeconds: spreadBy(cycles, pauseOf),
    sweepTerminationSeconds: spreadBy(cycles, (each) => each.sweepTermination),
    markTerminationSeconds: spreadBy(cycles, (each) => each.markTermination),
    cpuPercent: path === null ? null : (cycles.at(-1)?.cpuPercent ?? null),
    heapGoalMb: cycles.reduce<number | null>(
      (most, each) => Math.max(most ?? 0, each.heapGoalMb),
      null,
    ),
    unread: all.reduce((sum, facts) => sum + facts.unread, 0),
    standsOut: false,
    waitedFor: null,
  };
}

function spreadBy(cycles: readonly GcCycle[], measure: (cycle: GcCycle) => number): Spread | null {
  const spread = spreadOf(cycles.map(measure));
  if (spread === null) return null;
  const { n, median, p95, max } = spread;
  return { n, median: rounded(median), p95: rounded(p95), max: rounded(max) };
}

const rounded = (seconds: number): number => Math.round(seconds * 1e7) / 1e7;

/** Seconds: pauses below this are not worth a word, whatever they are a multiple of. */
export const NOTABLE_PAUSE = 0.005;
const CLEARLY = 5;

/** Whether its pauses are clearly longer than those of the same build with async preemption on. */
function standsOut(slow: GcInfo, all: readonly GcInfo[]): boolean {
  if (slow.package === null || !slow.variant.includes("asyncpreemptoff")) return false;
  const sibling = withPreemption(slow.variant);
  const calm = all.find((each) => each.package === slow.package && each.variant === sibling);
  return calm !== undefined && differClearly(calm.pauseSeconds, slow.pauseSeconds);
}

/** Fewer cycles than this say nothing of a build. */
const LEAST_CYCLES = 10;

/** By the median, and by the upper end where the middle is too short to tell. */
export function differClearly(calm: Spread | null, slow: Spread | null): boolean {
  if (calm === null || slow === null || Math.min(calm.n, slow.n) < LEAST_CYCLES) return false;
  const beyond = (less: number, more: number, least: number): boolean =>
    more >= least && more >= CLEARLY * less;
  // A few long pauses are what a busy machine makes of any run.
  return (
    beyond(calm.median, slow.median, NOTABLE_PAUSE) || beyond(calm.max, slow.p95, 4 * NOTABLE_PAUSE)
  );
}
