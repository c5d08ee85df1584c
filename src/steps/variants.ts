import { NOTABLE_PAUSE, type VariantStory } from "../assemble/index.ts";
import { combine, type PackageStory, tellRun } from "../correlate/index.ts";
import { fingerprintHash, join } from "../files/index.ts";
import { hasFlag } from "../go/index.ts";
import { EMPTY_RUN, hasSetting, pauseOf, type VariantInfo } from "../model/index.ts";
import {
  aloneOf,
  buildOf,
  type Experiment,
  inPool,
  type Plan,
  type RunWork,
  type Selection,
  type Sources,
  storyOf,
  type Target,
  type VariantSpec,
} from "../runner/index.ts";
import { resumePackage } from "./resume.ts";
import { wholeWithout } from "./subjects.ts";

export interface VariantRun {
  readonly info: VariantInfo;
  readonly story: VariantStory | null;
}

export interface VariantWork extends RunWork {
  readonly sources: Sources;
  /** Packages that need their binaries for repeats. */
  readonly keep: ReadonlySet<string>;
  /** By package: tests that hang by default, with what the others take. They are run alone. */
  readonly hung: ReadonlyMap<string, Hung>;
}

export interface Hung {
  readonly tests: readonly string[];
  /** Seconds that each test of the package took. */
  readonly siblings: readonly number[];
}

/** Runs every variant but default, packages with failures first; what finds no time is named. */
export async function runVariants(work: VariantWork): Promise<VariantRun[]> {
  const others = work.plan.variants.filter((variant) => variant.name !== "default");
  const runs: VariantRun[] = [];
  const keep = new Set(work.keep);
  for (const [index, variant] of others.entries()) {
    const build = buildOf(variant.settings);
    const isLast = !others
      .slice(index + 1)
      .some((later) => buildOf(later.settings).key === build.key);
    const run = await runVariant({ ...work, keep }, variant, isLast).catch(
      (error: unknown): VariantRun => failedVariant(variant, error),
    );
    // What failed here is repeated once all variants have run: its binaries must stay.
    for (const { facts } of run.story?.stories ?? []) {
      if (facts.outcome !== "pass") keep.add(facts.importPath);
    }
    runs.push(run);
  }
  return runs;
}

/** What one variant could not do is no other's loss. */
function failedVariant(variant: VariantSpec, error: unknown): VariantRun {
  const reason = error instanceof Error ? error.message : String(error);
  return { info: infoOf(variant, "unavailable", reason), story: null };
}

const infoOf = (
  { name, settings }: VariantSpec,
  state: VariantInfo["state"],
  reason: string | null,
): VariantInfo => ({
  name,
  settings: settings.map((setting) => setting.name),
  state,
  reason,
  seconds: null,
  packages: null,
});

async function runVariant(
  work: VariantWork,
  variant: VariantSpec,
  isLast: boolean,
): Promise<VariantRun> {
  const { name, settings } = variant;
  if (work.plan.isInterrupted()) return { info: infoOf(variant, "interrupted", null), story: null };
  if (!work.runner.budget.allows(`variant ${name}`)) {
    return { info: infoOf(variant, "left-out", "the budget was used up"), story: null };
  }
  const built = await work.runner.budget.besides(() => work.head.get(buildOf(settings)));
  if (built.kind === "unavailable")
    return { info: infoOf(variant, "unavailable", built.reason), story: null };
  if (built.targets.size > 0) work.plan.progress.phase(`running under ${name}`);
  const started = performance.now();
  const targets = failuresFirst([...built.targets.values()], work.keep);
  const ran = await runTargets(work, variant, targets, isLast);
  const seconds = (performance.now() - started) / 1000;
  const missing = targets.length - ran.length;
  const stories = [...ran, ...reusedStories(work, name)];
  const isEmpty = stories.length === 0;
  const state = work.plan.isInterrupted() ? "interrupted" : isEmpty ? "left-out" : "ran";
  const all = targets.length + stories.length - ran.length;
  const reason = missingText(all, missing);
  const packages = { ran: stories.length, of: all };
  return {
    info: { ...infoOf(variant, state, reason), seconds, packages },
    story: { variant: name, stories },
  };
}

