import {
  linesOf,
  type NotRun,
  sumOf,
  type TestFacts,
  type TestInfo,
  type TestOutcome,
  type TestRun,
} from "../model/index.ts";
import type { MergeContext } from "./assemble-incidents.ts";
import { causeNote, causeOf, type Repeat } from "./repeats.ts";
import { topLevel } from "./running.ts";
import type { PackageStory } from "./story.ts";
import type { DeclaredTest } from "./surroundings.ts";

/** Every test of a package that any variant knows, in order of first appearance. */
export function testsOf(
  importPath: string,
  { variants, around, repeats, failing }: MergeContext,
  notRun: readonly NotRun[],
): TestInfo[] {
  const declared = new Map(around.declared(importPath).map((test) => [test.name, test]));
  const dir = around.dirOf(importPath);
  const stories = variants.flatMap(({ variant, stories: all }) =>
    all
      .filter((story) => story.facts.importPath === importPath)
      .map((story) => ({ variant, story })),
  );
  const missing = notRun.filter((entry) => entry.package === importPath);
  const names = new Set<string>();
  for (const { story } of stories) for (const name of story.outcomes.keys()) names.add(name);
  for (const entry of missing) names.add(entry.test);
  const facts = stories.map(({ variant, story }) => ({
    variant,
    story,
    byName: new Map(story.facts.tests.map((test) => [test.name, test])),
  }));
  const tried = failureRepeats(importPath, repeats);
  return [...names].map((name) => {
    const again = tried.get(name) ?? [];
    const once = facts.flatMap(({ variant, story, byName }) =>
      runOf(name, variant, story, byName, missing),
    );
    const runs = again.length === 0 ? once : once.map((run) => withRepeats(run, again, failing));
    const shown = facts.find(({ story }) => story.outcomes.get(name) === runs[0]?.outcome);
    return testInfo({
      importPath,
      name,
      runs,
      facts: shown?.byName.get(name),
      declared: declared.get(topLevel(name)),
      dir,
      note: noteOf(again, name, failing),
    });
  });
}

/** Repeats of the ordinary failures of a package, by test. */
function failureRepeats(importPath: string, repeats: readonly Repeat[]): Map<string, Repeat[]> {
  const byTest = new Map<string, Repeat[]>();
  for (const repeat of repeats) {
    if (repeat.package !== importPath || repeat.subject.kind !== "failure") continue;
    const { test } = repeat.subject;
    byTest.set(test, [...(byTest.get(test) ?? []), repeat]);
  }
  return byTest;
}

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
  const repeat = repeats.find((each) => each.variant === run.variant);
  const byDefault = run.variant === "default" ? repeats.map((each) => each.byDefault) : [];
  if (repeat === undefined) {
    const tries = sumOf([run, ...byDefault]);
    // What fails by default too is no failure of a variant's.
    return { ...run, ...tries, outcome: tries.failed > 0 ? "fail" : run.outcome };
  }
  const isOrder = causeOf(repeat, failing)?.kind === "order";
  const { whole, alone } = repeat;
  return { ...run, ...(isOrder ? whole : sumOf([whole, alone, ...byDefault])), whole, alone };
}

const NEVER = { attempts: 0, failed: 0, whole: null, alone: null };

function runOf(
  name: string,
  variant: string,
  story: PackageStory,
  byName: ReadonlyMap<string, TestFacts>,
  missing: readonly NotRun[],
): TestRun[] {
  const outcome = story.outcomes.get(name);
  if (outcome === undefined) {
    const absent = missing.some((entry) => entry.test === name && entry.variant === variant);
    return absent ? [{ ...NEVER, variant, outcome: "not-run" }] : [];
  }
  const results = byName.get(name)?.results ?? [];
  const failures = results.filter((result) => result.outcome === "fail").length;
  const attempts = Math.max(1, byName.get(name)?.starts ?? 1);
  return [
    {
      ...NEVER,
      ...{ variant, outcome, attempts },
      failed: outcome === "fail" ? Math.max(1, failures) : failures,
    },
  ];
}

interface KnownOfTest {
  readonly importPath: string;
  readonly name: string;
  readonly runs: readonly TestRun[];
  readonly facts: TestFacts | undefined;
  readonly declared: DeclaredTest | undefined;
  readonly dir: string | null;
  readonly note: string | null;
}

function testInfo({ importPath, name, runs, facts, declared, dir, note }: KnownOfTest): TestInfo {
  const outcome: TestOutcome = runs[0]?.outcome ?? "not-run";
  const output = facts === undefined || outcome === "pass" ? [] : linesOf(facts.output);
  const failure = outcome === "fail" ? lastFailure(output, facts?.errorLine ?? null) : null;
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
    note,
    baseline: null,
    baselineReason: null,
  };
}

const LOGGED = /^\s*(\S+\.go):(\d+): ?(.*)$/;

/** What t.Skip said: the last logged text before the end. */
function skipReason(output: readonly string[]): string | null {
  const said = lastFailure(output, null)?.message.replace(/^\S+\.go:\d+: ?/, "") ?? "";
  return said === "" ? null : said;
}

interface Logged {
  readonly file: string;
  readonly line: number;
  /** As printed, `x_test.go:12: want 1`, with the lines that belong to it. */
  readonly message: string;
}

/**
 * The last block `file:line: text` that a test logged before its end: what t.Fatal said, or the last
 * t.Error; `marked`: the line that Go 1.27 itself calls an error.
 */
function lastFailure(output: readonly string[], marked: string | null): Logged | null {
  const told = marked === null ? -1 : output.lastIndexOf(marked);
  const at = told >= 0 ? told : output.findLastIndex((line) => LOGGED.test(line));
  const found = LOGGED.exec(output[at] ?? "");
  if (found === null) return null;
  const end = output.findIndex((line, index) => index > at && !isFurther(line));
  const further = output.slice(at + 1, end < 0 ? undefined : end).map((line) => line.slice(8));
  const message = [(output[at] ?? "").trim(), ...further].join("\n").trim();
  return { file: found[1] ?? "", line: Number(found[2]), message: message.slice(0, MESSAGE_LIMIT) };
}

const MESSAGE_LIMIT = 4000;

/** testing indents what follows the first line of a message (testing.go, decorate). */
const isFurther = (line: string): boolean =>
  (line.startsWith("        ") || line.trim() === "") && !/^\s*--- /.test(line);

/** A helper may lie in another folder: only tests of the package itself are placed for sure. */
function placeIn(
  { file, line }: Logged,
  dir: string | null,
): { file: string; line: number } | null {
  if (!file.endsWith("_test.go")) return null;
  const base = file.slice(file.lastIndexOf("/") + 1);
  return { file: dir === null || dir === "" ? base : `${dir}/${base}`, line };
}
