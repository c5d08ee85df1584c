import { openReportDir } from "../deliver/index.ts";
import { judge } from "../judge/index.ts";
import type { RunSettings, Settings } from "../settings/index.ts";
import { baseRequest } from "./base-request.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { withChanges } from "./changed-lines.ts";
import { codeOf, deliverReport, printNotes } from "./publish.ts";
import { strangersCodeWarning, testedCommits } from "./pull-request-target.ts";
import { runCommand } from "./run-command.ts";
import { withPlan } from "./session.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export function runTests(run: RunSettings, settings: Settings): Promise<number> {
  const { surroundings } = settings;
  return withPlan(run, surroundings, async (plan, interrupted) => {
    openReportDir(run.reportDir);
    const tested = await testedCommits(plan.cwd, surroundings);
    const warning = strangersCodeWarning(surroundings.github, tested);
    // It is said before the code runs, whatever that code does.
    if (warning !== null) printNotes([{ level: "warning", text: warning }]);
    const warnings = [...plan.warnings, ...(warning === null ? [] : [warning])];
    const request = baseRequest(run, surroundings, warning !== null);
    const ran = await runCommand({ ...plan, warnings }, { now: Date.now }, request);
    const compared = await withBaselineFile(ran.report, run.baseline);
    const judged = { ...compared, ...judge(compared, plan.policy) };
    const report = await withChanges(judged, ran.difference, plan);
    plan.progress.end();
    const isCut = interrupted() !== null;
    await deliverReport(report, { run, settings, interrupted: isCut, tested });
    return interrupted() ?? codeOf(report);
  });
}
