import { readText } from "../go/index.ts";
import { type Report, UsageError } from "../model/index.ts";
import { readReport } from "./read-report.ts";

/** Reads a report.json; throws UsageError where it is none. */
export function renderCommand(file: string): Report {
  const text = readText(file);
  if (text === null) throw new UsageError(`${file} can't be read: name a report.json`);
  const read = readReport(text);
  if (read.report === null) throw new UsageError(`${file} is no report: ${read.problem}`);
  return read.report;
}
