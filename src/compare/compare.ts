import {
  type Change,
  comparableTally,
  compareChanges,
  type Incident,
  luckOf,
  NO_ATTEMPTS,
  type NotRun,
  sumOf,
  type Tally,
  type TestInfo,
  type TestRun,
  testKey,
  testsOfIncident,
} from "../model/index.ts";
import { type BaseFacts, type BaseIncident, identified } from "./base-facts.ts";

/** What head's side of a comparison is, beside the one thing that is compared. */
export interface HeadView {
  /** Keys of all tests that head has. */
  readonly tests: ReadonlySet<string>;
  /** Tests that failed: with more of them luck shows more. */
  readonly failing: number;
  /** So many fail each time here and never on the base that luck can't explain them together. */
  readonly together: boolean;
}

export interface Compared {
  readonly change: Change;
  /** In words, where it is not plain. */
  readonly why: string | null;
  /** Tries on the base, where its test ran there. */
  readonly onBase: Tally | null;
}

/** Below these chances, of all failing tests together, passing on the base is no luck. */
const ALWAYS_BOUND = 0.02;
const SOMETIMES_BOUND = 0.05;

const SAME_BINARY = "the test binary is the same on the base, and no file beside it changed";
const UNTOUCHED =
  "nothing that its tests are made of differs from the base, and no file beside them";

/** Known where the change can't be to blame, as what runs is the same on both sides; null elsewhere. */
function ofSame(path: string, base: BaseFacts): Compared | null {
  const isSame = base.sameBinaries.has(path);
  if (!isSame && !base.untouched.has(path)) return null;
  return { change: "known", why: isSame ? SAME_BINARY : UNTOUCHED, onBase: null };
}

/** Whether an incident is this change's work: new where it is new for one of its tests. */
export function compareIncident(incident: Incident, base: BaseFacts, head: HeadView): Compared {
  const own = identified(incident);
  const same = base.incidents.same(own);
  const tests = testsOfIncident(incident);
  if (tests.length === 0) {
    // Only `[build failed]` was saved: what the compiler said is not there to be compared.
    const isSilent = incident.kind === "build" && incident.message === null;
    if (isSilent && base.broken.has(incident.package)) {
      return { change: "known", why: "it does not build on the base either", onBase: null };
    }
    return comparePackage(incident.package, same, base);
  }
  const renamed = renames(tests, same, base, head);
  const tallies = tallyByVariant(incident.occurrences);
  const all = tests.map(({ package: path, test }) => {
    const known = same.some((each) => each.package === path && each.tests.includes(test));
    if (known) return onBase(path, test, base, { change: "known", why: null });
    const before = renamed.get(testKey(path, test));
    if (before !== undefined) {
      return {
        change: "known",
        why: `renamed: ${before} failed so on the base`,
        onBase: null,
      } as const;
    }
    const reaches = base.reached.same(own).some((each) => each.package === path);
    return compareTest(path, test, tallies, reaches, base, head);
  });
  const [first] = [...all].sort((left, right) => compareChanges(left.change, right.change));
  return first ?? comparePackage(incident.package, same, base);
}

/** Whether an ordinary failure under `default` is this change's work. */
export function compareFailure(test: TestInfo, base: BaseFacts, head: HeadView): Compared {
  const { package: path, name } = test;
  const known = base.tests.get(testKey(path, name));
  if (known !== undefined && sumOf([...known.tallies.values()]).failed > 0) {
    return onBase(path, name, base, { change: "known", why: null });
  }
  return compareTest(path, name, tallyByVariant(test.runs), false, base, head);
}

type Attempts = ReadonlyMap<string, Tally>;

/** By variant, those under which it failed; of two selections the one that shows it. */
const tallyByVariant = (all: readonly (Incident["occurrences"][number] | TestRun)[]): Attempts =>
  new Map(
    all
      .filter((each) => each.failed > 0)
      .map((each) => [each.variant, comparableTally(each)] as const),
  );

function onBase(
  path: string,
  test: string,
  base: BaseFacts,
  answer: { change: Change; why: string | null },
): Compared {
  const known = base.tests.get(testKey(path, test));
  return { ...answer, onBase: known === undefined ? null : sumOf([...known.tallies.values()]) };
}

/** A death outside of tests: of init, TestMain, a build. */
function comparePackage(path: string, same: readonly BaseIncident[], base: BaseFacts): Compared {
  if (same.some((each) => each.package === path))
    return { change: "known", why: null, onBase: null };
  if (same.some((each) => each.kind === "build" || each.kind === "vet")) {
    return { change: "known", why: null, onBase: null };
  }
  const unchanged = ofSame(path, base);
  if (unchanged !== null) return unchanged;
  if (base.packages.has(path)) return { change: "new", why: null, onBase: null };
  return notKnown(path, base);
}

/** Tests of head that the base lacks, each with one of the base that failed so and is gone. */
function renames(
  tests: readonly { readonly package: string; readonly test: string }[],
  same: readonly BaseIncident[],
  base: BaseFacts,
  head: HeadView,
): ReadonlyMap<string, string> {
  const gone = same.flatMap((each) =>
    each.tests
      .filter((test) => !head.tests.has(testKey(each.package, test)))
      .map((test) => ({ package: each.package, test })),
  );
  const found = new Map<string, string>();
  for (const { package: path, test } of tests) {
    const key = testKey(path, test);
    const known = base.tests.has(key) || same.some((each) => each.tests.includes(test));
    const at = known ? -1 : gone.findIndex((each) => each.package === path);
    const [before] = at < 0 ? [] : gone.splice(at, 1);
    if (before !== undefined) found.set(key, before.test);
  }
  return found;
}

