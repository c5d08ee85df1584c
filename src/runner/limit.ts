import type { Setting } from "../model/index.ts";
import type { Limit, Target } from "./experiment.ts";

/** Milliseconds that an experiment may take; `timeout`: the user's, in seconds, null or 0 for none. */
export function limitMs(
  limit: Limit,
  settings: readonly Setting[],
  target: Target,
  timeout: number | null,
): number {
  const bound = packageMs(settings, target, timeout);
  if (limit.kind === "package") return bound;
  const alone = hangMs(limit.siblings, bound);
  // With others before it they have their time too.
  return limit.kind === "hang" ? alone : Math.min(bound, alone + 2000 * target.defaultSeconds);
}

const LEAST_BOUND_SECONDS = 30;

/** Milliseconds that a package may take: a multiple of what it took by default. */
function packageMs(settings: readonly Setting[], target: Target, timeout: number | null): number {
  const slowdown = settings.reduce((most, each) => most * each.slowdown, 1);
  const factor = 5 * slowdown;
  const bound = Math.max(LEAST_BOUND_SECONDS, factor * target.defaultSeconds);
  return 1000 * (timeout === null || timeout === 0 ? bound : Math.min(bound, timeout));
}

const LEAST_HANG_SECONDS = 4;

/** Milliseconds for a test that hung, tried alone again: many times what any other of its package took. */
function hangMs(siblingSeconds: readonly number[], bound: number): number {
  const slowest = siblingSeconds.reduce((most, each) => Math.max(most, each), 0);
  return Math.min(bound, 1000 * Math.max(LEAST_HANG_SECONDS, 10 * slowest));
}
