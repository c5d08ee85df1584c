import { loadReports, policyOf, readConfig, reportFilesIn, resolve } from "../files/index.ts";
import { gated, summaryOf } from "../judge/index.ts";
import { type Gate, mergeReports, type NamedReport } from "../merge/index.ts";
import { type Report, UsageError } from "../model/index.ts";
import { type Command, type RunSettings, redactionOf, type Settings } from "../settings/index.ts";
import { codeOf, deliverReport } from "./publish.ts";

/** `panicpath merge`: joins reports, delivers the whole as a run would, gives the gate's exit code. */
export async function mergeAndDeliver(
  command: Extract<Command, { kind: "merge" }>,
  settings: Settings,
): Promise<number> {
  const { run } = command;
  const files = withoutOwn(reportFilesIn(command.reports), run.reportDir);
  const given = (await loadReports()).readReportFiles(files);
  const policy = await policyOf(run, await readConfig(process.cwd()));
  // Its parts may be told not to fail: the gate of the whole is the merge's own.
  const merged = joined(given, run.expect, (findings, notRun) => gated(findings, notRun, policy));
  const redaction = redactionOf(settings);
  const report = redaction.report({
    ...merged,
    run: { ...merged.run, name: run.review.name, job: null },
  });
  await deliverReport(report, {
    redaction,
    run: ownCheck(run, settings),
    settings,
    interrupted: false,
    root: null,
    tested: null,
  });
  return codeOf(report);
}

/** What an earlier merge wrote into the folder that this one writes to is none of its parts. */
function withoutOwn(files: readonly string[], reportDir: string): readonly string[] {
  const own = resolve(reportDir, "report.json");
  const others = files.filter((file) => resolve(file) !== own);
  return others.length === 0 ? files : others;
}

/** After a workflow_run the reports may be a fork's: a check of its making only where it is asked for. */
function ownCheck(run: RunSettings, { environment: { github } }: Settings): RunSettings {
  const isDoubtful = github?.event.name === "workflow_run" && run.review.check === "auto";
  return isDoubtful ? { ...run, review: { ...run.review, check: "never" } } : run;
}

/** Reports as one; throws UsageError for none. `expect`: how many there must be; null: as many as their matrix had legs. */
export function joined(
  given: readonly NamedReport[],
  expect: number | null,
  gate: Gate | null,
): Report {
  const [first, ...others] = given;
  if (first === undefined) throw new UsageError("there is no report to merge");
  return mergeReports([first, ...others], { summarise: summaryOf, expect, gate });
}
