import { type Layout, type PackageStory, testPattern } from "../correlate/index.ts";
import type { Build, CapturedBinary } from "../go/index.ts";
import type { Setting } from "../model/index.ts";

/** Which tests of a package a run is for. */
export type Selection =
  /** As the user's own flags say. */
  | { readonly kind: "whole" }
  /** The same, without some. */
  | {
      readonly kind: "skip";
      readonly pattern: string;
      readonly seed: string | null;
      readonly only: string | null;
    }
  /** One test, once. */
  | { readonly kind: "alone"; readonly pattern: string; readonly benchmark: boolean };

/** One test on its own, as often as it is run. */
export const aloneOf = (test: string): Selection => ({
  kind: "alone",
  pattern: testPattern(test),
  benchmark: test.startsWith("Benchmark"),
});

/** A package's binary of one build, ready to run. */
export interface Target {
  readonly importPath: string;
  readonly captured: CapturedBinary;
  /** Of the package in the default run. */
  readonly defaultSeconds: number;
  /** How its traces name files. */
  readonly layout: Layout;
}

/** Code at one commit, built on demand: what head is, and the base. */
export interface Revision {
  /** A package's binary of a build; null where there is none. */
  target(build: Build, importPath: string): Promise<Target | null>;
}

/** How long the tests of an experiment may take; never longer than the user's own timeout. */
export type Limit =
  /** A multiple of what the package took by default, without a test that starts or ends. */
  | { readonly kind: "package" }
  /** A test that hung, alone: a multiple of the slowest of its siblings, of which these are the seconds. */
  | { readonly kind: "hang"; readonly siblings: readonly number[] }
  /** The same, behind the others of its package. */
  | { readonly kind: "hang-behind"; readonly siblings: readonly number[] };

/** Some tests of one package, at one revision, in one build, under one environment, within the budget. */
export interface Experiment {
  readonly package: string;
  readonly revision: Revision;
  /** They decide the build, the environment and flags of the binary. */
  readonly settings: readonly Setting[];
  readonly selection: Selection;
  readonly limit: Limit;
  /** More than a death prints by itself: who started its goroutine, the frames that the runtime hides. */
  readonly stacks?: { readonly ancestors: boolean; readonly hidden: boolean };
  /** A file for what the tests look at. */
  readonly log?: string;
  /** What it is called where it found no time: `rerun of TestX`. */
  readonly label: string;
}

export type Answer =
  | { readonly kind: "seen"; readonly story: PackageStory }
  | {
      readonly kind: "left-out";
      /** `budget`: no time, or the time that ended it was not its own. `lost`: a test took its binary away. */
      readonly cause: "budget" | "not-built" | "lost";
    };

/** What was seen; null where it was left out. */
export const storyOf = (answer: Answer): PackageStory | null =>
  answer.kind === "seen" ? answer.story : null;
