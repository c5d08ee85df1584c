import type { PackageStory } from "../correlate/index.ts";
import {
  type Logged,
  lastLogged,
  linesOf,
  loggedAt,
  type NotRun,
  readLogged,
  sumOf,
  type TestFacts,
  type TestInfo,
  type TestOutcome,
  type TestRun,
  topLevel,
} from "../model/index.ts";
import type { MergeContext } from "./merge-context.ts";
import { causeNote, causeOf, type Repeat } from "./repeats.ts";
import { testLine } from "./reproduce.ts";
import type { DeclaredTest } from "./run-context.ts";

/** Every test of a package that any variant knows, in order of first appearance; `notRun`: those of the package. */
export function testsOf(
  importPath: string,
  context: MergeContext,
  notRun: readonly NotRun[],
): TestInfo[] {
  const { stories: all, runContext, repeats } = context;
  const place: TestPlace = {
    importPath,
    dir: runContext.dirOf(importPath),
    declared: new Map(runContext.declared(importPath).map((test) => [test.name, test])),
  };
  const missing = new Set(notRun.map(({ variant, test }) => `${variant}\n${test}`));
  const runs = (all.get(importPath) ?? []).map(({ variant, story }) => ({
    variant,
    story,
    byName: new Map(story.facts.tests.map((test) => [test.name, test])),
  }));
  const knowing = knowers(runs);
  for (const { test } of notRun) knowing.set(test, runs);
  const passes = new Passes();
  const tried = failureRepeats(repeats.get(importPath) ?? []);
  return [...knowing].map(([name, known]) => {
    const again = tried.get(name);
    const passed = again === undefined ? passes.of(name, known) : null;
    if (passed === null)
      return testInfo(place, name, told(name, place, known, missing, again ?? [], context));
    const facts = known[0]?.byName.get(name);
    return testInfo(place, name, { runs: passed, facts, reproduce: null, note: null });
  });
}

/** What is told of a test that did not simply pass. */
function told(
  name: string,
  { importPath }: TestPlace,
  known: readonly KnownRun[],
  missing: ReadonlySet<string>,
  again: readonly Repeat[],
  { runContext, failing: many }: MergeContext,
): ToldOfTest {
  const once = known.flatMap((run) => runOf(name, run, missing));
  const runs = again.length === 0 ? once : once.map((run) => withRepeats(run, again, many));
  const failed = runs.filter(({ outcome }) => outcome === "fail").map(({ variant }) => variant);
  const failing =
    failed.length === 0 ? undefined : known.find(({ variant }) => failed.includes(variant));
  const shown = known.find(({ story }) => story.outcomes.get(name) === runs[0]?.outcome);
  const test = isOrdered(again, many) ? null : name;
  return {
    runs,
    facts: shown?.byName.get(name),
    reproduce:
      failing === undefined
        ? null
        : testLine(importPath, failing.variant, test, runContext, failing),
    note: noteOf(again, name, many),
  };
}

/** Where the tests of a package stand. */
interface TestPlace {
  readonly importPath: string;
  readonly dir: string | null;
  readonly declared: ReadonlyMap<string, DeclaredTest>;
}

/** What the runs tell of a test; `facts`: of the run that is shown. */
interface ToldOfTest {
  readonly runs: readonly TestRun[];
  readonly facts: TestFacts | undefined;
  readonly reproduce: string | null;
  readonly note: string | null;
}

/** One run of a package, by one variant. */
interface KnownRun {
  readonly variant: string;
  readonly story: PackageStory;
  readonly byName: ReadonlyMap<string, TestFacts>;
}

/** The runs that know a test: a package may have run hundreds of times, each time with other tests. */
function knowers(runs: readonly KnownRun[]): Map<string, readonly KnownRun[]> {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) {
    const found = new Map<string, readonly KnownRun[]>();
    for (const name of only.story.outcomes.keys()) found.set(name, runs);
    return found;
  }
  return knowersOfMany(runs);
}

function knowersOfMany(runs: readonly KnownRun[]): Map<string, readonly KnownRun[]> {
  const found = new Map<string, KnownRun[]>();
  for (const run of runs) {
    for (const name of run.story.outcomes.keys()) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [run]);
      else known.push(run);
    }
  }
  return found;
}

/** Of the repeats of a package those of ordinary failures, by test. */
function failureRepeats(repeats: readonly Repeat[]): Map<string, Repeat[]> {
  const byTest = new Map<string, Repeat[]>();
  for (const repeat of repeats) {
    if (repeat.subject.kind !== "failure") continue;
    const { test } = repeat.subject;
    byTest.set(test, [...(byTest.get(test) ?? []), repeat]);
  }
  return byTest;
}

/** It only fails where other tests run with it, or is one that another test starts. */
const isOrdered = (repeats: readonly Repeat[], failing: number): boolean =>
  repeats.some(
    (repeat) => repeat.absent === "not-started" || causeOf(repeat, failing)?.kind === "order",
  );

