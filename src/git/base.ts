import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "../files/index.ts";
import type { Caller } from "../go/index.ts";
import { ImpossibleError } from "../model/index.ts";
import { Git } from "./client.ts";
import type { Difference } from "./difference.ts";
import { lackOf } from "./lack.ts";

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

const unavailable = (ref: string | null, reason: string): ResolvedBase => ({
  kind: "unavailable",
  ref,
  reason,
});

const FETCH = "fetch it first, in a job by fetch-depth: 0 at actions/checkout";

async function mergeBase(git: Git, ref: string): Promise<ResolvedBase> {
  const inside = await git.run(["rev-parse", "--is-inside-work-tree"]);
  if (!inside.ok) return unavailable(ref, `no base: ${inside.err || "git does not answer here"}`);
  const commit = await git.commitOf(ref);
  if (commit === null)
    return unavailable(ref, `no base: git knows no commit "${ref}" here: ${FETCH}`);
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
  if (tip !== null) return mergeBase(git, tip);
  return unavailable(ref, `no base: ${ref} can't be fetched (${lackOf(fetched)})`);
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
