import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { Linked } from "../../src/runner/reuse/linked.ts";
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
  "app/app_test.go":
    'package app\n\nimport (\n\t"testing"\n\n\t"example.com/flat/lib"\n)\n\nfunc TestLast(t *testing.T) { lib.At(nil, 3) }\n',
  "reads/reads_test.go":
    'package reads\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestConfig(t *testing.T) {\n\tif _, err := os.Stat("../calm.go"); err != nil {\n\t\tpanic(err)\n\t}\n}\n',
  "runs/runs_test.go":
    'package runs\n\nimport (\n\t"os/exec"\n\t"testing"\n)\n\nfunc TestTool(t *testing.T) {\n\tif err := exec.Command("go", "run", "example.com/flat/tool").Run(); err != nil {\n\t\tpanic(err)\n\t}\n}\n',
  "finds/finds.go":
    'package finds\n\nimport (\n\t"os"\n\t"path/filepath"\n\t"runtime"\n)\n\nfunc Notes() string {\n\t_, file, _, _ := runtime.Caller(0)\n\ttext, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "notes.md"))\n\treturn string(text)\n}\n',
  "finds/notes.md": "calm\n",
  "found/found_test.go":
    'package found\n\nimport (\n\t"testing"\n\n\t"example.com/flat/finds"\n)\n\nfunc TestNotes(t *testing.T) {\n\tif finds.Notes() != "calm\\n" {\n\t\tpanic("not calm")\n\t}\n}\n',
  "tool/tool.go": "package main\n\nfunc main() {}\n",
  "calm.go": "package flat\n",
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
      ["./app", ...words, "--out", join(repository.path, "../out")],
      repository.path,
    );
    return JSON.parse(stdout) as Report;
  };

  // How the base was built, what its incident is against it, and why.
  test.each([
    ["another package", { "other/other.go": "package other\n\nvar X int\n" }, null, UNTOUCHED],
    ["prose elsewhere", { "README.md": "# flatter\n", ".github/w.yml": "a: b\n" }, null, UNTOUCHED],
    ["a test of what it imports", { "lib/lib_test.go": "package lib\n" }, "overlay", SAME],
    [
      "a package below one that embeds",
      { "lib/inner/inner.go": "package inner\n\nvar X int\n" },
      "overlay",
      SAME,
    ],
    ["a package below its own", { "app/sub/sub.go": "package sub\n" }, "overlay", null],
    ["prose beside what it imports", { "lib/README.md": "# library\n" }, "overlay", null],
    ["prose among data", { "other/testdata/a.md": "# a\n" }, "overlay", null],
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

  test.each([
    ["a file that a test finds above its folder", "reads", "git rm -q calm.go"],
    ["a file beside a source that looks for itself", "found", "echo no >finds/notes.md"],
    [
      "a program that a test runs",
      "runs",
      'printf "package main\nfunc main() { panic(1) }\n" >tool/tool.go',
    ],
  ])("is asked on the base where what differs is %s", (_, name, change) => {
    git(repository.path, "checkout", "-q", "-B", "head", "main");
    spawnSync("sh", ["-c", change], { cwd: repository.path });
    git(repository.path, "commit", "-q", "-a", "-m", "head");
    const words = ["--variants", "default", "--attempts", "2", "--as", "json", "--base", "main"];
    const { stdout } = panicpath(
      [`./${name}`, ...words, "--out", join(repository.path, "../out")],
      repository.path,
    );
    const { incidents } = JSON.parse(stdout) as Report;
    expect(incidents.map((one) => [one.package, one.baseline])).toEqual([
      [`example.com/flat/${name}`, "new"],
    ]);
  });

  test("is built in a folder of its own where it is reached through a link", () => {
    git(repository.path, "checkout", "-q", "-B", "linked", "main");
    symlinkSync("lib", join(repository.path, "alias"));
    commit(
      repository,
      {
        "lib/lib.go": `${SOURCES["lib/lib.go"]}\nfunc Calm() {}\n`,
        "via/via_test.go":
          'package via\n\nimport (\n\t"testing"\n\n\t"example.com/flat/alias"\n)\n\nfunc TestCalm(t *testing.T) { lib.Calm() }\n',
      },
      "linked",
    );
    commit(
      repository,
      { "lib/lib.go": `${SOURCES["lib/lib.go"]}\nfunc Calm() { panic(1) }\n` },
      "head",
    );
    const words = ["--variants", "default", "--attempts", "2", "--as", "json", "--base", "HEAD~1"];
    const { stdout } = panicpath(
      ["./via", ...words, "--out", join(repository.path, "../out")],
      repository.path,
    );
    const { base, incidents } = JSON.parse(stdout) as Report;
    expect(base.how).toBe("worktree");
    expect(incidents.map((one) => one.baseline)).toEqual(["new"]);
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
    const { stdout } = panicpath(["./app", ...words, "--out", join(clone.path, "out")], cwd);
    clone.remove();
    const { base, incidents } = JSON.parse(stdout) as Report;
    expect(base.state).toBe("unavailable");
    expect(incidents.map((one) => one.baseline)).toEqual(["unknown"]);
  });
});

describe("what a test binary is made of", () => {
  const part = (dir: string, embeds: boolean) => ({
    ...{ dir, embeds, files: [], isLinked: false, isListed: true },
    ...{ looksAround: false, readsCode: false, findsSources: false },
  });
  const linked = new Linked(
    [part("/r/a", false), part("/r/a/b/c", true), part("/r/m/x", false)],
    true,
  );
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
