import {
  type Assembled,
  assemble,
  gcOf,
  type PackageStory,
  type Repeat,
  tellRun,
  type VariantStory,
} from "../correlate/index.ts";
import {
  type BaseRequest,
  type Difference,
  hasFlag,
  reproductionArgs,
  reproductionFlags,
  valueOfFlag,
} from "../go/index.ts";
import {
  ImpossibleError,
  type InliningInfo,
  listed,
  NO_BASE,
  NO_INLINING,
  type PanicSite,
  REPORT_SCHEMA,
  type Report,
  type Unjudged,
  type VariantInfo,
} from "../model/index.ts";
import type { Clock } from "../ports/index.ts";
import { type BaseOutcome, NOTHING_OF_BASE, runBase } from "./base-run.ts";
import { Budget, budgetSeconds } from "./budget.ts";
import { Builds } from "./builds.ts";
import { withBase } from "./compared.ts";
import { inPool } from "./execute.ts";
import { type FirstRun, firstRun } from "./first-run.ts";
import { refuseFullDisk } from "./full-disk.ts";
import { withLoops } from "./gc-runs.ts";
import { fingerprintHash } from "./hash.ts";
import { explained, type HeadInlining, headInlining } from "./inlining.ts";
import type { Plan } from "./plan.ts";
import { failingTests, repeatDefault, repeatVariant, settleTrials } from "./repeat.ts";
import { type Resumed, resumePackage } from "./resume.ts";
import type { RunWork } from "./run-work.ts";
import { layoutOfPackages, Sources } from "./sources.ts";
import type { Trial } from "./trial.ts";
import { type Hung, runVariants, type VariantRun } from "./variants.ts";
import { VERSION } from "./version.ts";
import { type Tried, tryConstantMessages } from "./what-if.ts";

/** Everything that the steps of a run share. */
interface Work extends RunWork {
  readonly sources: Sources;
}

/** What the steps after the default run found. */
interface Findings {
  readonly byDefault: readonly PackageStory[];
  readonly variants: readonly VariantRun[];
  readonly repeats: readonly Repeat[];
  /** Tests that failed in any try. */
  readonly failing: number;
  readonly problems: string[];
}

/** What a run found, not judged yet, and the files in which it differs from its base. */
export interface Ran {
  readonly report: Unjudged;
  readonly difference: Difference | null;
}

/**
 * Runs the tests under all variants and tells what happened. `early` gets what the default run
 * alone says, marked as incomplete: a later step may be killed, or kill its parent.
 */
export async function runCommand(
  plan: Plan,
  clock: Clock,
  request: BaseRequest | null,
  early: (report: Unjudged) => Promise<void>,
): Promise<Ran> {
  const { isInterrupted } = plan;
  const startedMs = clock.now();
  const layout = layoutOfPackages(plan.packages, plan.root, plan.go.goroot);
  const first = await firstRun(plan);
  refuseFullDisk(plan, first);
  const seconds = budgetSeconds(plan.run.budget, first.result.seconds);
  const work: Work = {
    plan,
    layout,
    builds: new Builds(plan, first),
    budget: new Budget(clock, seconds, isInterrupted),
    sources: new Sources(plan.packages, plan.root, {
      run: valueOfFlag(plan.flags, "run"),
      skip: valueOfFlag(plan.flags, "skip"),
      bench: valueOfFlag(plan.flags, "bench"),
    }),
  };
  const stories = tellRun(first.facts, layout, fingerprintHash);
  checkExplained(first, stories, isInterrupted());
  const started = new Date(startedMs).toISOString();
  if (!isInterrupted()) {
    await early(earlyReport(work, first, stories, { started, seconds: first.result.seconds }));
  }
  const found = await findMore(work, stories, request !== null);
  const head = headInlining(plan, work.builds, layout);
  const assembled = explained(assembleFindings(work, found), head, work);
  const base =
    request === null || isInterrupted()
      ? { ...NOTHING_OF_BASE, info: NO_BASE }
      : await runBase(work, request, assembled, head).catch(
          (error: unknown): BaseOutcome => failedBase(error),
        );
  const gc = await loopsNamed(work, assembled.gc, found.problems);
  const inlining = await suggested(work, head, base, assembled, found.problems);
  const report = reportOf(
    work,
    first,
    found,
    { ...assembled, gc, gcComparisons: base.gc, inlining },
    {
      started,
      seconds: (clock.now() - startedMs) / 1000,
      complete: !isInterrupted(),
    },
  );
  const compared = withBase(report, base.info, base.facts);
  return { report: compared, difference: base.difference };
}

