import type { NamedReport } from "./legs.ts";
import { groupedBy, largest } from "./strongest.ts";

export interface LatestReports {
  readonly reports: readonly [NamedReport, ...NamedReport[]];
  /** What was left out, in words. */
  readonly warnings: readonly string[];
}

/** Of a job that was run again, the reports of its last attempt alone. */
export function latestAttempts(given: readonly [NamedReport, ...NamedReport[]]): LatestReports {
  const latest = new Map<NamedReport, NamedReport>();
  for (const group of groupedBy(given, identityOf)) {
    const most = largest(group.map(attemptOf));
    const kept = group.find((each) => attemptOf(each) === most) ?? group[0];
    for (const each of group) latest.set(each, attemptOf(each) === most ? each : kept);
  }
  const [first, ...others] = given.filter((each) => latest.get(each) === each);
  const warnings = given.flatMap((each) => {
    const kept = latest.get(each);
    if (kept === undefined || kept === each) return [];
    return [`${each.source} is left out: ${kept.source} is of a later attempt of the same job`];
  });
  return { reports: first === undefined ? given : [first, ...others], warnings };
}

const attemptOf = ({ report }: NamedReport): number => report.run.job?.by.attempt ?? 0;

/** One job of one run, leg and shard told apart; a report of no known job stands for itself. */
function identityOf({ source, report: { run } }: NamedReport): string {
  const { job, shard, name } = run;
  if (job === null || job.by.id === 0) return JSON.stringify([source]);
  return JSON.stringify([job.name, job.by.id, job.leg?.index, name, shard?.index]);
}

/** Legs of a matrix of which no report is there, in words; by a number that was given, or by what each leg knows. */
export function missingLegs(given: readonly NamedReport[], expect: number | null): string[] {
  if (expect !== null) return given.length >= expect ? [] : [missing(given.length, expect, "")];
  const known = given.filter(({ report }) => report.run.job?.leg != null);
  const jobs = groupedBy(known, ({ report: { run } }) =>
    JSON.stringify([run.job?.name, run.job?.by.id]),
  );
  return jobs.flatMap((job) => {
    const total = largest(job.map(({ report }) => report.run.job?.leg?.total ?? 0)) ?? 0;
    const there = new Set(job.map(({ report }) => report.run.job?.leg?.index)).size;
    const name = job[0].report.run.job?.name ?? "";
    return there >= total ? [] : [missing(there, total, ` of ${name}`)];
  });
}

const missing = (there: number, total: number, of: string): string =>
  `${total - there} of ${total} reports${of} ${total - there === 1 ? "is" : "are"} missing`;
