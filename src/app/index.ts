import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { openProgress, openReportDir } from "../deliver/index.ts";
import { ProcessGroups } from "../go/index.ts";
import type { Report } from "../model/index.ts";
import { helpText, type RunSettings, type Settings } from "../settings/index.ts";
import { parseCommand } from "./parse-command.ts";
import { makePlan } from "./plan.ts";
import { print, publishToGithub, rendered, writeReportFiles } from "./publish.ts";
import { runCommand } from "./run-command.ts";
import { VERSION } from "./version.ts";

export { exitCodeOf, failureWords } from "./failure.ts";

/** Does what the settings say; gives the exit code of docs/usage.md. */
export async function runProgram(settings: Settings): Promise<number> {
  const { command } = settings;
  switch (command.kind) {
    case "help":
      process.stdout.write(helpText());
      return 0;
    case "version":
      process.stdout.write(`panicpath ${VERSION}\n`);
      return 0;
    case "run":
      return runTests(command.run, settings);
    case "parse": {
      const report = await parseCommand(command.files, command.dir, command.run);
      if (settings.files) await writeReportFiles(report, command.run.reportDir, settings);
      await print(rendered(report, settings.as ?? "text", settings));
      return codeOf(report);
    }
    case "render": {
      const { renderCommand } = await import("./render-command.ts");
      await print(rendered(renderCommand(command.file), settings.as ?? "text", settings));
      return 0;
    }
  }
}

const codeOf = (report: Report): number => (report.verdict.pass ? 0 : 1);

async function runTests(run: RunSettings, settings: Settings): Promise<number> {
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
    publishToGithub(report, run, settings);
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
