import type { PackageStory } from "../correlate/index.ts";
import { allAbove, testKey } from "../model/index.ts";
import type { RunWork, VariantSpec } from "../runner/index.ts";
import { subjectsOf } from "./subjects.ts";
import { Trial } from "./trial.ts";

const DEFAULT: VariantSpec = { name: "default", settings: [] };

/** Repeats every incident and ordinary failure of the default run of a package. */
export async function repeatDefault(
  work: RunWork,
  story: PackageStory,
  narrow: ReadonlySet<string>,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const subject of subjectsOf(story)) {
    const trial = new Trial(work, story, subject, DEFAULT);
    const { subject: what } = subject;
    await trial.tryDefault(what.kind === "incident" && narrow.has(what.fingerprint));
    trials.push(trial);
  }
  return trials;
}

/** Repeats what a variant shows and `default` does not, with each of its settings on its own. */
export async function repeatVariant(
  work: RunWork,
  variant: VariantSpec,
  story: PackageStory,
  byDefault: PackageStory | undefined,
): Promise<Trial[]> {
  const known = new Set(byDefault?.incidents.map((incident) => incident.fingerprint));
  const trials: Trial[] = [];
  for (const subject of subjectsOf(story)) {
    const { subject: what, test } = subject;
    const isSeen =
      what.kind === "incident"
        ? known.has(what.fingerprint)
        : byDefault?.outcomes.get(what.test) === "fail";
    if (isSeen || test === null) continue;
    const trial = new Trial(work, story, subject, variant);
    await trial.tryVariant();
    trials.push(trial);
  }
  return trials;
}

/**
 * Tries again where more tries tell luck from a cause, and where others come and go: what came
 * each time may only have come so far. Within the budget, one after the other.
 */
export async function settleTrials(
  { plan }: RunWork,
  trials: readonly Trial[],
  failing: number,
): Promise<void> {
  // Who asks for one attempt wants no repeats.
  if (plan.run.attempts < 2) return;
  for (const trial of trials) await trial.settle(failing);
  const random = new Set(
    trials.filter((trial) => trial.comesAndGoes).map((trial) => trial.importPath),
  );
  for (const trial of trials) {
    if (random.has(trial.importPath) && trial.isUnsettled) await trial.doubt();
  }
}

/** Tests that failed in any of these stories, parents of others left out. */
export function failingTests(stories: readonly PackageStory[]): number {
  const failed = new Set<string>();
  const above = new Set<string>();
  for (const { facts, outcomes, incidents } of stories) {
    const ordinary = [...outcomes].flatMap(([name, outcome]) => (outcome === "fail" ? [name] : []));
    const names = [...ordinary, ...incidents.flatMap((incident) => incident.tests)];
    for (const name of names) failed.add(testKey(facts.importPath, name));
    for (const name of allAbove(names)) above.add(testKey(facts.importPath, name));
  }
  return [...failed].filter((key) => !above.has(key)).length;
}
