import { openReportDir } from "../deliver/index.ts";
import type { Report } from "../model/index.ts";
import type { RunSettings, Settings } from "../settings/index.ts";
import { baseRequest } from "./base-request.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { codeOf, print, publishToGithub, rendered, writeReportFiles } from "./publish.ts";
import { runCommand } from "./run-command.ts";
import { withPlan } from "./session.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export function runTests(run: RunSettings, settings: Settings): Promise<number> {
  const { surroundings } = settings;
  return withPlan(run, surroundings, async (plan, interrupted) => {
    openReportDir(run.reportDir);
    const request = baseRequest(run, surroundings);
    const ran = await runCommand(plan, { now: Date.now }, request);
    const report = await withBaselineFile(ran, run.baseline, plan.policy);
    plan.progress.end();
    await deliver(report, run, settings);
    return interrupted() ?? codeOf(report);
  });
}

/** Files first; where they can't be written, the text is printed all the same. */
async function deliver(report: Report, run: RunSettings, settings: Settings): Promise<void> {
  let problem: unknown = null;
  try {
    await writeReportFiles(report, run.reportDir, settings);
  } catch (error) {
    problem = error;
  }
  await print(rendered(report, settings.as ?? "text", settings));
  await publishToGithub(report, run, settings);
  if (problem !== null) throw problem;
}
