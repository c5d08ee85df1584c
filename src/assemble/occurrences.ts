import type { FoundIncident, PackageStory } from "../correlate/index.ts";
import {
  isAlways,
  isFlaky,
  isNever,
  NO_TRIES,
  type Occurrence,
  type Reproduction,
  sumOf,
  type Tally,
} from "../model/index.ts";
import type { MergeContext } from "./merge-context.ts";
import { causeOf, type Repeat, triesOf } from "./repeats.ts";

/** One line a variant in which the incident's package ran. */
export function occurrencesOf(
  found: FoundIncident,
  { variants, stories, failing }: MergeContext,
  repeats: readonly Repeat[],
): Occurrence[] {
  const ofPackage = stories.get(found.package) ?? [];
  return variants.flatMap(({ variant }) => {
    const story = ofPackage.find((each) => each.variant === variant)?.story;
    const repeat = repeats.find((each) => each.variant === variant);
    const seen = story === undefined ? NO_TRIES : sightingsIn(story, found);
    const elsewhere = variant === "default" ? repeats.map((each) => each.byDefault) : [];
    const whole = repeat?.whole ?? seen;
    const alone = sumOf([...(repeat === undefined ? [] : [repeat.alone]), ...elsewhere]);
    if (whole.attempts + alone.attempts === 0) return [];
    return [{ variant, ...countedTries(repeat, whole, alone, failing), whole, alone }];
  });
}

/** All tries, but those in which a cause that is proven had no part. */
function countedTries(
  repeat: Repeat | undefined,
  whole: Tally,
  alone: Tally,
  failing: number,
): Tally {
  if (repeat === undefined) return sumOf([whole, alone]);
  const cause = causeOf(repeat, failing)?.kind;
  if (cause === "order") return whole;
  return sumOf([whole, alone, cause === "narrowed" ? NO_TRIES : (repeat.others ?? NO_TRIES)]);
}

/** How often a package ran, its test included, and how often this came. */
function sightingsIn(story: PackageStory, found: FoundIncident): Tally {
  const runs = story.executions.length === 0 ? [story] : story.executions;
  const shows = ({ incidents }: PackageStory): boolean =>
    incidents.some((each) => each.fingerprint === found.fingerprint);
  const failed = runs.filter(shows).length;
  const passed = runs.filter((run) => !shows(run) && reached(run, found.attribution.test)).length;
  return { attempts: failed + passed, failed };
}

/** A variant whose process died before the test tells nothing about it. */
function reached(story: PackageStory, test: string | null): boolean {
  if (test === null) return true;
  const outcome = story.outcomes.get(test);
  return outcome !== undefined && outcome !== "interrupted";
}

/** By the default build: n of n is always, 0 of n is another variant's, all between comes and goes. */
export function reproductionOf(
  occurrences: readonly Occurrence[],
  repeats: readonly Repeat[],
  failing: number,
): Reproduction {
  if (repeats.some((each) => causeOf(each, failing)?.kind === "narrowed")) return "narrowed";
  const byDefault = occurrences.find((occurrence) => occurrence.variant === "default");
  const all = sumOf(occurrences);
  const told: Tally = byDefault ?? all;
  if (isNever(told))
    return repeats.some((each) => isFlaky(triesOf(each))) ? "sometimes" : "variant-only";
  if (all.attempts <= 1) return "once";
  return isAlways(told) ? "always" : "sometimes";
}
