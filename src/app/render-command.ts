import type { Command, Settings } from "../settings/index.ts";
import { withBaseReport } from "./compared.ts";
import { policyOf } from "./policy.ts";
import { codeOf, printReport, writeReportFiles } from "./publish.ts";
import { readReportFile } from "./read-report.ts";

/** `panicpath render`: prints a report again. */
export async function renderAndPrint(file: string, settings: Settings): Promise<number> {
  await printReport(readReportFile(file), settings);
  return 0;
}

/** `panicpath compare`: what is new in one report against another; the gate's exit code. */
export async function compareAndPrint(
  command: Extract<Command, { kind: "compare" }>,
  settings: Settings,
): Promise<number> {
  const policy = await policyOf(command.run, process.cwd());
  const base = readReportFile(command.base);
  const report = withBaseReport(readReportFile(command.head), base, command.base, policy);
  if (settings.files) await writeReportFiles(report, command.run, settings);
  await printReport(report, settings);
  return codeOf(report);
}
