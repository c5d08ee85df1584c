import { ask, type Caller } from "./questions.ts";

/**
 * Words before a captured test binary that give it a parent of its own, so that a test which signals
 * its parent does not end the run: GNU timeout without a limit passes signals on to the one process,
 * and dies of the signal that its child died of (coreutils, timeout.c). Empty where there is none:
 * other programs of that name replace themselves by what they run, or hide the signal.
 */
export async function parentText(cwd: string, caller: Caller): Promise<readonly string[]> {
  // Windows has a program of that name, which waits for a key.
  if (!caller.groups.system.isPosix) return [];
  try {
    const answer = await ask("timeout", ["--version"], cwd, caller);
    const isGnu = answer.code === 0 && answer.stdout.includes("GNU coreutils");
    return isGnu ? ["timeout", "--foreground", "0"] : [];
  } catch {
    return [];
  }
}
