import { judge } from "../judge/index.ts";
import { type Unjudged, UsageError } from "../model/index.ts";
import { type Interruption, type Plan, type SignalCode, withPlan } from "../runner/index.ts";
import { type Command, type RunSettings, redactionOf, type Settings } from "../settings/index.ts";
import { unstartedReport } from "../steps/index.ts";
import { codeOf, deliverReport } from "./publish.ts";
import { modulesOf } from "./runs/modules.ts";
import { runPlan, type Wanted } from "./runs/run-plan.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export async function runTests(
  command: Extract<Command, { kind: "run" }>,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  const { run: given, rerunFailed } = command;
  const wishes = { verify: command.verifyCache, why: command.whyNotCached };
  const dirs = await modulesOf(given);
  if (dirs !== null && rerunFailed) {
    throw new UsageError(
      `--rerun-failed is for one module: name its folder by --working-directory, of ${dirs.slice(0, 8).join(", ")}`,
    );
  }
  if (dirs !== null) {
    const { runModules } = await import("./runs/run-modules.ts");
    return runModules(dirs, { run: given, settings, wishes }, interruption);
  }
  const { withAbsent, withFailedOnly } = await import("./runs/rerun-failed.ts");
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

/** `onReport`: a report is there. */
async function runAndDeliver(
  plan: Plan,
  wanted: Wanted,
  interrupted: SignalCode,
  onReport: () => void,
): Promise<number> {
  const { run, settings } = wanted;
  const { report, tested } = await runPlan(plan, wanted, onReport);
  const isCut = interrupted() !== null;
  const { root, redaction } = plan;
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
