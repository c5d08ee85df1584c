import { getOctokit } from "@actions/github";
import { type Check, type CheckAnnotation, foreignIn, isForeign } from "../model/index.ts";
import { checkId, commentsIn, loginIn, pullsIn, writtenComment } from "./github-answers.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import type { Answer, HostComment, OpenPull, PublishedCheck, ReviewHost } from "./host.ts";
import { type Failure, type Waiting, withPatience } from "./patience.ts";

export interface HostAddress {
  readonly token: string;
  /** https://api.github.com, or that of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** What a report's requests may take, all together and each; milliseconds. */
export interface TimeBounds {
  readonly allMs: number;
  readonly requestMs: number;
}

/** GitHub itself gives a request up after ten seconds (docs.github.com, troubleshooting the REST API). */
const BOUNDS: TimeBounds = { allMs: 90_000, requestMs: 12_000 };

/** Annotations of one request (GitHub's OpenAPI description, checks/create). */
const BATCH = 50;
const MOST_COMMENT_PAGES = 30;

type Octokit = ReturnType<typeof getOctokit>;

/** GitHub's REST API as a review host, within a time bound that begins now. */
export function githubHost(
  address: HostAddress,
  waiting: Waiting,
  { allMs, requestMs } = BOUNDS,
): ReviewHost {
  const [owner = "", repo = ""] = address.repository.split("/");
  const octokit = getOctokit(address.token, { baseUrl: address.apiUrl, log: SILENT });
  const deadlineMs = waiting.now() + allMs;
  octokit.hook.wrap("request", (request, options) =>
    withPatience(
      () => {
        const leftMs = Math.max(1, Math.min(requestMs, deadlineMs - waiting.now()));
        // The hook that adds the token reads these options, not those that request is called with.
        options.request = {
          ...options.request,
          fetch: guardedFetch(options.request.fetch ?? fetch),
          signal: AbortSignal.timeout(leftMs),
        };
        return Promise.resolve(request(options));
      },
      failureOf,
      deadlineMs,
      waiting,
    ),
  );
  const place = { owner, repo };
  return {
    me: () => answered(async () => loginIn((await octokit.rest.users.getAuthenticated()).data)),
    comments: (pull) => answered(() => commentsOf(octokit, { ...place, issue_number: pull })),
    createComment: (pull, body) => {
      const comment = { ...place, issue_number: pull, body };
      return answered(async () =>
        writtenComment((await octokit.rest.issues.createComment(comment)).data),
      );
    },
    updateComment: (id, body) => {
      const comment = { ...place, comment_id: id, body };
      return answered(async () =>
        writtenComment((await octokit.rest.issues.updateComment(comment)).data),
      );
    },
    deleteComment: (id) =>
      answered(async () => {
        await octokit.rest.issues.deleteComment({ ...place, comment_id: id });
        return null;
      }),
    pullsFrom: (head, branch) =>
      answered(() => pullsFrom(octokit, { ...place, head: `${head}:${branch}` })),
    publishCheck: (check) => answered(() => publishCheck(octokit, place, check)),
  };
}

const quiet = (): void => {};
/** What went wrong is told by the answer; the library's own lines would say it a second time. */
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const PAGE = 100;

/** Pages are asked for by number: where the next one is said to be may be anywhere. */
async function commentsOf(
  octokit: Octokit,
  place: { owner: string; repo: string; issue_number: number },
): Promise<HostComment[]> {
  const found: HostComment[] = [];
  for (let page = 1; page <= MOST_COMMENT_PAGES; page += 1) {
    const { data } = await octokit.rest.issues.listComments({ ...place, per_page: PAGE, page });
    const comments = commentsIn(data);
    found.push(...comments);
    if (comments.length < PAGE) break;
  }
  return found;
}

async function pullsFrom(
  octokit: Octokit,
  place: { owner: string; repo: string; head: string },
): Promise<OpenPull[]> {
  const { data } = await octokit.rest.pulls.list({ ...place, state: "open", per_page: PAGE });
  return pullsIn(data);
}

async function publishCheck(
  octokit: Octokit,
  place: { owner: string; repo: string },
  check: Check,
): Promise<PublishedCheck> {
  const { name, title, summary, conclusion } = check;
  const output = { title, summary };
  const of = check.annotations.length;
  const { data } = await octokit.rest.checks.create({
    ...place,
    name,
    head_sha: check.headSha,
    status: "completed",
    conclusion,
    ...(check.detailsUrl === null ? {} : { details_url: check.detailsUrl }),
    output: { ...output, annotations: check.annotations.slice(0, BATCH).map(annotationOf) },
  });
  const id = checkId(data);
  for (let from = BATCH; from < of; from += BATCH) {
    const annotations = check.annotations.slice(from, from + BATCH).map(annotationOf);
    const update = { ...place, check_run_id: id, output: { ...output, annotations } };
    const answer = await answered(() => octokit.rest.checks.update(update));
    // The check is there, and says what it has to: the rest stands in its summary.
    if (answer.kind !== "done") return { annotations: from, of, words: answer.words };
  }
  return { annotations: of, of, words: null };
}

const annotationOf = ({ path, line, level, title, message, details }: CheckAnnotation) => ({
  path,
  start_line: line,
  end_line: line,
  annotation_level: level,
  title,
  message,
  ...(details === null ? {} : { raw_details: details }),
});

/** Failures are values: what a host can't do changes nothing in the report. */
async function answered<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "done", value: await work() };
  } catch (error) {
    const { status, message } = failureOf(error);
    return status === null
      ? { kind: "unreachable", words: message }
      : { kind: "refused", status, words: message };
  }
}

/**
 * The parts of octokit's RequestError (@octokit/request-error); a network failure has status 500, no
 * response, and what fetch threw as its cause: an answer that our own fetch refused has one there.
 */
function failureOf(error: unknown): Failure {
  const part = isForeign(error) ? error : {};
  const cause = foreignIn(part, "cause");
  if (!isForeign(part.response) && isForeign(cause.response)) return failureOf(cause);
  const { message } = part;
  const text = firstLine(typeof message === "string" ? message : String(error));
  if (!isForeign(part.response)) return { status: null, headers: {}, message: text };
  const status = [part.status, part.response.status].find((given) => typeof given === "number");
  return { status: status ?? null, headers: foreignIn(part.response, "headers"), message: text };
}

/** A gateway answers with a page, which tells a person nothing. */
function firstLine(text: string): string {
  const line = text.split("\n")[0]?.slice(0, 300) ?? "";
  return line.trimStart().startsWith("<") ? "an answer that is a page, not GitHub's own" : line;
}
