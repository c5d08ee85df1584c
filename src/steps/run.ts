import { withBase } from "../compare/index.ts";
import { hasFailed, type PackageStory, tellRun } from "../correlate/index.ts";
import { fingerprintHash } from "../files/index.ts";
import type { BaseRequest, Difference } from "../git/index.ts";
import { DEFAULT_BUILD, hasFlag, valueOfFlag } from "../go/index.ts";
import {
  ImpossibleError,
  listed,
  NO_BASE,
  type TestOutcome,
  type Unjudged,
} from "../model/index.ts";
import {
  Budget,
  Builds,
  budgetSeconds,
  type Clock,
  EarlyReports,
  type FirstRun,
  firstRun,
  inPool,
  layoutOfPackages,
  type Plan,
  Runner,
  refuseFullDisk,
  Sources,
  settingsOf,
} from "../runner/index.ts";
import { type BaseOutcome, BaseRun, NOTHING_OF_BASE } from "./base/run.ts";
import { explained, type HeadInlining, headInlining } from "./inlining.ts";
import { failingTests, repeatDefault, repeatVariant, settleTrials } from "./repeat.ts";
import { type Resumed, resumePackage } from "./resume.ts";
import {
  type Known,
  keep,
  lookUp,
  type ReuseWishes,
  verify,
  withoutReused,
  withReused,
} from "./reused.ts";
import {
  assembleFindings,
  earlyReport,
  type Findings,
  reportOf,
  type Telling,
  type Work,
} from "./run-report.ts";
import { attemptsInto, suggested, waitedForNamed } from "./suggested.ts";
import type { Trial } from "./trial.ts";
import { withValues } from "./values/values.ts";
import { type Hung, runVariants, type VariantRun } from "./variants.ts";

/** What a run found, not judged yet, and the files in which it differs from its base. */
export interface Ran {
  readonly report: Unjudged;
  readonly difference: Difference | null;
}

/**
 * Runs the tests under all variants and tells what happened. `early` gets what is known so far,
 * marked as incomplete, from the first package on: a test may kill us, or the machine stop.
 */
export async function runCommand(
  whole: Plan,
  clock: Clock,
  request: BaseRequest | null,
  early: (report: Unjudged) => Promise<void>,
  wishes: ReuseWishes,
): Promise<Ran> {
  const { isInterrupted } = whole;
  const startedMs = clock.now();
  const started = new Date(startedMs).toISOString();
  const known = await lookUp(whole, wishes);
  const plan = withoutReused(whole, known.reused);
  const telling = tellingOf(plan);
  const earlier = new EarlyReports(clock, (facts, seconds) =>
    early(earlyReport(telling, { facts, ...NOT_ENDED }, { started, seconds })),
  );
  const ran = await firstRun(plan, telling.layout, clock, (reader) => earlier.packageEnded(reader));
  await earlier.stop();
  refuseFullDisk(plan, ran);
  const first = withReused(ran, plan, known.reused);
  const seconds = budgetSeconds(plan.run.budget, first.result.seconds);
  const work: Work = {
    ...telling,
    ...known,
    head: new Builds(plan, telling.layout, first),
    runner: new Runner(plan, new Budget(clock, seconds, isInterrupted)),
  };
  const stories = tellRun(first.facts, telling.layout, fingerprintHash);
  checkExplained(first, stories, isInterrupted());
  if (!isInterrupted()) {
    await early(earlyReport(telling, first, { started, seconds: first.result.seconds }));
  }
  const base = request === null ? null : new BaseRun(work, request);
  const found = await findMore(work, stories, base);
  const head = headInlining(plan, work.head, telling.layout);
  const assembled = explained(assembleFindings(work, found), head, work);
  const outcome = await finished(base, assembled, head, isInterrupted());
  const gc = await waitedForNamed(work, assembled.gc, found.problems);
  const inlining = await suggested(work, head, outcome, assembled, found.problems);
  found.problems.push(...verify(known, plan, found.byDefault, found.variants));
  const incidents = await withValues(work, assembled.incidents);
  const report = reportOf(
    work,
    first,
    found,
    { ...assembled, incidents, gc, gcComparisons: outcome.gc, inlining },
    {
      started,
      seconds: (clock.now() - startedMs) / 1000,
      complete: !isInterrupted(),
      leftOut: work.runner.budget.leftOut,
      reused: known.reuse === null ? null : reusedCount(known, first),
    },
  );
  if (!isInterrupted()) await keep(known, plan, first, found.byDefault, found.variants, gc);
  const compared = withBase(report, outcome.info, outcome.facts);
  return { report: compared, difference: outcome.difference };
}

