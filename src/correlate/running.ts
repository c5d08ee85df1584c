import type { PackageFacts, TestFacts } from "../model/index.ts";

/** Started and without a result. */
export function isOpen(test: TestFacts): boolean {
  return test.starts > test.results.length;
}

/** The longest started name that `name` lies below; a subtest's own name may hold slashes. */
export function parentOf(name: string, started: ReadonlySet<string>): string | null {
  for (let at = name.lastIndexOf("/"); at > 0; at = name.lastIndexOf("/", at - 1)) {
    const parent = name.slice(0, at);
    if (started.has(parent)) return parent;
  }
  return null;
}

/** Parents first-to-last from the nearest. */
export function ancestorsOf(name: string, started: ReadonlySet<string>): string[] {
  const ancestors: string[] = [];
  for (let at = parentOf(name, started); at !== null; at = parentOf(at, started))
    ancestors.push(at);
  return ancestors;
}

/** Names that were started. */
export function startedNames(facts: PackageFacts): Set<string> {
  return new Set(facts.tests.map((test) => test.name));
}

/**
 * Tests that were running when the process ended, not waiting in t.Parallel, and
 * without an open subtest below: one of them, or a goroutine of theirs, did it.
 */
export function runningLeaves(facts: PackageFacts): string[] {
  const open = facts.tests.filter((test, at) => isOpen(test) && !isFinishedBenchmark(at, facts));
  const started = startedNames(facts);
  const waiting = new Set<string>();
  for (const test of open) {
    const parent = parentOf(test.name, started);
    if (parent !== null) waiting.add(parent);
  }
  const leaves = open.filter((test) => !waiting.has(test.name) && !test.paused);
  return leaves.map((test) => test.name);
}

/** `go test -json` gives benchmarks no result: one that another start follows has finished. `at`: its place among the tests. */
export function isFinishedBenchmark(at: number, { tests, ending }: PackageFacts): boolean {
  const test = tests[at];
  if (test === undefined || !test.name.startsWith("Benchmark") || !isOpen(test)) return false;
  if (ending.kind === "lived") return true;
  const own = `${test.name}/`;
  let next = at + 1;
  while (tests[next]?.name.startsWith(own) === true) next += 1;
  return next < tests.length;
}

/**
 * The deepest failure that testing printed for a panic: of the last chain of a test
 * and its parents. Children come first in JSON since Go 1.20; in plain text and up
 * to Go 1.19 the parent comes first and its children indented below.
 */
export function deepestFailure(failedBefore: readonly string[]): string | null {
  const last = failedBefore.at(-1);
  if (last === undefined || last.includes("/")) return last ?? null;
  let deepest = last;
  for (let at = failedBefore.length - 2; at >= 0; at -= 1) {
    const name = failedBefore[at] ?? "";
    if (name === deepest) continue;
    if (!name.startsWith(`${deepest}/`)) break;
    deepest = name;
  }
  return deepest;
}
