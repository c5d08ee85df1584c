import { existsSync } from "node:fs";
import { withBase, withBaseReport } from "../compare/index.ts";
import { loadReports } from "../files/index.ts";
import { NO_BASE, type Unjudged } from "../model/index.ts";

/** Compares with the report that --baseline names, if it names one; the reader is loaded only then. */
export async function withBaselineFile(
  report: Unjudged,
  baseline: string | null,
): Promise<Unjudged> {
  if (baseline === null) return report;
  const { readReportFile } = await loadReports();
  // The first run of a workflow has no earlier report yet: what is new is open then.
  if (!existsSync(baseline)) {
    const reason = `no base: ${baseline} is not there`;
    return withBase(report, { ...NO_BASE, state: "unavailable", reason }, null);
  }
  return withBaseReport(report, readReportFile(baseline), baseline);
}
