import { statSync } from "node:fs";
import { loadReports, reportFilesIn } from "../files/index.ts";
import { summaryOf } from "../judge/index.ts";
import type { Gate, NamedReport } from "../merge/index.ts";
import { UsageError, withoutValues } from "../model/index.ts";
import { type Command, redactionOf, type Settings } from "../settings/index.ts";
import { joined } from "./merge.ts";
import { printNotes, review } from "./publish.ts";

/** A report of a fork's run is data of a stranger: more than this is none of a test run. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_REPORTS = 256;
const MOST = {
  packages: 20_000,
  tests: 300_000,
  incidents: 10_000,
  findings: 50_000,
  notRun: 300_000,
  fixed: 10_000,
  warnings: 2000,
  variants: 1000,
} as const;

/**
 * `panicpath comment`: tells the pull request of a finished run what its report says, in a workflow
 * that may write. The report may come from a fork and is not trusted. Throws UsageError.
 */
export async function commentOnPull(
  { reports, run }: Extract<Command, { kind: "comment" }>,
  settings: Settings,
): Promise<number> {
  const { github } = settings.environment;
  if (github === null) {
    throw new UsageError("comment speaks to GitHub: run it in a workflow, see docs/ci.md");
  }
  if ((run.review.token ?? github.token) === null) {
    throw new UsageError("comment needs a token: the input token, or GITHUB_TOKEN");
  }
  const files = reportFilesIn(reports);
  if (files.length > MOST_REPORTS) {
    throw new UsageError(`${files.length} reports are too many: ${MOST_REPORTS} at most`);
  }
  const report = joined(await strangersReports(files), run.expect, byFindings);
  // People paste that line: a stranger must not write it.
  const incidents = report.incidents.map((incident) => ({ ...incident, reproduce: null }));
  const tests = report.tests.map((test) => ({ ...test, reproduce: null }));
  // A check that a fork's report decides could open a gate that requires it: only who asks for it gets one.
  const check = run.review.check === "auto" ? "never" : run.review.check;
  const redaction = redactionOf(settings);
  const redacted = redaction.report({ ...report, incidents, tests });
  const shown = run.valuesInComment ? redacted : withoutValues(redacted);
  const reviewed = await review(shown, github, { ...run.review, check }, null);
  printNotes(reviewed.notes, redaction);
  return 0;
}

/** The headline says what the findings say, whatever the report makes of them. */
const byFindings: Gate = (findings, notRun) => ({
  findings,
  verdict: {
    pass: !findings.some((finding) => finding.gates),
    failedOn: [],
    failOn: [],
    summary: summaryOf({ findings, notRun }),
  },
});

/** By schema, and by size and counts of all together; throws UsageError. */
async function strangersReports(files: readonly string[]): Promise<NamedReport[]> {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  if (bytes > MOST_BYTES) {
    throw new UsageError(`the report is too large: ${bytes} bytes, ${MOST_BYTES} at most`);
  }
  const given = (await loadReports()).readReportFiles(files);
  for (const [part, most] of Object.entries(MOST)) {
    const name = part as keyof typeof MOST;
    const count = given.reduce((sum, { report }) => sum + report[name].length, 0);
    if (count > most) throw new UsageError(`the report holds ${count} ${part}, ${most} at most`);
  }
  return given;
}
