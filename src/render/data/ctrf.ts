import { defaultRun, type Incident, type Report, type TestInfo } from "../../model/index.ts";
import { howOften, plainSeconds, whatOf } from "../../outline/index.ts";
import { visible } from "../escape.ts";
import { incidentOf, incidentsByTest, isPackageLevel } from "./junit-counts.ts";

/** CTRF's words for outcomes (ctrf.io, schema 0.0.0). */
type Status = "passed" | "failed" | "skipped" | "pending" | "other";

/** The tests as CTRF, with retries and flaky marks; package-level incidents are tests of their own. */
export function renderCtrf(report: Report): string {
  const byTest = incidentsByTest(report);
  const own = report.incidents.filter(isPackageLevel);
  const tests = [
    ...report.tests.map((test) => testObject(test, incidentOf(test, byTest))),
    ...own.map(incidentObject),
  ];
  const count = (status: Status): number => tests.filter((test) => test.status === status).length;
  const start = Math.max(0, Date.parse(report.run.started ?? "") || 0);
  const document = {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    results: {
      tool: { name: "panicpath", version: report.tool.version },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        pending: count("pending"),
        skipped: count("skipped"),
        other: count("other"),
        suites: report.packages.length,
        start,
        stop: start + milliseconds(report.run.seconds),
      },
      tests,
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

const milliseconds = (seconds: number | null): number => Math.round(plainSeconds(seconds) * 1000);

interface CtrfTest {
  readonly name: string;
  readonly status: Status;
  readonly duration: number;
  readonly suite: readonly string[];
  readonly [more: string]: unknown;
}

function testObject(test: TestInfo, incident: Incident | null): CtrfTest {
  const run = defaultRun(test.runs) ?? test.runs[0];
  const tally = incident?.occurrences.find((occurrence) => occurrence.failed > 0) ?? run;
  const isFlaky = tally !== undefined && tally.failed > 0 && tally.failed < tally.attempts;
  const message =
    incident === null ? messageOf(test) : `${whatOf(incident)}; ${howOften(incident)}`;
  const trace = incident === null ? test.output : incident.trace;
  const place =
    test.file === null
      ? {}
      : { filePath: visible(test.file), ...(test.line === null ? {} : { line: test.line }) };
  return {
    name: visible(test.name) || "(no name)",
    status: incident === null ? statusOf(test) : "failed",
    duration: milliseconds(test.seconds),
    suite: [visible(test.package)],
    ...place,
    ...(message === null ? {} : { message: visible(message) }),
    ...(trace.length === 0 ? {} : { trace: visible(trace.join("\n")) }),
    rawStatus: test.outcome,
    ...(tally === undefined || tally.attempts < 2 ? {} : { retries: tally.attempts - 1 }),
    flaky: isFlaky,
  };
}

function statusOf({ outcome }: TestInfo): Status {
  switch (outcome) {
    case "pass":
      return "passed";
    case "fail":
      return "failed";
    case "skip":
      return "skipped";
    case "not-run":
      return "pending";
    case "interrupted":
      return "other";
  }
}

const messageOf = (test: TestInfo): string | null =>
  test.skipReason ??
  (test.outcome === "fail"
    ? (test.failure ?? test.output.find((line) => line.trim() !== "") ?? "failed")
    : null);

function incidentObject(incident: Incident): CtrfTest {
  return {
    name: visible(`${incident.kind} of ${incident.package}`),
    status: "failed",
    duration: 0,
    suite: [visible(incident.package)],
    message: visible(whatOf(incident)),
    ...(incident.trace.length === 0 ? {} : { trace: visible(incident.trace.join("\n")) }),
    ...(incident.site === null ? {} : { filePath: visible(incident.site.file) }),
    rawStatus: incident.kind,
    flaky: false,
  };
}
