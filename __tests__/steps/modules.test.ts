import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Incident, Report } from "../../src/model/index.ts";
import { hasGo, ROOT, reportOf } from "../support/cli.ts";
import { git, hasGit } from "../support/git.ts";

const MODULES = join(ROOT, "__fixtures__/modules");
const withGo = hasGo && hasGit ? describe : describe.skip;

/** A copy of a module, that a run may write into. */
function copyOf(name: string): string {
  const dir = join(mkdtempSync(join(tmpdir(), "panicpath-module-")), name);
  cpSync(join(MODULES, name), dir, { recursive: true });
  return dir;
}

/** What one sees of an incident at a glance. */
const glance = ({ kind, test, site, reproduction, reproduceProven }: Incident) => [
  kind,
  test,
  site === null ? null : `${site.file}:${site.line}`,
  reproduction,
  reproduceProven,
];

const outcomes = ({ tests }: Report) =>
  Object.fromEntries(tests.map(({ name, outcome }) => [name, outcome]));

withGo("a module that goes wrong in a way of its own", () => {
  const folders: string[] = [];
  const run = (name: string, args: readonly string[] = [], variants = "default") => {
    const dir = copyOf(name);
    folders.push(dir);
    return reportOf(["--variants", variants, ...args], dir);
  };
  afterAll(() => {
    for (const dir of folders) rmSync(join(dir, ".."), { recursive: true, force: true });
  });

  test.each<[string, readonly (readonly unknown[])[], number]>([
    [
      "exits",
      [
        ["exit", "TestFatal", "m_test.go:12", "always", true],
        ["exit", "TestExit", "m_test.go:16", "always", true],
      ],
      1,
    ],
    ["signals", [["signal", "TestKills", null, "always", true]], 1],
    [
      "sites",
      [
        ["panic", "TestFirst", "m.go:9", "always", true],
        ["panic", "TestSecond", "m.go:7", "always", true],
      ],
      1,
    ],
    ["cgodep", [], 0],
    ["initp", [["panic", null, "m_test.go:7", "always", true]], 1],
    ["mainexits", [["exit", null, null, "always", true]], 1],
    ["outlives", [["panic", "TestStarts", "m_test.go:15", "always", true]], 1],
    ["three", [["panic", "TestA", "m_test.go:5", "always", true]], 1],
    ["twopkg", [["panic", "TestA", "a/a.go:3", "always", true]], 1],
    ["broken", [["build", null, "lib/l.go:3", "once", null]], 1],
    ["exmain", [["panic", "ExampleDiv", "m.go:4", "always", true]], 1],
    ["rof", [], 0],
  ])("%s", (name, incidents, code) => {
    const { report, code: exit } = run(name);
    expect(report.incidents.map(glance)).toEqual(incidents);
    expect([exit, report.inlining.unread.lines, report.unread.lines]).toEqual([code, 0, 0]);
    expect(report.findings.filter((each) => each.rule === "test-failure")).toEqual([]);
  });

  test("exits: what was logged last is its headline, and a repeat knows its status", () => {
    const { report } = run("exits");
    expect(report.incidents.map((each) => [each.exitStatus, each.detail])).toEqual([
      [1, expect.stringMatching(/no such table: users$/)],
      [4, null],
    ]);
    expect(outcomes(report)).toMatchObject({ TestBetween: "pass", TestAfter: "pass" });
  });

  test("outlives: what ran at the time is said, and nothing of an order", () => {
    const [incident] = run("outlives").report.incidents;
    expect(incident).toMatchObject({
      note: "TestStarts had passed when the goroutine it started panicked, while TestInnocent ran",
      reproduce: "go test -count=1 .",
    });
  });

  test("names: a subtest with an address in its name is one test, and those behind it run", () => {
    const { report } = run("names", [], "default,noinline+gctrace");
    const [incident] = report.incidents;
    expect(report.incidents).toHaveLength(1);
    expect(incident).toMatchObject({
      note: null,
      reproduce: "go test -run '^TestAddr$' -count=1 .",
    });
    expect(report.tests).toHaveLength(3);
    expect(outcomes(report)).toMatchObject({ TestAddr: "fail", TestAfter: "pass" });
  });

  test("logfail: place and message are those of t.Fatal; a rerun that skips is no pass", () => {
    const { report } = run("logfail");
    const failed = report.tests.filter((each) => each.outcome === "fail");
    expect(
      failed.map(({ name, failedAt, failure, note }) => [name, failedAt?.line, failure, note]),
    ).toEqual([
      ["TestLogThenFatal", 9, "m_test.go:9: the reason", null],
      [
        "TestSkipsAlone",
        20,
        "m_test.go:20: fails in company",
        "alone TestSkipsAlone is skipped: tried with the whole package",
      ],
    ]);
  });

  test("misc: flags of the test binary stay in the line to paste", () => {
    const { report } = run("misc", ["--", "-level=-1"]);
    expect(report.incidents.map((each) => [each.reproduce, each.reproduceProven])).toEqual([
      ["go test -count=1 . -args -level=-1", true],
    ]);
  });

  test("three, twopkg: all tests of one place are told, and nothing is left to resume", () => {
    const three = run("three").report;
    expect([three.incidents[0]?.tests, three.warnings]).toEqual([["TestA", "TestB", "TestC"], []]);
    const two = run("twopkg").report;
    expect(two.incidents[0]?.elsewhere).toEqual([{ package: "example.com/two/b", test: "TestB" }]);
  });

  test("broken: what imports a package that does not build is named with it", () => {
    const { report } = run("broken", ["./user"]);
    expect(report.incidents.map((each) => [each.package, each.blocks])).toEqual([
      ["example.com/broken/lib", ["example.com/broken/user"]],
    ]);
    expect(report.notRun[0]?.because).toBe(report.incidents[0]?.fingerprint);
  });

  test("exmain: the path of an example begins with it", () => {
    const [incident] = run("exmain").report.incidents;
    expect(incident?.path.map((frame) => frame.function)).toEqual([
      "example.com/ex.ExampleDiv",
      "example.com/ex.Div",
    ]);
    expect(incident?.nonInlined).toBe(false);
  });

  test("racy: a race needs no count to be the race detector's, or it is said that it did not run", () => {
    const { report } = run("racy", [], "default,race");
    const race = report.variants.find((each) => each.name === "race");
    if (race?.state === "ran")
      expect(report.incidents[0]).toMatchObject({ kind: "race", note: null });
    else expect(report.warnings.join("\n")).toContain("variant race did not run");
  });

  test("hangs: one identity wherever it is looked at, known where both sides hang", () => {
    const dir = copyOf("hangs");
    folders.push(dir);
    git(dir, "init", "-q", "-b", "main");
    git(dir, "add", "-A");
    git(dir, "commit", "-q", "-m", "base");
    git(dir, "tag", "base");
    const args = [
      "--variants",
      "default",
      "--base",
      "base",
      "--fail-on",
      "new",
      "--",
      "-timeout=1s",
    ];
    git(dir, "mv", "m_test.go", "moved_test.go");
    git(dir, "commit", "-q", "-m", "moved");
    const { report, code } = reportOf(args, dir);
    expect(report.incidents.map((each) => [each.test, each.baseline])).toEqual([
      ["TestHangs", "known"],
    ]);
    // In the loop or in a helper: the alarm finds it where it happens to be.
    expect([8, 11, 17, 18, 19]).toContain(report.incidents[0]?.site?.line);
    expect([code, outcomes(report)]).toEqual([
      0,
      { TestBefore: "pass", TestHangs: "fail", TestAfter: "pass" },
    ]);
  });

  test.each([
    ["initp", "a panic in init"],
    ["mainexits", "os.Exit in TestMain"],
    ["broken", "a package that does not build"],
  ])("%s: %s on both sides is known, and so are the tests that never ran", (name) => {
    const dir = copyOf(name);
    folders.push(dir);
    git(dir, "init", "-q", "-b", "main");
    git(dir, "add", "-A");
    git(dir, "commit", "-q", "-m", "base");
    git(dir, "commit", "-q", "--allow-empty", "-m", "head");
    const { report, code } = reportOf(
      ["--variants", "default", "--base", "HEAD~1", "--fail-on", "new"],
      dir,
    );
    expect(report.notRun.map((each) => each.baseline)).toEqual(["known"]);
    expect([code, report.incidents.map((each) => each.baseline)]).toEqual([0, ["known"]]);
  });
});
