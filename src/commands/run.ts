import { openReportDir } from "../files/index.ts";
import { judge } from "../judge/index.ts";
import type { Report, Unjudged } from "../model/index.ts";
import { type Interruption, type Plan, type SignalCode, withPlan } from "../runner/index.ts";
import { type RunSettings, redactionOf, type Settings } from "../settings/index.ts";
import { runCommand, unstartedReport, withChanges } from "../steps/index.ts";
import { baseRequest } from "./base-request.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { codeOf, deliverReport, printNotes, writeReportFiles } from "./publish.ts";
import { strangersCodeWarning, testedCommits } from "./pull-request-target.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export async function runTests(
  run: RunSettings,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  const started = new Date().toISOString();
  let isTold = false;
  const code = await withPlan(run, settings, interruption, (plan, interrupted) =>
    runAndDeliver(plan, run, settings, interrupted, () => {
      isTold = true;
    }),
  );
  if (interruption.code() !== null && !isTold) await tellUnstarted(run, settings, started);
  return code;
}

/** `onReport`: a report is there. */
async function runAndDeliver(
  plan: Plan,
  run: RunSettings,
  settings: Settings,
  interrupted: SignalCode,
  onReport: () => void,
): Promise<number> {
  const { surroundings } = settings;
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
    writeReportFiles(redaction.report(judgedOf(found)), run, settings).then(onReport, () => {});
  const ran = await runCommand({ ...plan, warnings }, { now: Date.now }, request, early);
  const judged = judgedOf(await withBaselineFile(ran.report, run.baseline));
  const report = redaction.report(await withChanges(judged, ran.difference, plan));
  plan.progress.end();
  const isCut = interrupted() !== null;
  onReport();
  await deliverReport(report, { run, settings, interrupted: isCut, tested, redaction });
  return interrupted() ?? codeOf(report);
}

/** Whoever waits for a report finds one, whenever the signal came. */
async function tellUnstarted(run: RunSettings, settings: Settings, started: string): Promise<void> {
  const redaction = redactionOf(settings);
  const found = unstartedReport(run, started);
  const { failOn, unknownBaseline } = run;
  const today = started.slice(0, 10);
  const policy = { failOn, unknownBaseline, waivers: [], today, isPart: false };
  const report = redaction.report({ ...found, ...judge(found, policy) });
  await deliverReport(report, { run, settings, interrupted: true, tested: null, redaction });
}
