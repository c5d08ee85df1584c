import {
  type Crash,
  type Ending,
  exceptionWords,
  exitStatusWords,
  groupedBy,
  nameOfException,
  type PackageFacts,
  type PackageOutcome,
  type RunFacts,
  signalOfWords,
  type TestFacts,
  type TestOutcome,
} from "../model/index.ts";
import { type Attribution, attributeSilence } from "./attribution.ts";
import { type BuildStory, factsOfUnbuilt, tellBuilds } from "./build-story.ts";
import { crashIncident, recoveredIncident } from "./crash-incident.ts";
import { type FoundIncident, type Hash, type Identifier, incidentOf } from "./incident.ts";
import { killedWords, lastWords, sanitizerWords } from "./last-words.ts";
import type { Layout } from "./layout.ts";
import { outcomesOf } from "./outcomes.ts";
import { raceIncident } from "./race-incident.ts";
import { runningLeaves } from "./running.ts";

/** One run of one package: every test with its outcome, and what went wrong. */
export interface PackageStory {
  readonly facts: PackageFacts;
  readonly outcomes: ReadonlyMap<string, TestOutcome>;
  readonly incidents: readonly FoundIncident[];
  /** Fingerprint of the failure that keeps it from being built, its own or another package's. */
  readonly blockedBy: string | null;
  /** Where its output tells of several runs of it: each of them. Empty otherwise. */
  readonly executions: readonly PackageStory[];
}

/** Whether anything of a package failed: an incident, or a test. */
export const hasFailed = ({ incidents, outcomes }: PackageStory): boolean =>
  incidents.length > 0 || [...outcomes.values()].includes("fail");

const NOBODY: Attribution = { test: null, by: "none", confidence: "certain" };

/** Tells the story of every package of a run, in order of first appearance. */
export function tellRun(run: RunFacts, layout: Layout, hash: Hash): PackageStory[] {
  const by: Identifier = { hash, siteText: layout.siteText ?? (() => null) };
  const builds = tellBuilds(run, layout, by);
  const perReader = run.packages.map((facts) => tellPackage(facts, builds, layout, by));
  const stories = groupedBy(perReader, (story) => story.facts.importPath).flatMap((group) =>
    group[0].facts.importPath === "" ? group : [joinExecutions(group)],
  );
  const known = new Set(run.packages.map((facts) => facts.importPath));
  const orphans = [...builds.incidents.keys()].filter((path) => !known.has(path));
  return [
    ...stories,
    ...orphans.map((path) => tellPackage(factsOfUnbuilt(path), builds, layout, by)),
  ];
}

/** Panics that a framework recovered; in a package that passed nobody asked for the tests that failed of them. */
function recoveredIncidents(facts: PackageFacts, layout: Layout, by: Identifier): FoundIncident[] {
  if (facts.outcome === "pass") return [];
  return facts.tests.flatMap((test) =>
    test.recovered.map((panic) => recoveredIncident(facts, test.name, panic, layout, by)),
  );
}

function tellPackage(
  facts: PackageFacts,
  builds: BuildStory,
  layout: Layout,
  by: Identifier,
): PackageStory {
  const incidents = [
    ...facts.races.map((race) => raceIncident(facts, race, layout, by)),
    ...endIncidents(facts, builds, layout, by),
    ...recoveredIncidents(facts, layout, by),
  ];
  const blamed = incidents.flatMap((incident) => incident.tests);
  const blocker = builds.blockedBy.get(facts.importPath) ?? facts.importPath;
  const blockedBy = builds.incidents.get(blocker)?.[0]?.fingerprint ?? null;
  return {
    facts,
    outcomes: outcomesOf(facts, blamed),
    incidents: distinct(incidents),
    blockedBy,
    executions: [],
  };
}

/** One process may print the same race twice; it is one incident with all its tests. */
function distinct(incidents: readonly FoundIncident[]): FoundIncident[] {
  const byFingerprint = new Map<string, FoundIncident>();
  for (const incident of incidents) {
    const known = byFingerprint.get(incident.fingerprint);
    const tests = [...new Set([...(known?.tests ?? []), ...incident.tests])];
    byFingerprint.set(incident.fingerprint, { ...(known ?? incident), tests });
  }
  return [...byFingerprint.values()];
}

const OUTCOME_ORDER: readonly PackageOutcome[] = ["fail", "incomplete", "pass", "skip"];
const ENDING_ORDER: readonly Ending["kind"][] = ["died", "not-built", "cut", "lived"];

