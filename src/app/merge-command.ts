import { gated, type Policy, summaryOf } from "../judge/index.ts";
import { mergeReports, type NamedReport } from "../merge/index.ts";
import { type Report, UsageError } from "../model/index.ts";
import type { Command, Settings } from "../settings/index.ts";
import { policyOf } from "./policy.ts";
import { codeOf, deliverReport } from "./publish.ts";
import { readReportFile } from "./render-command.ts";
import { reportFilesIn } from "./report-files.ts";

/** `panicpath merge`: joins reports, delivers the whole as a run would, gives the gate's exit code. */
export async function mergeAndDeliver(
  command: Extract<Command, { kind: "merge" }>,
  settings: Settings,
): Promise<number> {
  const files = reportFilesIn(command.reports);
  const given = files.map((source) => ({ source, report: readReportFile(source) }));
  const policy = await policyOf(command.run, process.cwd());
  const merged = regated(joined(given), given, policy);
  const { name } = command.run.review;
  const report = name === null ? merged : { ...merged, run: { ...merged.run, name } };
  await deliverReport(report, { run: command.run, settings, interrupted: false });
  return codeOf(report);
}

/**
 * The whole by the gate of the merge, whatever gates its parts had: they may be told not to
 * fail. A part that failed for no finding, or is missing, fails the whole all the same.
 */
function regated(merged: Report, given: readonly NamedReport[], policy: Policy): Report {
  const { findings, verdict } = gated(merged.findings, merged.notRun, policy);
  const isBroken =
    !merged.run.complete ||
    given.some(({ report }) => !report.verdict.pass && !report.findings.some((each) => each.gates));
  const pass = verdict.pass && !isBroken;
  const summary = isBroken ? merged.verdict.summary : verdict.summary;
  return { ...merged, findings, verdict: { ...verdict, pass, summary } };
}

/** Reports as one; throws UsageError for none. */
export function joined(given: readonly NamedReport[]): Report {
  const [first, ...others] = given;
  if (first === undefined) throw new UsageError("there is no report to merge");
  return mergeReports([first, ...others], summaryOf);
}
