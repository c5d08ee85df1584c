import type { FoundIncident, PackageStory } from "../correlate/index.ts";
import {
  isAlways,
  isFlaky,
  isNever,
  NO_ATTEMPTS,
  type Occurrence,
  type Reproduction,
  sumOf,
  type Tally,
} from "../model/index.ts";
import type { MergeContext } from "./merge-context.ts";
import { causeOf, type Repeat, tallyOf } from "./repeats.ts";

/** One line a variant in which the incident's package ran. */
export function occurrencesOf(
  found: FoundIncident,
  { variants, stories, failing }: MergeContext,
  repeats: readonly Repeat[],
): Occurrence[] {
  const ofPackage = stories.get(found.package) ?? [];
  return variants.flatMap(({ variant }) => {
    const story = ofPackage.find((each) => each.variant === variant)?.story;
    const repeat = repeats.find((repeat) => repeat.variant === variant);
    const seen = story === undefined ? NO_ATTEMPTS : sightingsIn(story, found);
    const elsewhere = variant === "default" ? repeats.map((repeat) => repeat.byDefault) : [];
    const whole = repeat?.whole ?? seen;
    const alone = sumOf([...(repeat === undefined ? [] : [repeat.alone]), ...elsewhere]);
    if (whole.attempts + alone.attempts === 0) return [];
    return [{ variant, ...countedAttempts(repeat, whole, alone, failing), whole, alone }];
  });
}

/** All tries, but those in which a cause that is proven had no part. */
function countedAttempts(
  repeat: Repeat | undefined,
  whole: Tally,
  alone: Tally,
  failing: number,
): Tally {
  if (repeat === undefined) return sumOf([whole, alone]);
  const cause = causeOf(repeat, failing)?.kind;
  if (cause === "order") return whole;
  return sumOf([whole, alone, cause === "narrowed" ? NO_ATTEMPTS : (repeat.others ?? NO_ATTEMPTS)]);
}

/** How often a package ran, its test included, and how often this came. */
function sightingsIn(story: PackageStory, found: FoundIncident): Tally {
  const runs = story.executions.length === 0 ? [story] : story.executions;
  const shows = ({ incidents }: PackageStory): boolean =>
    incidents.some((incident) => incident.fingerprint === found.fingerprint);
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
  if (repeats.some((repeat) => causeOf(repeat, failing)?.kind === "narrowed")) return "narrowed";
  const byDefault = occurrences.find((occurrence) => occurrence.variant === "default");
  const all = sumOf(occurrences);
  const tally: Tally = byDefault ?? all;
  if (isNever(tally))
    return repeats.some((repeat) => isFlaky(tallyOf(repeat))) ? "sometimes" : "variant-only";
  if (all.attempts <= 1) return "once";
  return isAlways(tally) ? "always" : "sometimes";
}
