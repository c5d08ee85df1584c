import type { PathFrame, Setting } from "../model/index.ts";
import type { Attribution } from "./attribution.ts";
import type { Busy } from "./incident.ts";

/** How an incident or a failure came back when it was tried again. */
export interface Repeat {
  readonly variant: string;
  readonly package: string;
  /** What was repeated: an incident by its fingerprint, or an ordinary failure by its test. */
  readonly subject:
    | { readonly kind: "incident"; readonly fingerprint: string }
    | { readonly kind: "failure"; readonly test: string };
  /** The test alone, once a try. */
  readonly alone: Tries;
  /** The whole package, where alone it did not come back. */
  readonly whole: Tries;
  /**
   * First seen in a run that left tests out: whether it also comes when only the other
   * culprits are left out. Null where it was seen in a whole run.
   */
  readonly confirmed: boolean | null;
  /** Each setting of the variant on its own, and the default build; null under default. */
  readonly settings: readonly SettingTry[] | null;
  /** What a repeat with ancestors' stacks says of the test, where it was not certain. */
  readonly settled: Attribution | null;
  /** The path as the default build showed it again, with the frames that the runtime hides. */
  readonly path: readonly PathFrame[] | null;
  /** Of a hang: who was busy, where one of the tries showed it; the signal may go to another thread. */
  readonly busy: Busy | null;
}

export interface Tries {
  readonly attempts: number;
  readonly failed: number;
}

export interface SettingTry extends Tries {
  /** Null: none, the default build. */
  readonly setting: Setting | null;
}

export const NO_TRIES: Tries = { attempts: 0, failed: 0 };

/** Tries that count for "k of n": those of the selection that shows the failure. */
export function countedTries(repeat: Repeat): Tries {
  return repeat.alone.failed === 0 && repeat.whole.attempts > 0 ? repeat.whole : repeat.alone;
}

/** Whether an order of tests makes the difference, in words; null where it makes none. */
export function orderNote(repeat: Repeat, test: string | null): string | null {
  const { alone, whole, confirmed } = repeat;
  const name = test ?? "the package";
  if (confirmed === false) {
    return `only seen when tests before ${name} are left out: perhaps it needs one of them`;
  }
  if (alone.attempts === 0 || alone.failed > 0 || whole.failed === 0) return null;
  return `alone ${name} passes (${alone.attempts} of ${alone.attempts}); with the whole package it fails (${whole.failed} of ${whole.attempts}): it depends on tests before it`;
}

const MEANINGS: Readonly<Record<Setting, string>> = {
  noinline:
    "inlining off: allocation counts, stack depths and whatever else relies on inlining differ",
  race: "the race detector: slower, and with other scheduling",
  asyncpreemptoff: "async preemption off: a loop without calls can't be interrupted",
  gctrace: "GC trace on: the runtime prints lines to standard error",
};

/** Which one setting does it, and what it means; null where nothing was tried. */
export function settingNote(repeat: Repeat): string | null {
  if (repeat.settings === null || repeat.settings.length === 0) return null;
  const single = repeat.settings.filter((each) => each.setting !== null && each.failed > 0);
  const base = repeat.settings.find((each) => each.setting === null);
  const rate =
    base === undefined ? "" : `; by default it fails ${base.failed} of ${base.attempts} times`;
  const words = single.map(({ setting }) => `${setting} (${MEANINGS[setting ?? "noinline"]})`);
  if (words.length > 0) return `with ${words.join(", and with ")}${rate}`;
  if (repeat.alone.failed > 0) return `only with all settings of ${repeat.variant} together${rate}`;
  return `not seen again with any one setting${rate}`;
}
