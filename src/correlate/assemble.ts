import {
  type Incident,
  linesOf,
  type NotRun,
  type Occurrence,
  type PackageInfo,
  type Reproduction,
  type SourceLine,
  type TestFacts,
  type TestInfo,
  type TestOutcome,
  type TestRun,
} from "../model/index.ts";
import { isNonInlined } from "./blame.ts";
import type { FoundIncident } from "./incident.ts";
import { reproduceLine } from "./reproduce.ts";
import { topLevel } from "./running.ts";
import type { PackageStory } from "./story.ts";

/** The stories of one variant, `default` first in every list of them. */
export interface VariantStory {
  readonly variant: string;
  readonly stories: readonly PackageStory[];
}

/** A test as the sources declare it. */
export interface DeclaredTest {
  readonly name: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
  /** The run's own -run, -skip and -bench let it start; null where they can't be read. */
  readonly selected: boolean | null;
}

/** What is known of packages beside what their tests print. */
export interface Surroundings {
  /** Folder of a package relative to the repository; null where unknown. */
  dirOf(importPath: string): string | null;
  /** Tests of a package in the order in which they run; empty where no source is at hand. */
  declared(importPath: string): readonly DeclaredTest[];
  /** Lines around a place of the user's own; empty where no source is at hand. */
  source(file: string, line: number): readonly SourceLine[];
  /** Under -failfast the rest does not run, and nobody is to blame. */
  readonly failFast: boolean;
}

export interface Assembled {
  readonly packages: readonly PackageInfo[];
  readonly tests: readonly TestInfo[];
  readonly incidents: readonly Incident[];
  readonly notRun: readonly NotRun[];
}

/** Joins what the variants showed: one entry a package, a test, a fingerprint. */
export function assemble(variants: readonly VariantStory[], around: Surroundings): Assembled {
  const [first] = variants;
  const packages = (first?.stories ?? []).map((story) => packageInfo(story, around));
  const importPaths = distinctPaths(variants);
  const notRun = variants.flatMap((variant) => notRunOf(variant, around));
  const tests = importPaths.flatMap((path) => testsOf(path, variants, notRun, around));
  const incidents = mergeIncidents(variants, around);
  return { packages, tests, incidents, notRun: distinctNotRun(notRun) };
}

function distinctPaths(variants: readonly VariantStory[]): string[] {
  const paths = variants.flatMap((variant) =>
    variant.stories.map((story) => story.facts.importPath),
  );
  return [...new Set(paths)];
}

function packageInfo({ facts }: PackageStory, around: Surroundings): PackageInfo {
  return {
    importPath: facts.importPath,
    dir: around.dirOf(facts.importPath),
    outcome: facts.outcome,
    seconds: facts.seconds,
    cached: facts.cached,
    noTestFiles: facts.noTestFiles,
    coverage: facts.coverage,
    shuffleSeed: facts.shuffleSeed,
    started: utc(facts.started),
  };
}

/** go test prints local time with an offset. */
function utc(time: string | null): string | null {
  if (time === null) return null;
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function testsOf(
  importPath: string,
  variants: readonly VariantStory[],
  notRun: readonly NotRun[],
  around: Surroundings,
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
  return [...names].map((name) => {
    const runs = facts.flatMap(({ variant, story, byName }) =>
      runOf(name, variant, story, byName, missing),
    );
    const shown = facts.find(({ story }) => story.outcomes.get(name) === runs[0]?.outcome);
    return testInfo(
      importPath,
      name,
      runs,
      shown?.byName.get(name),
      declared.get(topLevel(name)),
      dir,
    );
  });
}

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
    return absent ? [{ variant, outcome: "not-run", attempts: 0, failed: 0 }] : [];
  }
  const results = byName.get(name)?.results ?? [];
  const failures = results.filter((result) => result.outcome === "fail").length;
  const attempts = Math.max(1, byName.get(name)?.starts ?? 1);
  return [
    { variant, outcome, attempts, failed: outcome === "fail" ? Math.max(1, failures) : failures },
  ];
}

function testInfo(
  importPath: string,
  name: string,
  runs: readonly TestRun[],
  facts: TestFacts | undefined,
  declared: DeclaredTest | undefined,
  dir: string | null,
): TestInfo {
  const outcome: TestOutcome = runs[0]?.outcome ?? "not-run";
  const output = facts === undefined || outcome === "pass" ? [] : linesOf(facts.output);
  return {
    package: importPath,
    name,
    outcome,
    file: declared?.file ?? null,
    line: declared?.line ?? null,
    seconds: facts?.results.at(-1)?.seconds ?? null,
    skipReason: outcome === "skip" ? skipReason(output) : null,
    output: outcome === "skip" ? [] : output,
    failedAt: outcome === "fail" ? firstTestLine(output, dir) : null,
    runs,
  };
}

