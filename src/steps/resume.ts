import {
  combine,
  failedLater,
  fitsArgument,
  type PackageStory,
  ResumeState,
  testPattern,
} from "../correlate/index.ts";
import { valueOfFlag } from "../go/index.ts";
import type { Setting } from "../model/index.ts";
import {
  type Answer,
  aloneOf,
  type Plan,
  type RunWork,
  type Selection,
  type Sources,
  shortName,
  storyOf,
} from "../runner/index.ts";

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

export interface ResumeWork extends RunWork {
  /** Of the variant that died. */
  readonly settings: readonly Setting[];
  readonly sources: Sources;
  /** Tests that hang: they are run on their own. */
  readonly leftOut: readonly string[];
}

/** Goes on after the death of a package's process, until every test has an outcome or a bound is met. */
export async function resumePackage(
  work: ResumeWork,
  importPath: string,
  first: PackageStory,
): Promise<Resumed> {
  const declared = work.sources
    .declared(importPath)
    .filter((test) => test.selected !== false)
    .map((test) => test.name);
  const left = declared.filter((test) => !first.outcomes.has(test)).length;
  if (work.settings.length === 0 && left > 0) {
    const tests = left === 1 ? "1 test" : `${left} tests`;
    work.plan.progress.line(`resuming ${shortName(importPath, work.layout)}: ${tests} left`);
  }
  const state = new ResumeState(first, declared, work.leftOut);
  const { later, problem } = await runToTheEnd(work, importPath, first, state);
  const secondLook = await lookAgain(work, importPath, first, later, state);
  return {
    story: combine(first, later, secondLook),
    narrow: narrowPrints(first, later),
    problem,
    runs: later.length,
    leftOut: state.leftOut,
  };
}

/** What was seen when it went on; nothing where it could not, and why. */
type Went = readonly PackageStory[] | Stuck;

/** Why some tests still have no outcome. */
interface Stuck {
  readonly reason: string;
}

async function runToTheEnd(
  work: ResumeWork,
  importPath: string,
  first: PackageStory,
  state: ResumeState,
): Promise<{ later: readonly PackageStory[]; problem: string | null }> {
  const later: PackageStory[] = [];
  for (let next = state.next(); next.kind !== "stop"; next = state.next()) {
    const went =
      next.kind === "skip"
        ? await runSkipping(work, importPath, skipping(work, next.pattern, first, state), state)
        : await runAlone(work, importPath, next.tests, state);
    if ("reason" in went) return { later, problem: work.plan.isInterrupted() ? null : went.reason };
    later.push(...went);
  }
  const last = state.next();
  return { later, problem: last.kind === "stop" ? last.reason : null };
}

async function runSkipping(
  work: ResumeWork,
  importPath: string,
  selection: Selection | null,
  state: ResumeState,
): Promise<Went> {
  if (selection === null) return { reason: "its tests' names are too long for a command line" };
  const answer = await runSelection(work, importPath, selection);
  if (answer.kind === "left-out") return { reason: LEFT_OUT[answer.cause] };
  state.add(answer.story);
  return [answer.story];
}

const LEFT_OUT = {
  budget: "there was no time",
  "not-built": "its tests did not build again",
  lost: "its test binary is gone",
} as const;

async function runAlone(
  work: ResumeWork,
  importPath: string,
  tests: readonly string[],
  state: ResumeState,
): Promise<Went> {
  const stories: PackageStory[] = [];
  let cause: keyof typeof LEFT_OUT = "budget";
  for (const test of tests) {
    const answer = await runSelection(work, importPath, aloneOf(test));
    if (answer.kind === "left-out") {
      ({ cause } = answer);
      break;
    }
    state.addAlone(test, answer.story);
    stories.push(answer.story);
  }
  return stories.length > 0 ? stories : { reason: LEFT_OUT[cause] };
}

function skipping(
  work: ResumeWork,
  pattern: string,
  first: PackageStory,
  state: ResumeState,
): Selection | null {
  if (!fitsArgument(pattern)) return null;
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
  return fitsArgument(pattern) ? pattern : null;
}

async function runSelection(
  { plan, layout, head, runner, settings }: ResumeWork,
  importPath: string,
  selection: Selection,
): Promise<Answer> {
  plan.progress.status(`resuming ${shortName(importPath, layout)}`);
  const experiment = {
    ...{ package: importPath, revision: head, settings, selection },
    limit: { kind: "package" as const },
    label: `resume of ${importPath}`,
  };
  return runner.run(experiment);
}

/** A test that failed in a resumed process only may miss the tests before it: let them run again. */
async function lookAgain(
  work: ResumeWork,
  importPath: string,
  first: PackageStory,
  later: readonly PackageStory[],
  state: ResumeState,
): Promise<PackageStory | null> {
  if (failedLater(first, later).length === 0) return null;
  const selection = skipping(work, state.culpritPattern, first, state);
  return selection === null ? null : storyOf(await runSelection(work, importPath, selection));
}

function narrowPrints(first: PackageStory, later: readonly PackageStory[]): Set<string> {
  const known = new Set(first.incidents.map((incident) => incident.fingerprint));
  const all = later.flatMap((story) => story.incidents.map((incident) => incident.fingerprint));
  return new Set(all.filter((print) => !known.has(print)));
}
