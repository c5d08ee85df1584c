import type { Finding } from "../model/index.ts";
import type { Failure } from "./failures.ts";

/** How much is shown. */
export interface Amount {
  /** Rows of a list; the rest is counted. */
  readonly rows: number;
  /** Of what failed and is no old news. */
  readonly failures: number;
  /** Of slow tests. */
  readonly slowest: number;
}

/** What a report shows, in order. */
export interface Outline {
  readonly headline: Headline;
  readonly about: About;
  readonly sections: readonly Section[];
}

export interface Headline {
  /** `doubt`: the gate passed, and something is to be looked at all the same. */
  readonly sign: "pass" | "doubt" | "fail";
  /** `3 new: 1 panic, 2 test failures; 3 known`. */
  readonly words: string;
  readonly gate: readonly string[];
  /** `58 of 59 tests passed, 1 skipped`. */
  readonly counts: string;
  /** `go test stopped before 12 of 27 tests; panicpath ran them all`; null where it did not. */
  readonly rescued: string | null;
  readonly isComplete: boolean;
  /** Of the whole; null where it is not known. */
  readonly seconds: number | null;
}

/** What was run, and under what. */
export interface About {
  readonly tool: string;
  readonly name: string | null;
  /** `go1.26.8 linux/amd64`; null where it is not known. */
  readonly go: string | null;
  readonly modules: readonly string[];
  readonly shard: string | null;
  readonly job: string | null;
  readonly variants: readonly VariantRow[];
  /** Of a merged report. */
  readonly legs: readonly { readonly pass: boolean; readonly words: string }[];
  readonly base: string | null;
}

export interface VariantRow {
  readonly name: string;
  readonly sign: Headline["sign"];
  /** `passes`, `4 incidents, 6 failed tests`, `left-out: no time`. */
  readonly words: string;
  readonly seconds: number | null;
}

/** A heading for `count` of something. */
export interface Counted {
  readonly count: number;
  readonly words: string;
}

/** One test, or package, and what is to say of it. */
export interface TestRow {
  readonly package: string;
  readonly test: string | null;
  readonly words: string;
}

export interface NotRunRow {
  readonly package: string;
  readonly tests: readonly string[];
  readonly more: number;
  readonly why: string;
}

/** The first of some that failed. */
export interface Failures<K extends string> {
  readonly kind: K;
  readonly title: Counted;
  readonly failures: readonly Failure[];
  readonly more: number;
}

export type Section =
  /** Why the whole is no pass, whatever its tests say. */
  | { readonly kind: "run"; readonly words: readonly string[] }
  /** What failed and is news; what the base has too, or a waiver covers; what the base had. */
  | Failures<"failures">
  | Failures<"known">
  | Failures<"fixed">
  /** What is to be looked at, and ended no test of the user's own build. */
  | {
      readonly kind: "findings";
      readonly title: Counted;
      readonly findings: readonly Finding[];
      readonly more: number;
    }
  | { readonly kind: "not-run"; readonly title: Counted; readonly rows: readonly NotRunRow[] }
  | {
      readonly kind: "gc";
      readonly cells: readonly (readonly string[])[];
      readonly words: readonly string[];
    }
  | {
      readonly kind: "slowest" | "skipped" | "coverage";
      readonly title: Counted;
      readonly rows: readonly TestRow[];
      readonly more: number;
    }
  | { readonly kind: "notes"; readonly words: readonly string[] };
