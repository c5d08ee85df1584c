import type { PackageFacts, TestFacts, TestOutcome } from "../model/index.ts";
import { ancestorsOf, isFinishedBenchmark, isOpen, startedNames } from "./running.ts";

/** Exactly one outcome for every test that was started. */
export function outcomesOf(
  facts: PackageFacts,
  blamed: readonly string[],
): Map<string, TestOutcome> {
  const started = startedNames(facts);
  const culprits = new Set(blamed.flatMap((name) => [name, ...ancestorsOf(name, started)]));
  const outcomes = new Map<string, TestOutcome>();
  for (const [at, test] of facts.tests.entries())
    outcomes.set(test.name, outcomeOf(test, at, facts, culprits));
  // Go 1.19 prints no start of a benchmark: its stack alone tells that it ran.
  for (const name of blamed) if (!outcomes.has(name)) outcomes.set(name, "fail");
  return outcomes;
}

/** Failure wins over success where a name ran several times (-count, -cpu). `at`: its place among the tests. */
function outcomeOf(
  test: TestFacts,
  at: number,
  facts: PackageFacts,
  culprits: ReadonlySet<string>,
): TestOutcome {
  const words = test.results.map((result) => result.outcome);
  if (words.includes("fail")) return "fail";
  if (!isOpen(test)) return words.includes("pass") || words.length === 0 ? "pass" : "skip";
  if (isFinishedBenchmark(at, facts)) return "pass";
  if (culprits.has(test.name)) return "fail";
  if (facts.ending.kind === "lived") return facts.outcome === "fail" ? "interrupted" : "pass";
  return "interrupted";
}
