import { checkedOut } from "../go/index.ts";
import type { GithubEvent, Surroundings } from "../settings/index.ts";

/**
 * A warning where pull_request_target has the code of the pull request checked out: its tests
 * are a stranger's code, run with this repository's secrets. Null everywhere else.
 * Source: docs.github.com, security hardening, pull_request_target.
 */
export async function strangersCodeWarning(
  cwd: string,
  { github, env }: Surroundings,
): Promise<string | null> {
  const event: GithubEvent | undefined = github?.event;
  if (event?.name !== "pull_request_target" || event.pull === null) return null;
  const commits = await checkedOut(cwd, env);
  if (!commits.includes(event.pull.headSha)) return null;
  return "pull_request_target with the pull request checked out runs a stranger's code with this repository's secrets and a token that may write: use pull_request, and a workflow_run workflow for the comment (docs/ci.md, Forks)";
}