/** Stories of packages that passed before. */
function reusedStories({ reused, layout }: VariantWork, variant: string): PackageStory[] {
  const packages = [...reused.values()].flatMap((facts) => facts.get(variant) ?? []);
  return tellRun({ ...EMPTY_RUN, packages }, layout, fingerprintHash);
}

function missingText(all: number, missing: number): string | null {
  if (all === 0) return "no package has tests that could be built";
  return missing === 0 ? null : `${missing} of ${all} packages found no time`;
}

async function runTargets(
  work: VariantWork,
  variant: VariantSpec,
  targets: readonly Target[],
  isLast: boolean,
): Promise<PackageStory[]> {
  const { plan, runner } = work;
  let done = 0;
  const stories = await inPool(targets, plan.parallel, async (target) => {
    const { settings } = variant;
    const { importPath } = target;
    const log = logFile(work, importPath, variant.name);
    const story = storyOf(
      await runner.run({
        ...{ package: importPath, revision: work.head, settings },
        selection: wholeBut(work.hung.get(importPath)),
        limit: { kind: "package" },
        label: `${variant.name} of ${importPath}`,
        ...(log === null ? {} : { log }),
      }),
    );
    if (story === null) return null;
    if (log !== null && work.hung.get(importPath) === undefined) {
      work.reuse?.ran(variant.name, story.facts, log);
    }
    const rest = await resumed(work, variant, importPath, story);
    const whole = await withHung(work, variant, importPath, rest);
    done += 1;
    plan.progress.status(`${variant.name}: ${done} of ${targets.length} packages`);
    const healthy = whole.facts.outcome === "pass" && !work.keep.has(importPath);
    if (isLast && healthy && !isWantedForGc(plan, variant, whole))
      await work.head.drop(importPath, buildOf(settings));
    return whole;
  });
  return stories.filter((story) => story !== null);
}

/** Where the tests of a package write down what they look at; null where nobody keeps it. */
function logFile({ plan, reuse }: VariantWork, importPath: string, variant: string): string | null {
  if (reuse === null) return null;
  const name = `${variant}-${importPath}`.replace(/[^\w.+-]/g, "_").slice(-180);
  return join(plan.tempDir, `${name}.log`);
}

const wholeBut = (hung: Hung | undefined): Selection =>
  hung === undefined ? { kind: "whole" } : wholeWithout(hung.tests, null);

/** Each test that hangs by default once alone: it costs its time, and the others none of theirs. */
async function withHung(
  work: VariantWork,
  { name, settings }: VariantSpec,
  importPath: string,
  story: PackageStory,
): Promise<PackageStory> {
  const hung = work.hung.get(importPath);
  const later: PackageStory[] = [];
  for (const test of hung?.tests ?? []) {
    const experiment: Experiment = {
      ...{ package: importPath, revision: work.head, settings, selection: aloneOf(test) },
      limit: { kind: "hang", siblings: hung?.siblings ?? [] },
      label: `${test} under ${name}`,
    };
    const alone = storyOf(await work.runner.run(experiment));
    if (alone !== null) later.push(alone);
  }
  return later.length === 0 ? story : combine(story, later);
}

/** Long pauses are looked into by a further run. */
function isWantedForGc(plan: Plan, { settings }: VariantSpec, { facts }: PackageStory): boolean {
  if (plan.run.gc === "always") return true;
  const longest = facts.gc.cycles.reduce((most, each) => Math.max(most, pauseOf(each)), 0);
  return (
    hasSetting(settings, "asyncpreemptoff") && longest >= NOTABLE_PAUSE && plan.run.gc === "auto"
  );
}

/** Goes on after a death here too, so that every variant has seen the same tests. */
async function resumed(
  work: VariantWork,
  variant: VariantSpec,
  importPath: string,
  story: PackageStory,
): Promise<PackageStory> {
  if (story.facts.ending.kind !== "died" || hasFlag(work.plan.flags, "failfast")) return story;
  const { settings } = variant;
  const leftOut = work.hung.get(importPath)?.tests ?? [];
  return (await resumePackage({ ...work, settings, leftOut }, importPath, story)).story;
}

const failuresFirst = (targets: readonly Target[], keep: ReadonlySet<string>): Target[] => [
  ...targets.filter((target) => keep.has(target.importPath)),
  ...targets.filter((target) => !keep.has(target.importPath)),
];
