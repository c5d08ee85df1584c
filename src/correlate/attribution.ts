import {
  allAbove,
  type Confidence,
  type Crash,
  type Goroutine,
  isRepanickedByTesting,
  outermostTest,
  type PackageFacts,
  type RaceFacts,
  type RawFrame,
  type Trace,
  testOfFunction,
  topLevel,
  type Witness,
} from "../model/index.ts";
import { deepestFailure, runningLeaves } from "./running.ts";

export interface Attribution {
  /** Null where no test is to blame. */
  readonly test: string | null;
  readonly by: Witness;
  readonly confidence: Confidence;
}

const NOBODY: Attribution = { test: null, by: "none", confidence: "certain" };
/** Without -v nothing tells which test ran. */
const NOBODY_KNOWN: Attribution = { ...NOBODY, confidence: "unsure" };

/** Names the test of a crash by the order of witnesses in docs/attribution.md. */
export function attributeCrash(
  facts: PackageFacts,
  crash: Crash,
  culprit: Goroutine | null,
): Attribution {
  const leaves = runningLeaves(facts);
  const failure = culprit === null || printsFailure(crash, culprit) ? reported(crash) : null;
  if (culprit === null) return withoutStack(facts, crash, failure, leaves);
  const own = outermostTest(culprit.frames);
  const hung = hangingTest(crash, own);
  if (hung !== null) return hung;
  if (failure !== null && (own === null || topLevel(failure) === own)) {
    return { test: culpritOf(failure, culprit), by: "report", confidence: "certain" };
  }
  if (own !== null) return below(own, "stack", leaves, facts);
  const listed = fromMessage(crash);
  if (listed !== null) return listed;
  const creator = crash.trace === null ? null : creatorTest(culprit, crash.trace);
  if (creator !== null) return below(creator, "creator", leaves, facts);
  const ancestor = ancestorTest(culprit);
  if (ancestor !== null) return below(ancestor, "ancestor", leaves, facts);
  if (isMain(culprit)) return NOBODY;
  const only = onlyRunning(crash.onTest, leaves, facts);
  // Whatever started it may be over long since: that one test runs now ties nothing to it.
  return isStartedByTesting(culprit) ? only : { ...only, confidence: "unsure" };
}

/** Behind a subtest that had failed before, testing prints the same lines for the test above it. */
const culpritOf = (failure: string, culprit: Goroutine): string =>
  isTopLevelTest(culprit) ? topLevel(failure) : failure;

/** Goroutine 1 starts top-level tests, their own goroutines start subtests (testing.go, runTests). */
function isTopLevelTest({ createdBy, frames }: Goroutine): boolean {
  if (createdBy?.function !== "testing.(*T).Run") return false;
  if (createdBy.goroutine !== null) return createdBy.goroutine === 1;
  // Up to Go 1.20 no trace says which goroutine it was: the function that testing called does.
  const runner = frames.findIndex((frame) => frame.function === "testing.tRunner");
  return /\.Test[^.]*$/.test(frames[runner - 1]?.function ?? "");
}

const isStartedByTesting = ({ createdBy }: Goroutine): boolean =>
  createdBy === null || createdBy.function.startsWith("testing.");

/** testing prints `--- FAIL` only for panics that it recovers itself. */
function printsFailure(crash: Crash, culprit: Goroutine): boolean {
  return crash.head.kind === "panic" && isRepanickedByTesting(culprit);
}

function reported(crash: Crash): string | null {
  if (crash.head.kind !== "panic") return null;
  const recovered = crash.trace !== null || crash.head.parts.some((part) => part.recovered);
  return recovered ? deepestFailure(crash.failedBefore) : null;
}

function withoutStack(
  facts: PackageFacts,
  crash: Crash,
  failure: string | null,
  leaves: readonly string[],
): Attribution {
  if (failure !== null) return { test: failure, by: "report", confidence: "certain" };
  const listed = fromMessage(crash);
  if (listed !== null) return listed;
  if (facts.tests.length === 0) return NOBODY;
  return onlyRunning(crash.onTest, leaves, facts);
}

/** The listed test whose goroutine was looked at. */
function hangingTest(crash: Crash, own: string | null): Attribution | null {
  if (crash.head.kind !== "timeout" || own === null) return null;
  const [first, ...more] = innermost(crash.head.running).filter((name) => topLevel(name) === own);
  if (first === undefined) return null;
  return { test: first, by: "running-list", confidence: more.length === 0 ? "certain" : "unsure" };
}

/** The names in a timeout's list, or in `Log in goroutine after TestX has completed: ...`. */
function fromMessage(crash: Crash): Attribution | null {
  if (crash.head.kind === "timeout") {
    const [first, ...rest] = innermost(crash.head.running);
    if (first === undefined) return null;
    return {
      test: first,
      by: "running-list",
      confidence: rest.length === 0 ? "certain" : "unsure",
    };
  }
  if (crash.head.kind !== "panic") return null;
  const late = /^Log in goroutine after (\S+) has completed: /.exec(
    crash.head.parts[0]?.message ?? "",
  );
  return late?.[1] === undefined
    ? null
    : { test: late[1], by: "running-list", confidence: "certain" };
}

