import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { openProgress, openReportDir } from "../deliver/index.ts";
import { type BaseRequest, ProcessGroups } from "../go/index.ts";
import { ImpossibleError, type Report } from "../model/index.ts";
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
  const tempDir = makeTempDir(surroundings.tempDir);
  const progress = openProgress(surroundings.stderrIsTerminal, surroundings.columns);
  const isInterrupted = (): boolean => interruption.code() !== null;
  try {
    const parts = { tempDir, groups, progress, isInterrupted };
    const plan = await makePlan(run, surroundings, parts, availableParallelism());
    openReportDir(run.reportDir);
    const request = baseRequest(run, surroundings);
    const ran = await runCommand(plan, { now: Date.now }, request);
    const report = await withBaselineFile(ran, run.baseline, plan.policy);
    progress.end();
    await deliver(report, run, settings);
    return interruption.code() ?? codeOf(report);
  } catch (error) {
    // A question to go or git that the same signal ended is no failure of its own.
    const code = interruption.code();
    if (code === null) throw error;
    return code;
  } finally {
    progress.end();
    groups.killAll();
    rmSync(tempDir, { recursive: true, force: true });
    interruption.stop();
  }
}

/** A folder of our own, absolute: test binaries start elsewhere. */
function makeTempDir(parent: string): string {
  try {
    return mkdtempSync(join(resolve(parent), "panicpath-"));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new ImpossibleError(
      `no folder for test binaries: ${words}; set TMPDIR to one that can be written`,
    );
  }
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

const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type EndSignal = keyof typeof SIGNAL_CODES;

/** On the first signal everything started is ended and the report written; the second one ends us. */
function watchSignals(groups: ProcessGroups): { code(): number | null; stop(): void } {
  let code: number | null = null;
  const signals = Object.keys(SIGNAL_CODES) as EndSignal[];
  const onSignal = (signal: NodeJS.Signals): void => {
    const exitCode = SIGNAL_CODES[signal as EndSignal];
    if (code !== null) {
      groups.killAll();
      process.exit(exitCode);
    }
    code = exitCode;
    groups.endAll();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    code: () => code,
    stop: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
