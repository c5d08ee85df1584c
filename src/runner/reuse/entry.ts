import {
  type GcCycle,
  type JoinedText,
  NO_JOINED_TEXT,
  NO_TEXT,
  type PackageFacts,
  type TestFacts,
  type TestResult,
} from "../../model/index.ts";
import type { Input } from "./inputs.ts";

/** What is kept of a package that passed: enough to tell it again as if it had run. */
export interface Entry {
  /** A package without test files, which was compiled. */
  readonly noTests: boolean;
  readonly inputs: readonly (Input & { readonly state: string })[];
  readonly seconds: number | null;
  readonly coverage: string | null;
  readonly tests: readonly KeptTest[];
  readonly cycles: readonly GcCycle[];
}

interface KeptTest {
  readonly name: string;
  readonly results: readonly TestResult[];
  /** Of a test that was skipped: why. */
  readonly output: JoinedText | null;
}

/** Garbage collections of one run of a package; one with more is run again. */
const MOST_CYCLES = 2000;

/** Null for a package that did not pass in whole, or of which too much would have to be kept. */
export function entryOf(facts: PackageFacts, inputs: Entry["inputs"]): Entry | null {
  const { tests, gc } = facts;
  if (facts.noTestFiles && facts.outcome === "skip") return WITHOUT_TESTS;
  if (facts.outcome !== "pass" || facts.ending.kind !== "lived" || facts.races.length > 0)
    return null;
  if (gc.dropped > 0 || gc.unread > 0 || gc.cycles.length > MOST_CYCLES) return null;
  if (!tests.every(hasPassed)) return null;
  return {
    noTests: false,
    inputs,
    seconds: facts.seconds,
    coverage: facts.coverage,
    tests: tests.map(({ name, results, output }) => ({
      ...{ name, results },
      output: results.some(({ outcome }) => outcome === "skip") ? output : null,
    })),
    cycles: gc.cycles,
  };
}

const WITHOUT_TESTS: Entry = {
  ...{ noTests: true, inputs: [], seconds: 0, coverage: null, tests: [], cycles: [] },
};

const hasPassed = ({ starts, results }: TestFacts): boolean =>
  starts === results.length && results.every(({ outcome }) => outcome !== "fail");

/** A package as it was told when it ran. */
export const factsOf = (importPath: string, entry: Entry): PackageFacts => ({
  importPath,
  outcome: entry.noTests ? "skip" : "pass",
  seconds: entry.seconds,
  cached: !entry.noTests,
  noTestFiles: entry.noTests,
  started: null,
  tests: entry.tests.map(({ name, results, output }) => ({
    ...{ name, results, starts: results.length, paused: false },
    output: output ?? NO_JOINED_TEXT,
    ...{ recovered: [], errorLine: null, logged: null },
  })),
  showsStarts: true,
  ending: { kind: "lived" },
  races: [],
  failedBuild: null,
  output: NO_TEXT,
  gc: { cycles: entry.cycles, dropped: 0, unread: 0 },
  shuffleSeed: null,
  coverage: entry.coverage,
  verdict: entry.noTests ? null : "PASS",
});
