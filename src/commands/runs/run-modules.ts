import { join, policyOf, readConfig, resolve } from "../../files/index.ts";
import { gated } from "../../judge/index.ts";
import type { NamedReport } from "../../merge/index.ts";
import { ImpossibleError, type Report, UsageError } from "../../model/index.ts";
import { forLog } from "../../render/index.ts";
import { type Interruption, withPlan } from "../../runner/index.ts";
import { redactionOf } from "../../settings/index.ts";
import { unstartedReport } from "../../steps/index.ts";
import { joined } from "../merge.ts";
import { codeOf, deliverReport } from "../publish.ts";
import { type Finished, runPlan, type Wanted } from "./run-plan.ts";

/** Runs the tests of several modules, one after the other, and delivers one report with one verdict; gives its exit code. */
export async function runModules(
  dirs: readonly string[],
  { run, settings, wishes }: Omit<Wanted, "finished">,
  interruption: Interruption,
): Promise<number> {
  if (run.shard !== null) {
    throw new UsageError(
      "--shard divides one module or workspace: name one by --working-directory",
    );
  }
  const parts: NamedReport[] = [];
  const over: Finished[] = [];
  let root: string | null = null;
  for (const dir of dirs) {
    if (interruption.code() !== null) break;
    process.stderr.write(`module ${forLog(dir)}\n`);
    const rootDir = resolve(run.workingDirectory);
    const own = { ...run, workingDirectory: join(rootDir, dir), modules: dirs, rootDir };
    const wanted = { run: own, settings, wishes, finished: <T>(found: T): T => found };
    let report: Report | null = null;
    try {
      await withPlan(own, settings, interruption, async (plan) => {
        const finished = await runPlan(plan, wanted, () => {});
        over.push(finished);
        ({ root } = plan);
        ({ report } = finished);
        return 0;
      });
    } catch (error) {
      if (!(error instanceof ImpossibleError)) throw error;
      report = failedReport(own, error.message);
    }
    if (report !== null) parts.push({ source: dir, report: named(report, dir) });
  }
  const isCut = interruption.code() !== null;
  if (parts.length === 0) {
    parts.push({
      source: "none",
      report: failedReport(run, "interrupted before the first module"),
    });
  }
  const policy = await policyOf(run, await readConfig(process.cwd()));
  const merged = joined(parts, isCut ? dirs.length : null, (findings, notRun) =>
    gated(findings, notRun, policy),
  );
  const redaction = redactionOf(settings);
  const report = redaction.report({
    ...merged,
    run: { ...merged.run, name: run.review.name, job: null },
  });
  const tested = over.at(-1)?.tested ?? null;
  await deliverReport(report, { run, settings, interrupted: isCut, tested, redaction, root });
  return interruption.code() ?? codeOf(report);
}

/** A part of the whole: known by its folder, and no attempt of a job. */
const named = (report: Report, dir: string): Report => ({
  ...report,
  run: { ...report.run, name: dir, job: null },
});

/** Of a module of which nothing could be run. */
function failedReport(run: Wanted["run"], why: string): Report {
  const found = unstartedReport(run, new Date().toISOString());
  return {
    ...found,
    run: { ...found.run, complete: true, failure: why },
    findings: [],
    verdict: { pass: false, failedOn: [], failOn: run.failOn, summary: why },
  };
}
