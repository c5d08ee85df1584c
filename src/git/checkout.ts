import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Caller } from "../go/index.ts";

/** The folder at or above this one that a checkout begins in; null outside of any. */
export function checkoutAround(cwd: string): string | null {
  for (let dir = cwd; ; dir = dirname(dir)) {
    if (existsSync(join(dir, ".git"))) return dir;
    if (dirname(dir) === dir) return null;
  }
}

/**
 * Words for git by which it asks nobody else's programs. In a CI job they also make it read the checkout though another user owns it, as
 * in a job that runs in a container (safe.directory; the command line counts since git 2.38). Elsewhere git's own refusal stays: the
 * configuration of a stranger's repository can name programs (CVE-2022-24765). So it does where `.git` belongs to somebody else than the
 * folder that is worked in.
 */
export function ownWords(cwd: string, env: Caller["env"]): string[] {
  const root = checkoutAround(cwd);
  const trusted = root !== null && isJob(env) && ownerOf(join(root, ".git")) === ownerOf(cwd);
  const safe = trusted ? ["-c", `safe.directory=${root}`] : [];
  return ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", ...safe];
}

/** GitHub, GitLab and others set CI=true. */
function isJob(env: Caller["env"]): boolean {
  return env.CI === "true" || env.CI === "1" || env.GITHUB_ACTIONS === "true";
}

function ownerOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? null;
}
