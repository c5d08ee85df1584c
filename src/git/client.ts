import { ask, type Caller, type QuestionParts } from "../go/index.ts";
import { ownWords } from "./checkout.ts";
import { lackOf } from "./lack.ts";

/** A fetch of one commit; a server that does not answer is none that has it. */
const FETCH_MS = 60_000;

interface GitAnswer {
  readonly ok: boolean;
  readonly out: string;
  /** The first line of its complaint. */
  readonly err: string;
  readonly isLate: boolean;
}

/** git in one folder, without hooks, prompts and locks. */
export class Git {
  readonly #cwd: string;
  readonly #caller: Caller;
  readonly #own: readonly string[];

  constructor(cwd: string, { env, groups }: Caller) {
    this.#cwd = cwd;
    this.#own = ownWords(cwd, env);
    const own = {
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
      GIT_LFS_SKIP_SMUDGE: "1",
      LC_ALL: "C",
    };
    this.#caller = { env: { ...env, ...own }, groups };
  }

  async run(
    args: readonly string[],
    { env: more = {}, ...question }: QuestionParts & { readonly env?: Caller["env"] } = {},
  ): Promise<GitAnswer> {
    const { env, groups } = this.#caller;
    const caller = { env: { ...env, ...more }, groups };
    const answer = await ask("git", [...this.#own, ...args], this.#cwd, caller, question);
    return {
      ok: answer.code === 0,
      out: answer.stdout,
      err: answer.stderr.trim().split("\n")[0] ?? "",
      isLate: answer.isLate,
    };
  }

  async commitOf(ref: string): Promise<string | null> {
    const { ok, out } = await this.run([
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${ref}^{commit}`,
    ]);
    return ok && out.trim() !== "" ? out.trim() : null;
  }

  /** Null where the commit and its files are here, and why not; a shallow clone may have to fetch it. */
  async lacks(commit: string): Promise<string | null> {
    const look = ["cat-file", "-e", `${commit}^{tree}`];
    if ((await this.run(look)).ok) return null;
    const fetched = await this.fetch(commit);
    return (await this.run(look)).ok ? null : lackOf(fetched);
  }

  /** Fetches one commit, by its hash or a ref. */
  fetch(what: string): Promise<GitAnswer> {
    const words = ["fetch", "--quiet", "--no-tags", "--depth=1", "--", "origin", what];
    return this.run(words, { timeoutMs: FETCH_MS });
  }
}
