import {
  type BaseInfo,
  type Finding,
  failureFinding,
  type GoInfo,
  incompleteFinding,
  type Leg,
  NO_BASE,
  type Report,
  type RunInfo,
  ruleOf,
  type Verdict,
} from "../model/index.ts";
import { common, largest } from "./combine.ts";
import type { LegReports } from "./legs.ts";
import { mergeFindings } from "./merge-findings.ts";

/** Words for a verdict's summary, from what was found. */
export type Summarise = (found: Pick<Report, "findings" | "notRun">) => string;

/** A gate's answer to findings. */
export type Gate = (
  findings: readonly Finding[],
  notRun: Report["notRun"],
) => Pick<Report, "verdict"> & { readonly findings: readonly Finding[] };

const failedUnexplained = ({ findings }: Report): boolean =>
  findings.some(({ rule }) => rule === "go-test-failure");

/** When, of what, and whether all of it is there. */
export function mergeRun(
  all: readonly Report[],
  legs: readonly (LegReports & { readonly missing: readonly string[] })[],
  summarise: Summarise,
  gate: Gate | null,
  missing: readonly string[],
): RunInfo {
  const runs = all.map((report) => report.run);
  const flags = common(runs.map((run) => JSON.stringify(run.goTestFlags)));
  return {
    mode: runs.some((run) => run.mode === "run") ? "run" : "parse",
    started:
      runs
        .map((run) => run.started)
        .filter((run) => run !== null)
        .sort()[0] ?? null,
    seconds: largest(runs.map((run) => run.seconds)),
    commit: common(runs.map((run) => run.commit)),
    dirty: common(runs.map((run) => run.dirty)),
    complete: missing.length === 0 && runs.every((run) => run.complete),
    missing,
    failure: all.find(failedUnexplained)?.run.failure ?? null,
    goTestFlags: flags === null ? [] : (runs[0]?.goTestFlags ?? []),
    packages: [...new Set(runs.flatMap((run) => run.packages))],
    rescued: largest(legs.map(rescuedIn)),
    reused: sumOfKnown(runs.map((run) => run.reused)),
    coverage: common(runs.map((run) => run.coverage)),
    budgetLeftOut: [...new Set(runs.flatMap((run) => run.budgetLeftOut))],
    gc: common(runs.map((run) => run.gc)) ?? "auto",
    name: runs.length === 1 ? (runs[0]?.name ?? null) : null,
    shard: null,
    job: null,
    legs: legs.map((leg) => legInfo(leg, summarise, gate)),
  };
}

const sumOfKnown = (counts: readonly (number | null)[]): number | null => {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
};

/** Shards of a matrix job have different tests; its other jobs have the same once more. */
function rescuedIn({ reports }: LegReports): number | null {
  return sumOfKnown(reports.map(({ report }) => report.run.rescued));
}

function legInfo(
  { name, reports, missing }: LegReports & { readonly missing: readonly string[] },
  summarise: Summarise,
  gate: Gate | null,
): Leg {
  const all = reports.map(({ report }) => report);
  const go = mergeGo(all);
  const findings = mergeFindings([
    {
      name: "",
      findings: [...all.flatMap((report) => report.findings), ...runFindings(all, missing)],
    },
  ]);
  const notRun = all.flatMap((report) => report.notRun);
  const verdict =
    gate?.(findings, notRun).verdict ??
    commonVerdict(all, findings, summarise({ findings, notRun }));
  const only = all.length === 1 ? all[0] : undefined;
  return {
    name,
    go: go.version,
    goos: go.goos,
    goarch: go.goarch,
    pass: verdict.pass,
    summary: missing.length === 0 && only !== undefined ? only.verdict.summary : verdict.summary,
    reports: all.length,
  };
}

/** What all have in common; null where legs differ: `run.legs` tells it of each. */
export function mergeGo(all: readonly Report[]): GoInfo {
  const modules = all.flatMap((report) => report.go.modules);
  return {
    version: common(all.map((report) => report.go.version)),
    goos: common(all.map((report) => report.go.goos)),
    goarch: common(all.map((report) => report.go.goarch)),
    modules: [...new Map(modules.map((module) => [JSON.stringify(module), module])).values()],
  };
}

const BASE_ORDER = ["unavailable", "compared", "not-asked"] as const;

/** A base that one of them could not compare with is said before one that all could. */
export function mergeBase(all: readonly Report[]): BaseInfo {
  const bases = all.map((report) => report.base);
  const [first] = BASE_ORDER.flatMap((state) => bases.filter((base) => base.state === state));
  return first ?? NO_BASE;
}

/** Passed where every part passed by its own gate, and nothing is missing. */
export function commonVerdict(
  all: readonly Report[],
  findings: readonly Finding[],
  summary: string,
): Verdict {
  const verdicts = all.map((report) => report.verdict);
  return {
    pass: verdicts.every((verdict) => verdict.pass) && !findings.some(isOfRun),
    failedOn: [...new Set(verdicts.flatMap((verdict) => verdict.failedOn))],
    failOn: [...new Set(verdicts.flatMap((verdict) => verdict.failOn))],
    summary,
  };
}

const isOfRun = ({ rule }: Finding): boolean => ruleOf(rule).section === "run";

/** What no gate forgives: a missing part, a run that was cut, or that failed for no finding. */
export function runFindings(all: readonly Report[], missing: readonly string[]): Finding[] {
  const own = all.flatMap(({ findings, run, verdict }) => {
    if (findings.some(isOfRun)) return [];
    if (!run.complete) return [incompleteFinding("interrupted")];
    const isExplained = verdict.pass || findings.some((finding) => finding.gates);
    return isExplained ? [] : [failureFinding(run.failure ?? verdict.summary)];
  });
  return [...missing.map(incompleteFinding), ...own];
}
