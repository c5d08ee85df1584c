import {
  type Incident,
  type Occurrence,
  type Report,
  type Reproduction,
  testKey,
} from "../model/index.ts";
import { anyTrue, compareChanges, strongestChange } from "./strongest.ts";

/** One entry a fingerprint, with what every report says of how often it happens. */
export function mergeIncidents(reports: readonly Report[]): Incident[] {
  const byFingerprint = new Map<string, Incident[]>();
  for (const { incidents } of reports) {
    for (const incident of incidents) {
      const same = byFingerprint.get(incident.fingerprint) ?? [];
      byFingerprint.set(incident.fingerprint, [...same, incident]);
    }
  }
  const passes = passesByTest(reports);
  const merged = [...byFingerprint.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [mergedIncident(first, same, passes)];
  });
  return merged.sort((left, right) => compareChanges(left.baseline, right.baseline));
}

type Passes = ReadonlyMap<string, readonly Occurrence[]>;

/** How often tests passed, by `testKey`: a leg in which the test of an incident passes is worth knowing. */
function passesByTest(reports: readonly Report[]): Passes {
  const wanted = new Set(
    reports.flatMap(({ incidents }) =>
      incidents.flatMap((each) => (each.test === null ? [] : [testKey(each.package, each.test)])),
    ),
  );
  const passes = new Map<string, Occurrence[]>();
  for (const test of reports.flatMap(({ tests }) => tests)) {
    const key = testKey(test.package, test.name);
    if (!wanted.has(key)) continue;
    const own = test.runs
      .filter((run) => run.outcome === "pass")
      .map(({ variant, attempts }) => ({ variant, attempts, failed: 0 }));
    passes.set(key, [...(passes.get(key) ?? []), ...own]);
  }
  return passes;
}

function mergedIncident(first: Incident, same: readonly Incident[], passes: Passes): Incident {
  const told = same.flatMap((each) => each.occurrences);
  const known = new Set(told.map((each) => each.variant));
  const key = first.test === null ? "" : testKey(first.package, first.test);
  const passed = (passes.get(key) ?? []).filter((each) => !known.has(each.variant));
  const occurrences = [...summed(told), ...summed(passed)];
  const best = same.find((each) => each.pathFrom === "trace") ?? first;
  const baseline = strongestChange(same.map((each) => each.baseline));
  const deciding = same.find((each) => each.baseline === baseline);
  return {
    ...best,
    tests: [...new Set(same.flatMap((each) => each.tests))],
    occurrences,
    reproduction: reproductionOf(same, occurrences),
    baseline,
    baselineReason: deciding?.baselineReason ?? null,
    changedHere: anyTrue(same.map((each) => each.changedHere)),
  };
}

/** One entry a variant. */
function summed(all: readonly Occurrence[]): Occurrence[] {
  const byVariant = new Map<string, Occurrence>();
  for (const { variant, attempts, failed } of all) {
    const known = byVariant.get(variant);
    byVariant.set(variant, {
      variant,
      attempts: attempts + (known?.attempts ?? 0),
      failed: failed + (known?.failed ?? 0),
    });
  }
  return [...byVariant.values()];
}

function reproductionOf(
  same: readonly Incident[],
  occurrences: readonly Occurrence[],
): Reproduction | null {
  const words = [...new Set(same.map((each) => each.reproduction))];
  const seen = occurrences.filter((each) => each.failed > 0);
  if (words.length === 1 && (same.length === 1 || words[0] === "narrowed")) {
    const isElsewhere = occurrences.length > (same[0]?.occurrences.length ?? 0);
    return isElsewhere && words[0] === "always" ? "variant-only" : (words[0] ?? null);
  }
  if (seen.some((each) => each.failed < each.attempts)) return "sometimes";
  return seen.length < occurrences.length ? "variant-only" : "always";
}
