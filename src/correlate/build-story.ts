import {
  type BuildProblem,
  groupsBy,
  NO_GC,
  NO_TEXT,
  ownerOf,
  type PackageFacts,
  type RunFacts,
} from "../model/index.ts";
import type { Attribution } from "./attribution.ts";
import { type FoundIncident, type Identifier, incidentOf } from "./incident.ts";
import { type Layout, locate } from "./layout.ts";

/** What kept packages from being built: each failure once, in the package that it is of. */
export interface BuildStory {
  /** By import path, in order of appearance; a package without tests may be among them. */
  readonly incidents: ReadonlyMap<string, readonly FoundIncident[]>;
  /** Packages that do not build because of another one: its import path. */
  readonly blockedBy: ReadonlyMap<string, string>;
}

/** Several packages do not build, and nothing tells which of them is imported. */
const SOME_PACKAGE = "";

const NOBODY: Attribution = { test: null, by: "none", confidence: "certain" };

/** Tells which packages do not build, and which of them only import one that does not. */
export function tellBuilds(run: RunFacts, layout: Layout, by: Identifier): BuildStory {
  const owners = problemsByOwner(run);
  const notBuilt = run.packages.filter(({ ending }) => ending.kind === "not-built");
  const blockedBy = new Map([...repeated(owners), ...dependents(notBuilt, owners)]);
  const blocked = groupsBy(blockedBy, ([, by]) => by);
  const incidents = new Map<string, readonly FoundIncident[]>();
  for (const [path, problems] of owners) {
    if (blockedBy.has(path)) continue;
    const blocks = (blocked.get(path) ?? []).map(([each]) => each);
    incidents.set(path, incidentsOf(path, problems, blocks, layout, by));
  }
  for (const facts of notBuilt) {
    const path = facts.importPath;
    if (incidents.has(path) || blockedBy.has(path)) continue;
    incidents.set(path, incidentsOf(path, [], [], layout, by));
  }
  return { incidents, blockedBy };
}

/** By the package that they are of, in order of appearance. */
function problemsByOwner(run: RunFacts): Map<string, BuildProblem[]> {
  const owners = new Map<string, BuildProblem[]>();
  for (const { header, problems } of run.buildFailures) {
    const owner = ownerOf(header);
    owners.set(owner, [...(owners.get(owner) ?? []), ...problems]);
  }
  return owners;
}

/** An import cycle is told once for each package in it, in the same words. */
function repeated(owners: ReadonlyMap<string, readonly BuildProblem[]>): Map<string, string> {
  const first = new Map<string, string>();
  const again = new Map<string, string>();
  for (const [path, problems] of owners) {
    if (problems.some((problem) => problem.file !== null)) continue;
    const words = problems.map((problem) => problem.message).join("\n");
    const known = first.get(words);
    if (known === undefined) first.set(words, path);
    else again.set(path, known);
  }
  return again;
}

/**
 * Packages that do not build and of which nothing was said. Since Go 1.24 go names the reason;
 * before, it is known only where there is but one.
 */
function dependents(
  notBuilt: readonly PackageFacts[],
  owners: ReadonlyMap<string, readonly BuildProblem[]>,
): Map<string, string> {
  const [only = "", ...others] = owners.keys();
  const found = new Map<string, string>();
  for (const { importPath, failedBuild } of notBuilt) {
    if (owners.has(importPath)) continue;
    const named = failedBuild === null ? "" : ownerOf(failedBuild);
    if (owners.has(named)) found.set(importPath, named);
    else if (owners.size > 0) found.set(importPath, others.length === 0 ? only : SOME_PACKAGE);
  }
  return found;
}

function incidentsOf(
  path: string,
  problems: readonly BuildProblem[],
  blocks: readonly string[],
  layout: Layout,
  by: Identifier,
): FoundIncident[] {
  const found = problems.filter((problem) => !isFollowUp(problem));
  const [first, ...others] = found;
  if (first === undefined) {
    return [incidentOf({ kind: "build", package: path, attribution: NOBODY, blocks }, by)];
  }
  return [
    buildIncident(path, first, blocks, layout, by),
    ...others.map((problem) => buildIncident(path, problem, [], layout, by)),
  ];
}

/** The facts of a package that has no line of its own: no tests, or go stopped before it. */
export const factsOfUnbuilt = (importPath: string): PackageFacts => ({
  importPath,
  outcome: "fail",
  seconds: null,
  cached: false,
  noTestFiles: false,
  started: null,
  tests: [],
  ending: { kind: "not-built" },
  races: [],
  failedBuild: null,
  verdict: null,
  output: NO_TEXT,
  gc: NO_GC,
  shuffleSeed: null,
  showsStarts: true,
  coverage: null,
});

const isFollowUp = (problem: BuildProblem): boolean =>
  problem.file === null && /^(?:too many errors|note: module requires Go )/.test(problem.message);

function buildIncident(
  importPath: string,
  problem: BuildProblem,
  blocks: readonly string[],
  layout: Layout,
  by: Identifier,
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
      blocks,
    },
    by,
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
