import type { Goroutine, RawFrame } from "./trace.ts";
import type { Owner } from "./words.ts";

/** Whether code is the user's own, tests among it. */
export const isUsersOwn = ({ owner }: { readonly owner: Owner }): boolean =>
  owner === "user" || owner === "test";

/**
 * `toml.isEmpty` of `github.com/BurntSushi/toml.isEmpty`: the package as code calls it. `v4` and
 * `yaml.v3` are versions (go.dev/ref/mod, gopkg.in); an internal package of std stands in full.
 */
export function shortFunction(name: string): string {
  const bracket = name.indexOf("[");
  const end = bracket < 0 ? name.length : bracket;
  const slash = name.lastIndexOf("/", end);
  const dot = name.indexOf(".", slash + 1);
  if (slash < 0 || dot < 0) return name.slice(slash + 1);
  if (name.startsWith("internal/") || /^[a-z]+\/internal\//.test(name)) return name;
  const versioned = /^[^.]+\.v\d+(?=\.)/.exec(name.slice(slash + 1));
  if (versioned !== null) {
    const [own = ""] = versioned[0].split(".");
    return own + name.slice(slash + 1 + versioned[0].length);
  }
  const last = name.slice(slash + 1, dot);
  if (!/^v\d+$/.test(last)) return name.slice(slash + 1);
  const before = name.slice(name.lastIndexOf("/", slash - 1) + 1, slash);
  return before + name.slice(dot);
}

const TEST_NAME = /^(?:Test|Fuzz|Benchmark|Example)(?![a-z])/;

/**
 * The top-level test whose code a function is: `pkg.TestX`, `pkg_test.TestX.func1`.
 * Null for TestMain, methods and everything else. Source: go help testfunc.
 */
export function testOfFunction(name: string): string | null {
  // testing/iotest.TestReader and testing/fstest.TestFS are helpers of the standard library.
  if (name.startsWith("testing/")) return null;
  const slash = name.lastIndexOf("/");
  const dot = name.indexOf(".", slash + 1);
  if (dot < 0) return null;
  const rest = name.slice(dot + 1);
  if (!TEST_NAME.test(rest)) return null;
  const first = rest.split(/[.[]/, 1)[0] ?? "";
  const test = first.replace(/-range\d+$/, "");
  return test === "TestMain" ? null : test;
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
