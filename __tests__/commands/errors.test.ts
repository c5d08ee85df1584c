import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { Folder, hasGo, panicpath } from "../support/cli.ts";

const MODULE = {
  "go.mod": "module example.com/x\n\ngo 1.21\n",
  "x_test.go": 'package x\n\nimport "testing"\n\nfunc TestA(t *testing.T) {}\n',
};
const module = new Folder(MODULE);
const empty = new Folder({});
afterAll(() => {
  module.remove();
  empty.remove();
});

/** One or two lines, no stack. */
function expectText(stderr: string, words: string): void {
  expect(stderr).toContain(words);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/^\s+at /m);
}

const withGo = hasGo ? describe : describe.skip;

withGo("what can't be run", () => {
  test.each([
    ["an unknown flag", ["--nosuch"], 2, "unknown flag --nosuch"],
    ["an unknown variant", ["--variants", "quick"], 2, 'unknown setting "quick"'],
    [
      "a flag among packages",
      ["--packages", "./... -toolexec=/bin/false"],
      2,
      "is a flag, not a package",
    ],
    ["a refused flag of go test", ["--", "-c"], 2, "-c can't be used"],
    [
      "a package pattern that matches nothing",
      ["./nosuch/..."],
      3,
      "no package matches ./nosuch/...",
    ],
  ])("%s", (_, args, code, words) => {
    const ended = panicpath([...args, "--out", join(empty.path, "out")], module.path);
    expectText(ended.stderr, words);
    expect(ended.code).toBe(code);
  });

  test("no go command", () => {
    const ended = panicpath(["--out", join(empty.path, "out")], module.path, {
      PATH: "/nonexistent",
    });
    expectText(ended.stderr, "no go command on the PATH");
    expect(ended.code).toBe(3);
  });

  test("no module", () => {
    const ended = panicpath(["--out", join(empty.path, "out")], empty.path);
    expectText(ended.stderr, "no go.mod in");
    expect(ended.code).toBe(3);
  });

  test("a Go that is too old", () => {
    const fake = new Folder({
      go: '#!/bin/sh\necho \'{"GOVERSION":"go1.19.13","GOMOD":"/x/go.mod"}\'\n',
    });
    panicpath(["--version"], fake.path);
    const ended = panicpath(["--out", join(empty.path, "out")], module.path, {
      PATH: `${fake.path}:/usr/bin:/bin`,
    });
    fake.remove();
    // The script is not executable as written: then there is no go command at all.
    expect(ended.stderr).toMatch(/go1\.19\.13 is too old|no go command/);
    expect(ended.code).toBe(3);
  });

  test("a file where the report folder should be", () => {
    writeFileSync(join(empty.path, "in-the-way"), "");
    const ended = panicpath(["--out", join(empty.path, "in-the-way")], module.path);
    expectText(ended.stderr, "can't be written: a file of that name is in the way");
    expect(ended.code).toBe(3);
  });

  test("a working directory that is not there", () => {
    const args = ["--working-directory", "nowhere", "--out", join(empty.path, "out")];
    const ended = panicpath(args, module.path);
    expectText(ended.stderr, "nowhere is not a directory");
    expect(ended.code).toBe(2);
  });
});

describe("what can't be parsed", () => {
  const dir = new Folder({
    "empty.txt": "",
    "cut.jsonl":
      '{"Action":"start","Package":"example.com/x"}\n{"Action":"run","Package":"example.com/x","Test":"TestA"}\n{"Action":"outp',
    "notes.txt": "\n\n",
    "other.json": '{"schema":"panicpath.report/9"}',
    "broken.json": '{"schema":"panicpath.report/1"}',
  });
  writeFileSync(
    join(dir.path, "binary"),
    Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7) % 256)),
  );
  mkdirSync(join(dir.path, "folder"));
  afterAll(() => dir.remove());

  test.each([
    ["a file that is not there", ["parse", "none"], "there is no such file"],
    ["a folder", ["parse", "folder"], "is a folder"],
    ["an empty file", ["parse", "empty.txt"], "no test output in empty.txt"],
    ["blank lines", ["parse", "notes.txt"], "no test output in notes.txt"],
    ["a report of another version", ["render", "other.json"], "its schema is panicpath.report/9"],
    ["a report without its fields", ["render", "broken.json"], "must have required property"],
    ["no report at all", ["render", "cut.jsonl"], "it is not JSON"],
  ])("%s", (_, args, words) => {
    const ended = panicpath(args, dir.path);
    expectText(ended.stderr, words);
    expect(ended.code).toBe(2);
  });

  test("output that ends in the middle is told as far as it goes", () => {
    const ended = panicpath(["parse", "cut.jsonl", "--as", "json"], dir.path);
    const report = JSON.parse(ended.stdout) as {
      tests: { outcome: string }[];
      unread: { lines: number };
      warnings: string[];
    };
    expect(report.tests.map((each) => each.outcome)).toEqual(["interrupted"]);
    expect(report.unread.lines).toBe(1);
    expect(report.warnings).toEqual(["the output ends before example.com/x does"]);
  });

  test("binary noise is counted or refused, never a crash", () => {
    const ended = panicpath(["parse", "binary"], dir.path);
    expect([0, 1, 2]).toContain(ended.code);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});
