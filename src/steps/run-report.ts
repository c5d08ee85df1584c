import {
  type Assembled,
  assemble,
  gcOf,
  type Repeat,
  type VariantStory,
} from "../assemble/index.ts";
import { type Layout, type PackageStory, tellRun } from "../correlate/index.ts";
import { fingerprintHash } from "../files/index.ts";
import { hasFlag, reproductionArgs, reproductionFlags, valueOfFlag } from "../go/index.ts";
import {
  BARE_RUN,
  listed,
  NO_BASE,
  NO_INLINING,
  REPORT_SCHEMA,
  type Report,
  type Unjudged,
  type VariantInfo,
  VERSION,
} from "../model/index.ts";
import {
  type FirstRun,
  type Plan,
  type RunWork,
  type Sources,
  settingsOf,
} from "../runner/index.ts";
import type { RunSettings } from "../settings/index.ts";
import { failingTests } from "./repeat.ts";
import type { VariantRun } from "./variants.ts";

/** What a report needs beside what was found. */
export interface Telling {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly sources: Sources;
}

/** Everything that the steps of a run share. */
export type Work = RunWork & Telling;

/** What the steps after the default run found. */
export interface Findings {
  readonly byDefault: readonly PackageStory[];
  readonly variants: readonly VariantRun[];
  readonly repeats: readonly Repeat[];
  /** Tests that failed in any try. */
  readonly failing: number;
  /** Tests that ran behind the death of their process: go test alone never reached them. */
  readonly rescued: number;
  readonly problems: string[];
}

/** What a report takes of the default run. */
type FirstFacts = Pick<FirstRun, "facts" | "result" | "words" | "coverage">;

/** What the default run alone says, or has said so far, marked as incomplete. */
export function earlyReport(
  telling: Telling,
  first: FirstFacts,
  time: { started: string; seconds: number },
): Unjudged {
  const byDefault = tellRun(first.facts, telling.layout, fingerprintHash);
  const failing = failingTests(byDefault);
  const found: Findings = {
    byDefault,
    variants: [],
    repeats: [],
    failing,
    rescued: 0,
    problems: [],
  };
  const assembled = {
    ...assembleFindings(telling, found),
    gcComparisons: [],
    inlining: NO_INLINING,
  };
  return reportOf(telling, first, found, assembled, {
    ...time,
    ...{ complete: false, leftOut: [], reused: null },
  });
}

/** What a go test that failed said last. */
function failureOf({ result, words }: Pick<FirstRun, "result" | "words">): string | null {
  if (result.exitCode === 0) return null;
  return words.at(-1) ?? `exit status ${result.exitCode}`;
}

/** Variants that did not run, or only in part: what did not run has not passed. */
const unavailableText = (found: Findings): string[] =>
  found.variants.flatMap(({ info }) => {
    if (info.state === "unavailable")
      return [`variant ${info.name} did not run: ${info.reason ?? ""}`];
    return info.reason === null || info.state === "interrupted" || info.packages?.of === 0
      ? []
      : [`variant ${info.name}: ${info.reason} (raise --budget)`];
  });

function defaultInfo(first: Pick<FirstRun, "result">, interrupted: boolean): VariantInfo {
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

/** All stories of a run put together. */
export function assembleFindings(
  { plan, sources }: Telling,
  found: Findings,
): Assembled & { gc: Report["gc"] } {
  const variants: VariantStory[] = [
    { variant: "default", stories: found.byDefault },
    ...found.variants.flatMap((variant) => variant.story ?? []),
  ];
  const context = sources.runContext(
    hasFlag(plan.flags, "failfast"),
    reproductionFlags(plan.flags, plan.run.timeout),
    reproductionArgs(plan.flags),
    plan.go.gowork !== "",
    (variant) => settingsOf(plan, variant),
  );
  return { ...assemble(variants, context, found.repeats, found.failing), gc: gcOf(variants) };
}

const lostText = ({ lost }: Plan): string[] =>
  lost.size === 0
    ? []
    : [
        `nothing of ${listed([...lost])} could be run again: its test binary is gone; a test may have removed it`,
      ];

/** A run as a report, not judged yet. `leftOut`: what found no time. */
export function reportOf(
  { plan, layout }: Telling,
  first: FirstFacts,
  found: Findings,
  assembled: Assembled & Pick<Report, "gc" | "gcComparisons" | "inlining">,
  {
    leftOut,
    reused,
    ...time
  }: {
    started: string;
    seconds: number;
    complete: boolean;
    leftOut: readonly string[];
    reused: number | null;
  },
): Unjudged {
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      ...BARE_RUN,
      mode: "run",
      ...time,
      failure: failureOf(first),
      commit: plan.git?.commit ?? null,
      dirty: plan.git?.dirty ?? null,
      goTestFlags: plan.run.goTestFlags,
      packages: plan.asked,
      rescued: found.rescued,
      reused,
      coverage: first.coverage,
      budgetLeftOut: plan.isInterrupted() ? [] : leftOut,
      gc: plan.run.gc,
      name: plan.run.review.name,
      shard: plan.shard,
      job: plan.job,
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
      ...found.variants.map((variant) => variant.info),
    ],
    ...assembled,
    fixed: [],
    unread: first.facts.unread,
    warnings: [
      ...plan.warnings,
      ...noneChosen(plan, assembled),
      ...unavailableText(found),
      ...found.problems,
      ...lostText(plan),
      ...first.facts.goMessages,
    ],
  };
}

/** A name that is mistyped passes, as go test has it. */
function noneChosen(
  { flags }: Plan,
  { tests, packages }: Pick<Assembled, "tests" | "packages">,
): string[] {
  const pattern = valueOfFlag(flags, "run");
  const isPassed = packages.some((pkg) => pkg.outcome === "pass" && !pkg.noTestFiles);
  if (pattern === null || tests.length > 0 || !isPassed) return [];
  return [`-run ${pattern} chose no test in any package: nothing was tested`];
}

/** Of a run that a signal ended before a test ran. `started`: ISO 8601. */
export function unstartedReport(run: RunSettings, started: string): Unjudged {
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      ...BARE_RUN,
      mode: "run",
      started,
      seconds: null,
      complete: false,
      goTestFlags: run.goTestFlags,
      packages: run.packages,
      gc: run.gc,
      name: run.review.name,
    },
    go: { version: null, goos: null, goarch: null, modules: [] },
    base: NO_BASE,
    variants: [],
    packages: [],
    tests: [],
    incidents: [],
    notRun: [],
    fixed: [],
    gc: [],
    gcComparisons: [],
    inlining: NO_INLINING,
    unread: { lines: 0, samples: [] },
    warnings: [],
  };
}
