import {
  compareChanges,
  groupedBy,
  type Incident,
  type Occurrence,
  type Report,
  type Reproduction,
  strongestChange,
  sumOf,
  type Tally,
  type TestInfo,
  testKey,
} from "../model/index.ts";
import { anyTrue } from "./combine.ts";

/** One entry a fingerprint, with what every report says of how often it happens. */
export function mergeIncidents(reports: readonly Report[]): Incident[] {
  const all = reports.flatMap((report) => report.incidents);
  const passes = passesByTest(reports);
  const merged = groupedBy(all, (each) => each.fingerprint).map((same) =>
    mergedIncident(same, passes),
  );
  return merged.sort((left, right) => compareChanges(left.baseline, right.baseline));
}

type Passes = ReadonlyMap<string, readonly Occurrence[]>;

/** How often tests passed, by `testKey`: a leg in which the test of an incident passes is worth knowing. */
function passesByTest(reports: readonly Report[]): Passes {
  const wanted = new Set(
    reports.flatMap(({ incidents }) =>
      incidents.flatMap((incident) =>
        incident.test === null ? [] : [testKey(incident.package, incident.test)],
      ),
    ),
  );
  const keyOf = ({ package: path, name }: TestInfo): string => testKey(path, name);
  const tests = reports.flatMap((report) => report.tests).filter((test) => wanted.has(keyOf(test)));
  return new Map(
    groupedBy(tests, keyOf).map((same) => [keyOf(same[0]), same.flatMap(passesOf)] as const),
  );
}

const passesOf = ({ runs }: TestInfo): Occurrence[] =>
  runs
    .filter((run) => run.outcome === "pass")
    .map(({ variant, attempts }) => ({
      variant,
      attempts,
      failed: 0,
      whole: null,
      alone: null,
    }));

function mergedIncident(same: readonly [Incident, ...Incident[]], passes: Passes): Incident {
  const [first] = same;
  const seen = same.flatMap((each) => each.occurrences);
  const known = new Set(seen.map((each) => each.variant));
  const key = first.test === null ? "" : testKey(first.package, first.test);
  const passed = (passes.get(key) ?? []).filter((each) => !known.has(each.variant));
  const occurrences = [...summed(seen), ...summed(passed)];
  const best = same.find((each) => each.pathFrom === "trace") ?? first;
  const baseline = strongestChange(same.map((each) => each.baseline));
  const deciding = same.find((each) => each.baseline === baseline);
  return {
    ...best,
    tests: [...new Set(same.flatMap((each) => each.tests))],
    elsewhere: groupedBy(
      same.flatMap((each) => each.elsewhere),
      (each) => JSON.stringify(each),
    ).map(([each]) => each),
    occurrences,
    reproduction: reproductionOf(same, occurrences),
    baseline,
    baselineReason: deciding?.baselineReason ?? null,
    changedHere: anyTrue(same.map((each) => each.changedHere)),
  };
}

/** One entry a variant. */
const summed = (all: readonly Occurrence[]): Occurrence[] =>
  groupedBy(all, ({ variant }) => variant).map((same) => ({
    variant: same[0].variant,
    ...sumOf(same),
    whole: sumOfKnown(same.map((each) => each.whole)),
    alone: sumOfKnown(same.map((each) => each.alone)),
  }));

/** Null where one of them does not tell. */
function sumOfKnown(tallies: readonly (Tally | null)[]): Tally | null {
  const known = tallies.filter((tally) => tally !== null);
  return known.length === tallies.length ? sumOf(known) : null;
}

function reproductionOf(
  same: readonly Incident[],
  occurrences: readonly Occurrence[],
): Reproduction | null {
  const words = [...new Set(same.map((each) => each.reproduction))];
  const seen = occurrences.filter((occurrence) => occurrence.failed > 0);
  if (words.length === 1 && (same.length === 1 || words[0] === "narrowed")) {
    const isElsewhere = occurrences.length > (same[0]?.occurrences.length ?? 0);
    return isElsewhere && words[0] === "always" ? "variant-only" : (words[0] ?? null);
  }
  if (seen.some((each) => each.failed < each.attempts)) return "sometimes";
  return seen.length < occurrences.length ? "variant-only" : "always";
}