/** Those without tests are no news. */
const reusedCount = ({ reused }: Known, { facts }: FirstRun): number =>
  facts.packages.filter(({ importPath, noTestFiles }) => !noTestFiles && reused.has(importPath))
    .length;

/** Nothing of a base that nobody asked for, or that a signal left unasked. */
async function finished(
  base: BaseRun | null,
  assembled: Parameters<BaseRun["finish"]>[0],
  head: HeadInlining,
  isCut: boolean,
): Promise<BaseOutcome> {
  if (base === null || isCut) return { ...NOTHING_OF_BASE, info: NO_BASE };
  return base.finish(assembled, head);
}

function tellingOf(plan: Plan): Telling {
  const sources = new Sources(plan.packages, plan.root, {
    run: valueOfFlag(plan.flags, "run"),
    skip: valueOfFlag(plan.flags, "skip"),
    bench: valueOfFlag(plan.flags, "bench"),
  });
  return { plan, layout: layoutOfPackages(plan.packages, plan.root, plan.go.goroot), sources };
}

/** Of a default run that goes on: nothing is wrong yet. */
const NOT_ENDED = {
  result: { exitCode: 0, signal: null, stopped: false, seconds: 0 },
  words: [],
  coverage: null,
};

/** go test failed and said nothing of any package: that is no run at all. */
function checkExplained(
  first: FirstRun,
  stories: readonly PackageStory[],
  interrupted: boolean,
): void {
  if (interrupted || first.result.exitCode === 0 || stories.length > 0) return;
  const words = first.words.slice(0, 3).join("; ") || `exit status ${first.result.exitCode}`;
  throw new ImpossibleError(`go test failed before any test: ${words}`);
}

/** In the budget's order: resume, repeats, the base, the other variants, and what only they show. */
async function findMore(
  work: Work,
  stories: readonly PackageStory[],
  base: BaseRun | null,
): Promise<Findings> {
  const problems: string[] = [];
  const attempt = attemptsInto(problems);
  const asIs = stories.map(
    (story): Resumed => ({ story, narrow: new Set(), problem: null, runs: 0, leftOut: [] }),
  );
  const resumed = await attempt("resuming", asIs, () => resumeAll(work, stories));
  const byDefault = resumed.map((each) => each.story);
  const failure = byDefault.filter(hasFailed);
  const first = await attempt("rerunning", [], () =>
    inPool(failure, work.plan.parallel, (story) =>
      repeatDefault(work, story, narrowOf(resumed, story)),
    ),
  );
  const keep = new Set(failure.map((story) => story.facts.importPath));
  // Whether something is new matters more than what else another variant shows.
  if (base !== null && !work.plan.isInterrupted()) {
    await base.ask(assembleFindings(work, soFar(byDefault, first.flat())));
  }
  const runner = base === null ? work.runner : work.runner.part(VARIANTS_SHARE);
  const variants = await attempt("running the variants", [], () =>
    runVariants({ ...work, runner, keep, hung: hungTests(byDefault) }),
  );
  const second = await attempt("rerunning", [], () => repeatVariants(work, variants, byDefault));
  const trials = [...first.flat(), ...second];
  const failing = failingTests([
    ...byDefault,
    ...variants.flatMap(({ story }) => story?.stories ?? []),
  ]);
  await attempt("rerunning", undefined, () => settleTrials(work, trials, failing));
  for (const { story, problem, leftOut } of resumed) {
    if (leftOut.length > 0) {
      const { importPath } = story.facts;
      problems.push(
        `the rest of ${listed(leftOut)} in ${importPath} was left out: the same incident ended three of its subtests; what stands behind them did not run`,
      );
    }
    if (problem !== null && isOpen(work, story)) {
      problems.push(`${story.facts.importPath} was not resumed to its end: ${problem}`);
    }
  }
  const rescued = resumed.reduce((sum, each, at) => sum + rescuedBy(stories[at], each), 0);
  const repeats = trials.map((trial) => trial.repeat);
  return { byDefault, variants, repeats, failing, rescued, problems };
}

