import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { git } from "./git.ts";

/** A module of which one version panics in a test of the next. */
export interface RealCase {
  readonly module: string;
  readonly fixed: string;
  readonly broken: string;
  /** The test that panics under the broken version. */
  readonly test: string;
  readonly file: string;
}

/** Comparing an uncomparable value while encoding; a deferred function panics again. */
export const TOML: RealCase = {
  module: "github.com/BurntSushi/toml",
  fixed: "v1.2.1",
  broken: "v1.2.0",
  test: "TestEncodeOmitEmpty/fields_with_omitempty_are_omitted_when_empty",
  file: "encode.go",
};

/** Needs the module proxy. Gives the folder of a published version, which can't be written. */
function moduleDir(module: string, version: string): string {
  const asked = ["mod", "download", "-json", `${module}@${version}`];
  const ended = spawnSync("go", asked, { cwd: "/", encoding: "utf8" });
  const { Dir } = JSON.parse(ended.stdout || "{}") as { Dir?: string };
  if (Dir === undefined) throw new Error(`go ${asked.join(" ")}: ${ended.stdout}${ended.stderr}`);
  return Dir;
}

/** Puts the sources of one version under the tests of the fixed one into a folder, its .git left alone. */
export function layVersion(real: RealCase, version: string, dir: string): void {
  for (const name of readdirSync(dir)) {
    if (!name.startsWith(".git")) rmSync(join(dir, name), { recursive: true });
  }
  const fixed = moduleDir(real.module, real.fixed);
  const isTest = (path: string): boolean => path.endsWith("_test.go");
  copy(moduleDir(real.module, version), dir, (path) => !isTest(path));
  copy(fixed, dir, (path) => statSync(path).isDirectory() || isTest(path));
}

/** Files of the module cache are read-only; copies of them must not be. */
function copy(from: string, to: string, filter: (path: string) => boolean): void {
  cpSync(from, to, { recursive: true, filter });
  const makeWritable = (path: string): void => {
    const isFolder = statSync(path).isDirectory();
    chmodSync(path, isFolder ? 0o755 : 0o644);
    if (isFolder) for (const name of readdirSync(path)) makeWritable(join(path, name));
  };
  for (const name of readdirSync(to)) {
    if (!name.startsWith(".git")) makeWritable(join(to, name));
  }
}

/**
 * A pull request as actions/checkout shows it: main holds the fixed version, branch feature
 * another one, and the merge of both is checked out. Gives the head of the pull request.
 */
export function makePullRequest(real: RealCase, version: string, dir: string): string {
  git(dir, "checkout", "-q", "-B", "feature", "main");
  layVersion(real, version, dir);
  git(dir, "add", "-A");
  git(dir, "commit", "-q", "--allow-empty", "-m", version);
  const head = git(dir, "rev-parse", "HEAD").trim();
  git(dir, "checkout", "-q", "-B", "merge", "main");
  git(dir, "merge", "-q", "--no-ff", "-m", "merge", "feature");
  return head;
}
