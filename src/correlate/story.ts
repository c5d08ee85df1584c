import {
  type BuildFailure,
  type BuildProblem,
  type Crash,
  linesOf,
  NO_GC,
  type PackageFacts,
  type RunFacts,
  signalOfWords,
  type TestOutcome,
} from "../model/index.ts";
import { type Attribution, attributeSilence } from "./attribution.ts";
import { crashIncident, raceIncident } from "./crash-incident.ts";
import { type FoundIncident, type Hash, incidentOf } from "./incident.ts";
import { inferLayout, type Layout, locate, type ModuleRoot } from "./layout.ts";
import { outcomesOf } from "./outcomes.ts";
import { runningLeaves } from "./running.ts";

/** One run of one package: every test with its outcome, and what went wrong. */
export interface PackageStory {
  readonly facts: PackageFacts;
  readonly outcomes: ReadonlyMap<string, TestOutcome>;
  readonly incidents: readonly FoundIncident[];
}

const NOBODY: Attribution = { test: null, by: "none", confidence: "certain" };

/** Tells the story of every package of a run, in order of first appearance. */
export function tellRun(run: RunFacts, layout: Layout, hash: Hash): PackageStory[] {
  const told = run.packages.map((facts) => tellPackage(facts, run.buildFailures, layout, hash));
  const claimed = new Set(told.flatMap((story) => buildHeadersOf(story.facts, run.buildFailures)));
  const orphans = run.buildFailures.filter(
    (failure) => !claimed.has(failure.header) && !failure.compiled && failure.problems.length > 0,
  );
  return [...told, ...orphans.map((failure) => orphanStory(failure, layout, hash))];
}

