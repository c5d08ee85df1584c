import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, type Caller, type QuestionParts } from "../go/index.ts";
import { ImpossibleError } from "../model/index.ts";

/** A fetch of one commit; a server that does not answer is none that has it. */
const FETCH_MS = 60_000;

/** What the base should be: a ref of the user's, or by the event of a workflow. */
export type BaseRequest =
  | { readonly kind: "ref"; readonly ref: string }
  | { readonly kind: "pull_request"; readonly baseRef: string | null }
  | { readonly kind: "commit"; readonly commit: string | null; readonly why: string };

export type ResolvedBase =
  | {
      readonly kind: "found";
      readonly ref: string;
      readonly commit: string;
      readonly reason: string;
    }
  | { readonly kind: "unavailable"; readonly ref: string | null; readonly reason: string };

/** Finds the commit to compare with; says why it is that one, or why there is none. */
export async function resolveBase(
  cwd: string,
  caller: Caller,
  request: BaseRequest,
): Promise<ResolvedBase> {
  const git = new Git(cwd, caller);
  try {
    return await resolveWith(git, request);
  } catch (error) {
    if (!(error instanceof ImpossibleError)) throw error;
    return unavailable(null, "no base: there is no git on the PATH");
  }
}

function resolveWith(git: Git, request: BaseRequest): Promise<ResolvedBase> {
  switch (request.kind) {
    case "ref":
      return mergeBase(git, request.ref);
    case "commit":
      return exactCommit(git, request.commit, request.why);
    case "pull_request":
      return pullRequestBase(git, request.baseRef);
  }
}

interface GitAnswer {
  readonly ok: boolean;
  readonly out: string;
  /** The first line of its complaint. */
  readonly err: string;
  readonly isLate: boolean;
}

/** git in one folder, without hooks, prompts and locks. */
class Git {
  readonly #cwd: string;
  readonly #caller: Caller;

  constructor(cwd: string, { env, groups }: Caller) {
    this.#cwd = cwd;
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
    const own = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];
    const { env, groups } = this.#caller;
    const caller = { env: { ...env, ...more }, groups };
    const answer = await ask("git", [...own, ...args], this.#cwd, caller, question);
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
    const { isLate, err } = await this.fetch(commit);
    if ((await this.run(look)).ok) return null;
    return isLate ? err : "a force push, or no access";
  }

  /** Fetches one commit, by its hash or a ref. */
  fetch(what: string): Promise<GitAnswer> {
    const words = ["fetch", "--quiet", "--no-tags", "--depth=1", "--", "origin", what];
    return this.run(words, { timeoutMs: FETCH_MS });
  }
}

const unavailable = (ref: string | null, reason: string): ResolvedBase => ({
  kind: "unavailable",
  ref,
  reason,
});

async function mergeBase(git: Git, ref: string): Promise<ResolvedBase> {
  const inside = await git.run(["rev-parse", "--is-inside-work-tree"]);
  if (!inside.ok) return unavailable(ref, `no base: ${inside.err || "git does not answer here"}`);
  const commit = await git.commitOf(ref);
  if (commit === null)
    return unavailable(ref, `no base: git knows no commit "${ref}"; fetch it first`);
  const merged = await git.run(["merge-base", "HEAD", commit]);
  const found = merged.out.trim();
  if (!merged.ok || found === "") {
    const reason = `${ref} itself: no merge base with HEAD is known (a shallow clone, or unrelated histories)`;
    return { kind: "found", ref, commit, reason };
  }
  return { kind: "found", ref, commit: found, reason: `the merge base of HEAD and ${ref}` };
}

async function exactCommit(git: Git, commit: string | null, why: string): Promise<ResolvedBase> {
  if (commit === null) return unavailable(null, `no base: ${why} is not known`);
  if (/^0+$/.test(commit)) {
    return unavailable(
      null,
      "no base: the push made a new branch, so there is no commit before it",
    );
  }
  const lack = await git.lacks(commit);
  if (lack === null) return { kind: "found", ref: commit, commit, reason: why };
  return unavailable(commit, `no base: ${commit} can't be fetched (${lack})`);
}

/** actions/checkout checks out the merge of a pull request: its first parent is the target as merged with. */
async function pullRequestBase(git: Git, baseRef: string | null): Promise<ResolvedBase> {
  const parents = await parentsOf(git);
  const [first] = parents;
  if (parents.length >= 2 && first !== undefined) {
    return exactCommit(git, first, "target branch at this merge");
  }
  if (baseRef === null) return unavailable(null, "no base: the event names no target branch");
  const ref = `origin/${baseRef}`;
  if ((await git.commitOf(ref)) !== null) return mergeBase(git, ref);
  // The head alone is checked out: its target's tip is the nearest that there is.
  const fetched = await git.fetch(`refs/heads/${baseRef}`);
  const tip = fetched.ok ? await git.commitOf("FETCH_HEAD") : null;
  return mergeBase(git, tip ?? ref);
}

