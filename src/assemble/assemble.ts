import type { PackageStory } from "../correlate/index.ts";
import {
  groupsBy,
  type Incident,
  type NotRun,
  type PackageInfo,
  type TestInfo,
} from "../model/index.ts";
import { mergeIncidents } from "./assemble-incidents.ts";
import { testsOf } from "./assemble-tests.ts";
import { mergeContext } from "./merge-context.ts";
import { distinctNotRun, notRunOf } from "./not-run.ts";
import { withOneName } from "./one-name.ts";
import type { Repeat } from "./repeats.ts";
import type { RunContext, VariantStory } from "./run-context.ts";

export interface Assembled {
  readonly packages: readonly PackageInfo[];
  readonly tests: readonly TestInfo[];
  readonly incidents: readonly Incident[];
  readonly notRun: readonly NotRun[];
}

/** Joins what the variants showed: one entry a package, a test, a fingerprint. */
export function assemble(
  given: readonly VariantStory[],
  runContext: RunContext,
  repeats: readonly Repeat[],
  failing: number,
): Assembled {
  const variants = withOneName(given, repeats);
  const [first] = variants;
  const packages = (first?.stories ?? []).map((story) => packageInfo(story, runContext));
  const context = mergeContext(variants, runContext, repeats, failing);
  const notRun = variants.flatMap((variant) => notRunOf(variant, runContext));
  const missing = groupsBy(notRun, (entry) => entry.package);
  const tests = [...context.stories.keys()].flatMap((path) =>
    testsOf(path, context, missing.get(path) ?? []),
  );
  const incidents = mergeIncidents(context);
  return { packages, tests, incidents, notRun: distinctNotRun(notRun, variants) };
}

function packageInfo({ facts }: PackageStory, runContext: RunContext): PackageInfo {
  return {
    importPath: facts.importPath,
    dir: runContext.dirOf(facts.importPath),
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
