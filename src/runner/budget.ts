import type { Clock } from "./clock.ts";

/** The time that all work after the default run shares; what finds none left is named in the report. */
export class Budget {
  readonly #clock: Clock;
  #deadlineMs: number;
  #forgiven = MOST_WAITING_MS;
  readonly #leftOut: string[];
  /** What this is a part of. */
  readonly #whole: Budget | null;
  readonly #isInterrupted: () => boolean;

  constructor(
    clock: Clock,
    seconds: number,
    isInterrupted: () => boolean,
    whole: Budget | null = null,
  ) {
    this.#clock = clock;
    this.#deadlineMs = clock.now() + 1000 * seconds;
    this.#isInterrupted = isInterrupted;
    this.#whole = whole;
    this.#leftOut = whole === null ? [] : whole.#leftOut;
  }

  /** A share of what is left, for one step: what comes behind it keeps the rest. */
  part(share: number): Budget {
    const seconds = (share * this.remainingMs) / 1000;
    return new Budget(this.#clock, seconds, this.#isInterrupted, this);
  }

  /** So many of the seconds that are left, for what may be left out without a word: nothing depends on it. */
  apart(seconds: number): Budget {
    const most = Math.min(seconds, this.remainingMs / 1000);
    return new Budget(this.#clock, most, this.#isInterrupted);
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted();
  }

  get remainingMs(): number {
    return this.isInterrupted ? 0 : Math.max(0, this.#deadlineMs - this.#clock.now());
  }

  /** Does what uses up none of the time that all share: a build that the tests of a variant wait for. */
  async besides<T>(work: () => Promise<T>): Promise<T> {
    const started = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#give(this.#clock.now() - started);
    }
  }

  /** What a hang waits for is no work: up to a bound it uses up none of the time that all share. */
  forgive(ms: number): void {
    const given = Math.min(ms, this.#forgiven);
    this.#forgiven -= given;
    this.#give(given);
  }

  #give(ms: number): void {
    this.#deadlineMs += ms;
    if (this.#whole !== null) this.#whole.#give(ms);
  }

  /** Whether there is time for one more thing; names it where there is none. */
  allows(what: string): boolean {
    if (this.remainingMs > 0) return true;
    this.leaveOut(what);
    return false;
  }

  leaveOut(what: string): void {
    if (!this.#leftOut.includes(what)) this.#leftOut.push(what);
  }

  get leftOut(): readonly string[] {
    return this.#leftOut;
  }
}

const LEAST_SECONDS = 60;

/** Of hangs, in all of the time and in each part of it: four of half a minute. */
const MOST_WAITING_MS = 120_000;

/** Seconds for the rest: twice the default run and a minute, unless the user says otherwise. */
export function budgetSeconds(given: number | null, defaultSeconds: number): number {
  return given ?? 2 * defaultSeconds + LEAST_SECONDS;
}