/** Go 1.20 and 1.21 list the waiting parents too. */
export function innermost(names: readonly string[]): string[] {
  const above = allAbove(names);
  return names.filter((name) => !above.has(name));
}

/** The subtest below a top-level test: its only running leaf, else the test itself, unsure. */
function below(
  test: string,
  by: Witness,
  leaves: readonly string[],
  facts: PackageFacts,
): Attribution {
  const candidates = leaves.filter((name) => topLevel(name) === test);
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined)
    return { test: only, by, confidence: "certain" };
  if (candidates.length === 0) {
    const known = facts.tests.some((state) => state.name === test);
    return { test, by, confidence: known ? "certain" : "likely" };
  }
  return { test, by, confidence: "unsure" };
}

/** Follows `created by F in goroutine N` through the dump (Go 1.21 and GOTRACEBACK=all). */
function creatorTest(culprit: Goroutine, trace: Trace): string | null {
  const direct = testOfFunction(culprit.createdBy?.function ?? "");
  if (direct !== null) return direct;
  let id = culprit.createdBy?.goroutine ?? null;
  for (let steps = 0; id !== null && steps < 1000; steps += 1) {
    const parent = trace.lineage.get(id);
    if (parent === undefined) return null;
    if (parent.testFunction !== null) return parent.testFunction;
    const created = testOfFunction(parent.createdBy ?? "");
    if (created !== null) return created;
    id = parent.createdIn;
  }
  return null;
}

function ancestorTest(culprit: Goroutine): string | null {
  for (const ancestor of culprit.ancestors) {
    const test = outermostTest(ancestor.frames);
    if (test !== null) return test;
  }
  return null;
}

/** TestMain, init functions, variable initialisers: goroutine 1 outside any test. */
function isMain(culprit: Goroutine): boolean {
  const functions = culprit.frames.map((frame) => frame.function);
  if (culprit.createdBy !== null) return false;
  return (
    functions.some((name) => name === "main.main" || name.startsWith("runtime.doInit")) ||
    culprit.id === 1
  );
}

function onlyRunning(
  onTest: string | null,
  leaves: readonly string[],
  { showsStarts }: PackageFacts,
): Attribution {
  const [only] = leaves;
  if (only === undefined) {
    return onTest === null && showsStarts ? NOBODY : NOBODY_KNOWN;
  }
  if (leaves.length === 1) return { test: only, by: "only-running", confidence: "likely" };
  // Of several subtests of one test none is more likely: the test itself is named.
  const [top, ...more] = new Set(leaves.map(topLevel));
  if (top !== undefined && more.length === 0)
    return { test: top, by: "only-running", confidence: "unsure" };
  const streamed = onTest !== null && leaves.includes(onTest) ? onTest : only;
  return { test: streamed, by: "stream", confidence: "unsure" };
}

/** The test of a process that ended without a word: os.Exit, log.Fatal, a kill. */
export function attributeSilence(facts: PackageFacts): Attribution {
  const leaves = runningLeaves(facts);
  const last = facts.tests.findLast((test) => leaves.includes(test.name));
  if (last === undefined) return facts.showsStarts ? NOBODY : NOBODY_KNOWN;
  if (leaves.length === 1) return { test: last.name, by: "only-running", confidence: "likely" };
  return { test: last.name, by: "stream", confidence: "unsure" };
}

/** The test of a race: on the stack of the first access, then on the stacks of `created at`. */
export function attributeRace(facts: PackageFacts, race: RaceFacts): Attribution {
  const stacks: readonly (readonly RawFrame[])[] = [
    ...race.report.accesses.slice(0, 1).map((access) => access.frames),
    ...race.report.creations.map((creation) => creation.frames),
    ...race.report.accesses.slice(1).map((access) => access.frames),
  ];
  for (const frames of stacks) {
    const test = outermostTest(frames);
    if (test !== null) return refineRace(test, facts, race);
  }
  if (race.onTest === null) return NOBODY;
  return { test: race.onTest, by: "stream", confidence: "likely" };
}

/** The failed leaf below the top-level test: the stream's test, if it lies there. */
function refineRace(test: string, facts: PackageFacts, race: RaceFacts): Attribution {
  const failed = facts.tests.filter(
    (state) =>
      topLevel(state.name) === test &&
      (state.results.some((result) => result.outcome === "fail") ||
        state.results.length < state.starts),
  );
  const leaves = innermost(failed.map((state) => state.name));
  const streamed = leaves.find((name) => name === race.onTest);
  if (streamed !== undefined) return { test: streamed, by: "stack", confidence: "certain" };
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) {
    return { test: only, by: "stack", confidence: "certain" };
  }
  return { test, by: "stack", confidence: leaves.length > 1 ? "unsure" : "certain" };
}
