import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { openProgress } from "../deliver/index.ts";
import { ProcessGroups } from "../go/index.ts";
import type { Redaction } from "../model/index.ts";
import type { Progress } from "../ports/index.ts";
import type { RunSettings, Settings } from "../settings/index.ts";
import { makePlan, type Plan } from "./plan.ts";
import { redactionOf } from "./redaction.ts";
import { makeTempDir, removeDeadDirs } from "./temp-dir.ts";

/** Exit code of the signal that ended a session; null while none came. */
export type SignalCode = () => number | null;

/** What work that starts processes needs. */
export interface Session {
  /** A folder of our own, absolute. */
  readonly tempDir: string;
  readonly groups: ProcessGroups;
  readonly progress: Progress;
  readonly isInterrupted: () => boolean;
  readonly interrupted: SignalCode;
  /** Knows the masks too that processes print. */
  readonly redaction: Redaction;
}

/** The same with a plan of a module's tests. */
export function withPlan(
  run: RunSettings,
  settings: Settings,
  work: (plan: Plan, interrupted: SignalCode) => Promise<number>,
): Promise<number> {
  return withSession(settings, async ({ interrupted, ...parts }) => {
    const plan = await makePlan(run, settings.surroundings, parts, availableParallelism());
    return interrupted() ?? work(plan, interrupted);
  });
}

/**
 * Does work that starts processes: with a folder of its own, and signals that
 * end everything started. Gives the work's answer, or the signal's exit code.
 */
export async function withSession(
  settings: Settings,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const { surroundings } = settings;
  const redaction = redactionOf(settings);
  removeDeadDirs(surroundings.tempDir);
  const tempDir = makeTempDir(surroundings.tempDir);
  const groups = new ProcessGroups((chunk) => redaction.watch(chunk), join(tempDir, "go"));
  const interruption = watchSignals(groups, () =>
    rmSync(tempDir, { recursive: true, force: true }),
  );
  const progress = openProgress(surroundings.stderrIsTerminal, surroundings.columns);
  const isInterrupted = (): boolean => interruption.code() !== null;
  try {
    const { code: interrupted } = interruption;
    const answer = await work({
      tempDir,
      groups,
      progress,
      isInterrupted,
      interrupted,
      redaction,
    });
    return interrupted() ?? answer;
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

const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type EndSignal = keyof typeof SIGNAL_CODES;

/** On the first signal everything started is ended and the report written; the second one ends us. */
function watchSignals(
  groups: ProcessGroups,
  remove: () => void,
): { code(): number | null; stop(): void } {
  let code: number | null = null;
  const signals = Object.keys(SIGNAL_CODES) as EndSignal[];
  const onSignal = (signal: NodeJS.Signals): void => {
    const exitCode = SIGNAL_CODES[signal as EndSignal];
    if (code !== null) {
      groups.killAll();
      remove();
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
