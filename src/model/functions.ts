import type { PackageFacts } from "./facts.ts";
import { testOfFunction } from "./symbol.ts";
import type { Goroutine, RawFrame } from "./trace.ts";
import type { Owner } from "./words.ts";

/** Whether code is the user's own, tests among it. */
export const isUsersOwn = ({ owner }: { readonly owner: Owner }): boolean =>
  owner === "user" || owner === "test";

/**
 * Whether a process died that is no test binary: nothing of the testing package stands on any stack, and no
 * word of go test was printed. What `debug.SetCrashOutput` writes, or a service's log.
 */
export function isOutsideOfTesting({ ending, tests, verdict, importPath }: PackageFacts): boolean {
  if (ending.kind !== "died" || ending.crash?.trace == null || tests.length > 0) return false;
  if (verdict !== null || importPath.endsWith(".test") || ending.exitStatus !== null) return false;
  return ending.crash.trace.groups.every(({ first }) =>
    first.frames.every((frame) => !frame.function.startsWith("testing.")),
  );
}

/** The test function nearest to the goroutine's entry, so that a helper named like a test does not win. */
export function outermostTest(frames: readonly RawFrame[]): string | null {
  for (let at = frames.length - 1; at >= 0; at -= 1) {
    const test = testOfFunction(frames[at]?.function ?? "");
    if (test !== null) return test;
  }
  return null;
}

/** The frame between a deferred call and the code whose panic or Goexit runs it. */
export function isPanicFrame(name: string): boolean {
  return name === "panic" || name === "runtime.Goexit";
}

/** testing.tRunner's deferred call panics again with what it recovered (testing/testing.go). */
export function isRepanickedByTesting(goroutine: Goroutine): boolean {
  // Under GOTRACEBACK=system the runtime's own frames stand on top.
  const isOwn = (name: string) => name === "panic" || name.startsWith("runtime.");
  const top = goroutine.frames.find((frame) => !isOwn(frame.function))?.function ?? "";
  // A parent that waits for parallel subtests stands in testing.tRunner.func1 itself.
  return top.startsWith("testing.tRunner.func1.2") || top.includes(".processRunResult");
}
