import type { PackageStory } from "../correlate/index.ts";
import { groupsBy } from "../model/index.ts";
import type { Repeat } from "./repeats.ts";
import type { RunContext, VariantStory } from "./run-context.ts";

/** What all tests and incidents of a run are merged with; looked up by package, of which there may be thousands. */
export interface MergeContext {
  readonly variants: readonly VariantStory[];
  /** By import path: under each variant the stories of the package, in order; several where it ran twice. */
  readonly stories: ReadonlyMap<string, readonly PackageUnderVariant[]>;
  readonly runContext: RunContext;
  /** By import path. */
  readonly repeats: ReadonlyMap<string, readonly Repeat[]>;
  /** Tests that failed in any try of the run. */
  readonly failing: number;
}

export interface PackageUnderVariant {
  readonly variant: string;
  readonly story: PackageStory;
}

/** The same, from lists. */
export function mergeContext(
  variants: readonly VariantStory[],
  runContext: RunContext,
  repeats: readonly Repeat[],
  failing: number,
): MergeContext {
  const all = variants.flatMap(({ variant, stories }) =>
    stories.map((story) => ({ variant, story })),
  );
  return {
    variants,
    stories: groupsBy(all, ({ story }) => story.facts.importPath),
    runContext,
    repeats: groupsBy(repeats, (repeat) => repeat.package),
    failing,
  };
}
