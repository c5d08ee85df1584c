import type { RunStamp } from "../model/index.ts";
import type { EventWorkflowRun, GithubRun } from "../settings/index.ts";
import type { Answer, ReviewHost } from "./host.ts";

/** Where a report belongs: a commit, perhaps a pull request, and the run that it tells of. */
export interface ReviewTarget {
  readonly headSha: string | null;
  readonly pull: TargetPull;
  readonly by: RunStamp;
  readonly runUrl: string | null;
}

export type TargetPull =
  /** A text where the reader would expect one. */
  | { readonly kind: "none"; readonly why: string | null }
  | { readonly kind: "known"; readonly number: number; readonly fromFork: boolean }
  /** Of a workflow_run: its event names no pull request where it comes from a fork. */
  | { readonly kind: "search"; readonly owner: string; readonly branch: string };

/**
 * Reads the target off the event that started the workflow. `tested`: the commits that were
 * checked out and tested here; null where the report comes from elsewhere. Workflows that run
 * in the base repository may have checked out something else than their event tells of.
 */
export function reviewTarget(github: GithubRun, tested: readonly string[] | null): ReviewTarget {
  const { event, by, runUrl } = github;
  const isTested = (sha: string): boolean => tested === null || tested.includes(sha);
  const { pull, workflowRun } = event;
  if (event.name === "workflow_run" && workflowRun !== null && isTested(workflowRun.headSha)) {
    const { headSha, url } = workflowRun;
    return { headSha, pull: pullOfRun(workflowRun), by: workflowRun.by, runUrl: url };
  }
  const isOfPull =
    event.name === "pull_request" ||
    (event.name.startsWith("pull_request") && pull !== null && isTested(pull.headSha));
  if (isOfPull && pull !== null) {
    const { number, fromFork, headSha } = pull;
    return { headSha, pull: { kind: "known", number, fromFork }, by, runUrl };
  }
  const why =
    event.name === "pull_request" && pull === null
      ? "the event names no pull request (GITHUB_EVENT_PATH)"
      : null;
  return { headSha: github.sha, pull: { kind: "none", why }, by, runUrl };
}

function pullOfRun({ event, headOwner, headBranch }: EventWorkflowRun): TargetPull {
  if (!event.startsWith("pull_request")) {
    return { kind: "none", why: `the run was of ${event || "no event"}, not of a pull request` };
  }
  if (headOwner !== "" && headBranch !== "") {
    return { kind: "search", owner: headOwner, branch: headBranch };
  }
  return { kind: "none", why: "the repository that the run came from is gone" };
}

export type FoundPull =
  | { readonly kind: "found"; readonly numbers: readonly number[]; readonly fromFork: boolean }
  | { readonly kind: "none"; readonly why: string | null }
  | { readonly kind: "failed"; readonly answer: Exclude<Answer<never>, { kind: "done" }> };

/**
 * The pull requests of a target. Of a workflow_run those that are open from that branch with
 * that very commit as their head: one that has moved on gets no old news, and
 * `commits/SHA/pulls` knows no commits of forks.
 */
export async function findPull(target: ReviewTarget, host: ReviewHost): Promise<FoundPull> {
  const { pull, headSha } = target;
  if (pull.kind === "none") return pull;
  if (pull.kind === "known") {
    return { kind: "found", numbers: [pull.number], fromFork: pull.fromFork };
  }
  const answer = await host.pullsFrom(pull.owner, pull.branch);
  if (answer.kind !== "done") return { kind: "failed", answer };
  const found = answer.value.filter((each) => each.headSha === headSha);
  if (found.length > 0) {
    return { kind: "found", numbers: found.map((each) => each.number), fromFork: false };
  }
  const why = `no open pull request from ${pull.owner}:${pull.branch} stands at ${headSha}; it has moved on, or was closed`;
  return { kind: "none", why };
}
