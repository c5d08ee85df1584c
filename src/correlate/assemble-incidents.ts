import {
  type Incident,
  type Occurrence,
  type PathFrame,
  type Reproduction,
  withPreemption,
} from "../model/index.ts";
import { isNonInlined } from "./blame.ts";
import type { Busy, FoundIncident } from "./incident.ts";
import { countedTries, NO_TRIES, orderNote, type Repeat, settingNote } from "./repeats.ts";
import { reproduceLine } from "./reproduce.ts";
import type { PackageStory } from "./story.ts";
import type { Surroundings, VariantStory } from "./surroundings.ts";

interface Sighting {
  readonly variant: string;
  readonly found: FoundIncident;
  readonly story: PackageStory;
}

/** One entry a fingerprint, with all its tests and variants. */
export function mergeIncidents(
  variants: readonly VariantStory[],
  around: Surroundings,
  repeats: readonly Repeat[],
): Incident[] {
  const byFingerprint = new Map<string, Sighting[]>();
  for (const { variant, stories } of variants) {
    for (const story of stories) {
      for (const found of story.incidents) {
        const sightings = byFingerprint.get(found.fingerprint) ?? [];
        sightings.push({ variant, found, story });
        byFingerprint.set(found.fingerprint, sightings);
      }
    }
  }
  return [...byFingerprint.values()].flatMap((sightings) => {
    const [first] = sightings;
    return first === undefined ? [] : [mergedIncident(first, sightings, variants, around, repeats)];
  });
}

function mergedIncident(
  { found, variant, story }: Sighting,
  sightings: readonly Sighting[],
  variants: readonly VariantStory[],
  around: Surroundings,
  repeats: readonly Repeat[],
): Incident {
  const own = repeats.filter(
    ({ subject }) => subject.kind === "incident" && subject.fingerprint === found.fingerprint,
  );
  const repeat = own.find((each) => each.variant === variant) ?? null;
  const { attribution: first, busy, ...rest } = found;
  const attribution = repeat?.settled ?? first;
  const tests = sightings.flatMap((sighting) => sighting.found.tests);
  const occurrences = occurrencesOf(found, variants, own);
  const again = own.find((each) => each.path !== null)?.path ?? null;
  const merged: Incident = {
    ...rest,
    test: attribution.test,
    tests: [...new Set([...(attribution.test === null ? [] : [attribution.test]), ...tests])],
    attribution: { by: attribution.by, confidence: attribution.confidence },
    reproduction: reproductionOf(occurrences, repeat),
    occurrences,
    baseline: null,
    baselineReason: null,
    baselineTries: null,
    changedHere: null,
    reproduce: reproduceLine(
      found,
      variant,
      around.commandPlace(found.package),
      around.flags,
      around.args,
      story,
    ),
    reproduceProven: repeat === null ? null : repeat.alone.failed > 0,
    note: repeat === null ? null : (settingNote(repeat) ?? orderNote(repeat, attribution.test)),
    site:
      found.site === null
        ? null
        : { ...found.site, source: around.source(found.site.file, found.site.line) },
    ...pathOf(found.path, variant === "default", again),
    escapes: [],
  };
  const loop = busy ?? own.find((each) => each.busy !== null)?.busy ?? null;
  return isUninterruptible(found, occurrences, own) && loop !== null
    ? loopIncident(merged, loop, around)
    : merged;
}

/**
 * It hangs only where async preemption is off, while user code was busy, and the same build
 * with it on, or that one setting alone, says that it is this and not the build.
 */
function isUninterruptible(
  { kind }: FoundIncident,
  occurrences: readonly Occurrence[],
  repeats: readonly Repeat[],
): boolean {
  const isOff = ({ variant }: Occurrence): boolean => variant.includes("asyncpreemptoff");
  const failed = occurrences.filter((each) => each.failed > 0);
  if (kind !== "timeout" || failed.length === 0 || !failed.every(isOff)) return false;
  const passes = new Set(occurrences.flatMap((each) => (each.failed === 0 ? [each.variant] : [])));
  const alone = repeats.some(({ settings }) =>
    settings?.some((each) => each.setting === "asyncpreemptoff" && each.failed > 0),
  );
  return alone || failed.some(({ variant }) => passes.has(withPreemption(variant)));
}

/** The loop is where to look, not the test that waits for it. */
function loopIncident(incident: Incident, busy: Busy, around: Surroundings): Incident {
  const { goroutine, site, path, trace, createdBy } = busy;
  return {
    ...incident,
    cause: "no-safepoint",
    goroutine,
    site: { ...site, source: around.source(site.file, site.line) },
    origin: site,
    path,
    trace,
    createdBy,
  };
}

/** The default build's path; its own first sighting counts, a repeat adds what the runtime hid. */
function pathOf(
  seen: readonly PathFrame[],
  byDefault: boolean,
  again: readonly PathFrame[] | null,
): Pick<Incident, "path" | "nonInlined" | "pathFrom"> {
  if (!byDefault && again === null) return { path: seen, nonInlined: null, pathFrom: null };
  const path = byDefault ? withHidden(seen, again ?? []) : (again ?? []);
  if (path.length === 0) return { path, nonInlined: null, pathFrom: null };
  return { path, nonInlined: isNonInlined(path), pathFrom: byDefault ? "trace" : "repeat" };
}

/** A path with the frames that only the repeat shows, where it is the same path. */
function withHidden(seen: readonly PathFrame[], again: readonly PathFrame[]): readonly PathFrame[] {
  const same =
    seen.length === again.length &&
    seen.every((frame, at) => frame.file === again[at]?.file && frame.line === again[at]?.line);
  return same ? seen.map((frame, at) => ({ ...frame, through: again[at]?.through ?? [] })) : seen;
}

/** One line a variant in which the incident's package ran. */
function occurrencesOf(
  found: FoundIncident,
  variants: readonly VariantStory[],
  repeats: readonly Repeat[],
): Occurrence[] {
  return variants.flatMap(({ variant, stories }) => {
    const story = stories.find((each) => each.facts.importPath === found.package);
    if (story === undefined) return [];
    const runs = story.executions.length === 0 ? [story] : story.executions;
    const shows = ({ incidents }: PackageStory): boolean =>
      incidents.some((each) => each.fingerprint === found.fingerprint);
    const seen = runs.filter(shows).length;
    const passed = runs.filter((run) => !shows(run) && reached(run, found.attribution.test)).length;
    if (seen + passed === 0) return [];
    const repeat = repeats.find((each) => each.variant === variant);
    const tries = repeat === undefined ? NO_TRIES : countedTries(repeat);
    return [{ variant, attempts: seen + passed + tries.attempts, failed: seen + tries.failed }];
  });
}

/** A variant whose process died before the test tells nothing about it. */
function reached(story: PackageStory, test: string | null): boolean {
  if (test === null) return true;
  const outcome = story.outcomes.get(test);
  return outcome !== undefined && outcome !== "interrupted";
}

function reproductionOf(occurrences: readonly Occurrence[], repeat: Repeat | null): Reproduction {
  if (repeat?.confirmed === false) return "narrowed";
  const byDefault = occurrences.find((occurrence) => occurrence.variant === "default");
  if (byDefault !== undefined && byDefault.failed === 0) return "variant-only";
  const attempts = occurrences.reduce((sum, occurrence) => sum + occurrence.attempts, 0);
  if (attempts <= 1) return "once";
  return occurrences.every((occurrence) => occurrence.failed === occurrence.attempts)
    ? "always"
    : "sometimes";
}
