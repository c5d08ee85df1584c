import type { ReviewHost } from "../ports/index.ts";
import type { GithubRun } from "../settings/index.ts";

/** Where a report belongs: a commit, perhaps a pull request, and the run that it tells of. */
export interface ReviewTarget {
  readonly headSha: string | null;
  readonly pull: TargetPull;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly runUrl: string | null;
}

export type TargetPull =
  | { readonly kind: "none" }
  | { readonly kind: "known"; readonly number: number; readonly fromFork: boolean }
  /** Of a workflow_run: its event names no pull request where it comes from a fork. */
  | { readonly kind: "search"; readonly owner: string; readonly branch: string };

/** Reads the target off the event that started the workflow. */
export function reviewTarget(github: GithubRun): ReviewTarget {
  const { event, runNumber, runAttempt, runUrl } = github;
  const { pull, workflowRun } = event;
  if (event.name === "workflow_run" && workflowRun !== null) {
    const isPull = workflowRun.event.startsWith("pull_request");
    const { headOwner: owner, headBranch: branch } = workflowRun;
    return {
      headSha: workflowRun.headSha,
      pull: isPull && owner !== "" && branch !== "" ? { kind: "search", owner, branch } : NO_PULL,
      runNumber: workflowRun.runNumber,
      runAttempt: workflowRun.runAttempt,
      runUrl: workflowRun.url,
    };
  }
  if (event.name.startsWith("pull_request") && pull !== null) {
    const { number, fromFork, headSha } = pull;
    return { headSha, pull: { kind: "known", number, fromFork }, runNumber, runAttempt, runUrl };
  }
  return { headSha: github.sha, pull: NO_PULL, runNumber, runAttempt, runUrl };
}

const NO_PULL: TargetPull = { kind: "none" };

export type FoundPull =
  | { readonly kind: "found"; readonly number: number; readonly fromFork: boolean }
  /** There is none; a text where the reader would expect one. */
  | { readonly kind: "none"; readonly why: string | null }
  | { readonly kind: "failed"; readonly words: string };

/**
 * The pull request of a target. Of a workflow_run it is the open one from that branch whose
 * head is that very commit: one that has moved on gets no old news, and `commits/SHA/pulls`
 * knows no commits of forks.
 */
export async function findPull(target: ReviewTarget, host: ReviewHost): Promise<FoundPull> {
  const { pull, headSha } = target;
  if (pull.kind === "none") return { kind: "none", why: null };
  if (pull.kind === "known") return { ...pull, kind: "found" };
  const answer = await host.pullsFrom(pull.owner, pull.branch);
  if (answer.kind !== "done") return { kind: "failed", words: answer.words };
  const found = answer.value.find((each) => each.headSha === headSha);
  if (found !== undefined) return { kind: "found", number: found.number, fromFork: true };
  const why = `no open pull request from ${pull.owner}:${pull.branch} stands at ${headSha}; it has moved on, or was closed`;
  return { kind: "none", why };
}
