import type { Policy } from "../judge/index.ts";
import type { Report } from "../model/index.ts";

/** Compares with the report that --baseline names, if it names one; the reader is loaded only then. */
export async function withBaselineFile(
  report: Report,
  baseline: string | null,
  policy: Policy,
): Promise<Report> {
  if (baseline === null) return report;
  const { readReportFile } = await import("./render-command.ts");
  const { withBaseReport } = await import("./compared.ts");
  return withBaseReport(report, readReportFile(baseline), baseline, policy);
}
