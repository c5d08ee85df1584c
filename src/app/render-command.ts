import { readText } from "../go/index.ts";
import { type Report, UsageError } from "../model/index.ts";
import type { Settings } from "../settings/index.ts";
import { print, rendered } from "./publish.ts";
import { readReport } from "./read-report.ts";

/** `panicpath render`: prints a report again. */
export async function renderAndPrint(file: string, settings: Settings): Promise<number> {
  await print(rendered(readReportFile(file), settings.as ?? "text", settings));
  return 0;
}

/** Reads a report.json; throws UsageError where it is none. */
function readReportFile(file: string): Report {
  const text = readText(file);
  if (text === null) throw new UsageError(`${file} can't be read: name a report.json`);
  const read = readReport(text);
  if (read.report === null) throw new UsageError(`${file} is no report: ${read.problem}`);
  return read.report;
}
