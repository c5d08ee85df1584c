import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { Linked } from "../../src/runner/index.ts";
import { Folder, hasGo, panicpath } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";

const SOURCES = {
  "go.mod": "module example.com/flat\n\ngo 1.21\n",
  "README.md": "# flat\n",
  "config.json": "{}\n",
  "lib/lib.go":
    'package lib\n\nimport "embed"\n\n//go:embed assets\nvar Assets embed.FS\n\nfunc At(all []int, at int) int { return all[at] }\n',
  "lib/README.md": "# lib\n",
  "lib/assets/deep/a.txt": "a\n",
  "lib/inner/inner.go": "package inner\n",
  "app/app.go": "package app\n",
  "app/app_test.go": `package app

import (
	"os"
	"strings"
	"testing"

	"example.com/flat/lib"
)

func TestLast(t *testing.T) {
	config, _ := os.ReadFile("../config.json")
	if !strings.Contains(string(config), "calm") {
		lib.At(nil, 3)
	}
}
`,
  "other/other.go": "package other\n",
  "other/other_test.go": 'package other\n\nimport "testing"\n\nfunc TestOther(t *testing.T) {}\n',
};

const UNTOUCHED =
  "nothing that its tests are made of differs from the base, and no file beside them";
const SAME = "the test binary is the same on the base, and no file beside it changed";

const withGo = hasGo && hasGit ? describe : describe.skip;

withGo("a package that fails, and of which nothing differs from the base", () => {
  let repository: Folder;
  beforeAll(() => {
    repository = new Folder({});
    git(repository.path, "init", "-q", "-b", "main");
    commit(repository, SOURCES, "base");
  });
  afterAll(() => repository.remove());

  const run = (changed: Record<string, string>): Report => {
    git(repository.path, "checkout", "-q", "-B", "head", "main");
    commit(repository, changed, "head");
    const words = ["--variants", "default", "--attempts", "2", "--as", "json", "--base", "main"];
    const { stdout } = panicpath(
      [...words, "--out", join(repository.path, "../out")],
      repository.path,
    );
    return JSON.parse(stdout) as Report;
  };

  // How the base was built, what its incident is against it, and why.
  test.each([
    ["another package", { "other/other.go": "package other\n\nvar X int\n" }, null, UNTOUCHED],
    ["a package below its own", { "app/sub/sub.go": "package sub\n" }, null, UNTOUCHED],
    [
      "a package below one that embeds",
      { "lib/inner/inner.go": "package inner\n\nvar X int\n" },
      "overlay",
      SAME,
    ],
    ["prose elsewhere", { "README.md": "# flatter\n", ".github/w.yml": "a: b\n" }, null, UNTOUCHED],
    ["prose beside what it imports", { "lib/README.md": "# library\n" }, "overlay", SAME],
    ["a file that is not code", { "config.json": "{ }\n" }, "overlay", null],
    ["prose beside it", { "app/README.md": "# app\n" }, "overlay", null],
    ["what it imports embeds, further down", { "lib/assets/deep/a.txt": "b\n" }, "overlay", null],
    ["go.mod", { "go.mod": "module example.com/flat\n\ngo 1.22\n" }, "worktree", null],
    ["Go files that its tests may read", { "other/testdata/x.go": "package x\n" }, "overlay", null],
  ] as const)("is known where what differs is %s", (_, changed, how, why) => {
    const { base, incidents } = run(changed);
    expect(base).toMatchObject({ state: "compared", how });
    expect(incidents.map((one) => [one.baseline, one.baselineReason])).toEqual([["known", why]]);
  });

  test("is not known where git can't tell what differs: a clone without blobs, and without its origin", () => {
    git(repository.path, "config", "uploadpack.allowFilter", "true");
    git(repository.path, "checkout", "-q", "-B", "head", "main");
    commit(repository, { "lib/lib.go": `${SOURCES["lib/lib.go"]}\nvar X int\n` }, "head");
    const clone = new Folder({});
    const from = ["--filter=blob:none", `file://${repository.path}`, "r"];
    git(clone.path, "clone", "-q", ...from);
    const cwd = join(clone.path, "r");
    git(cwd, "remote", "set-url", "origin", "file:///nonexistent");
    const words = ["--variants", "default", "--attempts", "2", "--as", "json", "--base", "HEAD~1"];
    const { stdout } = panicpath([...words, "--out", join(clone.path, "out")], cwd);
    clone.remove();
    const { base, incidents } = JSON.parse(stdout) as Report;
    expect(base.state).toBe("unavailable");
    expect(incidents.map((one) => one.baseline)).toEqual(["unknown"]);
  });

  test("is asked on the base where a file of the repository decides", () => {
    git(repository.path, "checkout", "-q", "-B", "main", "main");
    commit(repository, { "config.json": '{"calm":1}\n' }, "calm");
    const { incidents } = run({ "config.json": "{}\n" });
    expect(incidents.map((one) => one.baseline)).toEqual(["new"]);
  });
});

describe("what a test binary is made of", () => {
  const linked = new Linked(["/r/a", "/r/a/b/c", "/r/m/x"], ["/r/a/b/c"]);
  test.each([
    ["/r/a/a.go", true],
    ["/r/a/b/b.go", false],
    ["/r/a/b/c/assets/deep/a.txt", true],
    ["/r/ab/a.go", false],
    // A module of git's that holds a package.
    ["/r/m", true],
    ["/r/mm", false],
    ["/r/go.txt", false],
  ])("may have %s in it: %s", (file, expected) => {
    expect(linked.has(file)).toBe(expected);
  });
});
