import { spawnSync } from "node:child_process";
import type { Folder } from "./cli.ts";

export const hasGit = spawnSync("git", ["--version"]).status === 0;

/** Runs git, or throws with what it said. */
export function git(cwd: string, ...args: readonly string[]): string {
  const own = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const ended = spawnSync("git", [...own, ...args], { cwd, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`git ${args.join(" ")}: ${ended.stderr}`);
  return ended.stdout;
}

/** Writes files and commits all there is. */
export function commit(
  folder: Folder,
  files: Readonly<Record<string, string>>,
  message: string,
): void {
  folder.write(files);
  git(folder.path, "add", "-A");
  git(folder.path, "commit", "-q", "-m", message);
}
