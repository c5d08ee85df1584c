import { availableParallelism } from "node:os";
import { join, makeTempDir, removeDeadDirs, removeTempDir } from "../../files/index.ts";
import { ProcessGroups, systemHere } from "../../go/index.ts";
import type { Redaction } from "../../model/index.ts";
import { type RunSettings, redactionOf, type Settings } from "../../settings/index.ts";
import type { Progress } from "../clock.ts";
import { openProgress } from "../progress.ts";
import type { Interruption } from "./interruption.ts";
import { makePlan, type Plan } from "./plan.ts";

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
  interruption: Interruption,
  work: (plan: Plan, interrupted: SignalCode) => Promise<number>,
): Promise<number> {
  return withSession(settings, interruption, async ({ interrupted, ...parts }) => {
    const plan = await makePlan(run, settings.environment, parts, availableParallelism());
    return interrupted() ?? work(plan, interrupted);
  });
}

/**
 * Does work that starts processes: with a folder of its own, and signals that
 * end everything started. Gives the work's answer, or the signal's exit code.
 */
export async function withSession(
  settings: Settings,
  interruption: Interruption,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const { environment } = settings;
  const redaction = redactionOf(settings);
  removeDeadDirs(environment.tempDir);
  const tempDir = makeTempDir(environment.tempDir);
  const system = systemHere(join(tempDir, "launcher"), environment.env);
  const watch = (chunk: string): void => redaction.watch(chunk);
  const groups = new ProcessGroups(watch, join(tempDir, "go"), system);
  const removeDir = (): void => removeTempDir(tempDir);
  interruption.attach({
    end: () => groups.endAll(),
    abandon: () => {
      groups.killAll();
      removeDir();
    },
  });
  const progress = openProgress(
    {
      isTerminal: environment.stderrIsTerminal,
      columns: environment.columns,
      color: environment.progressColor,
      isGrouped: environment.github !== null,
      write: (text) => process.stderr.write(text),
      redact: (text) => redaction.text(text),
    },
    { now: Date.now },
  );
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
    removeDir();
    interruption.release();
  }
}
