import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import schema from "../../docs/report.schema.json" with { type: "json" };
import type { NamedReport } from "../merge/index.ts";
import { REPORT_SCHEMA, type Report, UsageError } from "../model/index.ts";
import { readText } from "./reading.ts";

export type ReadReport =
  | { readonly report: Report; readonly problem: null }
  | { readonly report: null; readonly problem: string };

/** Reads a report as text, checked against docs/report.schema.json; the problem is one line for people. */
export type ReportReader = (text: string) => ReadReport;

/** One reader for many reports: the schema is compiled once. */
export function reportReader(): ReportReader {
  // Reports of an older panicpath lack what was added since: the schema says what that means.
  const ajv = new Ajv2020({ allErrors: false, strict: false, useDefaults: true });
  const validate = ajv.compile<Report>(schema);
  return (text) => read(text, validate);
}

/** The same for a single report. */
export const readReport = (text: string): ReadReport => reportReader()(text);

/** Reads a report.json; throws UsageError where it is none. */
export function readReportFile(file: string, reader: ReportReader = reportReader()): Report {
  const text = readText(file);
  if (text === null) throw new UsageError(`${file} can't be read: name a report.json`);
  const answer = reader(text);
  if (answer.report === null) throw new UsageError(`${file} is no report: ${answer.problem}`);
  return answer.report;
}

/** Several of them, each with where it was read. */
export function readReportFiles(files: readonly string[]): NamedReport[] {
  const reader = reportReader();
  return files.map((source) => ({ source, report: readReportFile(source, reader) }));
}

function read(text: string, validate: ValidateFunction<Report>): ReadReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { report: null, problem: "it is not JSON" };
  }
  const version = versionOf(value)?.slice(0, 60) ?? null;
  if (version !== REPORT_SCHEMA) {
    return {
      report: null,
      problem: `its schema is ${version ?? "not given"}, this panicpath reads ${REPORT_SCHEMA}`,
    };
  }
  if (validate(value)) return { report: value, problem: null };
  const [error] = validate.errors ?? [];
  return {
    report: null,
    problem: `${error?.instancePath || "the document"} ${error?.message ?? "is wrong"}`,
  };
}

function versionOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("schema" in value)) return null;
  return typeof value.schema === "string" ? value.schema : null;
}
