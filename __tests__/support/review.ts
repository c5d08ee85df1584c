import type { Report } from "../../src/model/index.ts";
import { githubHost, type TimeBounds } from "../../src/review/github-host.ts";
import type { Waiting } from "../../src/review/patience.ts";
import { type Reviewed, reviewReport } from "../../src/review/review.ts";
import { reviewTarget } from "../../src/review/target.ts";
import type { GithubEvent, GithubRun, ReviewSettings } from "../../src/settings/index.ts";
import type { GithubStandIn } from "./github-stand-in.ts";

export const HEAD = "a".repeat(40);
export const MERGE = "b".repeat(40);

const EVENT: GithubEvent = {
  name: "pull_request",
  baseRef: "main",
  before: null,
  baseSha: null,
  pull: { number: 7, headSha: HEAD, fromFork: false },
  workflowRun: null,
};

/** A run of a workflow on pull request 7 of o/r, to be changed by tests. */
export function githubRun(
  api: string,
  changes: Partial<Omit<GithubRun, "event">> = {},
  event: Partial<GithubEvent> = {},
): GithubRun {
  return {
    summary: null,
    output: null,
    serverUrl: "https://github.example.com",
    apiUrl: api,
    repository: "o/r",
    sha: MERGE,
    runUrl: "https://github.example.com/o/r/actions/runs/1/attempts/1",
    by: { id: 0, run: 10, attempt: 1 },
    job: "CI/test",
    step: "panicpath",
    worker: "",
    token: null,
    ...changes,
    event: { ...EVENT, ...event },
  };
}

export const REVIEW: ReviewSettings = {
  comment: "auto",
  check: "never",
  annotations: "auto",
  name: null,
  key: "CI/test/null",
  token: "t",
  leg: null,
};

/** A clock that only waiting moves, and the waits. */
export function patientClock(): Waiting & { readonly waits: number[] } {
  const waits: number[] = [];
  let nowMs = Date.UTC(2026, 0, 1);
  return {
    waits,
    now: () => nowMs,
    random: () => 0.5,
    wait: (ms) => {
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  };
}

interface ReviewOptions {
  readonly waiting?: Waiting;
  readonly bounds?: TimeBounds;
  readonly tested?: readonly string[] | null;
}

/** Reviews a report against the stand-in, as a run of a workflow would. */
export async function reviewed(
  standIn: GithubStandIn,
  report: Report,
  run: GithubRun = githubRun(standIn.url),
  review: Partial<ReviewSettings> = {},
  { waiting = patientClock(), bounds, tested = null }: ReviewOptions = {},
): Promise<Reviewed> {
  const host = githubHost({ token: "t", apiUrl: run.apiUrl, repository: "o/r" }, waiting, bounds);
  const place = {
    target: reviewTarget(run, tested),
    github: run,
    review: { ...REVIEW, ...review },
  };
  const { annotated, notes } = await reviewReport(report, place, host);
  // Where the comment stands is no trouble.
  return { annotated, notes: notes.filter((note) => note.level !== "log") };
}
