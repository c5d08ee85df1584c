import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";

const STORE = `package store

func Get(m map[string][]int, k string, i int) int { return m[k][i] }

func Put(m map[string][]int, k string, v int) { m[k] = append(m[k], v) }
`;
const LAST =
  "\n// Last gives the newest value.\nfunc Last(m map[string][]int, k string) int { return m[k][len(m[k])-1] }\n";
const TEST = `package store

import "testing"

func TestGet(t *testing.T) {
	m := map[string][]int{}
	Put(m, "a", 1)
	if Get(m, "a", 0) != 1 {
		t.Fatal("want 1")
	}
}
`;
const TEST_LAST = '\nfunc TestLast(t *testing.T) { Last(nil, "a") }\n';
const LATE =
  'package store\n\nimport "testing"\n\nfunc TestLate(t *testing.T) { Put(nil, "a", 1) }\n';

const withGo = hasGo && hasGit ? describe : describe.skip;

withGo("the base", () => {
  let origin: Folder;
  const out = new Folder({});
  const run = (
    cwd: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): { code: number | null; report: Report } => {
    const words = [
      "--variants",
      "default",
      "--fail-on",
      "new",
      "--attempts",
      "2",
      "--out",
      join(out.path, "o"),
      "--as",
      "json",
      "--annotations",
      "never",
    ];
    const ended = panicpath([...words, ...args], cwd, env);
    return { code: ended.code, report: JSON.parse(ended.stdout) as Report };
  };
  const changes = (report: Report): (string | null)[][] =>
    report.incidents.map((incident) => [incident.test, incident.baseline]);

  beforeAll(() => {
    origin = new Folder({});
    git(origin.path, "init", "-q", "-b", "main");
    commit(
      origin,
      {
        "sub/go.mod": "module example.com/pr\n\ngo 1.21\n",
        "sub/store/store.go": STORE,
        "sub/store/store_test.go": TEST,
      },
      "one",
    );
    git(origin.path, "checkout", "-q", "-b", "feature");
    commit(
      origin,
      { "sub/store/store.go": STORE + LAST, "sub/store/store_test.go": TEST + TEST_LAST },
      "feature",
    );
    git(origin.path, "checkout", "-q", "main");
    commit(origin, { "sub/store/late_test.go": LATE }, "the target gains a panic");
    git(origin.path, "checkout", "-q", "-b", "merge");
    git(origin.path, "merge", "-q", "--no-ff", "-m", "merge", "feature");
    git(origin.path, "config", "uploadpack.allowAnySHA1InWant", "true");
  });
  afterAll(() => {
    origin.remove();
    out.remove();
  });

  test("of a pull request's merge ref, cloned with depth 1, is its first parent", () => {
    const clone = new Folder({});
    git(
      clone.path,
      "clone",
      "-q",
      "--depth",
      "1",
      "--branch",
      "merge",
      `file://${origin.path}`,
      "r",
    );
    const { code, report } = run(join(clone.path, "r/sub"), [], {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_BASE_REF: "main",
    });
    clone.remove();
    // store.go is the change's own; late_test.go came with the target.
    const touched = report.incidents.map((one) => [one.site?.file, one.changedHere]);
    expect(touched).toContainEqual(["sub/store/store.go", true]);
    const frames = report.incidents.flatMap(({ path }) => path.filter((frame) => frame.inChange));
    expect(frames.map(({ file, line }) => `${file}:${line}`).sort()).toEqual([
      "sub/store/store.go:8",
      "sub/store/store_test.go:13",
    ]);
    // So is the line in it; the target's own is none of the change.
    const lines = report.findings
      .filter((one) => one.rule === "panic")
      .map((one) => [one.test, one.inChange]);
    expect(lines.sort()).toEqual([
      ["TestLast", true],
      ["TestLate", false],
    ]);
    expect(report.base).toMatchObject({ state: "compared", how: "overlay" });
    expect(changes(report)).toEqual([
      ["TestLast", "new"],
      ["TestLate", "known"],
    ]);
    expect(code).toBe(1);
  });

  test("of a head that is checked out alone, with depth 1, is fetched, or not known", () => {
    const clone = new Folder({});
    const from = ["--depth", "1", "--branch", "feature", `file://${origin.path}`, "r"];
    git(clone.path, "clone", "-q", ...from);
    const repo = join(clone.path, "r");
    const event = {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_BASE_REF: "main",
    };
    expect(run(join(repo, "sub"), [], event).report.base.state).toBe("compared");
    // What an earlier fetch left behind, as actions/checkout does, is not the target.
    git(repo, "fetch", "-q", "origin", "feature");
    git(repo, "remote", "set-url", "origin", "file:///nonexistent");
    const { report } = run(join(repo, "sub"), [], event);
    clone.remove();
    expect(report.base.state).toBe("unavailable");
    expect(changes(report)).toEqual([["TestLast", "unknown"]]);
  });

  test("leaves a dirty checkout as it is, and is found in a nested module", () => {
    git(origin.path, "checkout", "-q", "feature");
    const file = join(origin.path, "sub/store/store.go");
    const dirty = `${STORE}${LAST}\n// dirty\n`;
    origin.write({ "sub/store/store.go": dirty, "sub/store/new_test.go": "package store\n" });
    git(origin.path, "add", "sub/store/store.go");
    const state = (): string =>
      git(origin.path, "status", "--porcelain=v2") +
      createHash("md5").update(readFileSync(file)).digest("hex");
    const before = state();
    const { code, report } = run(join(origin.path, "sub"), ["--base", "main"]);
    expect(state()).toBe(before);
    expect(git(origin.path, "worktree", "list").trim().split("\n").length).toBe(1);
    expect(report.base.reason).toBe("the merge base of HEAD and main");
    expect(changes(report)).toEqual([["TestLast", "new"]]);
    expect(report.incidents[0]?.site?.file).toBe("sub/store/store.go");
    expect(code).toBe(1);
    git(origin.path, "reset", "-q", "--hard");
    git(origin.path, "clean", "-q", "-f", "-d");
  });

  test("knows a panic whose file was renamed and moved down by 200 lines", () => {
    git(origin.path, "checkout", "-q", "-B", "moved", "feature");
    git(origin.path, "mv", "sub/store/store.go", "sub/store/moved.go");
    const filler = Array.from({ length: 200 }, (_, at) => `// line ${at}\n`).join("");
    const text = `package store\n${filler}${(STORE + LAST).replace("package store\n", "")}`;
    commit(origin, { "sub/store/moved.go": text }, "moved");
    const { code, report } = run(join(origin.path, "sub"), ["--base", "feature"]);
    expect(changes(report)).toEqual([["TestLast", "known"]]);
    expect(code).toBe(0);
  });

  test("tells by what differs that a panic is not the change's work", () => {
    git(origin.path, "checkout", "-q", "-B", "elsewhere", "feature");
    commit(origin, { "sub/other/other.go": "package other\n" }, "elsewhere");
    const { code, report } = run(join(origin.path, "sub"), ["--base", "feature"]);
    expect(report.incidents[0]?.baselineReason).toBe(
      "nothing that its tests are made of differs from the base, and no file beside them",
    );
    expect(code).toBe(0);
  });

  test("has a panic that only a new test reaches: that the suite is red now is new", () => {
    git(origin.path, "checkout", "-q", "-B", "newtest", "main");
    const test =
      'package store\n\nimport "testing"\n\nfunc TestEmpty(t *testing.T) { Get(nil, "a", 3) }\n';
    commit(
      origin,
      { "sub/store/empty_test.go": test, "sub/store/late_test.go": "package store\n" },
      "a new test",
    );
    const { code, report } = run(join(origin.path, "sub"), ["--base", "main"]);
    expect(changes(report)).toEqual([["TestEmpty", "new"]]);
    expect(report.incidents[0]?.baselineReason).toBe("new test; the base's own code fails it too");
    expect(code).toBe(1);
  });

  test("that does not build leaves it open whether a panic is new", () => {
    git(origin.path, "checkout", "-q", "-B", "broken", "feature");
    commit(origin, { "sub/store/bad.go": "package store\n\nvar x = y\n" }, "bad");
    git(origin.path, "checkout", "-q", "-B", "mended", "broken");
    git(origin.path, "rm", "-q", "sub/store/bad.go");
    commit(origin, {}, "mended");
    const { code, report } = run(join(origin.path, "sub"), ["--base", "broken"]);
    expect(report.incidents[0]).toMatchObject({
      baseline: "unknown",
      baselineReason: "example.com/pr/store does not build or does not start on the base",
    });
    expect(code).toBe(1);
  });

  test("a ref that nobody knows is told before the tests run", () => {
    git(origin.path, "checkout", "-q", "feature");
    const { stderr } = panicpath(["--base", "nowhere", "--out", "o"], join(origin.path, "sub"));
    expect(stderr.split("\n")[0]).toMatch(/^no base: git knows no commit "nowhere" here/);
  });

  test.each([
    [
      "an unknown ref",
      ["--base", "nowhere"],
      'no base: git knows no commit "nowhere" here: fetch it first, in a job by fetch-depth: 0 at actions/checkout',
      1,
    ],
    [
      "the same, taken lightly",
      ["--base", "nowhere", "--unknown-baseline", "pass"],
      'no base: git knows no commit "nowhere" here: fetch it first, in a job by fetch-depth: 0 at actions/checkout',
      0,
    ],
  ])("%s", (_, args, warning, code) => {
    git(origin.path, "checkout", "-q", "feature");
    const ended = run(join(origin.path, "sub"), args);
    expect(ended.report.warnings).toContain(warning);
    expect(ended.report.incidents[0]?.baseline).toBe("unknown");
    expect(ended.code).toBe(code);
  });

  test("is asked before the variants cost time", () => {
    git(origin.path, "checkout", "-q", "feature");
    const words = ["--variants", "default,noinline", "--base", "main", "--attempts", "2"];
    const { stderr } = panicpath([...words, "--out", "o"], join(origin.path, "sub"));
    const phases = stderr.split("\n").filter((line) => /^(?:building|running)/.test(line));
    expect(phases).toEqual([
      "building the base (default)",
      "building new tests on the base (default)",
      "building the tests (noinline)",
      "running under noinline",
    ]);
  });

  test("of a first push is not known", () => {
    const event = join(out.path, "event.json");
    out.write({ "event.json": JSON.stringify({ before: "0".repeat(40) }) });
    const { report } = run(join(origin.path, "sub"), [], {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "push",
      GITHUB_EVENT_PATH: event,
    });
    expect(report.base).toMatchObject({
      state: "unavailable",
      reason: "no base: the push made a new branch, so there is no commit before it",
    });
  });
});