function earlyReport(
  work: Work,
  first: FirstRun,
  byDefault: readonly PackageStory[],
  time: { started: string; seconds: number },
): Unjudged {
  const failing = failingTests(byDefault);
  const found: Findings = { byDefault, variants: [], repeats: [], failing, problems: [] };
  const told = { ...assembleFindings(work, found), gcComparisons: [], inlining: NO_INLINING };
  return reportOf(work, first, found, told, { ...time, complete: false });
}

/** What a go test that failed said last. */
function failureOf({ result, words }: FirstRun): string | null {
  if (result.exitCode === 0) return null;
  return words.at(-1) ?? `exit status ${result.exitCode}`;
}

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

/** In the budget's order: resume, repeats, the other variants, and what only they show. */
async function findMore(
  work: Work,
  stories: readonly PackageStory[],
  hasBase: boolean,
): Promise<Findings> {
  const problems: string[] = [];
  const attempt = attemptsInto(problems);
  const asIs = stories.map(
    (story): Resumed => ({ story, narrow: new Set(), problem: null, runs: 0 }),
  );
  const resumed = await attempt("resuming", asIs, () => resumeAll(work, stories));
  const byDefault = resumed.map((each) => each.story);
  const trouble = byDefault.filter(isTroubled);
  const first = await attempt("repeating", [], () =>
    inPool(trouble, work.plan.parallel, (story) =>
      repeatDefault(work, story, narrowOf(resumed, story)),
    ),
  );
  const keep = new Set(trouble.map((story) => story.facts.importPath));
  // Whether something is new matters more than what else another variant shows.
  const forVariants = hasBase ? work.budget.part(VARIANTS_SHARE) : work.budget;
  const variants = await attempt("running the variants", [], () =>
    runVariants({ ...work, budget: forVariants, keep, hung: hungTests(byDefault) }),
  );
  const second = await attempt("repeating", [], () => repeatVariants(work, variants, byDefault));
  const trials = [...first.flat(), ...second];
  const failing = failingTests([
    ...byDefault,
    ...variants.flatMap(({ story }) => story?.stories ?? []),
  ]);
  await attempt("repeating", undefined, () => settleTrials(work, trials, failing));
  for (const { story, problem } of resumed) {
    if (problem !== null && isOpen(work, story)) {
      problems.push(`${story.facts.importPath} was not resumed to its end: ${problem}`);
    }
  }
  return { byDefault, variants, repeats: trials.map((trial) => trial.repeat), failing, problems };
}

/** Of the time left behind resuming and repeating, where the base is still to be asked. */
const VARIANTS_SHARE = 0.5;

/** Tests that hang by default, by package. */
function hungTests(stories: readonly PackageStory[]): Map<string, Hung> {
  return new Map(
    stories.flatMap(({ facts, incidents }) => {
      const tests = incidents.flatMap(({ kind, attribution: { test, confidence } }) =>
        kind === "timeout" && test !== null && confidence !== "unsure" ? [test] : [],
      );
      const siblings = facts.tests.flatMap(({ results }) =>
        results.map((each) => each.seconds ?? 0),
      );
      return tests.length === 0 ? [] : [[facts.importPath, { tests, siblings }] as const];
    }),
  );
}