function compareTest(
  path: string,
  name: string,
  tallies: Attempts,
  reaches: boolean,
  base: BaseFacts,
  head: HeadView,
): Compared {
  const same = ofSame(path, base);
  if (same !== null) return same;
  const known = base.tests.get(testKey(path, name));
  if (known !== undefined && hasRun(known.outcome)) return byAttempts(tallies, known.tallies, head);
  if (base.broken.has(path)) {
    const why = `${path} does not build or does not start on the base`;
    return { change: "unknown", why, onBase: null };
  }
  if (isNew(path, name, base)) {
    const why = reaches ? "new test; the base's own code fails it too" : "new test";
    return { change: "new", why, onBase: null };
  }
  if (known !== undefined || base.notRun.has(testKey(path, name))) {
    return { change: "unknown", why: "the test did not run to its end on the base", onBase: null };
  }
  return notKnown(path, base);
}

const hasRun = (outcome: string): boolean => outcome !== "not-run" && outcome !== "interrupted";

/** Told from the base's sources; of a subtest by the run of the test above it. */
function isNew(path: string, name: string, base: BaseFacts): boolean {
  const slash = name.indexOf("/");
  const top = slash < 0 ? name : name.slice(0, slash);
  const declared = base.declares(path, top);
  if (declared === false) return true;
  const above = slash < 0 ? undefined : base.tests.get(testKey(path, top));
  return declared !== null && above !== undefined && hasRun(above.outcome);
}

/** By how often it fails here and there, in the variants that both sides tried. */
function byAttempts(head: Attempts, base: Attempts, view: HeadView): Compared {
  const shared = [...head.keys()].filter((variant) => base.has(variant));
  const here = sumOf(shared.map((variant) => head.get(variant) ?? NO_ATTEMPTS));
  const there = sumOf(shared.map((variant) => base.get(variant) ?? NO_ATTEMPTS));
  const counts = `${here.failed} of ${here.attempts} here, ${there.failed} of ${there.attempts} on the base`;
  if (there.attempts === 0) {
    const why = "the base was not tried under the variant that shows it";
    return { change: "unknown", why, onBase: null };
  }
  const failsOtherwise = there.failed > 0;
  if (isRegression(here, there.attempts, view)) {
    const why = failsOtherwise ? "its test fails in another way on the base" : null;
    return { change: "new", why, onBase: { ...there, failed: 0 } };
  }
  return {
    change: "unknown",
    why: `too few attempts to rule out chance: ${counts}`,
    onBase: there,
  };
}

/** Whether k of n here against 0 of m there is no luck. */
export function isRegression(here: Tally, passes: number, view: HeadView): boolean {
  const { attempts, failed } = here;
  if (failed === 0 || passes === 0) return false;
  if (failed < attempts) {
    return (1 - failed / attempts) ** passes * view.failing < SOMETIMES_BOUND;
  }
  // Saved output of one run each: nothing else will ever be known of it.
  if (attempts === 1 && passes === 1) return true;
  if (view.together && attempts >= TOGETHER && passes >= TOGETHER) return true;
  return luckOf(attempts, passes) * view.failing < ALWAYS_BOUND;
}

/** Tries on each side that are enough where many tests fail at once. */
const TOGETHER = 3;

/**
 * How often the base is run before its passing is taken for no luck; at most `most`. Of a test that
 * comes and goes half the rate that was seen counts: it was looked at because it had failed.
 */
export function passesWanted(here: Tally, view: HeadView, most: number): number {
  const { attempts, failed } = here;
  const careful = failed < attempts ? { attempts: 2 * attempts, failed } : here;
  for (let passes = TOGETHER; passes < most; passes += 1) {
    if (isRegression(careful, passes, view)) return passes;
  }
  return most;
}

/**
 * Whether so many of the failing tests fail n of n here and 0 of m there that luck can't explain
 * them together: the chance that `count` of `failing` tests that failed once do so.
 */
export function areTogether(count: number, failing: number): boolean {
  if (count < TOGETHER) return false;
  const chance = luckOf(TOGETHER - 1, TOGETHER);
  let ways = 1;
  for (let at = 0; at < count; at += 1) ways *= ((failing - at) / (at + 1)) * chance;
  return ways < ALWAYS_BOUND;
}

function notKnown(path: string, base: BaseFacts): Compared {
  const why = base.skipped.has(path)
    ? `skipped, budget used up: base run of ${path} (raise --budget)`
    : `nothing is known of ${path} on the base`;
  return { change: "unknown", why, onBase: null };
}

/**
 * Whether a test that did not run on head is a regression: the base ran it, or nobody knows.
 * `causes`: the incidents of head by their fingerprints.
 */
export function compareNotRun(
  entry: NotRun,
  base: BaseFacts,
  causes: ReadonlyMap<string, Incident>,
): Compared {
  const { package: path, test } = entry;
  const key = testKey(path, test);
  const cause = causes.get(entry.because);
  const same = ofSame(path, base);
  if (same !== null) return same;
  if (base.notRun.has(key)) {
    // On both sides the same ends the process before it.
    const isKnown = cause === undefined || cause.baseline === "known";
    const why = "it did not run on the base either";
    return isKnown
      ? { change: "known", why, onBase: null }
      : { change: "new", why: null, onBase: null };
  }
  const known = base.tests.get(key);
  if (known !== undefined && hasRun(known.outcome)) {
    return { change: "new", why: "it ran on the base", onBase: null };
  }
  const isWhole = cause !== undefined && cause.baseline === "known" && cause.tests.length === 0;
  if (isWhole) return { change: "known", why: "it could not run on the base either", onBase: null };
  if (base.declares(path, test) === false) return { change: "new", why: "new test", onBase: null };
  return notKnown(path, base);
}