/** What the repeats say of order and settings; the first one that says anything. */
function noteOf(repeats: readonly Repeat[], test: string, failing: number): string | null {
  for (const repeat of repeats) {
    const note = causeNote(repeat, test, failing);
    if (note !== null) return note;
  }
  return null;
}

/** A run with its repeats: `failed` of `attempts`; where the order of tests makes it, alone is no try of it. */
function withRepeats(run: TestRun, repeats: readonly Repeat[], failing: number): TestRun {
  const repeat = repeats.find((repeat) => repeat.variant === run.variant);
  const byDefault = run.variant === "default" ? repeats.map((repeat) => repeat.byDefault) : [];
  if (repeat === undefined) {
    const tally = sumOf([run, ...byDefault]);
    // What fails by default too is no failure of a variant's.
    return { ...run, ...tally, outcome: tally.failed > 0 ? "fail" : run.outcome };
  }
  const isOrder = causeOf(repeat, failing)?.kind === "order";
  const { whole, alone } = repeat;
  return { ...run, ...(isOrder ? whole : sumOf([whole, alone, ...byDefault])), whole, alone };
}

/** One list for all tests of a package that passed once under the same variants: there may be a million. */
class Passes {
  readonly #known = new Map<string, readonly TestRun[]>();

  /** Null where the test did anything else in one of the runs. */
  of(name: string, runs: readonly KnownRun[]): readonly TestRun[] | null {
    for (const run of runs) if (!passedOnce(name, run)) return null;
    const [first] = runs;
    const key =
      runs.length === 1 && first !== undefined
        ? first.variant
        : runs.map(({ variant }) => variant).join("\n");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = runs.map(
      ({ variant }): TestRun => ({
        ...{ variant, outcome: "pass", attempts: 1, failed: 0 },
        ...{ whole: null, alone: null },
      }),
    );
    this.#known.set(key, made);
    return made;
  }
}

function passedOnce(name: string, { story, byName }: KnownRun): boolean {
  if (story.outcomes.get(name) !== "pass") return false;
  const facts = byName.get(name);
  if (facts === undefined) return true;
  return facts.starts <= 1 && facts.results.every((result) => result.outcome !== "fail");
}

const NEVER = { attempts: 0, failed: 0, whole: null, alone: null };

function runOf(
  name: string,
  { variant, story, byName }: KnownRun,
  missing: ReadonlySet<string>,
): TestRun[] {
  const outcome = story.outcomes.get(name);
  if (outcome === undefined) {
    return missing.has(`${variant}\n${name}`) ? [{ ...NEVER, variant, outcome: "not-run" }] : [];
  }
  const results = byName.get(name)?.results ?? [];
  const failures = results.filter((result) => result.outcome === "fail").length;
  const attempts = Math.max(1, byName.get(name)?.starts ?? 1);
  const failed = outcome === "fail" ? Math.max(1, failures) : failures;
  return [{ variant, outcome, attempts, failed, whole: null, alone: null }];
}

function testInfo(
  { importPath, dir, declared: all }: TestPlace,
  name: string,
  { runs, facts, reproduce, note }: ToldOfTest,
): TestInfo {
  const declared = all.size === 0 ? undefined : all.get(topLevel(name));
  const outcome: TestOutcome = runs[0]?.outcome ?? "not-run";
  const output = facts === undefined || outcome === "pass" ? [] : linesOf(facts.output);
  const failure = outcome === "fail" ? failureIn(output, facts) : null;
  return {
    package: importPath,
    name,
    outcome,
    file: declared?.file ?? null,
    line: declared?.line ?? null,
    seconds: facts?.results.at(-1)?.seconds ?? null,
    skipReason: outcome === "skip" ? skipReason(output) : null,
    output: outcome === "skip" ? [] : output,
    failedAt: failure === null ? null : placeIn(failure, dir),
    failure: failure?.message ?? null,
    runs,
    reproduce,
    note,
    baseline: null,
    baselineReason: null,
  };
}

/** What t.Skip said: the last logged text before the end. */
function skipReason(output: readonly string[]): string | null {
  const said = readLogged(lastLogged(output))?.message.replace(/^\S+\.go:\d+: ?/, "") ?? "";
  return said === "" ? null : said;
}

/** What t.Fatal said, or the last t.Error: as Go 1.27 marks it, or the last message before the end. */
function failureIn(output: readonly string[], facts: TestFacts | undefined): Logged | null {
  const marked = facts?.errorLine ?? null;
  if (marked !== null) {
    const at = output.lastIndexOf(marked);
    return readLogged(at < 0 ? [marked] : loggedAt(output, at));
  }
  return readLogged(facts?.logged?.split("\n") ?? lastLogged(output));
}

/** A helper may lie in another folder: only tests of the package itself are placed for sure. */
function placeIn(
  { file, line }: Logged,
  dir: string | null,
): { file: string; line: number } | null {
  if (!file.endsWith("_test.go")) return null;
  const base = file.slice(file.lastIndexOf("/") + 1);
  return { file: dir === null || dir === "" ? base : `${dir}/${base}`, line };
}