/** What the default run found must not be lost because a later step fails. */
function attemptsInto(
  problems: string[],
): <T>(what: string, otherwise: T, step: () => Promise<T>) => Promise<T> {
  return async (what, otherwise, step) => {
    try {
      return await step();
    } catch (error) {
      problems.push(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
}

const isTroubled = (story: PackageStory): boolean =>
  story.incidents.length > 0 || [...story.outcomes.values()].includes("fail");

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
  const { plan, builds } = work;
  const built = await builds.get("default");
  const targets = built.kind === "built" ? built.targets : new Map();
  return inPool(stories, plan.parallel, async (story) => {
    const nothing: Resumed = { story, narrow: new Set(), problem: null, runs: 0 };
    const target = targets.get(story.facts.importPath);
    if (story.facts.ending.kind !== "died" || target === undefined) return nothing;
    if (hasFlag(plan.flags, "failfast")) return { ...nothing, problem: "-failfast forbids it" };
    return resumePackage({ ...work, settings: [], leftOut: [] }, target, story);
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
    const troubled = (story?.stories ?? []).filter(isTroubled);
    const found = await inPool(troubled, work.plan.parallel, (each) =>
      repeatVariant(work, info, each, known.get(each.facts.importPath)),
    );
    trials.push(...found.flat());
  }
  return trials;
}

/** Variants that did not run, or only in part: what did not run has not passed. */
const unavailableWords = (found: Findings): string[] =>
  found.variants.flatMap(({ info }) => {
    if (info.state === "unavailable")
      return [`variant ${info.name} did not run: ${info.reason ?? ""}`];
    return info.reason === null || info.state === "interrupted" || info.packages?.of === 0
      ? []
      : [`variant ${info.name}: ${info.reason} (raise --budget)`];
  });

function defaultInfo(first: FirstRun, interrupted: boolean): VariantInfo {
  const cut = interrupted && first.result.signal !== null;
  return {
    name: "default",
    settings: [],
    state: cut ? "interrupted" : "ran",
    reason: null,
    seconds: first.result.seconds,
    packages: null,
  };
}

function assembleFindings(
  { plan, sources }: Work,
  found: Findings,
): Assembled & { gc: Report["gc"] } {
  const variants: VariantStory[] = [
    { variant: "default", stories: found.byDefault },
    ...found.variants.flatMap((each) => each.story ?? []),
  ];
  const around = sources.surroundings(
    hasFlag(plan.flags, "failfast"),
    reproductionFlags(plan.flags, plan.run.timeout),
    reproductionArgs(plan.flags),
    plan.go.gowork !== "",
  );
  return { ...assemble(variants, around, found.repeats, found.failing), gc: gcOf(variants) };
}

/** Whatever went wrong with the base, what is known of head must not be lost by it. */
function failedBase(error: unknown): BaseOutcome {
  const reason = `no base: ${error instanceof Error ? error.message : String(error)}`;
  const info = { ...NO_BASE, state: "unavailable" as const, reason };
  return { ...NOTHING_OF_BASE, info };
}

/** Under --gc never nobody wants to know. */
async function loopsNamed(work: Work, gc: Report["gc"], problems: string[]): Promise<Report["gc"]> {
  if (work.plan.run.gc === "never" || work.plan.isInterrupted()) return gc;
  return attemptsInto(problems)("profiling", gc, () => withLoops(work, gc));
}

/** What the change did to inlining, and which functions a constant message would bring back. */
async function suggested(
  work: Work,
  head: HeadInlining,
  base: BaseOutcome,
  { incidents }: Assembled,
  problems: string[],
): Promise<InliningInfo> {
  const { plan, layout, budget } = work;
  const info = base.inlining?.info ?? withUnknown(head.info, base.info);
  if (info.state !== "read" || plan.isInterrupted()) return info;
  const onPaths = new Set(
    incidents.flatMap(({ path }) => path.map((frame) => `${frame.file}:${frame.line}`)),
  );
  const wanted = (site: PanicSite): boolean =>
    plan.run.inlining === "always" ||
    onPaths.has(`${site.file}:${site.line}`) ||
    base.inlining?.touched.has(`${site.file}\n${site.function}`) === true;
  const isNeeded = info.flips.some((flip) => !flip.after.can) || info.sites.some(wanted);
  if (!isNeeded || !budget.allows("trying constant panic messages")) return info;
  const asIs: Tried = { whatIfs: [], flips: info.flips };
  const tried = await attemptsInto(problems)("trying constant panic messages", asIs, () =>
    tryConstantMessages(plan, layout, { ...head, info }, info.flips, wanted),
  );
  return { ...info, ...tried };
}

/** A base that was asked for and is not known leaves every site open. */
function withUnknown(info: InliningInfo, base: Report["base"]): InliningInfo {
  if (base.state !== "unavailable") return info;
  const sites = info.sites.map((site) => ({ ...site, baseline: "unknown" as const }));
  return { ...info, sites, notCompared: base.reason };
}

const lostWords = ({ lost }: Plan): string[] =>
  lost.size === 0
    ? []
    : [
        `nothing of ${listed([...lost])} could be run again: its test binary is gone; a test may have removed it`,
      ];

function reportOf(
  work: Work,
  first: FirstRun,
  found: Findings,
  assembled: Assembled & Pick<Report, "gc" | "gcComparisons" | "inlining">,
  time: { started: string; seconds: number; complete: boolean },
): Unjudged {
  const { plan, layout, budget } = work;
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      mode: "run",
      ...time,
      missing: [],
      failure: failureOf(first),
      commit: plan.git?.commit ?? null,
      dirty: plan.git?.dirty ?? null,
      goTestFlags: plan.run.goTestFlags,
      packages: plan.patterns,
      budgetLeftOut: plan.isInterrupted() ? [] : budget.leftOut,
      gc: plan.run.gc,
      name: plan.run.review.name,
      shard: plan.shard,
      job: plan.job,
      legs: [],
    },
    go: {
      version: plan.go.version,
      goos: plan.go.goos,
      goarch: plan.go.goarch,
      modules: layout.modules.map((module) => ({ path: module.path, dir: module.repoDir })),
    },
    base: NO_BASE,
    variants: [
      defaultInfo(first, plan.isInterrupted()),
      ...found.variants.map((each) => each.info),
    ],
    ...assembled,
    fixed: [],
    unread: first.facts.unread,
    warnings: [
      ...plan.warnings,
      ...unavailableWords(found),
      ...found.problems,
      ...lostWords(plan),
      ...first.facts.goMessages,
    ],
  };
}