/** Several runs of one package as one story: every run counts, and no later one hides an earlier. */
function joinExecutions(group: readonly [PackageStory, ...PackageStory[]]): PackageStory {
  const [first] = group;
  if (group.length === 1) return first;
  const all = group.map((story) => story.facts);
  const outcomes = new Map<string, TestOutcome>();
  for (const [name, outcome] of group.flatMap((story) => [...story.outcomes])) {
    if (replaces(outcomes.get(name), outcome)) outcomes.set(name, outcome);
  }
  const tests = groupedBy(
    all.flatMap((facts) => facts.tests),
    (test) => test.name,
  );
  return {
    facts: {
      ...first.facts,
      outcome: OUTCOME_ORDER.find((each) => all.some((facts) => facts.outcome === each)) ?? "fail",
      seconds: all.reduce((sum, facts) => sum + (facts.seconds ?? 0), 0),
      tests: tests.map(joinedTest),
      ending:
        ENDING_ORDER.map((kind) => all.find((facts) => facts.ending.kind === kind)).find(
          (facts) => facts !== undefined,
        )?.ending ?? first.facts.ending,
      races: all.flatMap((facts) => facts.races),
    },
    outcomes,
    incidents: distinct(group.flatMap((story) => story.incidents)),
    blockedBy: group.find((story) => story.blockedBy !== null)?.blockedBy ?? null,
    executions: group,
  };
}

function joinedTest(same: readonly [TestFacts, ...TestFacts[]]): TestFacts {
  const failed = same.find((test) => test.results.some((result) => result.outcome === "fail"));
  return {
    ...(failed ?? same[0]),
    starts: same.reduce((sum, test) => sum + test.starts, 0),
    results: same.flatMap((test) => test.results),
  };
}

/** Failure wins, and a test that did not end says least. */
export function replaces(known: TestOutcome | undefined, now: TestOutcome): boolean {
  if (known === undefined || known === "interrupted" || known === "not-run") return true;
  return known !== "fail" && now === "fail";
}

function endIncidents(
  facts: PackageFacts,
  builds: BuildStory,
  layout: Layout,
  by: Identifier,
): FoundIncident[] {
  const { ending } = facts;
  switch (ending.kind) {
    case "not-built":
      return [...(builds.incidents.get(facts.importPath) ?? [])];
    case "died":
      if (ending.crash !== null) {
        const isStopped = ending.stopped || isKilledByGo(facts, ending.crash);
        const crash = isStopped ? stoppedCrash(facts, ending.crash) : ending.crash;
        return [crashIncident(facts, crash, ending.exitStatus, layout, by)];
      }
      return wasRace(facts) ? [] : [silentIncident(facts, by)];
    case "lived":
      return facts.outcome === "fail" && !hasReason(facts) ? [silentIncident(facts, by)] : [];
    case "cut":
      return [];
  }
}

/** go test sends SIGQUIT where the test binary does not end by its own -timeout. */
const isKilledByGo = (facts: PackageFacts, { head }: Crash): boolean =>
  head.kind === "signal" && head.message.startsWith("SIGQUIT") && killedWords(facts) !== null;

/** panicpath itself sent the SIGQUIT: what hung are the tests that were running. */
function stoppedCrash(facts: PackageFacts, crash: Crash): Crash {
  const running = runningLeaves(facts);
  return {
    ...crash,
    head: { kind: "timeout", message: "still running when its time was over", running },
  };
}

/** GORACE=halt_on_error=1 ends the process with the report. */
function wasRace(facts: PackageFacts): boolean {
  return (
    facts.races.length > 0 &&
    facts.ending.kind === "died" &&
    facts.ending.killedBy === null &&
    (facts.ending.exitStatus ?? 66) === 66
  );
}

function hasReason(facts: PackageFacts): boolean {
  return (
    facts.races.length > 0 ||
    facts.tests.some((test) => test.results.some((result) => result.outcome === "fail"))
  );
}

/** The process ended without a word of the runtime's. */
function silentIncident(facts: PackageFacts, by: Identifier): FoundIncident {
  const { ending } = facts;
  const attribution = ending.kind === "died" ? attributeSilence(facts) : NOBODY;
  const killedBy = ending.kind === "died" ? ending.killedBy : null;
  const status = ending.kind === "died" ? ending.exitStatus : null;
  const stopped = ending.kind === "died" && ending.stopped;
  const common = {
    package: facts.importPath,
    attribution,
    tests: attribution.test === null ? [] : [attribution.test],
    detail: lastWords(facts, attribution.test),
    exitStatus: status,
  };
  const killed = killedWords(facts);
  if (killed !== null) {
    return incidentOf({ ...common, kind: "timeout", message: killed, detail: null }, by);
  }
  if (stopped) {
    return incidentOf(
      { ...common, kind: "timeout", message: "stopped by panicpath: time was over" },
      by,
    );
  }
  const sanitizer = sanitizerWords(facts);
  if (sanitizer !== null) {
    return incidentOf({ ...common, kind: "fatal", message: sanitizer, detail: null }, by);
  }
  const exception = status === null ? null : exceptionWords(status);
  if (status !== null && exception !== null) {
    const signal = nameOfException(status);
    return incidentOf({ ...common, kind: "signal", message: exception, signal }, by);
  }
  if (killedBy === null) {
    const message = status === null ? null : exitStatusWords(status);
    return incidentOf({ ...common, kind: "exit", message }, by);
  }
  const words = killedBy.replace(/^signal: /, "").replace(/ \(core dumped\)$/, "");
  return incidentOf(
    { ...common, kind: "signal", message: `signal: ${words}`, signal: signalOfWords(words) },
    by,
  );
}
