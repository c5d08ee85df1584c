import type { Attribution, Busy } from "../correlate/index.ts";
import {
  attemptsToTell,
  CAUSE_BOUND,
  couldBeLuck,
  isAlways,
  isFlaky,
  isNever,
  NO_ATTEMPTS,
  type PathFrame,
  sumOf,
  type Tally,
} from "../model/index.ts";

/** How an incident or a failure came back when it was tried again. */
export interface Repeat {
  readonly variant: string;
  readonly package: string;
  /** What was repeated: an incident by its fingerprint, or an ordinary failure by its test. */
  readonly subject:
    | { readonly kind: "incident"; readonly fingerprint: string }
    | { readonly kind: "failure"; readonly test: string };
  /** With the whole package; the run that showed it first is among them. */
  readonly whole: Tally;
  /** The test alone, a process a try; only tries in which it started and was not skipped. */
  readonly alone: Tally;
  /** What `alone` ran: the test, or the nearest test above it whose name comes back. Null: nothing. */
  readonly aloneTest: string | null;
  /** Why the test can't be tried alone; null where it can. */
  readonly absent: "skipped" | "not-started" | null;
  /**
   * First seen in a run that left tests out: how often it also comes when only the other
   * culprits are left out. Null where it was seen in a whole run.
   */
  readonly others: Tally | null;
  /** Under a variant: the test alone in the default build. */
  readonly byDefault: Tally;
  /** Under a variant: the test alone under each of its settings on its own. */
  readonly settings: readonly SettingTry[];
  /** The evidence itself shows what does it (a race report): no setting is looked for. */
  readonly isEvident: boolean;
  /** What a repeat with ancestors' stacks says of the test, where it was not certain. */
  readonly settled: Attribution | null;
  /** The path as the default build showed it again, with the frames that the runtime hides. */
  readonly path: readonly PathFrame[] | null;
  /** Of a hang: the paths that its tries showed. */
  readonly samples: readonly (readonly PathFrame[])[];
  /** Of a hang: who was busy, where one of the tries showed it; the signal may go to another thread. */
  readonly busy: Busy | null;
  /** Of an exit: the status, which go test itself does not print. */
  readonly exitStatus: number | null;
}

export interface SettingTry extends Tally {
  /** Its name, and in plain words. */
  readonly setting: string;
  readonly meaning: string;
}

/** What makes the difference, where chance is ruled out; `open`: where it is not. */
export type Cause =
  | { readonly kind: "order" }
  /** It only comes where tests before it are left out: no proof against the code. */
  | { readonly kind: "narrowed" }
  | { readonly kind: "settings"; readonly settings: readonly SettingTry[] }
  | { readonly kind: "combination" }
  | { readonly kind: "open"; readonly here: Tally; readonly there: Tally; readonly words: string };

/** Tries on each side from which on a difference is worth more of them. */
const FIRST_LOOK = 3;

/** What a repeat says of order and settings; `failing`: tests that failed in any try of the run. */
export function causeOf(repeat: Repeat, failing: number): Cause | null {
  if (repeat.isEvident) return null;
  if (repeat.others !== null) return narrowCause(repeat.alone, repeat.others, failing);
  return repeat.variant === "default" ? orderCause(repeat, failing) : settingCause(repeat, failing);
}

function narrowCause(alone: Tally, others: Tally, failing: number): Cause | null {
  if (!isAlways(alone) || !isNever(others)) return null;
  if (!couldBeLuck(alone, others, failing, CAUSE_BOUND)) return { kind: "narrowed" };
  return { kind: "open", here: alone, there: others, words: "alone" };
}

function orderCause({ whole, alone, absent }: Repeat, failing: number): Cause | null {
  if (absent !== null || !isAlways(whole) || !isNever(alone)) return null;
  if (!couldBeLuck(whole, alone, failing, CAUSE_BOUND)) return { kind: "order" };
  return { kind: "open", here: whole, there: alone, words: "with the whole package" };
}

function settingCause(repeat: Repeat, failing: number): Cause | null {
  const { byDefault, settings, variant } = repeat;
  const under = underVariant(repeat);
  if (!isNever(byDefault) || !isAlways(under) || settings.some(isFlaky)) return null;
  const differs = (here: Tally, there: Tally): boolean =>
    isAlways(here) && isNever(there) && !couldBeLuck(here, there, failing, CAUSE_BOUND);
  const proven = settings.filter((setting) => differs(setting, byDefault));
  if (proven.length > 0) return { kind: "settings", settings: proven };
  const isTogether = settings.length > 1 && settings.every((setting) => differs(under, setting));
  if (isTogether && differs(under, byDefault)) return { kind: "combination" };
  const candidate = settings.find(isAlways);
  const here = candidate ?? under;
  return { kind: "open", here, there: byDefault, words: `under ${candidate?.setting ?? variant}` };
}

/** Under its variant, in the selection that was tried most. */
const underVariant = ({ alone, whole }: Repeat): Tally => (alone.attempts > 0 ? alone : whole);

/** More tries that would settle an open question: how many in all on each side; null where none would. */
export function attemptsWanted(repeat: Repeat, failing: number): number | null {
  const cause = causeOf(repeat, failing);
  if (cause?.kind !== "open") return null;
  const isWorth = cause.here.attempts >= FIRST_LOOK && cause.there.attempts >= FIRST_LOOK;
  return isWorth ? attemptsToTell(failing, CAUSE_BOUND) : FIRST_LOOK;
}

/** All tries under its variant, whatever ran beside the test. */
export const tallyOf = ({ whole, alone, others }: Repeat): Tally =>
  sumOf([whole, alone, others ?? NO_ATTEMPTS]);

/** Order and settings in words; null where nothing is to say. */
export function causeNote(repeat: Repeat, test: string | null, failing: number): string | null {
  const name = test ?? "the package";
  if (repeat.absent === "skipped") return `alone ${name} is skipped: tried with the whole package`;
  const cause = causeOf(repeat, failing);
  switch (cause?.kind) {
    case "narrowed":
      return `only seen when tests before ${name} are left out: perhaps it needs one of them`;
    case "order":
      return `alone ${name} passes (${tally(repeat.alone)}); with the whole package it fails (${tally(repeat.whole)}): it depends on tests before it`;
    case "settings":
      return `with ${cause.settings.map(settingText).join(", and with ")}; by default it fails ${tally(repeat.byDefault)} times`;
    case "combination":
      return `only with all settings of ${repeat.variant} together (${tally(underVariant(repeat))}); by default it fails ${tally(repeat.byDefault)} times`;
    case "open": {
      const { here, there, words } = cause;
      // One run with others and none alone is what comes and goes too: its counts say it.
      const isReported = here.attempts >= FIRST_LOOK && there.attempts >= FIRST_LOOK;
      if (repeat.variant === "default" && !isReported) return null;
      const isNarrow = repeat.others !== null;
      const other = isNarrow
        ? "with the tests before it"
        : repeat.variant === "default"
          ? "alone"
          : "by default";
      return `fails ${tally(here)} ${words}, ${tally(there)} ${other}: too few to tell what makes the difference`;
    }
    default:
      return null;
  }
}

const tally = ({ attempts, failed }: Tally): string => `${failed} of ${attempts}`;

const settingText = (each: SettingTry): string =>
  `${each.setting} (${tally(each)}; ${each.meaning})`;
