import type { HostComment, OpenPull, WrittenComment } from "./host.ts";

/** GitHub answered, and not with what its API description promises: a proxy, or a server that is none. */
export class OddAnswerError extends Error {
  constructor() {
    super("the answer is none of GitHub's API");
  }
}

/** GitHub's OpenAPI description, author-association. */
const WRITERS = ["OWNER", "MEMBER", "COLLABORATOR"];

/** What GitHub says of a comment that it has written; throws OddAnswerError. */
export function writtenComment(data: unknown): WrittenComment {
  const url = textIn(data, "html_url");
  if (url === null) throw new OddAnswerError();
  return { url, author: textIn(partOf(data, "user"), "login") ?? "" };
}

/** One page of comments. */
export const commentsIn = (data: unknown): HostComment[] =>
  listIn(data).map((each) => {
    const user = partOf(each, "user");
    return {
      id: numberIn(each, "id"),
      body: textIn(each, "body") ?? "",
      author: textIn(user, "login") ?? "",
      byApp: textIn(user, "type") === "Bot",
      byWriter: WRITERS.includes(textIn(each, "author_association") ?? ""),
    };
  });

export const pullsIn = (data: unknown): OpenPull[] =>
  listIn(data).map((each) => ({
    number: numberIn(each, "number"),
    headSha: textIn(partOf(each, "head"), "sha") ?? "",
  }));

/** The id of a check run that was written. */
export const checkId = (data: unknown): number => numberIn(data, "id");

/** Whom the token belongs to. */
export function loginIn(data: unknown): string {
  const login = textIn(data, "login");
  if (login === null) throw new OddAnswerError();
  return login;
}

function partOf(data: unknown, name: string): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
  return Object.entries(data).find(([key]) => key === name)?.[1];
}

function textIn(data: unknown, name: string): string | null {
  const part = partOf(data, name);
  return typeof part === "string" ? part : null;
}

function numberIn(data: unknown, name: string): number {
  const part = partOf(data, name);
  if (typeof part !== "number") throw new OddAnswerError();
  return part;
}

function listIn(data: unknown): readonly unknown[] {
  if (!Array.isArray(data)) throw new OddAnswerError();
  return data;
}
