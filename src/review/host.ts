import type { Check } from "../model/index.ts";

/** What a review host answers: a value, or why there is none. It never throws. */
export type Answer<T> =
  | { readonly kind: "done"; readonly value: T }
  /** Asked and said no: 401, 403, 404, 422, or a limit that outlasts our patience. */
  | { readonly kind: "refused"; readonly status: number; readonly words: string }
  /** No answer in the time there was. */
  | { readonly kind: "unreachable"; readonly words: string };

export interface HostComment {
  readonly id: number;
  readonly body: string;
  /** Login of who wrote it. */
  readonly author: string;
  /** By an app, as the token of a workflow is one. */
  readonly byApp: boolean;
  /** By somebody who belongs to the repository. */
  readonly byWriter: boolean;
}

export interface WrittenComment {
  readonly url: string;
  /** Login of whom the host takes for its author. */
  readonly author: string;
}

export interface PublishedCheck {
  /** How many annotations it has, of how many. */
  readonly annotations: number;
  readonly of: number;
  /** Why it has not all of them; null where it has. */
  readonly words: string | null;
}

export interface OpenPull {
  readonly number: number;
  readonly headSha: string;
}

/** Where a change is reviewed: pull requests, their comments, checks of commits. */
export interface ReviewHost {
  /** Login of whom the token belongs to; apps' tokens may not ask. */
  me(): Promise<Answer<string>>;
  /** Comments of a pull request, oldest first. */
  comments(pull: number): Promise<Answer<readonly HostComment[]>>;
  createComment(pull: number, body: string): Promise<Answer<WrittenComment>>;
  updateComment(id: number, body: string): Promise<Answer<WrittenComment>>;
  deleteComment(id: number): Promise<Answer<null>>;
  /** Open pull requests from a branch of an owner's repository. */
  pullsFrom(owner: string, branch: string): Promise<Answer<readonly OpenPull[]>>;
  /** Creates a completed check with its annotations. */
  publishCheck(check: Check): Promise<Answer<PublishedCheck>>;
}
