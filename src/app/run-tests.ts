import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { openProgress, openReportDir } from "../deliver/index.ts";
import { ProcessGroups } from "../go/index.ts";
import type { RunSettings, Settings } from "../settings/index.ts";
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
    const report = await runCommand(plan, clock, () => interruption.code() !== null);
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