function tellPackage(
  facts: PackageFacts,
  builds: readonly BuildFailure[],
  layout: Layout,
  hash: Hash,
): PackageStory {
  const incidents = [
    ...facts.races.map((race) => raceIncident(facts, race, layout, hash)),
    ...endIncidents(facts, builds, layout, hash),
  ];
  const blamed = incidents.flatMap((incident) => incident.tests);
  return { facts, outcomes: outcomesOf(facts, blamed), incidents: distinct(incidents) };
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

function endIncidents(
  facts: PackageFacts,
  builds: readonly BuildFailure[],
  layout: Layout,
  hash: Hash,
): FoundIncident[] {
  const { ending } = facts;
  switch (ending.kind) {
    case "not-built":
      return buildIncidents(facts, builds, layout, hash);
    case "died":
      if (ending.crash !== null) {
        const crash = ending.stopped ? stoppedCrash(facts, ending.crash) : ending.crash;
        return [crashIncident(facts, crash, ending.exitStatus, layout, hash)];
      }
      return wasRace(facts) ? [] : [silentIncident(facts, hash)];
    case "lived":
      return facts.outcome === "fail" && !hasReason(facts) ? [silentIncident(facts, hash)] : [];
    case "cut":
      return [];
  }
}

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
function silentIncident(facts: PackageFacts, hash: Hash): FoundIncident {
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
  if (stopped) {
    return incidentOf(
      { ...common, kind: "timeout", message: "stopped by panicpath: time was over" },
      hash,
    );
  }
  if (killedBy === null) {
    const message = status === null ? null : `exit status ${status}`;
    return incidentOf({ ...common, kind: "exit", message }, hash);
  }
  const words = killedBy.replace(/^signal: /, "").replace(/ \(core dumped\)$/, "");
  return incidentOf(
    { ...common, kind: "signal", message: `signal: ${words}`, signal: signalOfWords(words) },
    hash,
  );
}

/** What was printed last: log.Fatal's line, or go test's own word about a pipe left open. */
function lastWords(facts: PackageFacts, test: string | null): string | null {
  const io = linesOf(facts.output).find((line) => line.startsWith("*** Test I/O incomplete"));
  if (io !== undefined) return `${io} A child process kept the test's output open.`;
  const state = facts.tests.find((candidate) => candidate.name === test);
  const lines = linesOf(state === undefined ? facts.output : state.output);
  const flag = lines.find((line) => line.startsWith("flag provided but not defined"));
  if (flag !== undefined) return flag;
  const last = lines.findLast((line) => line.trim() !== "" && !isGoTalk(line));
  return last === undefined ? null : last.slice(0, 300);
}

const isGoTalk = (line: string): boolean =>
  /^(?:exit status |signal: |FAIL\t|coverage: |=== |testing: )/.test(line);

/** The `# header`s that speak of this package, its tests, or the import that broke it. */
function buildHeadersOf(facts: PackageFacts, builds: readonly BuildFailure[]): string[] {
  if (facts.ending.kind !== "not-built") return [];
  const own = builds.filter((build) => build.header === facts.failedBuild);
  const found =
    own.length > 0 ? own : builds.filter((build) => isOf(build.header, facts.importPath));
  return found.map((build) => build.header);
}

function isOf(header: string, importPath: string): boolean {
  const [path = ""] = header.split(" ");
  return path === importPath || path === `${importPath}_test` || path === `${importPath}.test`;
}

function buildIncidents(
  facts: PackageFacts,
  builds: readonly BuildFailure[],
  layout: Layout,
  hash: Hash,
): FoundIncident[] {
  const headers = new Set(buildHeadersOf(facts, builds));
  const problems = builds
    .filter((build) => headers.has(build.header))
    .flatMap((build) => build.problems);
  const found = problems.filter((problem) => !isFollowUp(problem));
  if (found.length === 0) {
    const detail = lastWords(facts, null);
    return [
      incidentOf({ kind: "build", package: facts.importPath, attribution: NOBODY, detail }, hash),
    ];
  }
  return found.map((problem) => buildIncident(facts.importPath, problem, layout, hash));
}

const isFollowUp = (problem: BuildProblem): boolean =>
  problem.file === null && /^(?:too many errors|note: module requires Go )/.test(problem.message);

function buildIncident(
  importPath: string,
  problem: BuildProblem,
  layout: Layout,
  hash: Hash,
): FoundIncident {
  const site =
    problem.file === null
      ? null
      : { function: null, file: fileOf(problem.file, layout), line: problem.line ?? 0 };
  return incidentOf(
    {
      kind: problem.kind,
      message: problem.message,
      package: importPath,
      attribution: NOBODY,
      site,
      origin: site,
      trace: [buildLine(problem)],
    },
    hash,
  );
}

const buildLine = (problem: BuildProblem): string =>
  problem.file === null
    ? problem.message
    : `${problem.file}:${problem.line ?? 0}: ${problem.message}`;

function fileOf(file: string, layout: Layout): string {
  const absolute = file.startsWith("/");
  return absolute ? locate({ function: "", file, line: 0, inlined: false }, layout).file : file;
}

/** Diagnostics of a package that has no line of its own: go stopped before it (Go 1.23 and older). */
function orphanStory(failure: BuildFailure, layout: Layout, hash: Hash): PackageStory {
  const [importPath = failure.header] = failure.header.split(" ");
  const facts: PackageFacts = {
    importPath: importPath.replace(/(?:_test|\.test)$/, ""),
    outcome: "fail",
    seconds: null,
    cached: false,
    noTestFiles: false,
    started: null,
    tests: [],
    ending: { kind: "not-built" },
    races: [],
    failedBuild: failure.header,
    output: { head: [], dropped: 0, tail: [] },
    gc: NO_GC,
    shuffleSeed: null,
    coverage: null,
  };
  return {
    facts,
    outcomes: new Map(),
    incidents: failure.problems
      .filter((problem) => !isFollowUp(problem))
      .map((problem) => buildIncident(facts.importPath, problem, layout, hash)),
  };
}

/** Modules and GOROOT as far as the traces of a run tell them. */
export function layoutOf(run: RunFacts, known: readonly ModuleRoot[]): Layout {
  const frames = [...run.packages.flatMap((facts) => framesOf(facts)), ...buildFrames(run)];
  return inferLayout(
    run.packages.map((facts) => facts.importPath),
    frames,
    known,
  );
}

/** Diagnostics name absolute files too: they tell a module's folder as frames do. */
function buildFrames(run: RunFacts): TestFrames {
  return run.buildFailures.flatMap(({ header, problems }) => {
    const [path = ""] = header.split(" ");
    return problems.flatMap(({ file, line }) =>
      file?.startsWith("/") === true
        ? [{ function: `${path}.x`, file, line: line ?? 0, inlined: false }]
        : [],
    );
  });
}

function framesOf(facts: PackageFacts): TestFrames {
  const groups = facts.ending.kind === "died" ? (facts.ending.crash?.trace?.groups ?? []) : [];
  const races = facts.races.flatMap(({ report }) => [...report.accesses, ...report.creations]);
  return [
    ...groups.flatMap((group) => group.first.frames),
    ...races.flatMap((part) => part.frames),
  ];
}

type TestFrames = Parameters<typeof inferLayout>[1];
