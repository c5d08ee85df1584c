import { isAbsolute } from "../files/index.ts";
import { ask, type Caller } from "../go/index.ts";
import { checkoutAround, ownWords } from "./checkout.ts";

export interface GitState {
  /** Absolute folder of the work tree. */
  readonly root: string;
  readonly commit: string | null;
  readonly dirty: boolean | null;
}

/** Tells where the repository begins, and asks git for its state; null outside one, or without git. */
export async function gitState(cwd: string, caller: Caller): Promise<GitState | null> {
  // Saves a process where there is no repository at all.
  if (checkoutAround(cwd) === null) return null;
  const quiet = { ...caller, env: { ...caller.env, GIT_OPTIONAL_LOCKS: "0" } };
  try {
    const own = ownWords(cwd, caller.env);
    const root = await ask("git", [...own, "rev-parse", "--show-toplevel"], cwd, quiet);
    const dir = root.stdout.trim();
    if (!isAbsolute(dir)) return null;
    const words = ["status", "--porcelain=v2", "--branch", "--untracked-files=no"];
    const status = await ask("git", [...own, ...words], cwd, quiet);
    const lines = status.stdout.split("\n").filter((line) => line !== "");
    const commit = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(status.stdout)?.[1] ?? null;
    const dirty = status.code === 0 ? lines.some((line) => !line.startsWith("# ")) : null;
    return { root: dir, commit, dirty };
  } catch {
    return null;
  }
}
