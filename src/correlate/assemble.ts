import type { Incident, NotRun, PackageInfo, TestInfo } from "../model/index.ts";
import { mergeIncidents } from "./assemble-incidents.ts";
import { testsOf } from "./assemble-tests.ts";
import { distinctNotRun, notRunOf } from "./not-run.ts";
import { withOneName } from "./one-name.ts";
import type { Repeat } from "./repeats.ts";
import type { PackageStory } from "./story.ts";
import type { Surroundings, VariantStory } from "./surroundings.ts";

export interface Assembled {
  readonly packages: readonly PackageInfo[];
  readonly tests: readonly TestInfo[];
  readonly incidents: readonly Incident[];
  readonly notRun: readonly NotRun[];
}

/** Joins what the variants showed: one entry a package, a test, a fingerprint. */
export function assemble(
  given: readonly VariantStory[],
  around: Surroundings,
  repeats: readonly Repeat[],
  failing: number,
): Assembled {
  const variants = withOneName(given, repeats);
  const [first] = variants;
  const packages = (first?.stories ?? []).map((story) => packageInfo(story, around));
  const importPaths = distinctPaths(variants);
  const notRun = variants.flatMap((variant) => notRunOf(variant, around));
  const tests = importPaths.flatMap((path) =>
    testsOf(path, { variants, around, repeats, failing }, notRun),
  );
  const incidents = mergeIncidents({ variants, around, repeats, failing });
  return { packages, tests, incidents, notRun: distinctNotRun(notRun, variants) };
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
