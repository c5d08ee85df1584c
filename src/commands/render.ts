import { existsSync } from "node:fs";
import { withBaseReport } from "../compare/index.ts";
import { join, loadReports, policyOf, readConfig, realPath } from "../files/index.ts";
import { nearestWith } from "../go/index.ts";
import { judge } from "../judge/index.ts";
import type { Report } from "../model/index.ts";
import { type Command, redactionOf, type Settings } from "../settings/index.ts";
import { codeOf, inLog, printReport, writeReportFiles } from "./publish.ts";

/** `panicpath render`: prints a report again. */
export async function renderAndPrint(file: string, settings: Settings): Promise<number> {
  const { readReportFile } = await loadReports();
  const report = inLog(redactionOf(settings).report(readReportFile(file)), settings);
  await printReport(report, settings, null, repositoryOf(report));
  return 0;
}

/** Of the repository around us, where it has the modules of the report: then its lines to reproduce can be made to hold here. */
function repositoryOf({ go: { modules } }: Report): string | null {
  const root = nearestWith(realPath(process.cwd()), ".git");
  if (root === null || modules.length === 0) return null;
  return modules.every(({ dir }) => existsSync(join(root, dir, "go.mod"))) ? root : null;
}

/** `panicpath compare`: what is new in one report against another; the gate's exit code. */
export async function compareAndPrint(
  command: Extract<Command, { kind: "compare" }>,
  settings: Settings,
): Promise<number> {
  const policy = await policyOf(command.run, await readConfig(process.cwd()));
  const { readReportFile } = await loadReports();
  const base = readReportFile(command.base);
  const compared = withBaseReport(withFailure(readReportFile(command.head)), base, command.base);
  const report = redactionOf(settings).report({ ...compared, ...judge(compared, policy) });
  if (settings.files) await writeReportFiles(report, command.run, settings);
  const printed = inLog(report, settings);
  const isWritten = settings.files && printed === report;
  const written = isWritten ? command.run.reportDir : null;
  await printReport(printed, settings, written, repositoryOf(printed));
  return codeOf(report);
}

/** A panicpath that did not write `failure` yet said by its verdict alone that go test failed for no finding. */
function withFailure(report: Report): Report {
  const { run, verdict, findings } = report;
  const isOpen = run.complete && run.failure === null && !verdict.pass;
  if (!isOpen || findings.some((finding) => finding.gates)) return report;
  return { ...report, run: { ...run, failure: verdict.summary } };
}
