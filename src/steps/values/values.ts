import { blame, type FoundIncident, type PackageStory } from "../../correlate/index.ts";
import { DebugError, type Delve, findDelve, underDebugger } from "../../go/index.ts";
import {
  type Incident,
  isDefault,
  isUsersOwn,
  type PathFrame,
  type RawFrame,
  splitSymbol,
  VALUES_BUILD,
  type Values,
} from "../../model/index.ts";
import {
  aloneOf,
  binaryWords,
  type Experiment,
  environment,
  Runner,
  type Target,
  ValuesBuild,
} from "../../runner/index.ts";
import { type Hiding, hidingOf } from "../../values/index.ts";
import type { Work } from "../run-report.ts";
import { exitFrames, runToStop, type Stop, withDebugged } from "./debugged.ts";
import { withArguments } from "./traced.ts";
import { within } from "./within.ts";

/** Incidents of a run whose values are looked for. */
const MOST = 5;
/** Seconds for all of them, builds included. */
const MOST_SECONDS = 60;
/** Milliseconds for one under the debugger. */
const DEBUG_MS = 10_000;
/** Until one that hangs is looked at, and one that does not die in time is given up. */
const HANGS_MS = 4000;
const DIES_MS = 8000;
/** Of those that hang, as each costs as long as it is waited for. */
const MOST_HANGS = 2;

const KINDS: ReadonlySet<Incident["kind"]> = new Set([
  "panic",
  "fatal",
  "exit",
  "timeout",
  "signal",
]);

/** Deaths that the default build shows: of others the build that is looked at may show none. */
const isLookedAt = ({ kind, occurrences, recoveredBy, path }: Incident): boolean =>
  KINDS.has(kind) &&
  recoveredBy === null &&
  (path.length > 0 || kind === "exit") &&
  occurrences.some(({ variant, failed }) => isDefault(variant) && failed > 0);

/** What looking for values shares. */
interface Search {
  readonly work: Work;
  readonly runner: Runner;
  readonly delve: Delve | { readonly reason: string };
  readonly hiding: Hiding;
}

/**
 * The incidents with the values of their paths, as far as the policy allows and time is left: each
 * test is run once more in a build of its own, and once under a debugger. No count and no verdict
 * depends on it.
 */
export async function withValues(work: Work, incidents: readonly Incident[]): Promise<Incident[]> {
  const { plan } = work;
  const policy = plan.values;
  const lookedAt = incidents.filter(isLookedAt);
  const hangs = lookedAt.filter(({ kind }) => kind === "timeout");
  const tooMany = new Set(hangs.slice(MOST_HANGS));
  const wanted = new Set(lookedAt.filter((incident) => !tooMany.has(incident)).slice(0, MOST));
  const budget = work.runner.budget.apart(MOST_SECONDS);
  if (policy === "off" || wanted.size === 0 || budget.remainingMs === 0) return [...incidents];
  plan.progress.phase("looking for the values at the panic");
  const delve = await findDelve(plan.go.version, plan.toolDir, plan);
  const hiding = hidingOf(policy, (text) => plan.redaction.text(text) !== text);
  const search = { work, runner: new Runner(plan, budget), delve, hiding };
  const found: Incident[] = [];
  for (const incident of incidents) {
    const isOpen = wanted.has(incident) && budget.remainingMs > 0;
    found.push(isOpen ? await valuesOf(search, incident) : incident);
  }
  return found;
}

/** Values that could not be had. */
const none = (search: Search, reason: string): Values => ({
  ...{ source: null, build: VALUES_BUILD, tool: null, reason, seenAt: null },
  policy: search.work.plan.values,
});

async function valuesOf(search: Search, incident: Incident): Promise<Incident> {
  const { work, runner } = search;
  const revision = new ValuesBuild(
    work.plan,
    work.head,
    packagesOf(incident),
    incident.fingerprint,
  );
  const experiment: Experiment = {
    ...{ package: incident.package, revision, settings: [] },
    selection: selectionOf(incident),
    limit: incident.kind === "timeout" ? { kind: "hang", siblings: [] } : { kind: "package" },
    label: `values of ${incident.test ?? incident.package}`,
  };
  try {
    const answer = await runner.run(experiment);
    if (answer.kind === "left-out")
      return { ...incident, values: none(search, LEFT_OUT[answer.cause]) };
    const again = sameIn(answer.story, incident);
    if (again === null) {
      return {
        ...incident,
        values: none(search, "run alone, in a build without optimization, it did not die"),
      };
    }
    const target = await revision.target(null, incident.package);
    return await readValues(search, incident, again, { experiment, target });
  } finally {
    revision.drop();
  }
}

const LEFT_OUT = {
  budget: "no time was left (raise --budget)",
  "not-built": "the tests do not build without optimization",
  lost: "its test binary is gone",
} as const;

/** Packages of the user's own whose code the path goes through, and the tested one. */
function packagesOf({ path, package: tested }: Incident): string[] {
  const paths = path
    .filter(isUsersOwn)
    .map((frame) => splitSymbol(frame.function ?? "").importPath)
    .filter((importPath) => importPath !== "");
  return [...new Set([tested, ...paths])];
}

