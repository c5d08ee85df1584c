import {
  type Busy,
  type FoundIncident,
  isNonInlined,
  type PackageStory,
} from "../correlate/index.ts";
import {
  exitStatusWords,
  groupedBy,
  type Incident,
  type Occurrence,
  type PathFrame,
  type SitePlace,
  sumOf,
  testKey,
  topLevel,
  withPreemption,
} from "../model/index.ts";
import type { MergeContext } from "./merge-context.ts";
import { occurrencesOf, reproductionOf } from "./occurrences.ts";
import { causeNote, type Repeat } from "./repeats.ts";
import { reproduceLine } from "./reproduce.ts";
import type { RunContext } from "./run-context.ts";
import { sharedSite } from "./shared-site.ts";

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
  const isReported = found.kind === "timeout" || found.kind === "race" || found.site === null;
  if (isReported || found.fingerprint !== found.former) return [[...group]];
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
  const { runContext, failing } = context;
  const own = repeatsOf(found, context);
  const repeat = own.find((each) => each.variant === variant) ?? null;
  const { attribution: first, busy, late, ...rest } = found;
  const attribution = repeat?.settled ?? first;
  const here = sightings.filter((sighting) => sighting.found.package === found.package);
  const tests = here.flatMap((sighting) => sighting.found.tests);
  const occurrences = occurrencesOf(found, context, own);
  const again = own.find((each) => each.path !== null)?.path ?? null;
  const selection = selectionOf(attribution.test, repeat);
  const statuses = [...own, ...sightings.map((sighting) => sighting.found)];
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
    reproduce: reproduceLine(found, variant, selection, runContext, story),
    reproduceProven: isProven(repeat, selection),
    note: late ?? (repeat === null ? null : causeNote(repeat, attribution.test, failing)),
    site: siteOf(found, sightings, own, runContext),
    ...pathOf(found.path, variant === "default", again),
    escapes: [],
    values: null,
  };
  const loop = busy ?? own.find((each) => each.busy !== null)?.busy ?? null;
  return isUninterruptible(found, occurrences, own) && loop !== null
    ? loopIncident(merged, loop, runContext)
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
  return { exitStatus: status, message: exitStatusWords(status) };
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
  return groupedBy(others, (other) => JSON.stringify(other)).map(([first]) => first);
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

/** Where to look: of a hang what all its samples share, of an end without a stack its test at least. */
function siteOf(
  found: FoundIncident,
  sightings: readonly Sighting[],
  repeats: readonly Repeat[],
  runContext: RunContext,
): SitePlace | null {
  const paths = [
    ...sightings.map((sighting) => sighting.found.path),
    ...repeats.flatMap((repeat) => repeat.samples),
  ];
  const shared = found.kind === "timeout" ? sharedSite(paths) : null;
  const site = shared ?? found.site;
  if (site !== null) return { ...site, source: runContext.source(site.file, site.line) };
  // A sanitizer ends the process without a stack of Go's.
  const hasNoStack = found.kind === "exit" || found.kind === "fatal";
  const test = hasNoStack ? found.attribution.test : null;
  const declared = runContext
    .declared(found.package)
    .find((each) => test !== null && each.name === topLevel(test));
  if (declared === undefined) return null;
  const { file, line } = declared;
  return { function: null, file, line, source: runContext.source(file, line) };
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
  const failed = occurrences.filter((occurrence) => occurrence.failed > 0);
  if (kind !== "timeout" || failed.length === 0 || !failed.every(isOff)) return false;
  const passes = new Set(
    occurrences.flatMap((occurrence) => (occurrence.failed === 0 ? [occurrence.variant] : [])),
  );
  const alone = repeats.some(({ settings }) =>
    settings.some((setting) => setting.setting === "asyncpreemptoff" && setting.failed > 0),
  );
  return alone || failed.some(({ variant }) => passes.has(withPreemption(variant)));
}

/** The loop is where to look, not the test that waits for it. */
function loopIncident(incident: Incident, busy: Busy, runContext: RunContext): Incident {
  const { goroutine, site, path, trace, createdBy } = busy;
  return {
    ...incident,
    cause: "no-safepoint",
    note: "the stacks that SIGQUIT printed show it: under asyncpreemptoff nothing interrupts this loop",
    goroutine,
    site: { ...site, source: runContext.source(site.file, site.line) },
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
