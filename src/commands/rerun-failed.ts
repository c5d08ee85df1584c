import { join } from "node:path";
import { loadReports } from "../files/index.ts";
import { fileOf, type Report, UsageError } from "../model/index.ts";
import type { RunSettings } from "../settings/index.ts";

/** What failed: packages, and their tests; null: something of a package itself, so that all of its tests are run. */
export interface Failed {
  readonly packages: readonly string[];
  readonly tests: readonly string[] | null;
}

/** What of a report is worth another run: what failed, and what never ran. Waived findings too. */
export function failedIn({ findings, notRun }: Pick<Report, "findings" | "notRun">): Failed {
  const failed = findings.filter(
    ({ severity, gates, package: path }) => path !== null && (gates || severity === "error"),
  );
  const entries = [...failed, ...notRun];
  const packages = [...new Set(entries.flatMap(({ package: path }) => path ?? []))];
  const isWhole = entries.some(({ test }) => test === null);
  const names = entries.flatMap(({ test }) => test?.split("/", 1)[0] ?? []);
  return { packages, tests: isWhole ? null : [...new Set(names)] };
}

/**
 * The settings of a run of only what failed in the last one; null where nothing did. Throws
 * UsageError where there is no report, or -run is given too.
 */
export async function withFailedOnly(run: RunSettings): Promise<RunSettings | null> {
  if (run.goTestFlags.some((flag) => /^--?(?:test\.)?(?:run|bench)(?:=|$)/.test(flag))) {
    throw new UsageError("--rerun-failed chooses the tests itself: leave out -run and -bench");
  }
  const file = join(run.reportDir, fileOf("json"));
  const { packages, tests } = failedIn((await loadReports()).readReportFile(file));
  if (packages.length === 0) return null;
  const names = (tests ?? []).map((name) => name.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&"));
  const only = tests === null ? [] : [`-run=^(?:${names.join("|")})$`];
  return { ...run, packages, goTestFlags: [...only, ...run.goTestFlags] };
}
