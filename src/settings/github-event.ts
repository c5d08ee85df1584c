import { readFileSync } from "node:fs";
import { type Foreign, foreignIn } from "../model/index.ts";
import type { EventPull, EventWorkflowRun, GithubEvent } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Reads what is used of GITHUB_EVENT_PATH; docs.github.com, webhook events and payloads. */
export function githubEvent(env: Env, repository: string): GithubEvent {
  const event = readEvent(env.GITHUB_EVENT_PATH);
  return {
    name: env.GITHUB_EVENT_NAME ?? "",
    baseRef: env.GITHUB_BASE_REF || null,
    before: shaOf(event.before),
    baseSha: shaOf(foreignIn(event, "merge_group").base_sha),
    pull: pullOf(foreignIn(event, "pull_request"), repository),
    workflowRun: workflowRunOf(foreignIn(event, "workflow_run")),
  };
}

function readEvent(path: string | undefined): Foreign {
  try {
    const value: unknown = JSON.parse(readFileSync(path ?? "", "utf8"));
    return foreignIn({ value }, "value");
  } catch {
    return {};
  }
}

function pullOf(pull: Foreign, repository: string): EventPull | null {
  const head = foreignIn(pull, "head");
  const headSha = shaOf(head.sha);
  const number = countOf(pull.number);
  if (number === 0 || headSha === null) return null;
  return { number, headSha, fromFork: foreignIn(head, "repo").full_name !== repository };
}

function workflowRunOf(run: Foreign): EventWorkflowRun | null {
  const headSha = shaOf(run.head_sha);
  if (headSha === null) return null;
  return {
    event: textOf(run.event),
    headSha,
    headBranch: textOf(run.head_branch),
    headOwner: textOf(foreignIn(foreignIn(run, "head_repository"), "owner").login),
    by: {
      id: countOf(run.id),
      run: countOf(run.run_number),
      attempt: countOf(run.run_attempt) || 1,
    },
    url: textOf(run.html_url) || null,
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const countOf = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;

const shaOf = (value: unknown): string | null =>
  typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) ? value : null;
