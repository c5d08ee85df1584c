/** How often something was tried, and how often it failed. */
export interface Tally {
  readonly attempts: number;
  readonly failed: number;
}

export const NO_ATTEMPTS: Tally = { attempts: 0, failed: 0 };

export const sumOf = (tallies: readonly Tally[]): Tally => ({
  attempts: tallies.reduce((sum, each) => sum + each.attempts, 0),
  failed: tallies.reduce((sum, each) => sum + each.failed, 0),
});

/** Tries, told by what ran beside the test; null where that is not known. */
interface SelectedAttempts extends Tally {
  readonly whole: Tally | null;
  readonly alone: Tally | null;
}

/** The tries that another side's are compared with: of the selection that shows it, both together where neither ever passed. */
export function comparableTally({ attempts, failed, whole, alone }: SelectedAttempts): Tally {
  if (whole === null || alone === null) return { attempts, failed };
  if (isAlways(whole) && (alone.attempts === 0 || isAlways(alone))) return sumOf([whole, alone]);
  return alone.failed > 0 ? alone : whole;
}

/** n of n, tried at all. */
export const isAlways = ({ attempts, failed }: Tally): boolean =>
  attempts > 0 && failed === attempts;

/** 0 of n, tried at all. */
export const isNever = ({ attempts, failed }: Tally): boolean => attempts > 0 && failed === 0;

/** Something between: the same code passes and fails. */
export const isFlaky = ({ attempts, failed }: Tally): boolean => failed > 0 && failed < attempts;

/**
 * The most likely that n tries fail in a row and m pass, whatever the one rate of failing behind
 * both: n^n m^m / (n+m)^(n+m), the maximum of r^n (1-r)^m.
 */
export function luckOf(failing: number, passing: number): number {
  const power = (count: number): number => (count === 0 ? 0 : count * Math.log(count));
  return Math.exp(power(failing) + power(passing) - power(failing + passing));
}

/** Below this chance, of all failing tests together, that a difference is luck, a cause may be named. */
export const CAUSE_BOUND = 0.01;

/** Whether one of `tests` failing tests may well show n of n here and 0 of m there by luck. */
export const couldBeLuck = (here: Tally, there: Tally, tests: number, bound: number): boolean =>
  luckOf(here.failed, there.attempts) * Math.max(1, tests) >= bound;

/** The least n for which n of n against 0 of n is no luck among so many tests. */
export function attemptsToTell(tests: number, bound: number): number {
  let n = 1;
  while (luckOf(n, n) * Math.max(1, tests) >= bound && n < 30) n += 1;
  return n;
}
