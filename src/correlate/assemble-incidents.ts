import {
  groupedBy,
  type Incident,
  isAlways,
  isFlaky,
  isNever,
  NO_TRIES,
  type Occurrence,
  type PathFrame,
  type Reproduction,
  type SitePlace,
  sumOf,
  type Tally,
  testKey,
  withPreemption,
} from "../model/index.ts";
import { isNonInlined } from "./blame.ts";
import type { Busy, FoundIncident } from "./incident.ts";
import type { MergeContext } from "./merge-context.ts";
import { causeNote, causeOf, type Repeat, triesOf } from "./repeats.ts";
import { reproduceLine } from "./reproduce.ts";
import { topLevel } from "./running.ts";
import { sharedSite } from "./shared-site.ts";
import type { PackageStory } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

interface Sighting {
  readonly variant: string;
  readonly found: FoundIncident;
  readonly story: PackageStory;
}

/** One entry a fingerprint, with all its tests and variants. */
export function mergeIncidents(context: MergeContext): Incident[] {
  const sightings = context.variants.flatMap(({ variant, stories }) =>
    stories.flatMap((story) =>
      story.incidents.map((found): Sighting => ({ variant, found, story })),
    ),
  );
  const whole = wholeRaces(sightings);
  const groups = groupedBy(
    sightings,
    ({ found }) => whole.get(found.fingerprint) ?? found.fingerprint,
  );
  return groups.flatMap((group) =>
    byLine(group).map((same, at) => {
      const merged = mergedIncident(same, context);
      return at === 0 ? merged : { ...merged, fingerprint: nextPrint(merged.fingerprint, at) };
    }),
  );
}

/** A race of which a stack was lost is one that holds the place that is left: fingerprint to fingerprint. */
function wholeRaces(sightings: readonly Sighting[]): ReadonlyMap<string, string> {
  const races = sightings.flatMap(({ found }) => (found.kind === "race" ? [found] : []));
  const pairs = races.filter((race) => race.raceSites.length === 2);
  const halves = races.filter((race) => race.raceSites.length === 1);
  return new Map(
    halves.flatMap((half) => {
      const pair = pairs.find((race) => race.raceSites.includes(half.raceSites[0] ?? ""));
      return pair === undefined ? [] : [[half.fingerprint, pair.fingerprint] as const];
    }),
  );
}

/** Without sources two places of a function have one fingerprint: their lines tell them apart. */
function byLine(group: readonly [Sighting, ...Sighting[]]): [Sighting, ...Sighting[]][] {
  const [{ found }] = group;
  const isTold = found.kind === "timeout" || found.kind === "race" || found.site === null;
  if (isTold || found.fingerprint !== found.former) return [[...group]];
  return groupedBy(group, (sighting) => String(sighting.found.site?.line)).sort(
    ([left], [right]) => (left.found.site?.line ?? 0) - (right.found.site?.line ?? 0),
  );
}

const nextPrint = (fingerprint: string, at: number): string =>
  BigInt.asUintN(64, BigInt(`0x${fingerprint}`) + BigInt(at))
    .toString(16)
    .padStart(16, "0");

function mergedIncident(
  sightings: readonly [Sighting, ...Sighting[]],
  context: MergeContext,
): Incident {
  const [{ found, variant, story }] = sightings;
  const { around, failing } = context;
  const own = repeatsOf(found, context);
  const repeat = own.find((each) => each.variant === variant) ?? null;
  const { attribution: first, busy, late, ...rest } = found;
  const attribution = repeat?.settled ?? first;
  const here = sightings.filter((each) => each.found.package === found.package);
  const tests = here.flatMap((sighting) => sighting.found.tests);
  const occurrences = occurrencesOf(found, context, own);
  const again = own.find((each) => each.path !== null)?.path ?? null;
  const selection = selectionOf(attribution.test, repeat);
  const statuses = [...own, ...sightings.map((each) => each.found)];
  const merged: Incident = {
    ...rest,
    ...exitOf(found, statuses),
    test: attribution.test,
    tests: [...new Set([...(attribution.test === null ? [] : [attribution.test]), ...tests])],
    elsewhere: elsewhereOf(sightings, found.package),
    otherTraces: otherTraces(sightings),
    attribution: { by: attribution.by, confidence: attribution.confidence },
    reproduction: reproductionOf(occurrences, own, failing),
    occurrences,
    baseline: null,
    baselineReason: null,
    baselineTries: null,
    changedHere: null,
    reproduce: reproduceLine(found, variant, selection, around, story),
    reproduceProven: isProven(repeat, selection),
    note: late ?? (repeat === null ? null : causeNote(repeat, attribution.test, failing)),
    site: siteOf(found, sightings, own, around),
    ...pathOf(found.path, variant === "default", again),
    escapes: [],
  };
  const loop = busy ?? own.find((each) => each.busy !== null)?.busy ?? null;
  return isUninterruptible(found, occurrences, own) && loop !== null
    ? loopIncident(merged, loop, around)
    : merged;
}

