import type { Report } from "../model/index.ts";
import type { RunSettings } from "../settings/index.ts";

/** Compares with the report that --baseline names, if it names one; the reader is loaded only then. */
export async function withBaselineFile(report: Report, run: RunSettings): Promise<Report> {
  if (run.baseline === null) return report;
  const { readReportFile } = await import("./render-command.ts");
  const { withBaseReport } = await import("./compared.ts");
  return withBaseReport(report, readReportFile(run.baseline), run.baseline, run);
}
