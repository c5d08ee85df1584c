import { openReportDir } from "../files/index.ts";
import { judge } from "../judge/index.ts";
import type { Report, Unjudged } from "../model/index.ts";
import { type Interruption, type Plan, type SignalCode, withPlan } from "../runner/index.ts";
import { type Command, type RunSettings, redactionOf, type Settings } from "../settings/index.ts";
import { type ReuseWishes, runCommand, unstartedReport, withChanges } from "../steps/index.ts";
import { baseRequest } from "./base-request.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { withOwners } from "./owners.ts";
import { codeOf, deliverReport, printNotes, writeReportFiles } from "./publish.ts";
import { strangersCodeWarning, testedCommits } from "./pull-request-target.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export async function runTests(
  command: Extract<Command, { kind: "run" }>,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  const { run: given, rerunFailed } = command;
  const wishes = { verify: command.verifyCache, why: command.whyNotCached };
  const { withAbsent, withFailedOnly } = await import("./rerun-failed.ts");
  const rerun = rerunFailed ? await withFailedOnly(given) : { run: given, tests: null };
  if (rerun === null) {
    process.stdout.write(`nothing failed in the last report of ${given.reportDir}\n`);
    return 0;
  }
  const { run, tests } = rerun;
  const finished = (found: Unjudged): Unjudged => withAbsent(found, tests);
  const started = new Date().toISOString();
  let isReported = false;
  const code = await withPlan(run, settings, interruption, (plan, interrupted) =>
    runAndDeliver(
      rerunFailed ? asPart(plan) : plan,
      { run, settings, wishes, finished },
      interrupted,
      () => {
        isReported = true;
      },
    ),
  );
  if (interruption.code() !== null && !isReported) await tellUnstarted(run, settings, started);
  return code;
}

/** Of what was not run nothing can be said: no waiver is stale. */
const asPart = (plan: Plan): Plan => ({ ...plan, policy: { ...plan.policy, isPart: true } });

interface Wanted {
  readonly run: RunSettings;
  readonly settings: Settings;
  readonly wishes: ReuseWishes;
  /** What is to say of the whole run, once it is over. */
  readonly finished: (found: Unjudged) => Unjudged;
}

/** `onReport`: a report is there. */
async function runAndDeliver(
  plan: Plan,
  { run, settings, wishes, finished }: Wanted,
  interrupted: SignalCode,
  onReport: () => void,
): Promise<number> {
  const { environment } = settings;
  const { redaction } = plan;
  openReportDir(run.reportDir);
  const tested = await testedCommits(plan.cwd, environment, plan.groups);
  const warning = strangersCodeWarning(environment.github, tested);
  // It is said before the code runs, whatever that code does.
  if (warning !== null) printNotes([{ level: "warning", text: warning }], redaction);
  const warnings = [...plan.warnings, ...(warning === null ? [] : [warning])];
  const request = baseRequest(run, environment, warning !== null);
  const judgedOf = (found: Unjudged): Report => ({ ...found, ...judge(found, plan.policy) });
  // Should it not be written, the whole report says so at the end.
  const early = (found: Unjudged): Promise<void> =>
    writeReportFiles(redaction.report(judgedOf(found)), run, settings).then(onReport, () => {});
  // Somebody else's code runs beside rights and secrets of this repository: its values may be these.
  const values = warning === null ? plan.values : "off";
  const ran = await runCommand(
    { ...plan, warnings, values },
    { now: Date.now },
    request,
    early,
    wishes,
  );
  const judged = judgedOf(await withBaselineFile(finished(ran.report), run.baseline));
  const changed = await withChanges(judged, ran.difference, plan);
  const report = redaction.report(await withOwners(changed, plan.root));
  plan.progress.end();
  const isCut = interrupted() !== null;
  const { root } = plan;
  onReport();
  await deliverReport(report, { run, settings, interrupted: isCut, tested, redaction, root });
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
  await deliverReport(report, {
    run,
    settings,
    interrupted: true,
    tested: null,
    redaction,
    root: null,
  });
}
