import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { checkoutAround, ownWords } from "../../src/git/checkout.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "checkout-")));
  mkdirSync(join(root, "work", "inner"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A `.git` that belongs to somebody else than the folders beside it. */
function strangersGit(dir: string): void {
  const git = join(dir, ".git");
  if (process.getuid?.() === 0) {
    mkdirSync(git);
    chownSync(git, 12345, 12345);
  } else {
    symlinkSync("/etc", git);
  }
}

const trust = (cwd: string, env: Record<string, string>): string[] =>
  ownWords(cwd, env).filter((word) => word.startsWith("safe.directory="));

describe("whose checkout is read", () => {
  test("in a job the one that is worked in, and no other", () => {
    mkdirSync(join(root, "work", ".git"));
    const inner = join(root, "work", "inner");
    expect(checkoutAround(inner)).toBe(join(root, "work"));
    expect(trust(inner, { CI: "true" })).toEqual([`safe.directory=${root}/work`]);
    expect(trust(inner, { GITHUB_ACTIONS: "true" })).toEqual([`safe.directory=${root}/work`]);
  });

  test("outside of a job git decides", () => {
    mkdirSync(join(root, "work", ".git"));
    expect(trust(join(root, "work"), {})).toEqual([]);
    expect(trust(join(root, "work"), { CI: "false" })).toEqual([]);
  });

  test("never a .git that somebody else put above the folder", () => {
    strangersGit(root);
    expect(trust(join(root, "work"), { CI: "true" })).toEqual([]);
  });
});
