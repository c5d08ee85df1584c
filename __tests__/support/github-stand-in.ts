import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiRequest, GithubDescription, type MatchedRequest } from "./github-description.ts";

/** The answer to a request; headers beside the content type. */
export interface StandInAnswer {
  readonly status: number;
  readonly body?: unknown;
  /** In place of a body of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers that are broken below HTTP. */
const BROKEN = {
  /** Closes the connection. */
  drop: (response: ServerResponse) => response.socket?.destroy(),
  reset: (response: ServerResponse) => response.socket?.resetAndDestroy(),
  hang: () => {},
  /** Promises more than it gives. */
  cut: (response: ServerResponse) => {
    response.writeHead(201, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"id": 1,', () => response.socket?.destroy());
  },
  /** Begins, and goes on too slowly to end in time. */
  drip: (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("[");
  },
  endless: (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = (): void => {
      while (!response.destroyed && response.write(" ".repeat(1 << 20)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  },
} as const;

/** What a request is answered with before GitHub's own rules. */
export type Fault = StandInAnswer | keyof typeof BROKEN;

interface StoredComment {
  readonly id: number;
  readonly pull: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly association: string;
}

interface StoredCheck {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly conclusion: string;
  readonly annotations: unknown[];
  /** Annotations of each request, in order. */
  readonly batches: number[];
}

/** GitHub refuses longer bodies, which its OpenAPI description does not say. */
const LONGEST_BODY = 65_536;

/**
 * GitHub's API on 127.0.0.1: requests and answers are checked against GitHub's own OpenAPI
 * description, comments and checks are kept, faults come as asked for.
 */
export class GithubStandIn {
  readonly comments: StoredComment[] = [];
  readonly checks: StoredCheck[] = [];
  /** `POST /repos/o/r/issues/1/comments 201`, in order. */
  readonly log: string[] = [];
  /** Answers of ours that GitHub's description does not allow: a fault of the stand-in itself. */
  readonly invalid: string[] = [];
  /** Open pull requests by `owner:branch`. */
  readonly pulls = new Map<string, { number: number; sha: string }[]>();
  /** Whom the token belongs to; null: to an app, which may not ask. */
  login: string | null = null;
  /** For requests whose `METHOD /path` holds the key: answers, used up one by one; the last one stays if `forever`. */
  readonly faults: { match: string; answers: Fault[]; forever: boolean }[] = [];

  readonly #lost: string[] = [];
  readonly #description = new GithubDescription();
  readonly #server: Server;
  #lastId = 100;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<GithubStandIn> {
    const standIn = new GithubStandIn();
    await new Promise<void>((resolve) => standIn.#server.listen(0, "127.0.0.1", resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A clean state for the next test. */
  reset(): void {
    for (const list of [this.comments, this.checks, this.log, this.invalid, this.faults]) {
      list.length = 0;
    }
    this.pulls.clear();
    this.login = null;
  }

  /** Makes requests fail. */
  fail(match: string, answers: readonly Fault[], forever = false): void {
    this.faults.push({ match, answers: [...answers], forever });
  }

  /** The next such request is obeyed, and its answer lost on the way. */
  loseAnswer(match: string): void {
    this.#lost.push(match);
  }

  /** A comment that is there already. */
  add(
    pull: number,
    body: string,
    by: { type: string; login?: string; association?: string },
  ): StoredComment {
    this.#lastId += 1;
    const comment = {
      id: this.#lastId,
      pull,
      body,
      user: {
        login: by.login ?? (by.type === "Bot" ? "github-actions[bot]" : "somebody"),
        type: by.type,
      },
      association: by.association ?? "NONE",
    };
    this.comments.push(comment);
    return comment;
  }

  /** Bodies of a pull request's comments. */
  bodiesOf(pull: number): string[] {
    return this.comments.filter((each) => each.pull === pull).map((each) => each.body);
  }

  #handle(request: MatchedRequest): StandInAnswer {
    const pull = Number(request.params.issue_number);
    switch (request.operation) {
      case "issues/list-comments": {
        const all = this.comments.filter((each) => each.pull === pull);
        const body = pageOf(all, request).map((each) => this.#commentBody(each));
        return { status: 200, body, headers: this.#nextPage(all.length, request) };
      }
      case "users/get-authenticated":
        return this.login === null
          ? { status: 403, body: { message: "Resource not accessible by integration" } }
          : {
              status: 200,
              body: {
                ...this.#description.example(
                  "private-user-response-with-public-and-private-profile-information",
                ),
                login: this.login,
              },
            };
      case "issues/create-comment": {
        const { body } = request.body as { body: string };
        if (body.length > LONGEST_BODY) return TOO_LONG;
        const by = this.login === null ? { type: "Bot" } : { type: "User", login: this.login };
        const comment = this.add(pull, body, by);
        return { status: 201, body: this.#commentBody(comment) };
      }
      case "issues/update-comment":
        return this.#updateComment(request);
      case "issues/delete-comment": {
        const comment = this.#commentOf(request);
        if (comment === undefined) return NOT_FOUND;
        this.comments.splice(this.comments.indexOf(comment), 1);
        return { status: 204 };
      }
      case "pulls/list": {
        const found = this.pulls.get(request.query.get("head") ?? "") ?? [];
        return { status: 200, body: found.map((each) => this.#pullBody(each)) };
      }
      case "checks/create":
        return this.#createCheck(request.body as CheckRequest);
      case "checks/update":
        return this.#updateCheck(Number(request.params.check_run_id), request.body as CheckRequest);
      default:
        return NOT_FOUND;
    }
  }

  #updateComment(request: MatchedRequest): StandInAnswer {
    const { body } = request.body as { body: string };
    if (body.length > LONGEST_BODY) return TOO_LONG;
    const comment = this.#commentOf(request);
    if (comment === undefined) return NOT_FOUND;
    comment.body = body;
    return { status: 200, body: this.#commentBody(comment) };
  }

  #createCheck(body: CheckRequest): StandInAnswer {
    const annotations = body.output?.annotations ?? [];
    this.#lastId += 1;
    const check = {
      id: this.#lastId,
      name: body.name ?? "",
      headSha: body.head_sha ?? "",
      conclusion: body.conclusion ?? "",
      annotations: [...annotations],
      batches: [annotations.length],
    };
    this.checks.push(check);
    return { status: 201, body: this.#checkBody(check) };
  }

  #updateCheck(id: number, body: CheckRequest): StandInAnswer {
    const check = this.checks.find((each) => each.id === id);
    if (check === undefined) return NOT_FOUND;
    const annotations = body.output?.annotations ?? [];
    check.annotations.push(...annotations);
    check.batches.push(annotations.length);
    return { status: 200, body: this.#checkBody(check) };
  }

  /** GitHub names the next page in a header, where there is one. */
  #nextPage(count: number, { query, path }: MatchedRequest): Record<string, string> {
    const size = Number(query.get("per_page") ?? 30);
    const page = Number(query.get("page") ?? 1);
    if (count <= size * page) return {};
    const next = `${this.url}${path}?per_page=${size}&page=${page + 1}`;
    return { link: `<${next}>; rel="next"` };
  }

  #commentOf({ params }: MatchedRequest): StoredComment | undefined {
    return this.comments.find((each) => each.id === Number(params.comment_id));
  }

  #commentBody({ id, body, user, association }: StoredComment): object {
    const example = this.#description.example("issue-comment") as { user?: object };
    const html = `https://github.com/o/r/issues/1#issuecomment-${id}`;
    const author = { ...example.user, ...user };
    return { ...example, id, body, html_url: html, user: author, author_association: association };
  }

  #pullBody({ number, sha }: { number: number; sha: string }): object {
    const items = this.#description.example("pull-request-simple-items");
    const [example] = items as { head?: object }[];
    // GitHub's own example of a team lacks a part that its schema requires.
    return { ...example, requested_teams: [], number, head: { ...example?.head, sha } };
  }

  #checkBody({ id, name, headSha }: StoredCheck): object {
    return { ...this.#description.example("check-run"), id, name, head_sha: headSha };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const [full = "", query = ""] = (request.url ?? "").split("?");
    // A GitHub Enterprise Server has its API below a path.
    const path = full.replace(/^\/api\/v3/, "");
    const method = request.method ?? "GET";
    const fault = this.#faultFor(`${method} ${path}`);
    if (typeof fault === "string") {
      this.log.push(`${method} ${path} ${fault}`);
      BROKEN[fault](response);
      return;
    }
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const asked = { method, path, query: new URLSearchParams(query), body };
    const answer = fault ?? this.#answer(asked);
    this.log.push(`${method} ${path} ${answer.status}`);
    const lost = this.#lost.findIndex((match) => `${method} ${path}`.includes(match));
    if (lost >= 0) {
      this.#lost.splice(lost, 1);
      request.socket.destroy();
      return;
    }
    const headers = { "content-type": "application/json", ...answer.headers };
    response.writeHead(answer.status, headers);
    response.end(
      answer.text ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body)),
    );
  }

  #answer(asked: ApiRequest): StandInAnswer {
    const request = this.#description.match(asked);
    if (request === null) return NOT_FOUND;
    const faults = this.#description.faultsOf(request);
    if (faults.length > 0) {
      return { status: 422, body: { message: `Validation Failed: ${faults.join("; ")}` } };
    }
    const answer = this.#handle(request);
    if (answer.status < 300) {
      const wrong = this.#description.faultsOfAnswer(request, answer.status, answer.body);
      this.invalid.push(...wrong.map((fault) => `${asked.method} ${asked.path} ${fault}`));
    }
    return answer;
  }

  #faultFor(asked: string): Fault | undefined {
    const fault = this.faults.find((each) => asked.includes(each.match) && each.answers.length > 0);
    if (fault === undefined) return undefined;
    return fault.forever && fault.answers.length === 1 ? fault.answers[0] : fault.answers.shift();
  }
}

interface CheckRequest {
  readonly name?: string;
  readonly head_sha?: string;
  readonly conclusion?: string;
  readonly output?: { readonly annotations?: readonly unknown[] };
}

const NOT_FOUND: StandInAnswer = { status: 404, body: { message: "Not Found" } };
const TOO_LONG: StandInAnswer = {
  status: 422,
  body: { message: "Body is too long (maximum is 65536 characters)" },
};

/** As GitHub pages lists. */
function pageOf<T>(all: readonly T[], { query }: MatchedRequest): T[] {
  const size = Number(query.get("per_page") ?? 30);
  const page = Number(query.get("page") ?? 1);
  return all.slice((page - 1) * size, page * size);
}
