import type { Foreign } from "../model/index.ts";

/** Why a request failed, as far as that decides whether it is worth another try. */
export interface Failure {
  /** Null where no answer came. */
  readonly status: number | null;
  readonly headers: Foreign;
  readonly message: string;
}

/** What waiting needs of the world. */
export interface Waiting {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: legs of a matrix must not come back all at once. */
  readonly random: () => number;
}

const MOST_TRIES = 5;
/** Each may have waited for its whole time. */
const MOST_UNANSWERED = 3;
const FIRST_WAIT_MS = 1000;
/** Without a word of when, a secondary limit asks for a minute (docs.github.com, rate limits for the REST API). */
const SECONDARY_MS = 60_000;

/**
 * Milliseconds to wait before the next try; null where another one is useless: the
 * answer is a plain no, all tries are used, or the wait would outlast the time left.
 */
export function waitBeforeNext(
  failure: Failure,
  tallies: number,
  { leftMs, nowMs, random }: { leftMs: number; nowMs: number; random: number },
): number | null {
  const most = failure.status === null ? MOST_UNANSWERED : MOST_TRIES;
  if (tallies >= most || !isPassing(failure)) return null;
  const backOff = FIRST_WAIT_MS * 2 ** (tallies - 1) * (0.75 + random / 2);
  const asked = askedWaitMs(failure, nowMs);
  const waitMs = asked ?? (isSecondaryLimit(failure) ? SECONDARY_MS : backOff);
  return waitMs < leftMs ? waitMs : null;
}

/** Trouble that goes away: no answer, a gateway, or a limit. */
function isPassing(failure: Failure): boolean {
  const { status } = failure;
  if (status === null || status === 429 || status >= 500) return true;
  return status === 403 && isLimit(failure);
}

/** A 403 is a limit where it says so; else the token may not do this. */
const isLimit = (failure: Failure): boolean =>
  isSecondaryLimit(failure) ||
  failure.headers["retry-after"] !== undefined ||
  String(failure.headers["x-ratelimit-remaining"]) === "0";

const isSecondaryLimit = ({ message }: Failure): boolean =>
  /secondary rate limit|abuse detection/i.test(message);

/** `Retry-After` in seconds or as a date; else the end of a used-up rate limit. */
function askedWaitMs({ headers }: Failure, nowMs: number): number | null {
  const after = headers["retry-after"];
  if (after !== undefined) {
    const seconds = Number(after);
    const ms = Number.isFinite(seconds) ? 1000 * seconds : Date.parse(String(after)) - nowMs;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  if (String(headers["x-ratelimit-remaining"]) !== "0") return null;
  const reset = Number(headers["x-ratelimit-reset"]);
  return Number.isFinite(reset) ? Math.max(0, 1000 * reset - nowMs) : null;
}

/** Does work again as long as that helps; throws the last failure. `deadlineMs` is a time, not a span. */
export async function withPatience<T>(
  work: () => Promise<T>,
  failureOf: (error: unknown) => Failure,
  deadlineMs: number,
  { now, wait, random }: Waiting,
): Promise<T> {
  for (let tallies = 1; ; tallies += 1) {
    try {
      return await work();
    } catch (error) {
      const nowMs = now();
      const left = { leftMs: deadlineMs - nowMs, nowMs, random: random() };
      const waitMs = waitBeforeNext(failureOf(error), tallies, left);
      if (waitMs === null) throw error;
      await wait(waitMs);
    }
  }
}
