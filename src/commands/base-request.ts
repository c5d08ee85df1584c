import type { BaseRequest } from "../git/index.ts";
import type { Environment, RunSettings } from "../settings/index.ts";

/**
 * The base that was asked for: by name, by the event of a workflow, or none. Under
 * pull_request_target the target itself is checked out, unless the workflow does otherwise.
 */
export function baseRequest(
  run: RunSettings,
  environment: Environment,
  strangersCode: boolean,
): BaseRequest | null {
  if (run.baseline !== null || run.base === "none") return null;
  if (run.base !== "auto") return { kind: "ref", ref: run.base };
  const event = environment.github?.event;
  switch (event?.name) {
    case "pull_request":
      return { kind: "pull_request", baseRef: event.baseRef };
    case "pull_request_target":
      return strangersCode ? { kind: "pull_request", baseRef: event.baseRef } : null;
    case "push":
      return { kind: "commit", commit: event.before, why: "the commit before the push" };
    case "merge_group":
      return { kind: "commit", commit: event.baseSha, why: "the base of the merge group" };
    default:
      return null;
  }
}
