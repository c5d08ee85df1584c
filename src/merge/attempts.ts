import { groupedBy } from "../model/index.ts";
import { largest } from "./combine.ts";
import { type NamedReport, settingOf } from "./legs.ts";

export interface LatestReports {
  readonly reports: readonly [NamedReport, ...NamedReport[]];
  /** What was left out, in words. */
  readonly warnings: readonly string[];
}

/** Of a job that was run again the reports of its last attempt alone; of copies one; of what was merged before nothing. */
export function latestReports(given: readonly [NamedReport, ...NamedReport[]]): LatestReports {
  const warnings: string[] = [];
  const leaveOut = (each: NamedReport, why: string): void => {
    warnings.push(`${each.source} is left out: ${why}`);
  };
  const latest = new Map<NamedReport, NamedReport>();
  for (const group of groupedBy(given, identityOf)) {
    const most = largest(group.map(attemptOf));
    const kept = group.find((each) => attemptOf(each) === most) ?? group[0];
    for (const each of group) latest.set(each, attemptOf(each) === most ? each : kept);
  }
  const copies = copiesIn(given);
  const isWhole = given.every(({ report }) => report.run.legs.length > 0);
  const kept = given.filter((each) => {
    const [last, first] = [latest.get(each) ?? each, copies.get(each) ?? each];
    if (last !== each) leaveOut(each, `${last.source} is of a later attempt of the same job`);
    else if (first !== each) leaveOut(each, `it is the same as ${first.source}`);
    else if (!isWhole && each.report.run.legs.length > 0) leaveOut(each, "it was merged before");
    else return true;
    return false;
  });
  const [first, ...others] = kept;
  return { reports: first === undefined ? given : [first, ...others], warnings };
}

/** The first of equal reports, by each of them. The whole content is only looked at where runs look alike. */
function copiesIn(given: readonly NamedReport[]): ReadonlyMap<NamedReport, NamedReport> {
  const alike = groupedBy(given, ({ report }) => JSON.stringify([report.run, report.tests.length]));
  const same = alike.flatMap((group) =>
    group.length === 1 ? [group] : groupedBy(group, contentOf),
  );
  return new Map(same.flatMap((group) => group.map((each) => [each, group[0]] as const)));
}

const contentOf = ({ report }: NamedReport): string => JSON.stringify(report);

const attemptOf = ({ report }: NamedReport): number => report.run.job?.by.attempt ?? 0;

/** One job of one run, leg and shard told apart; a report of no known job stands for itself. */
function identityOf({ source, report }: NamedReport): string {
  const { job, shard, name } = report.run;
  if (job === null || job.by.id === 0) return JSON.stringify([source]);
  return JSON.stringify([
    ...[job.name, job.step, job.by.id, job.leg?.index, name, shard?.index],
    // A reusable workflow that is called twice has one name for both.
    ...settingOf(report),
    ...report.variants.map((variant) => variant.name),
  ]);
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
