import { fingerprintHash } from "../files/index.ts";
import type { Report } from "../model/index.ts";
import { isNotable } from "../outline/index.ts";
import { type CommentFrame, renderCheck } from "../render/index.ts";
import type { GithubRun, ReviewSettings } from "../settings/index.ts";
import type { Answer, PublishedCheck, ReviewHost } from "./host.ts";
import { type FoundPull, findPull, type ReviewTarget } from "./target.ts";
import { type Upserted, upsertComment } from "./upsert-comment.ts";

/** What could not be said, in words for the log. */
export interface ReviewNote {
  /** `log`: a plain line; the others are shown beside the checks too. */
  readonly level: "warning" | "notice" | "log";
  readonly text: string;
}

export interface Reviewed {
  /** The findings that have a line stand on it already. */
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
  place: ReviewPlace,
  host: ReviewHost,
): Promise<Reviewed> {
  const commented = await comment(report, place, host);
  // Where nobody answers there is no use in asking again.
  const checked = commented.answered ? await publishCheck(report, place, host) : null;
  const notes = [...commented.notes, ...checkNotes(checked, place.review.check)];
  const isAnnotated = checked?.kind === "done" && place.review.annotations !== "never";
  return { annotated: isAnnotated, notes: distinct(notes) };
}

/** Links to the commit under review, not to a merge commit that goes away. */
function linksOf({ target, github }: ReviewPlace): Pick<CommentFrame, "blobUrl" | "runUrl"> {
  const { headSha, runUrl } = target;
  const blobUrl =
    headSha === null ? null : `${github.serverUrl}/${github.repository}/blob/${headSha}`;
  return { blobUrl, runUrl };
}

async function publishCheck(
  report: Report,
  place: ReviewPlace,
  host: ReviewHost,
): Promise<Answer<PublishedCheck> | null> {
  const { target, github, review } = place;
  if (review.check === "never" || target.headSha === null) return null;
  const frame = { headSha: target.headSha, job: github.job, ...linksOf(place) };
  const check = renderCheck(report, frame);
  return host.publishCheck(review.annotations === "never" ? { ...check, annotations: [] } : check);
}

/** A token may often not write checks: the annotations of the log do then, without a word. */
function checkNotes(
  answer: Answer<PublishedCheck> | null,
  when: ReviewSettings["check"],
): ReviewNote[] {
  if (answer === null) return [];
  if (answer.kind === "unreachable") return [unreachable(answer.words)];
  if (answer.kind === "done") {
    const { annotations, of, words } = answer.value;
    if (words === null) return [];
    return [warning(`the check run has ${annotations} of ${of} annotations: ${words}`)];
  }
  const isForbidden = isPlainNo(answer);
  if (isForbidden && when === "auto") return [];
  const cure = isForbidden ? "; give the job permissions: checks: write" : "";
  return [warning(`no check run was written: ${answer.words} (${answer.status})${cure}`)];
}

interface Commented {
  readonly notes: readonly ReviewNote[];
  /** Whether the host has answered whatever it was asked. */
  readonly answered: boolean;
}

/** Comments on every pull request of the target. */
async function comment(report: Report, place: ReviewPlace, host: ReviewHost): Promise<Commented> {
  const { target, github, review } = place;
  const { comment: when } = review;
  if (when === "never") return { notes: [], answered: true };
  const pull = await findPull(target, host);
  if (pull.kind !== "found") {
    const answered = pull.kind === "none" || pull.answer.kind !== "unreachable";
    return { notes: pullNotes(pull, report), answered };
  }
  // A step's own name tells two steps of one job apart.
  const key = fingerprintHash(`${review.key ?? github.job}\n${github.step}`);
  const writer = github.worker;
  const frame: CommentFrame = { key, by: target.by, writer, ...linksOf(place) };
  const answers: Answer<Upserted>[] = [];
  for (const number of pull.numbers) {
    answers.push(await upsertComment(report, frame, number, when, host));
  }
  return {
    notes: answers.flatMap((answer) => upsertNotes(answer, pull.fromFork, isNotable(report))),
    answered: answers.every((answer) => answer.kind !== "unreachable"),
  };
}

function pullNotes(pull: Exclude<FoundPull, { kind: "found" }>, report: Report): ReviewNote[] {
  if (pull.kind === "failed") return upsertNotes(pull.answer, false, true);
  if (pull.why === null || !isNotable(report)) return [];
  return [{ level: "notice", text: `nothing was commented: ${pull.why}` }];
}

function upsertNotes(
  answer: Answer<Upserted>,
  fromFork: boolean,
  isNotable: boolean,
): ReviewNote[] {
  switch (answer.kind) {
    case "done":
      return upsertedNotes(answer.value);
    case "unreachable":
      return [unreachable(answer.words)];
    case "refused":
      if (!isPlainNo(answer)) {
        return [warning(`no comment was written: ${answer.words} (${answer.status})`)];
      }
      // A token that may not even read comments misses nothing where there is nothing to say.
      if (!isNotable) return [];
      return [fromFork ? READ_ONLY : forbidden(answer)];
  }
}

function upsertedNotes(upserted: Upserted): ReviewNote[] {
  switch (upserted.kind) {
    case "written":
      return [{ level: "log", text: `comment: ${upserted.url}` }];
    case "silent":
      return [];
    case "outdated": {
      const text = `the comment was left alone: it is of run ${upserted.by}, which came later`;
      return [{ level: "notice", text }];
    }
  }
}

const READ_ONLY: ReviewNote = {
  level: "notice",
  text: "no comment: the token of a pull request from a fork may only read; the job summary has everything. A workflow_run workflow can comment: see docs/ci.md, Forks",
};

function forbidden({ words, status }: Refusal): ReviewNote {
  const cure =
    status === 401
      ? "the token is not valid"
      : "give the job permissions: pull-requests: write, or set comment: never";
  return warning(`no comment was written: ${words} (${status}); ${cure}`);
}

type Refusal = Extract<Answer<never>, { kind: "refused" }>;

/** 401, 403 and 404 alike mean that this token may not, unless a limit is meant. */
const isPlainNo = ({ status, words }: Refusal): boolean =>
  [401, 403, 404].includes(status) && !/rate limit|abuse detection/i.test(words);

const warning = (text: string): ReviewNote => ({ level: "warning", text });

const unreachable = (words: string): ReviewNote =>
  warning(`GitHub did not answer, so that comment or check run is missing: ${words}`);

function distinct(notes: readonly ReviewNote[]): ReviewNote[] {
  return notes.filter((note, at) => notes.findIndex((each) => each.text === note.text) === at);
}