/** One file that differs between the base and the folder as it is, relative to the repository. */
export interface ChangedFile {
  readonly path: string;
  readonly inBase: boolean;
  readonly inHead: boolean;
}

export interface Difference {
  readonly files: readonly ChangedFile[];
  /** Old path to new path. */
  readonly renames: ReadonlyMap<string, string>;
}

/** What the work tree has changed since a commit, staged, unstaged and untracked. */
export async function differenceTo(
  root: string,
  caller: Caller,
  commit: string,
): Promise<Difference> {
  const git = new Git(root, caller);
  const diff = await git.run(["diff", "--name-status", "-z", "-M", "--no-ext-diff", commit, "--"]);
  const others = await git.run(["ls-files", "-z", "--others", "--exclude-standard"]);
  const fields = diff.out.split("\0").filter((field) => field !== "");
  const files: ChangedFile[] = [];
  const renames = new Map<string, string>();
  for (let at = 0; at < fields.length; ) {
    const status = fields[at] ?? "";
    const path = fields[at + 1] ?? "";
    if (/^[RC]/.test(status)) {
      const to = fields[at + 2] ?? "";
      if (status.startsWith("R")) {
        files.push({ path, inBase: true, inHead: false });
        renames.set(path, to);
      }
      files.push({ path: to, inBase: false, inHead: true });
      at += 3;
    } else {
      files.push({ path, inBase: !status.startsWith("A"), inHead: !status.startsWith("D") });
      at += 2;
    }
  }
  for (const path of others.out.split("\0")) {
    if (path !== "") files.push({ path, inBase: false, inHead: true });
  }
  return { files, renames };
}

/** What git says of the lines that differ from a commit, in the files named; "" where it says nothing. */
export async function lineDifference(
  root: string,
  caller: Caller,
  commit: string,
  files: readonly string[],
): Promise<string> {
  const words = [
    "diff",
    "-U0",
    "--inter-hunk-context=0",
    "--no-prefix",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "-M",
  ];
  const own = ["-c", "core.quotepath=false", "--literal-pathspecs"];
  const { ok, out } = await new Git(root, caller).run([...own, ...words, commit, "--", ...files]);
  return ok ? out : "";
}

/** The commits whose work is checked out: HEAD, and what it merges. Empty without git. */
export async function checkedOut(cwd: string, caller: Caller): Promise<string[]> {
  try {
    const git = new Git(cwd, caller);
    const head = await git.commitOf("HEAD");
    return head === null ? [] : [head, ...(await parentsOf(git))];
  } catch (error) {
    if (error instanceof ImpossibleError) return [];
    throw error;
  }
}

/** Of HEAD, as its commit object names them: a shallow clone hides them from rev-list. */
async function parentsOf(git: Git): Promise<string[]> {
  const head = await git.run(["cat-file", "-p", "HEAD"]);
  const header = head.out.split("\n\n")[0] ?? "";
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? "");
}

/**
 * Writes the files of a commit, all or the named, into a folder, through an index of its own: the
 * user's checkout, index and worktree list stay as they are, and no hook runs.
 */
export async function layOutCommit(
  root: string,
  caller: Caller,
  commit: string,
  dir: string,
  paths: readonly string[] | null,
): Promise<string | null> {
  const git = new Git(root, caller);
  mkdirSync(dir, { recursive: true });
  const env = { GIT_INDEX_FILE: `${dir}.index` };
  const read = await git.run(["read-tree", commit], { env });
  if (!read.ok) return read.err;
  const files = paths === null ? ["--all"] : ["-z", "--stdin"];
  const out = await git.run(["checkout-index", "--force", `--prefix=${dir}/`, ...files], {
    env,
    input: paths?.map((path) => `${path}\0`).join("") ?? "",
  });
  return out.ok ? null : out.err;
}

export function sameFile(left: string, right: string): boolean {
  try {
    return digest(left) === digest(right);
  } catch {
    return false;
  }
}

const digest = (file: string): string =>
  createHash("sha256").update(readFileSync(file)).digest("hex");

/** Whether a folder holds Go files. */
export function hasGoFiles(dir: string): boolean {
  return existsSync(dir) && readdirSync(dir).some((name) => name.endsWith(".go"));
}

/** The overlay that shows a base's files in head's folder. Source: go help build, -overlay. */
export function overlayOf(root: string, baseDir: string, difference: Difference): string {
  const replace: Record<string, string> = {};
  for (const { path, inBase } of difference.files) {
    replace[join(root, path)] = inBase ? join(baseDir, path) : "";
  }
  return JSON.stringify({ Replace: replace });
}
