import { statSync } from "node:fs";
import { join } from "../files/index.ts";
import { type Caller, nearestWith } from "../go/index.ts";
import { isOn } from "../model/index.ts";

/** The folder at or above this one that a checkout begins in; null outside of any. */
export const checkoutAround = (cwd: string): string | null => nearestWith(cwd, ".git");

/**
 * Words for git by which it asks nobody else's programs. In a CI job they also make it read the checkout though another user owns it, as
 * in a job that runs in a container (safe.directory; the command line counts since git 2.38). Elsewhere git's own refusal stays: the
 * configuration of a stranger's repository can name programs (CVE-2022-24765). So it does where `.git` belongs to somebody else than the
 * folder that is worked in.
 */
export function ownWords(cwd: string, env: Caller["env"]): string[] {
  const root = checkoutAround(cwd);
  const trusted =
    root !== null &&
    (isOn(env.CI) || isOn(env.GITHUB_ACTIONS)) &&
    ownerOf(join(root, ".git")) === ownerOf(cwd);
  const safe = trusted ? ["-c", `safe.directory=${root}`] : [];
  return ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", ...safe];
}

function ownerOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? null;
}
