import type { PackageStory } from "../correlate/index.ts";
import type { Setting, SourceLine } from "../model/index.ts";

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
export interface RunContext {
  /** Folder of a package relative to the repository; null where unknown. */
  dirOf(importPath: string): string | null;
  /** Tests of a package in the order in which they run; empty where no source is at hand. */
  declared(importPath: string): readonly DeclaredTest[];
  /** Lines around a place of the user's own; empty where no source is at hand. */
  source(file: string, line: number): readonly SourceLine[];
  /** Where a command for a package is given: a folder to go to, null for the repository's root, and a package. */
  commandPlace(importPath: string): { readonly dir: string | null; readonly package: string };
  /** The settings of a variant of the run; none where they are not known. */
  settingsOf(variant: string): readonly Setting[];
  /** The user's own flags that a reproduction needs. */
  readonly flags: readonly string[];
  /** What the user gives to the tests behind -args. */
  readonly args: readonly string[];
  /** Under -failfast the rest does not run, and nobody is to blame. */
  readonly failFast: boolean;
}