/** Alone, where that showed it. */
function selectionOf({ test, occurrences }: Incident): Experiment["selection"] {
  const isAlone = occurrences.some(
    ({ variant, alone }) =>
      isDefault(variant) && (alone === null || alone.attempts === 0 || alone.failed > 0),
  );
  return test !== null && isAlone ? aloneOf(test) : { kind: "whole" };
}

const sameIn = (story: PackageStory, { fingerprint, former }: Incident): FoundIncident | null =>
  story.incidents.find(
    (found) => found.fingerprint === fingerprint || (former !== null && found.former === former),
  ) ?? null;

interface Rerun {
  readonly experiment: Experiment;
  readonly target: Target | null;
}

/** By the debugger where there is one, else by the words of the trace. */
async function readValues(
  search: Search,
  incident: Incident,
  again: FoundIncident,
  rerun: Rerun,
): Promise<Incident> {
  const { work, delve, hiding } = search;
  const debugged = await debug(search, incident, again, rerun);
  if (typeof debugged !== "string" && "version" in delve) {
    const { site } = debugged;
    const former = site === incident.site ? null : incident.site;
    const seenAt = former === null ? null : { file: former.file, line: former.line };
    const values = valuesBy("debugger", `delve ${delve.version}`, null, search, seenAt);
    return { ...incident, site, path: within(debugged.path), values };
  }
  const reason = typeof debugged === "string" ? debugged : null;
  const path = withArguments(incident.path, again.trace, work.sources, hiding);
  if (path === null)
    return { ...incident, values: none(search, reason ?? "the trace has no values") };
  return { ...incident, path, values: valuesBy("trace", null, reason, search) };
}

const valuesBy = (
  source: "trace" | "debugger",
  tool: string | null,
  reason: string | null,
  { work }: Search,
  seenAt: Values["seenAt"] = null,
): Values => ({
  source,
  build: VALUES_BUILD,
  tool,
  policy: work.plan.values,
  reason,
  seenAt,
});

type Debugged = Pick<Incident, "path" | "site">;

/** A path with values, or a reason in words where the debugger showed nothing of the incident. */
async function debug(
  { work, delve, hiding }: Search,
  incident: Incident,
  again: FoundIncident,
  { experiment, target }: Rerun,
): Promise<Debugged | string> {
  const { plan, sources } = work;
  if ("reason" in delve) return delve.reason;
  if (target === null) return LEFT_OUT["not-built"];
  if (plan.userExec.length > 0) return "test binaries run under a program of your own";
  const request = {
    dlv: delve.file,
    words: binaryWords(target, experiment, []),
    cwd: target.captured.cwd,
    env: environment(plan, experiment, target.captured.cwd),
    dir: `${plan.tempDir}/dlv`,
    timeoutMs: DEBUG_MS,
  };
  try {
    return await underDebugger(plan.groups, request, async (session) => {
      const hangs = incident.kind === "timeout";
      const stop = await runToStop(session, hangs ? HANGS_MS : DIES_MS);
      const reason = mismatch(stop, incident);
      if (reason !== null) return reason;
      const at = stop.kind === "exits" ? exitOf(await exitFrames(session), incident, work) : null;
      // What hangs was looked at early in that build too: only the run itself knows where it ends up.
      const known = hangs ? incident.path : again.path;
      const before = at === null ? known : [];
      const sought = { path: (at ?? incident).path, before, hangs };
      const path = await withDebugged(session, sought, (file) => sources.lines(file), hiding);
      if (path === null) return "the debugger stopped at another place";
      return { path, site: (at ?? incident).site };
    });
  } catch (error) {
    if (error instanceof DebugError) return error.message;
    throw error;
  }
}

/** What a test does under a debugger may differ: it can look whether one is there. */
function mismatch(stop: Stop, { kind, message }: Incident): string | null {
  if (stop.kind === "lived") return "it did not die under the debugger";
  // testing turns an os.Exit(0) into a panic of its own (testing.go, runExitHooks; os.Exit).
  const exits =
    kind === "exit" || (kind === "panic" && /os\.Exit\(0\) during test/.test(message ?? ""));
  if ((stop.kind === "exits") !== exits) return "it ended in another way under the debugger";
  return stop.kind === "halted" && kind !== "timeout"
    ? "it did not die in time under the debugger"
    : null;
}

/** No trace tells where a process exits: the debugger does. */
function exitOf(frames: readonly RawFrame[], incident: Incident, work: Work): Debugged {
  const { site, path } = blame(rawGoroutine(frames), work.layout);
  if (site === null) return incident;
  return {
    path: path as readonly PathFrame[],
    site: { ...site, source: work.sources.around(site.file, site.line) },
  };
}

const rawGoroutine = (frames: readonly RawFrame[]) => ({
  ...{ id: 0, state: "running", frames, elided: false, createdBy: null, ancestors: [] },
});
