import { checkedOut } from "../git/index.ts";
import type { ProcessGroups } from "../go/index.ts";
import type { Environment, GithubRun } from "../settings/index.ts";

const PRIVILEGED = ["pull_request_target", "workflow_run"];

/**
 * The commits that are checked out and tested, where that is worth a question: under events that
 * run in the base repository and tell of another one's code. Null under all others.
 */
export function testedCommits(
  cwd: string,
  { github, env }: Environment,
  groups: ProcessGroups,
): Promise<string[]> | null {
  if (github === null || !PRIVILEGED.includes(github.event.name)) return null;
  return checkedOut(cwd, { env, groups });
}

/**
 * A warning where a workflow of the base repository has a stranger's code checked out: its tests
 * run with the repository's secrets. Null everywhere else. `tested`: see `testedCommits`.
 * Source: docs.github.com, security hardening, pull_request_target.
 */
export function strangersCodeWarning(
  github: GithubRun | null,
  tested: readonly string[] | null,
): string | null {
  const head = github === null ? null : strangersHead(github);
  if (github === null || head === null || tested?.includes(head) !== true) return null;
  return `${github.event.name} with the pull request checked out runs that code with this repository's secrets and a token that may write: use pull_request, and a workflow_run workflow for the comment (docs/ci.md, Forks)`;
}

/** The commit that a privileged event tells of. */
function strangersHead({ event, repository }: GithubRun): string | null {
  if (event.name === "pull_request_target") return event.pull?.headSha ?? null;
  if (event.name !== "workflow_run" || event.workflowRun === null) return null;
  const { headOwner, headSha } = event.workflowRun;
  return headOwner === repository.split("/")[0] ? null : headSha;
}
