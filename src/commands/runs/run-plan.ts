import { openReportDir } from "../../files/index.ts";
import { type BaseRequest, resolveBase } from "../../git/index.ts";
import { judge } from "../../judge/index.ts";
import type { RedactedReport, Report, Unjudged } from "../../model/index.ts";
import type { Plan } from "../../runner/index.ts";
import type { RunSettings, Settings } from "../../settings/index.ts";
import { type ReuseWishes, runCommand, withChanges } from "../../steps/index.ts";
import { baseRequest } from "../base-request.ts";
import { withBaselineFile } from "../baseline-file.ts";
import { withOwners } from "../owners.ts";
import { printNotes, writeReportFiles } from "../publish.ts";
import { strangersCodeWarning, testedCommits } from "../pull-request-target.ts";

/** What a run is asked for. */
export interface Wanted {
  readonly run: RunSettings;
  readonly settings: Settings;
  readonly wishes: ReuseWishes;
  /** What is to say of the whole run, once it is over. */
  readonly finished: (found: Unjudged) => Unjudged;
}

/** A run that is over: what is to be delivered, and the commits that were tested. */
export interface Finished {
  readonly report: RedactedReport;
  readonly tested: readonly string[] | null;
}

/** Runs the tests of a plan, up to a report; `onReport`: one is there already, should the rest be lost. */
export async function runPlan(
  plan: Plan,
  { run, settings, wishes, finished }: Wanted,
  onReport: () => void,
): Promise<Finished> {
  const { environment } = settings;
  const { redaction } = plan;
  openReportDir(run.reportDir);
  const tested = await testedCommits(plan.cwd, environment, plan.groups);
  const warning = strangersCodeWarning(environment.github, tested);
  // It is said before the code runs, whatever that code does.
  if (warning !== null) printNotes([{ level: "warning", text: warning }], redaction);
  const warnings = [...plan.warnings, ...(warning === null ? [] : [warning])];
  const request = baseRequest(run, environment, warning !== null);
  if (request?.kind === "ref" && !environment.ci) await sayUnknown(plan, request);
  const judgedOf = (found: Unjudged): Report => ({ ...found, ...judge(found, plan.policy) });
  // Should it not be written, the whole report says so at the end.
  const early = (found: Unjudged): Promise<void> =>
    writeReportFiles(redaction.report(judgedOf(found)), run, settings).then(onReport, () => {});
  // Somebody else's code runs beside rights and secrets of this repository: its values may be these.
  const values = warning === null ? plan.values : "off";
  const clock = { now: Date.now };
  const ran = await runCommand({ ...plan, warnings, values }, clock, request, early, wishes);
  const judged = judgedOf(await withBaselineFile(finished(ran.report), run.baseline));
  const changed = await withChanges(judged, ran.difference, plan);
  const report = redaction.report(await withOwners(changed, plan.root));
  plan.progress.end();
  return { report, tested };
}

/** Whoever mistypes a ref is told before the tests run, and not only by the report. */
async function sayUnknown(plan: Plan, request: BaseRequest): Promise<void> {
  const base = await resolveBase(plan.cwd, plan, request);
  if (base.kind === "unavailable") plan.progress.line(base.reason, "bad");
}
