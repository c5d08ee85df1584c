import { fitsArgument, patternElement } from "../../correlate/index.ts";
import { join, loadReports } from "../../files/index.ts";
import { flagNameOf } from "../../go/index.ts";
import { fileOf, listed, type Report, topLevel, UsageError } from "../../model/index.ts";
import type { RunSettings } from "../../settings/index.ts";

/**
 * What failed: packages, and their tests; null: all of theirs, as something of a package itself failed, or so many that no
 * command line holds their names.
 */
export interface Failed {
  readonly packages: readonly string[];
  readonly tests: readonly string[] | null;
}

/** Settings of a rerun, and the tests that it is for; null: whole packages. */
export interface Rerun {
  readonly run: RunSettings;
  readonly tests: readonly string[] | null;
}

/** What of a report is worth another run: what failed, was interrupted, or never ran. Waived findings too. */
export function failedIn({
  findings,
  incidents,
  notRun,
  tests,
}: Pick<Report, "findings" | "incidents" | "notRun" | "tests">): Failed {
  const failed = findings.filter(
    ({ severity, gates, package: path }) => path !== null && (gates || severity === "error"),
  );
  const prints = new Set(failed.map(({ fingerprint }) => fingerprint));
  // Several tests may die at one place.
  const also = incidents
    .filter(({ fingerprint }) => prints.has(fingerprint))
    .flatMap(({ package: path, tests: names }) => names.map((test) => ({ package: path, test })));
  const open = tests.filter(({ outcome, runs }) =>
    [outcome, ...runs.map((run) => run.outcome)].some(
      (each) => each === "interrupted" || each === "fail",
    ),
  );
  const entries = [
    ...failed,
    ...also,
    ...notRun,
    ...open.map(({ package: path, name }) => ({ package: path, test: name })),
  ];
  const packages = [...new Set(entries.flatMap(({ package: path }) => path ?? []))];
  const isWhole = entries.some(({ test }) => test === null);
  const names = entries.flatMap(({ test }) => (test === null ? [] : topLevel(test)));
  const only = [...new Set(names)];
  return { packages, tests: isWhole || !fitsArgument(patternOf(only)) ? null : only };
}

const patternOf = (tests: readonly string[]): string =>
  `^(?:${tests.map(patternElement).join("|")})$`;

/**
 * The settings of a run of only what failed in the last one; null where nothing did. Throws
 * UsageError where there is no report, or -run is given too.
 */
export async function withFailedOnly(run: RunSettings): Promise<Rerun | null> {
  if (run.goTestFlags.some((flag) => ["run", "bench"].includes(flagNameOf(flag) ?? ""))) {
    throw new UsageError("--rerun-failed chooses the tests itself: leave out -run and -bench");
  }
  if (run.shard !== null) {
    throw new UsageError("--rerun-failed takes what failed in the last report: leave out --shard");
  }
  const file = join(run.reportDir, fileOf("json"));
  const report = (await loadReports()).readReportFile(file);
  if (!report.run.complete) {
    throw new UsageError(
      `the run of ${file} was interrupted, so it does not tell all that failed: run without --rerun-failed`,
    );
  }
  const { packages, tests } = failedIn(report);
  if (packages.length === 0) return null;
  const only = tests === null ? [] : [`-run=${patternOf(tests)}`];
  return { run: { ...run, packages, goTestFlags: [...only, ...run.goTestFlags] }, tests };
}

/**
 * A report that says so where what was to run again did not: under other flags, or by another name, it is
 * not there, and nothing has passed.
 */
export function withAbsent<R extends Pick<Report, "tests" | "notRun" | "packages" | "run">>(
  report: R,
  asked: readonly string[] | null,
): R {
  const seen = new Set(
    [...report.tests.map(({ name }) => name), ...report.notRun.map(({ test }) => test)].map(
      topLevel,
    ),
  );
  const absent = (asked ?? []).filter((name) => !seen.has(name));
  if (absent.length === 0 || report.run.failure !== null) return report;
  const failure = `what failed before did not run: ${listed(absent)} (other flags, or no such test any more)`;
  return { ...report, run: { ...report.run, failure } };
}
