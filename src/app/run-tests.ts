import { openReportDir } from "../deliver/index.ts";
import { judge } from "../judge/index.ts";
import type { Report, Unjudged } from "../model/index.ts";
import type { RunSettings, Settings } from "../settings/index.ts";
import { baseRequest } from "./base-request.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { withChanges } from "./changed-lines.ts";
import { codeOf, deliverReport, printNotes, writeReportFiles } from "./publish.ts";
import { strangersCodeWarning, testedCommits } from "./pull-request-target.ts";
import { runCommand } from "./run-command.ts";
import { withPlan } from "./session.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export function runTests(run: RunSettings, settings: Settings): Promise<number> {
  const { surroundings } = settings;
  return withPlan(run, settings, async (plan, interrupted) => {
    const { redaction } = plan;
    openReportDir(run.reportDir);
    const tested = await testedCommits(plan.cwd, surroundings, plan.groups);
    const warning = strangersCodeWarning(surroundings.github, tested);
    // It is said before the code runs, whatever that code does.
    if (warning !== null) printNotes([{ level: "warning", text: warning }], redaction);
    const warnings = [...plan.warnings, ...(warning === null ? [] : [warning])];
    const request = baseRequest(run, surroundings, warning !== null);
    const judgedOf = (found: Unjudged): Report => ({ ...found, ...judge(found, plan.policy) });
    // Should it not be written, the whole report says so at the end.
    const early = (found: Unjudged): Promise<void> =>
      writeReportFiles(redaction.report(judgedOf(found)), run, settings).catch(() => {});
    const ran = await runCommand({ ...plan, warnings }, { now: Date.now }, request, early);
    const judged = judgedOf(await withBaselineFile(ran.report, run.baseline));
    const report = redaction.report(await withChanges(judged, ran.difference, plan));
    plan.progress.end();
    const isCut = interrupted() !== null;
    await deliverReport(report, { run, settings, interrupted: isCut, tested, redaction });
    return interrupted() ?? codeOf(report);
  });
}
