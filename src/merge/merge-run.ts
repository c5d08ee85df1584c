import {
  type BaseInfo,
  type Finding,
  type GoInfo,
  type Leg,
  NO_BASE,
  type Report,
  type RunInfo,
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

/** When, of what, and whether all of it is there. */
export function mergeRun(
  all: readonly Report[],
  legs: readonly (LegReports & { readonly missing: readonly string[] })[],
  summarise: Summarise,
  gate: Gate | null,
  isPart: boolean,
): RunInfo {
  const runs = all.map((report) => report.run);
  const flags = common(runs.map((run) => JSON.stringify(run.goTestFlags)));
  return {
    mode: runs.some((run) => run.mode === "run") ? "run" : "parse",
    started:
      runs
        .map((run) => run.started)
        .filter((each) => each !== null)
        .sort()[0] ?? null,
    seconds: largest(runs.map((run) => run.seconds)),
    commit: common(runs.map((run) => run.commit)),
    dirty: common(runs.map((run) => run.dirty)),
    complete: !isPart && runs.every((run) => run.complete),
    goTestFlags: flags === null ? [] : (runs[0]?.goTestFlags ?? []),
    packages: [...new Set(runs.flatMap((run) => run.packages))],
    budgetLeftOut: [...new Set(runs.flatMap((run) => run.budgetLeftOut))],
    gc: common(runs.map((run) => run.gc)) ?? "auto",
    name: runs.length === 1 ? (runs[0]?.name ?? null) : null,
    shard: null,
    job: null,
    legs: legs.map((leg) => legInfo(leg, summarise, gate)),
  };
}

function legInfo(
  { name, reports, missing }: LegReports & { readonly missing: readonly string[] },
  summarise: Summarise,
  gate: Gate | null,
): Leg {
  const all = reports.map(({ report }) => report);
  const go = mergeGo(all);
  const findings = mergeFindings([
    { name: "", findings: all.flatMap((report) => report.findings) },
  ]);
  const notRun = all.flatMap((report) => report.notRun);
  const verdict =
    gate?.(findings, notRun).verdict ?? commonVerdict(all, summarise({ findings, notRun }));
  const only = all.length === 1 ? all[0] : undefined;
  return {
    name,
    go: go.version,
    goos: go.goos,
    goarch: go.goarch,
    pass:
      missing.length === 0 &&
      unexplained(all).length === 0 &&
      all.every((report) => report.run.complete) &&
      verdict.pass,
    summary: [only?.verdict.summary ?? verdict.summary, ...missing].join(", "),
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
    modules: [...new Map(modules.map((each) => [JSON.stringify(each), each])).values()],
  };
}

const BASE_ORDER = ["unavailable", "compared", "not-asked"] as const;

/** A base that one of them could not compare with is said before one that all could. */
export function mergeBase(all: readonly Report[]): BaseInfo {
  const bases = all.map((report) => report.base);
  const [first] = BASE_ORDER.flatMap((state) => bases.filter((base) => base.state === state));
  return first ?? NO_BASE;
}

/** Passed where every part passed by its own gate. */
export function commonVerdict(all: readonly Report[], summary: string): Verdict {
  const verdicts = all.map((report) => report.verdict);
  return {
    pass: verdicts.every((verdict) => verdict.pass),
    failedOn: [...new Set(verdicts.flatMap((verdict) => verdict.failedOn))],
    failOn: [...new Set(verdicts.flatMap((verdict) => verdict.failOn))],
    summary,
  };
}

/** A gate's answer, failed by what no gate forgives: a missing part, a run that was cut or failed for no finding. */
export function wholeVerdict(
  all: readonly Report[],
  verdict: Verdict,
  missing: readonly string[],
): Verdict {
  const isComplete = all.every((report) => report.run.complete);
  const reasons = [...missing, ...unexplained(all), ...(isComplete ? [] : ["interrupted"])];
  if (reasons.length === 0) return verdict;
  const said = verdict.summary === "no panics" ? reasons : [verdict.summary, ...reasons];
  return { ...verdict, pass: false, summary: said.join(", ") };
}

/** What failed a part for no finding, as its own verdict says: `go test failed`. */
function unexplained(all: readonly Report[]): string[] {
  const broken = all.filter(
    ({ verdict, findings, run }) =>
      run.complete && !verdict.pass && !findings.some((finding) => finding.gates),
  );
  return [...new Set(broken.map((report) => report.verdict.summary))];
}
