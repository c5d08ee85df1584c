import {
  allAbove,
  groupedBy,
  type PackageFacts,
  type TestFacts,
  type TestOutcome,
  topLevel,
} from "../model/index.ts";
import type { FoundIncident } from "./incident.ts";
import { ancestorsOf, isOpen, parentOf, runningLeaves, startedNames } from "./running.ts";
import { type PackageStory, replaces } from "./story.ts";
import { patternElement } from "./test-pattern.ts";

/** After so many deaths of one kind under one top-level test the rest of that test is left out. */
const SAME_DEATHS = 3;
/** One package is gone on with until so many tests died of one kind, and until so many deaths in all. */
const SAME_TESTS = 10;
const ALL_DEATHS = 25;

/** What the next run of a package that died should do. */
export type NextRun =
  /** The user's own selection without what has ended or died. */
  | { readonly kind: "skip"; readonly pattern: string }
  /** One of several suspects at a time: the death can't be laid on one of them. */
  | { readonly kind: "alone"; readonly tests: readonly string[] }
  | { readonly kind: "stop"; readonly reason: string | null };

/** Who died of what. */
interface Death {
  readonly fingerprint: string;
  readonly test: string;
  readonly top: string;
}

/** Keeps what is known of one package over its runs, and decides how to go on. */
export class ResumeState {
  readonly #declared: readonly string[];
  readonly #started = new Set<string>();
  readonly #done = new Set<string>();
  readonly #culprits = new Set<string>();
  readonly #deaths: FoundIncident[] = [];
  #last: PackageStory;
  #progress = true;
  #isolated = false;

  /**
   * `declared`: top-level tests that the run's own flags select, as far as the sources tell;
   * `leftOut`: tests that the caller runs on their own.
   */
  constructor(first: PackageStory, declared: readonly string[], leftOut: readonly string[] = []) {
    this.#declared = declared;
    for (const test of leftOut) this.#done.add(test);
    this.#last = first;
    this.add(first);
  }

