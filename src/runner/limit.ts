import type { Setting } from "../model/index.ts";
import type { Limit, Target } from "./experiment.ts";

/** What the user says of time, in seconds; null, and 0 for a timeout, where nothing is said. */
export interface GivenTime {
  readonly timeout: number | null;
  readonly budget: number | null;
}

/** Milliseconds that an experiment may take, and in which no test starts or ends; null: the whole alone counts. */
export interface Bounds {
  readonly wholeMs: number;
  readonly idleMs: number | null;
}

/** go test's own -timeout. */
const GO_SECONDS = 600;

/**
 * How long an experiment may take. Of a package that died nobody knows how long its other tests are, so that they
 * have what go gives them as long as one after the other ends; `showsStacks`: by SIGQUIT, without which only the
 * process itself could show what hangs, by a bound of the whole.
 */
export function boundsOf(
  limit: Limit,
  settings: readonly Setting[],
  target: Target,
  given: GivenTime,
  showsStacks: boolean,
): Bounds {
  const bound = packageMs(settings, target, given);
  if (limit.kind === "package") {
    return showsStacks
      ? { wholeMs: 1000 * (given.timeout || GO_SECONDS), idleMs: bound }
      : { wholeMs: bound, idleMs: null };
  }
  const alone = hangMs(limit.siblings, bound);
  // With others before it they have their time too.
  const behind = Math.min(bound, alone + 2000 * target.defaultSeconds);
  return { wholeMs: limit.kind === "hang" ? alone : behind, idleMs: null };
}

const LEAST_BOUND_SECONDS = 30;

/** Milliseconds for a test of a package: a multiple of what all of it took by default; more where the user has more. */
function packageMs(
  settings: readonly Setting[],
  target: Target,
  { timeout, budget }: GivenTime,
): number {
  const slowdown = settings.reduce((most, each) => most * each.slowdown, 1);
  const factor = 5 * slowdown;
  const least = Math.max(LEAST_BOUND_SECONDS, (budget ?? 0) / 4);
  const bound = Math.max(least, factor * target.defaultSeconds);
  return 1000 * (timeout === null || timeout === 0 ? bound : Math.min(bound, timeout));
}

const LEAST_HANG_SECONDS = 4;

/** Milliseconds for a test that hung, tried alone again: many times what any other of its package took. */
function hangMs(siblingSeconds: readonly number[], bound: number): number {
  const slowest = siblingSeconds.reduce((most, each) => Math.max(most, each), 0);
  return Math.min(bound, 1000 * Math.max(LEAST_HANG_SECONDS, 10 * slowest));
}
