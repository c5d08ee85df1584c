import type { PackageStory } from "../correlate/index.ts";
import { type NotRun, testKey, topLevel } from "../model/index.ts";
import type { DeclaredTest, RunContext, VariantStory } from "./run-context.ts";

/** Tests that should have started under a variant and never did, with the reason. */
export function notRunOf({ variant, stories }: VariantStory, runContext: RunContext): NotRun[] {
  return stories.flatMap((story) => {
    const because = reasonOf(story, runContext.failFast);
    if (because === null) return [];
    const started = new Set([...story.outcomes.keys()].map(topLevel));
    return knownBehind(story, runContext.declared(story.facts.importPath))
      .filter((test) => (because === "testmain" ? test.selected === true : test.selected !== false))
      .filter((test) => !started.has(test.name))
      .map((test) => ({
        package: story.facts.importPath,
        test: test.name,
        file: test.file,
        line: test.line,
        because,
        variant,
        baseline: null,
        baselineReason: null,
      }));
  });
}

/**
 * Of the tests of a package those whose start would have been seen. Without -v one that passed prints
 * nothing: only what stands behind the test that died is known not to have run.
 */
function knownBehind(
  { facts, incidents }: PackageStory,
  declared: readonly DeclaredTest[],
): readonly DeclaredTest[] {
  if (facts.showsStarts || (facts.ending.kind !== "died" && facts.ending.kind !== "cut")) {
    return declared;
  }
  const culprits = incidents.flatMap(({ attribution: { test } }) => test ?? []).map(topLevel);
  const at = declared.findLastIndex(({ name }) => culprits.includes(name));
  return at < 0 ? [] : declared.slice(at + 1);
}

/** Why tests of a package may be missing; null where all were started. */
function reasonOf(story: PackageStory, failFast: boolean): string | null {
  const { ending, cached, tests, outcome } = story.facts;
  switch (ending.kind) {
    case "not-built":
      return story.blockedBy ?? "build";
    case "died":
      return story.incidents.at(-1)?.fingerprint ?? "unknown";
    case "cut":
      return "interrupted";
    case "lived":
      if (failFast && outcome === "fail") return "failfast";
      // TestMain may end the process without calling Run: go test says ok, and nothing ran.
      return tests.length === 0 && !cached ? "testmain" : null;
  }
}

/** Tests that ran under no variant at all, one entry each. */
export function distinctNotRun(
  all: readonly NotRun[],
  variants: readonly VariantStory[],
): NotRun[] {
  if (all.length === 0) return [];
  const ran = new Set<string>();
  for (const story of variants.flatMap((variant) => variant.stories)) {
    for (const name of story.outcomes.keys())
      ran.add(testKey(story.facts.importPath, topLevel(name)));
  }
  const byName = new Map<string, NotRun>();
  for (const entry of all) {
    const key = testKey(entry.package, entry.test);
    if (!byName.has(key) && !ran.has(key)) byName.set(key, entry);
  }
  return [...byName.values()];
}
