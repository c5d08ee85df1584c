import { summaryOf } from "../judge/index.ts";
import { mergeReports, type NamedReport } from "../merge/index.ts";
import { type Report, UsageError } from "../model/index.ts";
import type { Command, Settings } from "../settings/index.ts";
import { codeOf, deliverReport } from "./publish.ts";
import { readReportFile } from "./render-command.ts";
import { reportFilesIn } from "./report-files.ts";

/** `panicpath merge`: joins reports, delivers the whole as a run would, gives the gate's exit code. */
export async function mergeAndDeliver(
  command: Extract<Command, { kind: "merge" }>,
  settings: Settings,
): Promise<number> {
  const files = reportFilesIn(command.reports);
  const merged = joined(files.map((source) => ({ source, report: readReportFile(source) })));
  const { name } = command.run.review;
  const report = name === null ? merged : { ...merged, run: { ...merged.run, name } };
  await deliverReport(report, { run: command.run, settings, interrupted: false });
  return codeOf(report);
}

/** Reports as one; throws UsageError for none. */
export function joined(given: readonly NamedReport[]): Report {
  const [first, ...others] = given;
  if (first === undefined) throw new UsageError("there is no report to merge");
  return mergeReports([first, ...others], summaryOf);
}
