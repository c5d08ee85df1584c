import { readFileSync } from "node:fs";
import { join } from "../../files/index.ts";
import { type Caller, DebugError, findDelve, installDelve, underDebugger } from "../../go/index.ts";
import type { DoctorCheck } from "../../render/index.ts";

/** For starting a program under delve, in milliseconds. */
const TRY_MS = 15_000;

/** Where things may be put. */
export interface ProbeFolders {
  /** For tools that were asked for; null where there is none. */
  readonly toolDir: string | null;
  readonly tempDir: string;
}

/**
 * Whether values at a panic can be read by a debugger: a delve that knows this Go, and a program
 * that is started under it. `install`: build the fitting delve first. Throws ImpossibleError where that fails.
 */
export async function debuggerCheck(
  version: string,
  { toolDir, tempDir }: ProbeFolders,
  caller: Caller,
  install: boolean,
): Promise<DoctorCheck> {
  if (install && toolDir !== null) await installDelve(version, toolDir, caller);
  const delve = await findDelve(version, toolDir, caller);
  if ("reason" in delve) {
    return check("info", `${delve.reason}; values of arguments come from the trace alone`);
  }
  const request = {
    dlv: delve.file,
    words: [delve.file, "version"],
    cwd: tempDir,
    env: caller.env,
    dir: join(tempDir, "dlv"),
    timeoutMs: TRY_MS,
  };
  try {
    await underDebugger(caller.groups, request, async () => {});
    return check("holds", `delve ${delve.version} can start programs here${yama()}`);
  } catch (error) {
    if (!(error instanceof DebugError)) throw error;
    const text = `delve ${delve.version} can't start a program: ${error.message}${yama()}`;
    return check("info", `${text}; values of arguments come from the trace alone`);
  }
}

const check = (state: DoctorCheck["state"], text: string): DoctorCheck => ({
  name: "debugger",
  state,
  text,
});

/** What Linux allows (admin-guide/LSM/Yama): 2 and 3 keep a child from being traced. */
function yama(): string {
  try {
    const scope = readFileSync("/proc/sys/kernel/yama/ptrace_scope", "utf8").trim();
    return ` (ptrace_scope ${scope})`;
  } catch {
    return "";
  }
}