/** Tests that have an outcome now and had none when the default run of their package was over. */
function rescuedBy(first: PackageStory | undefined, { story }: Resumed): number {
  if (first === undefined || first === story) return 0;
  const ends = [...story.outcomes].filter(
    ([name, outcome]) => RAN.has(outcome) && !first.outcomes.has(name),
  );
  return ends.length;
}

const RAN: ReadonlySet<TestOutcome> = new Set(["pass", "fail", "skip"]);

/** Of the time left: the base is to be asked about what only a variant shows. */
const VARIANTS_SHARE = 0.8;

/** What the default run alone shows. */
const soFar = (byDefault: readonly PackageStory[], trials: readonly Trial[]): Findings => ({
  ...{ byDefault, variants: [], repeats: trials.map((trial) => trial.repeat) },
  ...{ failing: failingTests(byDefault), rescued: 0, problems: [] },
});

/** Tests that hang by default, by package. */
function hungTests(stories: readonly PackageStory[]): Map<string, Hung> {
  return new Map(
    stories.flatMap(({ facts, incidents }) => {
      const tests = incidents.flatMap(({ kind, attribution: { test, confidence } }) =>
        kind === "timeout" && test !== null && confidence !== "unsure" ? [test] : [],
      );
      const siblings = facts.tests.flatMap(({ results }) =>
        results.map((result) => result.seconds ?? 0),
      );
      return tests.length === 0 ? [] : [[facts.importPath, { tests, siblings }] as const];
    }),
  );
}

/** Whether some test of a package has no outcome yet. */
function isOpen({ sources }: Work, { facts, outcomes }: PackageStory): boolean {
  if ([...outcomes.values()].includes("interrupted")) return true;
  return sources
    .declared(facts.importPath)
    .some(({ name, selected }) => selected !== false && !outcomes.has(name));
}

const narrowOf = (resumed: readonly Resumed[], story: PackageStory): ReadonlySet<string> =>
  resumed.find((each) => each.story === story)?.narrow ?? new Set();

/** Goes on in every package whose process died, unless -failfast says not to. */
async function resumeAll(work: Work, stories: readonly PackageStory[]): Promise<Resumed[]> {
  const { plan, head } = work;
  return inPool(stories, plan.parallel, async (story) => {
    const nothing: Resumed = { story, narrow: new Set(), problem: null, runs: 0, leftOut: [] };
    const { importPath } = story.facts;
    const target = await head.target(DEFAULT_BUILD, importPath);
    if (story.facts.ending.kind !== "died" || target === null) return nothing;
    if (hasFlag(plan.flags, "failfast")) return { ...nothing, problem: "-failfast forbids it" };
    return resumePackage({ ...work, settings: [], leftOut: [] }, importPath, story);
  });
}

async function repeatVariants(
  work: Work,
  variants: readonly VariantRun[],
  byDefault: readonly PackageStory[],
): Promise<Trial[]> {
  const known = new Map(byDefault.map((story) => [story.facts.importPath, story]));
  const trials: Trial[] = [];
  for (const { info, story } of variants) {
    const failed = (story?.stories ?? []).filter(hasFailed);
    const variant = { name: info.name, settings: settingsOf(work.plan, info.name) };
    const found = await inPool(failed, work.plan.parallel, (each) =>
      repeatVariant(work, variant, each, known.get(each.facts.importPath)),
    );
    trials.push(...found.flat());
  }
  return trials;
}