  /** Takes the story of a further run. */
  add(story: PackageStory): void {
    const before = this.#done.size;
    this.#last = story;
    for (const name of startedNames(story.facts)) this.#started.add(name);
    const fatal = story.incidents.filter((incident) => incident.kind !== "race");
    this.#deaths.push(...fatal);
    const certain = fatal.filter((incident) => incident.attribution.confidence !== "unsure");
    for (const test of certain.flatMap((incident) => incident.tests)) this.#culprits.add(test);
    const parents = new Set(
      [...this.#culprits].flatMap((test) => ancestorsOf(test, this.#started)),
    );
    for (const test of story.facts.tests) {
      if (!isOpen(test) && !parents.has(test.name)) this.#done.add(test.name);
    }
    for (const test of this.#culprits) this.#done.add(test);
    for (const parent of parents) this.#done.delete(parent);
    for (const test of this.#hopeless()) this.#done.add(test);
    this.#progress = this.#done.size > before;
  }

  /** A suspect that ran alone needs no further run. */
  addAlone(test: string, story: PackageStory): void {
    this.#started.add(test);
    this.#done.add(test);
    this.#deaths.push(...story.incidents);
  }

  /** Culprits alone: a test that failed in a resumed process is looked at again without the others' help. */
  get culpritPattern(): string {
    return skipPattern(this.#culprits);
  }

  next(): NextRun {
    const { facts } = this.#last;
    if (facts.ending.kind !== "died") return { kind: "stop", reason: null };
    if (facts.tests.length === 0) {
      return { kind: "stop", reason: "it dies before its first test, so nothing can be skipped" };
    }
    const limit = this.#limit();
    if (limit !== null) return { kind: "stop", reason: limit };
    if (!this.#progress) return this.#withoutProgress(facts);
    if (this.#isComplete()) return { kind: "stop", reason: null };
    return { kind: "skip", pattern: skipPattern(this.#done) };
  }

  /** Top-level tests that the same incident ended again and again: what is left of them is left out. */
  #hopeless(): string[] {
    return this.#repeated().map(([{ top }]) => top);
  }

  /** Of these, those whose subtests died: what is behind them is not known. */
  get leftOut(): readonly string[] {
    const parted = this.#repeated().filter((same) => same.some(({ test, top }) => test !== top));
    return [...new Set(parted.map(([{ top }]) => top))];
  }

  #repeated(): [Death, ...Death[]][] {
    const deaths = this.#deaths.flatMap(({ fingerprint, attribution: { test } }) =>
      test === null ? [] : [{ fingerprint, test, top: topLevel(test) }],
    );
    return groupedBy(deaths, ({ fingerprint, top }) => `${fingerprint} ${top}`).filter(
      (same) => same.length >= SAME_DEATHS,
    );
  }

  #limit(): string | null {
    const last = this.#deaths.at(-1)?.fingerprint;
    const same = this.#deaths.filter((death) => death.fingerprint === last);
    const tops = new Set(same.map(({ attribution }) => topLevel(attribution.test ?? "")));
    if (tops.size >= SAME_TESTS) return `the same incident ended ${tops.size} of its tests`;
    return this.#deaths.length >= ALL_DEATHS ? `it died ${this.#deaths.length} times` : null;
  }

  #withoutProgress(facts: PackageFacts): NextRun {
    const suspects = runningLeaves(facts).filter((name) => !this.#done.has(name));
    if (this.#isolated || suspects.length === 0) {
      return { kind: "stop", reason: "it dies again before any further test ends" };
    }
    this.#isolated = true;
    this.#progress = true;
    return { kind: "alone", tests: suspects };
  }

  /** Every declared test has ended, and no started one waits for its result. */
  #isComplete(): boolean {
    if (this.#declared.length === 0) return false;
    const open = [...this.#started].some((name) => !this.#isDone(name));
    return !open && this.#declared.every((name) => this.#done.has(name));
  }

  #isDone(name: string): boolean {
    return (
      this.#done.has(name) ||
      ancestorsOf(name, this.#started).some((parent) => this.#done.has(parent))
    );
  }

  /** Declared top-level tests that still have to run: `-test.run` needs them where -skip does not hold. */
  get rest(): readonly string[] {
    return this.#declared.filter((name) => !this.#done.has(name));
  }
}

/**
 * `^(A|B)$|^T$/^(x|y)$`: names are grouped by their parents, each element anchored
 * and quoted. A test below another one of the set is not named again.
 */
export function skipPattern(names: ReadonlySet<string>): string {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    if (parentOf(name, names) !== null) continue;
    const elements = name.split("/").map(patternElement);
    const last = elements.pop() ?? "";
    const parent = elements.map((element) => `^${element}$`).join("/");
    groups.set(parent, [...(groups.get(parent) ?? []), last]);
  }
  return [...groups]
    .map(([parent, last]) => `${parent === "" ? "" : `${parent}/`}^(${last.join("|")})$`)
    .join("|");
}

/** Tests that failed in the ordinary way in later runs only: order may have made them fail. */
export function failedLater(first: PackageStory, later: readonly PackageStory[]): string[] {
  const blamed = new Set(later.flatMap((story) => story.incidents.flatMap((one) => one.tests)));
  const names = later.flatMap((story) =>
    [...story.outcomes].filter(([, outcome]) => outcome === "fail").map(([name]) => name),
  );
  const above = allAbove(blamed);
  return [...new Set(names)].filter(
    (name) => !blamed.has(name) && !above.has(name) && first.outcomes.get(name) !== "fail",
  );
}

/** One story of a package out of several runs: an outcome for every test, failure wins. */
export function combine(
  first: PackageStory,
  later: readonly PackageStory[],
  secondLook: PackageStory | null = null,
): PackageStory {
  const outcomes = new Map(first.outcomes);
  const tests = new Map(first.facts.tests.map((test) => [test.name, test]));
  for (const story of later) {
    const own = new Map(story.facts.tests.map((test) => [test.name, test]));
    for (const [name, outcome] of story.outcomes) {
      if (!replaces(outcomes.get(name), outcome)) continue;
      outcomes.set(name, outcome);
      const facts = own.get(name);
      if (facts !== undefined) tests.set(name, facts);
    }
  }
  const doubted = failedLater(first, later);
  if (secondLook !== null) correct(doubted, secondLook, outcomes, tests);
  const last = later.at(-1);
  return {
    facts: {
      ...first.facts,
      tests: [...tests.values()],
      ending: last?.facts.ending ?? first.facts.ending,
    },
    outcomes,
    blockedBy: first.blockedBy,
    executions: [],
    incidents: [...first.incidents, ...later.flatMap((story) => story.incidents)],
  };
}

/** With only the culprits left out the tests before them ran: that result counts. */
function correct(
  doubted: readonly string[],
  secondLook: PackageStory,
  outcomes: Map<string, TestOutcome>,
  tests: Map<string, TestFacts>,
): void {
  const looked = new Map(secondLook.facts.tests.map((test) => [test.name, test]));
  for (const name of doubted) {
    const outcome = secondLook.outcomes.get(name);
    const facts = looked.get(name);
    if (outcome === undefined || outcome === "interrupted" || facts === undefined) continue;
    outcomes.set(name, outcome);
    tests.set(name, facts);
  }
}