const repeatsOf = (found: FoundIncident, { repeats }: MergeContext): Repeat[] =>
  (repeats.get(found.package) ?? []).filter(
    ({ subject }) => subject.kind === "incident" && subject.fingerprint === found.fingerprint,
  );

/** go test prints no exit status where packages are named: a repeat knows it. */
function exitOf(
  found: FoundIncident,
  all: readonly { readonly exitStatus: number | null }[],
): Partial<Incident> {
  const status = all.find((each) => each.exitStatus !== null)?.exitStatus ?? null;
  if (found.kind !== "exit" || status === null) return {};
  return { exitStatus: status, message: `exit status ${status}` };
}

const MOST_TRACES = 10;
const TRACE_LINES = 60;

/** What the process printed when another test reached the same place, once a test. */
function otherTraces(sightings: readonly [Sighting, ...Sighting[]]): Incident["otherTraces"] {
  const [{ found: first }] = sightings;
  const others = sightings.flatMap(({ found }) => {
    const { package: path, attribution, trace } = found;
    const { test } = attribution;
    const isFirst = path === first.package && test === first.attribution.test;
    return test === null || isFirst ? [] : [{ package: path, test, trace }];
  });
  return groupedBy(others, ({ package: path, test }) => testKey(path, test))
    .slice(0, MOST_TRACES)
    .map(([each]) => ({ ...each, trace: each.trace.slice(0, TRACE_LINES) }));
}

function elsewhereOf(sightings: readonly Sighting[], path: string): Incident["elsewhere"] {
  const others = sightings
    .filter(({ found }) => found.package !== path)
    .flatMap(({ found }) =>
      (found.tests.length === 0 ? [null] : found.tests).map((test) => ({
        package: found.package,
        test,
      })),
    );
  return groupedBy(others, (each) => JSON.stringify(each)).map(([first]) => first);
}

/** The test to name in a command: null for the whole package. */
function selectionOf(test: string | null, repeat: Repeat | null): string | null {
  if (test === null || repeat === null) return test;
  const isWhole = repeat.whole.failed > 1 && repeat.alone.failed === 0;
  return isWhole || repeat.absent === "skipped" ? null : (repeat.aloneTest ?? test);
}

function isProven(repeat: Repeat | null, selection: string | null): boolean | null {
  if (repeat === null || sumOf([repeat.whole, repeat.alone]).attempts < 2) return null;
  return selection === null ? repeat.whole.failed > 1 : repeat.alone.failed > 0;
}

/** Where to look: of a hang what all its samples share, of an exit its test at least. */
function siteOf(
  found: FoundIncident,
  sightings: readonly Sighting[],
  repeats: readonly Repeat[],
  around: Surroundings,
): SitePlace | null {
  const paths = [
    ...sightings.map((each) => each.found.path),
    ...repeats.flatMap((each) => each.samples),
  ];
  const shared = found.kind === "timeout" ? sharedSite(paths) : null;
  const site = shared ?? found.site;
  if (site !== null) return { ...site, source: around.source(site.file, site.line) };
  const test = found.kind === "exit" ? found.attribution.test : null;
  const declared = around
    .declared(found.package)
    .find((each) => test !== null && each.name === topLevel(test));
  if (declared === undefined) return null;
  const { file, line } = declared;
  return { function: null, file, line, source: around.source(file, line) };
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
    settings.some((each) => each.setting === "asyncpreemptoff" && each.failed > 0),
  );
  return alone || failed.some(({ variant }) => passes.has(withPreemption(variant)));
}

/** The loop is where to look, not the test that waits for it. */
function loopIncident(incident: Incident, busy: Busy, around: Surroundings): Incident {
  const { goroutine, site, path, trace, createdBy } = busy;
  return {
    ...incident,
    cause: "no-safepoint",
    note: "the stacks that SIGQUIT printed show it: under asyncpreemptoff nothing interrupts this loop",
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
function reproductionOf(
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
