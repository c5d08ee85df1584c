import type { BaseRequest } from "../go/index.ts";
import type { RunSettings, Surroundings } from "../settings/index.ts";

/** The base that was asked for: by name, by the event of a workflow, or none. */
export function baseRequest(run: RunSettings, surroundings: Surroundings): BaseRequest | null {
  if (run.baseline !== null || run.base === "none") return null;
  if (run.base !== "auto") return { kind: "ref", ref: run.base };
  const event = surroundings.github?.event;
  switch (event?.name) {
    case "pull_request":
      return { kind: "pull_request", baseRef: event.baseRef };
    case "push":
      return { kind: "commit", commit: event.before, why: "the commit before the push" };
    case "merge_group":
      return { kind: "commit", commit: event.baseSha, why: "the base of the merge group" };
    default:
      return null;
  }
}
