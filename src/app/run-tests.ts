import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { openProgress, openReportDir } from "../deliver/index.ts";
import { type BaseRequest, ProcessGroups } from "../go/index.ts";
import type { RunSettings, Settings, Surroundings } from "../settings/index.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { makePlan } from "./plan.ts";
import { codeOf, print, publishToGithub, rendered, writeReportFiles } from "./publish.ts";
import { runCommand } from "./run-command.ts";

/** Runs the tests and delivers the report; gives the exit code. */
export async function runTests(run: RunSettings, settings: Settings): Promise<number> {
  const { surroundings } = settings;
  const groups = new ProcessGroups();
  const interruption = watchSignals(groups);
  const tempDir = mkdtempSync(join(surroundings.tempDir, "panicpath-"));
  const progress = openProgress(surroundings.stderrIsTerminal, surroundings.columns);
  try {
    openReportDir(run.reportDir);
    const plan = await makePlan(
      run,
      surroundings,
      { tempDir, groups, progress },
      availableParallelism(),
    );
    const clock = { now: Date.now };
    const interrupted = (): boolean => interruption.code() !== null;
    const ran = await runCommand(plan, clock, interrupted, baseRequest(run, surroundings));
    const report = await withBaselineFile(ran, run.baseline, plan.policy);
    progress.end();
    await writeReportFiles(report, run.reportDir, settings);
    await print(rendered(report, settings.as ?? "text", settings));
    await publishToGithub(report, run, settings);
    return interruption.code() ?? codeOf(report);
  } finally {
    progress.end();
    groups.endAll();
    rmSync(tempDir, { recursive: true, force: true });
    interruption.stop();
  }
}

/** The base that was asked for: by name, by the event of a workflow, or none. */
function baseRequest(run: RunSettings, surroundings: Surroundings): BaseRequest | null {
  if (run.baseline !== null || run.base === "none") return null;
  if (run.base !== "auto") return { kind: "ref", ref: run.base };
  const event = surroundings.github?.event;
  switch (event?.name) {
    case "pull_request":
      return { kind: "pull_request", baseRef: event.baseRef };
    case "push":
      return { kind: "commit", commit: event.before, why: "the commit before the push" };
    case "merge_group":
      return { kind: "commit", commit: event.baseSha, why: "the base of the merge group" };
    default:
      return null;
  }
}

/** On the first SIGINT or SIGTERM everything started is ended and the report written; the second one ends us. */
function watchSignals(groups: ProcessGroups): { code(): number | null; stop(): void } {
  let code: number | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    const exitCode = signal === "SIGTERM" ? 143 : 130;
    if (code !== null) process.exit(exitCode);
    code = exitCode;
    groups.endAll();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    code: () => code,
    stop: () => {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
