import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, realPath } from "../files/index.ts";
import type { Caller } from "../go/index.ts";
import { Git } from "./client.ts";

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
  /** Something that differs is reached by another name too: through a link that git knows. */
  readonly isLinked: boolean;
}

/** What the work tree has changed since a commit, staged, unstaged and untracked; throws where git can't tell. */
export async function differenceTo(
  root: string,
  caller: Caller,
  commit: string,
): Promise<Difference> {
  const git = new Git(root, caller);
  const changed = await changedNames(git, commit);
  const others = await git.run(["ls-files", "-z", "--others", "--exclude-standard"]);
  if (changed === null || !others.ok) throw new Error("git can't tell what differs from it");
  const fields = changed.split("\0").filter((field) => field !== "");
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
  const targets = await linkTargets(git, root);
  return {
    files,
    renames,
    isLinked: files.some(({ path }) => isReached(join(root, path), targets)),
  };
}

/** Where the links that git knows lead in the repository; throws where it can't tell. */
async function linkTargets(git: Git, root: string): Promise<ReadonlySet<string>> {
  const { ok, out } = await git.run(["ls-files", "-s", "-z"]);
  if (!ok) throw new Error("git can't tell which links it knows");
  const links = out.split("\0").filter((entry) => entry.startsWith("120000 "));
  const paths = links.map((entry) => join(root, entry.slice(entry.indexOf("\t") + 1)));
  const isHere = (real: string): boolean => real === root || real.startsWith(`${root}/`);
  return new Set(paths.map(realPath).filter((real, at) => real !== paths[at] && isHere(real)));
}

/** A link leads to the path, or to a folder above it. */
function isReached(path: string, targets: ReadonlySet<string>): boolean {
  const above = dirname(path);
  return targets.has(path) || (above !== path && isReached(above, targets));
}

/** Renames are found by content, which a clone without blobs may not have: then there are none. */
async function changedNames(git: Git, commit: string): Promise<string | null> {
  for (const renames of ["-M", "--no-renames"]) {
    // A project may tell git to look away from its submodules.
    const own = ["--no-ext-diff", "--ignore-submodules=untracked"];
    const words = ["diff", "--name-status", "-z", renames, ...own, commit, "--"];
    const { ok, out } = await git.run(words);
    if (ok) return out;
  }
  return null;
}

/** What git says of the lines that differ from a commit, in the files named; null where it can't tell. */
export async function lineDifference(
  root: string,
  caller: Caller,
  commit: string,
  files: readonly string[],
): Promise<string | null> {
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
  return ok ? out : null;
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

/** Of files of a repository, absolute, those that git ignores and does not know; null where it can't tell. */
export async function ignoredAmong(
  root: string,
  caller: Caller,
  files: readonly string[],
): Promise<ReadonlySet<string> | null> {
  if (files.length === 0) return new Set();
  const git = new Git(root, caller);
  const { out, err } = await git.run(["check-ignore", "-z", "--stdin"], {
    input: [...new Set(files)].join("\0"),
  });
  // It ends with 1 where it ignores none.
  return err === "" ? new Set(out.split("\0").filter((file) => file !== "")) : null;
}
