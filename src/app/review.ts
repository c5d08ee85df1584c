import type { Report } from "../model/index.ts";
import type { Answer, ReviewHost } from "../ports/index.ts";
import { hasNews, renderCheck } from "../render/index.ts";
import type { GithubRun, ReviewSettings } from "../settings/index.ts";
import { fingerprintHash } from "./hash.ts";
import { type FoundPull, findPull, type ReviewTarget } from "./review-target.ts";
import { upsertComment } from "./upsert-comment.ts";

/** What could not be said, in words for the log. */
export interface ReviewNote {
  readonly level: "warning" | "notice";
  readonly text: string;
}

export interface Reviewed {
  /** The findings stand on their lines already. */
  readonly annotated: boolean;
  readonly notes: readonly ReviewNote[];
}

export interface ReviewPlace {
  readonly target: ReviewTarget;
  readonly github: GithubRun;
  readonly review: ReviewSettings;
}

/** Tells a commit and its pull request of a report; whatever fails is a note, and changes nothing. */
export async function reviewReport(
  report: Report,
  { target, github, review }: ReviewPlace,
  host: ReviewHost,
): Promise<Reviewed> {
  const { headSha, runUrl } = target;
  const blobUrl =
    headSha === null ? null : `${github.serverUrl}/${github.repository}/blob/${headSha}`;
  const links = { blobUrl, runUrl };
  const checked =
    review.check === "never" || headSha === null
      ? null
      : await host.publishCheck(renderCheck(report, { headSha, ...links }));
  const { comment: when } = review;
  const pull: FoundPull =
    when === "never" ? { kind: "none", why: null } : await findPull(target, host);
  const frame = {
    key: fingerprintHash(review.key ?? github.defaultKey),
    run: target.runNumber,
    attempt: target.runAttempt,
    ...links,
  };
  const commented =
    pull.kind === "found" && when !== "never"
      ? await upsertComment(report, frame, pull.number, when, host)
      : null;
  const notes = [
    ...checkNotes(checked, review.check),
    ...pullNotes(pull, report),
    ...commentNotes(commented, pull, hasNews(report)),
  ];
  return { annotated: checked?.kind === "done", notes: distinct(notes) };
}

/** A token may often not write checks: the annotations of the log do then, without a word. */
function checkNotes(answer: Answer<string> | null, when: ReviewSettings["check"]): ReviewNote[] {
  if (answer === null || answer.kind === "done") return [];
  if (answer.kind === "unreachable") return [unreachable(answer.words)];
  const isForbidden = isPlainNo(answer.status);
  if (isForbidden && when === "auto") return [];
  const cure = isForbidden ? "; give the job permissions: checks: write" : "";
  return [warning(`no check run was written: ${answer.words} (${answer.status})${cure}`)];
}

function pullNotes(pull: FoundPull, report: Report): ReviewNote[] {
  if (pull.kind === "failed") return [unreachable(pull.words)];
  if (pull.kind === "found" || pull.why === null || !hasNews(report)) return [];
  return [{ level: "notice", text: `nothing was commented: ${pull.why}` }];
}

function commentNotes(
  answer: Answer<string | null> | null,
  pull: FoundPull,
  isNews: boolean,
): ReviewNote[] {
  if (answer === null || answer.kind === "done") return [];
  if (answer.kind === "unreachable") return [unreachable(answer.words)];
  if (!isPlainNo(answer.status)) {
    return [warning(`no comment was written: ${answer.words} (${answer.status})`)];
  }
  // A token that may not even read comments misses nothing where there is nothing to say.
  if (!isNews) return [];
  if (pull.kind === "found" && pull.fromFork) {
    const text =
      "no comment: the token of a pull request from a fork may only read; the job summary has everything. A workflow_run workflow can comment: see docs/ci.md, Forks";
    return [{ level: "notice", text }];
  }
  return [
    warning(
      `no comment was written: ${answer.words} (${answer.status}); give the job permissions: pull-requests: write, or set comment: never`,
    ),
  ];
}

/** 401, 403 and 404 alike mean that this token may not. */
const isPlainNo = (status: number): boolean => [401, 403, 404].includes(status);

const warning = (text: string): ReviewNote => ({ level: "warning", text });

const unreachable = (words: string): ReviewNote =>
  warning(`the review host did not answer: ${words}; files and job summary have everything`);

function distinct(notes: readonly ReviewNote[]): ReviewNote[] {
  return notes.filter((note, at) => notes.findIndex((each) => each.text === note.text) === at);
}