const LOGGED = /^\s*(\S+\.go):(\d+): ?(.*)$/;

/** What t.Skip said: the last logged text before the end. */
function skipReason(output: readonly string[]): string | null {
  const at = output.findLastIndex((line) => LOGGED.test(line));
  if (at < 0) return null;
  const first = LOGGED.exec(output[at] ?? "")?.[3] ?? "";
  const further = output.slice(at + 1).filter((line) => line.startsWith("        "));
  const reason = [first, ...further.map((line) => line.trim())].join("\n").trim();
  return reason === "" ? null : reason;
}

/** The first `file_test.go:N:` that the test itself logged. */
function firstTestLine(
  output: readonly string[],
  dir: string | null,
): { file: string; line: number } | null {
  for (const text of output) {
    const found = LOGGED.exec(text);
    const file = found?.[1];
    if (file === undefined || !file.endsWith("_test.go") || found === null) continue;
    const base = file.slice(file.lastIndexOf("/") + 1);
    const place = dir === null || dir === "" ? base : `${dir}/${base}`;
    return { file: place, line: Number(found[2]) };
  }
  return null;
}

/** Tests that should have started under a variant and never did, with the reason. */
function notRunOf({ variant, stories }: VariantStory, around: Surroundings): NotRun[] {
  return stories.flatMap((story) => {
    const because = reasonOf(story, around.failFast);
    if (because === null) return [];
    const started = new Set([...story.outcomes.keys()].map(topLevel));
    return around
      .declared(story.facts.importPath)
      .filter((test) => test.selected !== false && !started.has(test.name))
      .map((test) => ({
        package: story.facts.importPath,
        test: test.name,
        file: test.file,
        line: test.line,
        because,
        variant,
      }));
  });
}

/** Why tests of a package may be missing; null where all were started. */
function reasonOf(story: PackageStory, failFast: boolean): string | null {
  const { ending, cached, tests, outcome } = story.facts;
  switch (ending.kind) {
    case "not-built":
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

function distinctNotRun(all: readonly NotRun[]): NotRun[] {
  const byName = new Map<string, NotRun>();
  for (const entry of all) {
    const key = `${entry.package}\n${entry.test}`;
    if (!byName.has(key)) byName.set(key, entry);
  }
  return [...byName.values()];
}

interface Sighting {
  readonly variant: string;
  readonly found: FoundIncident;
  readonly story: PackageStory;
}

function mergeIncidents(variants: readonly VariantStory[], around: Surroundings): Incident[] {
  const byFingerprint = new Map<string, Sighting[]>();
  for (const { variant, stories } of variants) {
    for (const story of stories) {
      for (const found of story.incidents) {
        const sightings = byFingerprint.get(found.fingerprint) ?? [];
        sightings.push({ variant, found, story });
        byFingerprint.set(found.fingerprint, sightings);
      }
    }
  }
  return [...byFingerprint.values()].flatMap((sightings) => {
    const [first] = sightings;
    return first === undefined ? [] : [mergedIncident(first, sightings, variants, around)];
  });
}

function mergedIncident(
  { found, variant, story }: Sighting,
  sightings: readonly Sighting[],
  variants: readonly VariantStory[],
  around: Surroundings,
): Incident {
  const { attribution, ...rest } = found;
  const tests = [...new Set(sightings.flatMap((sighting) => sighting.found.tests))];
  const occurrences = occurrencesOf(found, sightings, variants);
  return {
    ...rest,
    test: attribution.test,
    tests,
    attribution: { by: attribution.by, confidence: attribution.confidence },
    reproduction: reproductionOf(occurrences),
    occurrences,
    baseline: null,
    changedHere: null,
    reproduce: reproduceLine(found, variant, around.dirOf(found.package), story.facts.shuffleSeed),
    site:
      found.site === null
        ? null
        : { ...found.site, source: around.source(found.site.file, found.site.line) },
    nonInlined: variant === "default" && found.path.length > 0 ? isNonInlined(found.path) : null,
  };
}

/** One line a variant in which the incident's package ran. */
function occurrencesOf(
  found: FoundIncident,
  sightings: readonly Sighting[],
  variants: readonly VariantStory[],
): Occurrence[] {
  return variants.flatMap(({ variant, stories }) => {
    if (!stories.some((story) => story.facts.importPath === found.package)) return [];
    const failed = sightings.filter((sighting) => sighting.variant === variant).length;
    return [{ variant, attempts: Math.max(1, failed), failed }];
  });
}

function reproductionOf(occurrences: readonly Occurrence[]): Reproduction {
  const seen = occurrences.filter((occurrence) => occurrence.failed > 0);
  if (occurrences.length === 1) return "once";
  if (seen.length === occurrences.length) return "always";
  return seen.some((occurrence) => occurrence.variant === "default") ? "sometimes" : "variant-only";
}
