import {
  combine,
  failedLater,
  type Layout,
  type PackageStory,
  ResumeState,
  testPattern,
} from "../correlate/index.ts";
import { valueOfFlag } from "../go/index.ts";
import type { Setting } from "../model/index.ts";
import {
  aloneOf,
  type Budget,
  boundMs,
  executeWithin,
  type Plan,
  type Selection,
  type Sources,
  shortName,
  type Target,
} from "../runner/index.ts";

/** One argument of a process holds at most 128 KiB (Linux, MAX_ARG_STRLEN). */
const PATTERN_LIMIT = 100_000;

export interface Resumed {
  /** The package's story with all its runs. */
  readonly story: PackageStory;
  /** Fingerprints first seen in a run that left tests out, with all culprits but their own to skip. */
  readonly narrow: ReadonlySet<string>;
  /** Why some tests still have no outcome; null where all have one, or nothing could be done. */
  readonly problem: string | null;
  readonly runs: number;
  /** Top-level tests of which subtests died again and again: the rest of them did not run. */
  readonly leftOut: readonly string[];
}

export interface ResumeWork {
  /** Of the variant that died. */
  readonly settings: readonly Setting[];
  readonly plan: Plan;
  readonly layout: Layout;
  readonly budget: Budget;
  readonly sources: Sources;
  /** Tests that hang: they are run on their own. */
  readonly leftOut: readonly string[];
}

/** Goes on after the death of a package's process, until every test has an outcome or a bound is met. */
export async function resumePackage(
  work: ResumeWork,
  target: Target,
  first: PackageStory,
): Promise<Resumed> {
  const declared = work.sources
    .declared(target.importPath)
    .filter((test) => test.selected !== false)
    .map((test) => test.name);
  const left = declared.filter((test) => !first.outcomes.has(test)).length;
  if (work.settings.length === 0 && left > 0) {
    const tests = left === 1 ? "1 test" : `${left} tests`;
    work.plan.progress.phase(
      `resuming ${shortName(target.importPath, work.layout)}: ${tests} left`,
    );
  }
  const state = new ResumeState(first, declared, work.leftOut);
  const { later, problem } = await runToTheEnd(work, target, first, state);
  const secondLook = await lookAgain(work, target, first, later, state);
  return {
    story: combine(first, later, secondLook),
    narrow: narrowPrints(first, later),
    problem,
    runs: later.length,
    leftOut: state.leftOut,
  };
}

async function runToTheEnd(
  work: ResumeWork,
  target: Target,
  first: PackageStory,
  state: ResumeState,
): Promise<{ later: readonly PackageStory[]; problem: string | null }> {
  const later: PackageStory[] = [];
  for (let next = state.next(); next.kind !== "stop"; next = state.next()) {
    const stories =
      next.kind === "skip"
        ? await runSkipping(work, target, skipping(work, next.pattern, first, state), state)
        : await runAlone(work, target, next.tests, state);
    if (stories.length === 0)
      return {
        later,
        problem: work.plan.isInterrupted()
          ? null
          : "there was no time, or its tests' names are too long for a command line",
      };
    later.push(...stories);
  }
  const last = state.next();
  return { later, problem: last.kind === "stop" ? last.reason : null };
}

async function runSkipping(
  work: ResumeWork,
  target: Target,
  selection: Selection | null,
  state: ResumeState,
): Promise<PackageStory[]> {
  const story = selection === null ? null : await runSelection(work, target, selection);
  if (story === null) return [];
  state.add(story);
  return [story];
}

async function runAlone(
  work: ResumeWork,
  target: Target,
  tests: readonly string[],
  state: ResumeState,
): Promise<PackageStory[]> {
  const stories: PackageStory[] = [];
  for (const test of tests) {
    const story = await runSelection(work, target, aloneOf(test));
    if (story === null) break;
    state.addAlone(test, story);
    stories.push(story);
  }
  return stories;
}

function skipping(
  work: ResumeWork,
  pattern: string,
  first: PackageStory,
  state: ResumeState,
): Selection | null {
  if (pattern.length > PATTERN_LIMIT) return null;
  return {
    kind: "skip",
    pattern,
    seed: first.facts.shuffleSeed,
    only: restPattern(work.plan, state),
  };
}

/** Up to Go 1.21 -test.skip does not hold for examples: there -test.run names what is left. */
function restPattern(plan: Plan, state: ResumeState): string | null {
  const old = /^go1\.21(?:\.|$)/.test(plan.go.version);
  if (!old || valueOfFlag(plan.flags, "run") !== null || state.rest.length === 0) return null;
  const pattern = state.rest.map(testPattern).join("|");
  return pattern.length > PATTERN_LIMIT ? null : pattern;
}

function runSelection(
  work: ResumeWork,
  target: Target,
  selection: Selection,
): Promise<PackageStory | null> {
  const { plan, layout, budget } = work;
  plan.progress.status(`resuming ${shortName(target.importPath, layout)}`);
  const { settings } = work;
  const timeoutMs = boundMs(settings, target, plan.run.timeout);
  const execution = { settings, selection, debug: [], timeoutMs };
  return executeWithin(plan, target, execution, layout, budget, `resume of ${target.importPath}`);
}

/** A test that failed in a resumed process only may miss the tests before it: let them run again. */
async function lookAgain(
  work: ResumeWork,
  target: Target,
  first: PackageStory,
  later: readonly PackageStory[],
  state: ResumeState,
): Promise<PackageStory | null> {
  if (failedLater(first, later).length === 0) return null;
  const selection = skipping(work, state.culpritPattern, first, state);
  return selection === null ? null : runSelection(work, target, selection);
}

function narrowPrints(first: PackageStory, later: readonly PackageStory[]): Set<string> {
  const known = new Set(first.incidents.map((incident) => incident.fingerprint));
  const all = later.flatMap((story) => story.incidents.map((incident) => incident.fingerprint));
  return new Set(all.filter((print) => !known.has(print)));
}
