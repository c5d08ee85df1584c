import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { failedIn } from "../../src/commands/runs/rerun-failed.ts";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath } from "../support/cli.ts";
import { git } from "../support/git.ts";
import { finding } from "../support/report.ts";

let folder: Folder;
afterEach(() => folder.remove());

const FILES = {
  "go.mod": "module example.com/m\n\ngo 1.21\n",
  CODEOWNERS: "*.go @gophers\n",
  "a/a.go":
    "package a\n\nfunc At(s []int, i int) int {\n\treturn s[i]\n}\n\nfunc Unused() int {\n\treturn 1\n}\n",
  "a/a_test.go": `package a

import "testing"

func TestFine(t *testing.T) {}

func TestAt(t *testing.T) { At(nil, 3) }

func TestBehind(t *testing.T) {}
`,
  "b/b_test.go": 'package b\n\nimport "testing"\n\nfunc TestB(t *testing.T) {}\n',
};

const TAGGED =
  '//go:build slow\n\npackage a\n\nimport "testing"\n\nfunc TestSlow(t *testing.T) { panic("slow") }\n';

const withGo = hasGo ? describe : describe.skip;

const reportIn = (path: string): Report =>
  JSON.parse(readFileSync(join(path, "panicpath-report/report.json"), "utf8")) as Report;

withGo("a run of what failed last", () => {
  test("takes those packages and tests alone, and says where nothing failed", () => {
    folder = new Folder(FILES);
    const words = ["--variants", "default", "--attempts", "1"];
    expect(panicpath(words, folder.path).code).toBe(1);
    const again = panicpath([...words, "--rerun-failed"], folder.path);
    expect(again.code).toBe(1);
    const { tests, packages } = reportIn(folder.path);
    expect(packages.map((each) => each.importPath)).toEqual(["example.com/m/a"]);
    expect(tests.map((each) => each.name)).toEqual(["TestAt"]);
    folder.write({ "a/a.go": "package a\n\nfunc At(s []int, i int) int {\n\treturn 0\n}\n" });
    expect(panicpath([...words, "--rerun-failed"], folder.path).code).toBe(0);
    const nothing = panicpath([...words, "--rerun-failed"], folder.path);
    expect([nothing.code, nothing.stdout]).toEqual([
      0,
      expect.stringMatching(/^nothing failed in the last report of /),
    ]);
  });

  test("refuses a -run beside it, and a folder without a report", () => {
    folder = new Folder(FILES);
    const both = panicpath(["--rerun-failed", "--", "-run=TestX"], folder.path);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("leave out -run")]);
    expect(panicpath(["--rerun-failed"], folder.path).code).toBe(2);
  });
});

const NOTHING = { findings: [], incidents: [], notRun: [], tests: [] };

withGo("all tests that die at one place", () => {
  test("run again, as long as one of them does", () => {
    folder = new Folder({
      "go.mod": "module example.com/m\n\ngo 1.21\n",
      "a.go": "package a\n\nfunc At(s []int) int { return s[0] }\n",
      "a_test.go":
        'package a\n\nimport "testing"\n\nfunc TestOne(t *testing.T) { At(nil) }\nfunc TestTwo(t *testing.T) { At(nil) }\nfunc TestFine(t *testing.T) {}\n',
    });
    const words = ["--variants", "default", "--attempts", "1"];
    expect(panicpath(words, folder.path).code).toBe(1);
    folder.write({
      "a_test.go":
        'package a\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\nfunc TestTwo(t *testing.T) { At(nil) }\nfunc TestFine(t *testing.T) {}\n',
    });
    expect(panicpath([...words, "--rerun-failed"], folder.path).code).toBe(1);
    expect(reportIn(folder.path).tests.map(({ name }) => name)).toEqual(["TestOne", "TestTwo"]);
  });
});

withGo("a -run that chooses nothing", () => {
  test("passes, as go test has it, and says that nothing was tested", () => {
    folder = new Folder(FILES);
    const words = ["--variants", "default", "--out", "o", "--base", "none"];
    const { code, stdout } = panicpath([...words, "--", "-run", "NoSuchTest"], folder.path);
    expect(stdout).toContain("-run NoSuchTest chose no test in any package: nothing was tested");
    expect(stdout).toContain("no tests ran");
    expect(code).toBe(0);
  });
});

test("what failed last is the whole package where something of the package itself did, or too much", () => {
  folder = new Folder({});
  const of = (changes: Parameters<typeof finding>[0]) => finding({ gates: true, ...changes });
  const known = { package: "p", test: "TestA/sub" };
  expect(failedIn({ ...NOTHING, findings: [of(known), of(known)] })).toEqual({
    packages: ["p"],
    tests: ["TestA"],
  });
  const many = Array.from({ length: 4000 }, (_, at) =>
    of({ package: "p", test: `TestOfALongNameThatTellsAll${at}` }),
  );
  expect(failedIn({ ...NOTHING, findings: many })).toEqual({ packages: ["p"], tests: null });
  expect(failedIn({ ...NOTHING, findings: [of(known), of({ package: "q", test: null })] })).toEqual(
    {
      packages: ["p", "q"],
      tests: null,
    },
  );
});

withGo("a run that counts coverage", () => {
  test("tells it per package and in all, and who owns what failed", () => {
    folder = new Folder(FILES);
    panicpath(
      ["--variants", "default", "--attempts", "1", "--", "-cover", "-run=TestFine|TestB"],
      folder.path,
    );
    const { run } = reportIn(folder.path);
    expect(run.coverage).toBe(0);
    panicpath(["--variants", "default", "--attempts", "1"], folder.path);
    const { findings } = reportIn(folder.path);
    const panic = findings.find(({ rule }) => rule === "panic");
    expect([panic?.file, panic?.owners]).toEqual(["a/a.go", ["@gophers"]]);
  });
});

withGo("what is offered to paste", () => {
  test("has the flags of the run, and says where what failed did not run again", () => {
    folder = new Folder({
      "mod ule/go.mod": FILES["go.mod"],
      "mod ule/a/a_test.go": TAGGED,
      "mod ule/a/b_test.go": FILES["b/b_test.go"].replace("package b", "package a"),
    });
    const words = ["--working-directory", "mod ule", "--variants", "default", "--attempts", "1"];
    const ended = panicpath([...words, "--", "-tags=slow"], folder.path);
    expect(ended.stdout).toContain(
      "panicpath --rerun-failed --working-directory 'mod ule' --variants default --attempts 1 -- -tags=slow\n",
    );
    expect(ended.stdout).toMatch(
      /panicpath waive [0-9a-f]{16} --working-directory 'mod ule' --reason/,
    );
    const other = panicpath([...words, "--rerun-failed"], folder.path);
    expect([other.code, other.stdout]).toEqual([
      1,
      expect.stringContaining("what failed before did not run: TestSlow"),
    ]);
  });

  test("reproduces where it was run, at the root, below it, and beside it", () => {
    folder = new Folder({
      ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`m m/${name}`, text])),
      "x/y": "",
    });
    git(folder.path, "init", "-q");
    const lineIn = (dir: string, words: readonly string[]) =>
      / {2}reproduce {4}(.*)/.exec(
        panicpath(["--variants", "default", "--attempts", "1", ...words], join(folder.path, dir))
          .stdout,
      )?.[1];
    const test = "go test -run '^TestAt$' -count=1 ./a";
    expect(lineIn(".", ["--working-directory", "m m"])).toBe(`cd 'm m' && ${test}`);
    expect(lineIn("m m", [])).toBe(test);
    expect(lineIn("x", ["--working-directory", "../m m"])).toBe(`cd '../m m' && ${test}`);
  });

  test("is a waiver that a run of a module in a subfolder reads", () => {
    folder = new Folder({ ".git/HEAD": "", "m/go.mod": FILES["go.mod"] });
    const words = ["waive", "0123456789abcdef", "--reason", "x", "--working-directory", "m"];
    expect(panicpath(words, folder.path).stdout).toContain(join(folder.path, ".panicpath.yml"));
  });

  test("is a waiver that keeps a file's ends of lines", () => {
    folder = new Folder({ ".git/HEAD": "", ".panicpath.yml": "# ours\r\nwaivers: []\r\n" });
    panicpath(["waive", "0123456789abcdef", "--reason", "x"], folder.path);
    expect(readFileSync(join(folder.path, ".panicpath.yml"), "utf8")).toBe(
      "# ours\r\nwaivers:\r\n  - fingerprint: 0123456789abcdef\r\n    reason: x\r\n",
    );
  });

  test("is nothing that a test chose", () => {
    folder = new Folder({
      ...FILES,
      "a/main_test.go":
        'package a\n\nimport (\n\t"fmt"\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tfmt.Println("-test.shuffle $(touch owned)")\n\tos.Exit(m.Run())\n}\n',
    });
    panicpath(["--variants", "default", "--attempts", "1"], folder.path);
    expect(JSON.stringify(reportIn(folder.path))).not.toMatch(/-shuffle=/);
  });
});

describe("a package that saved output names", () => {
  test.each([
    ["$(touch owned);x", "'$(touch owned);x'"],
    ["-exec=touch", null],
  ])("as %s is no command", (name, shown) => {
    folder = new Folder({});
    const event = (fields: object) => `${JSON.stringify({ Package: name, ...fields })}\n`;
    folder.write({
      "o.json":
        event({ Action: "run", Test: "TestA" }) +
        event({ Action: "fail", Test: "TestA" }) +
        event({ Action: "fail" }),
    });
    const { stdout } = panicpath(["parse", "o.json", "--as", "json"], folder.path);
    const [only] = (JSON.parse(stdout) as Report).tests;
    expect(only?.reproduce).toBe(
      shown === null ? null : `go test -run '^TestA$' -count=1 ${shown}`,
    );
  });
});

describe("saved output beside its sources", () => {
  const OUTPUT = `=== RUN   TestFine
--- PASS: TestFine (0.00s)
=== RUN   TestAt
--- FAIL: TestAt (0.00s)
panic: runtime error: index out of range [3] with length 0 [recovered, repanicked]

goroutine 7 [running]:
testing.tRunner.func1.2({0x5b3e80, 0xc00001a0f0})
\t/usr/local/go/src/testing/testing.go:1734 +0x21c
panic({0x5b3e80?, 0xc00001a0f0?})
\t/usr/local/go/src/runtime/panic.go:787 +0x132
example.com/m/a.At(...)
\t/elsewhere/m/a/a.go:4
example.com/m/a.TestAt(0xc0000036c0?)
\t/elsewhere/m/a/a_test.go:7 +0x1d
FAIL\texample.com/m/a\t0.004s
FAIL
`;

  test("shows the line, and names the tests that never ran", () => {
    folder = new Folder({ ...FILES, "out.txt": OUTPUT });
    const { stdout } = panicpath(["parse", "out.txt", "--as", "json"], folder.path);
    const { incidents, notRun, warnings } = JSON.parse(stdout) as Report;
    expect(incidents[0]?.site?.source.map(({ text }) => text)).toContain("\treturn s[i]");
    expect(notRun.map(({ test: name }) => name)).toEqual(["TestBehind"]);
    expect(warnings).toEqual([expect.stringContaining("does not tell its -run")]);
  });

  test("says elsewhere that this can't be told", () => {
    folder = new Folder({ "out.txt": OUTPUT });
    const { stdout } = panicpath(["parse", "out.txt", "--as", "json"], folder.path);
    const { incidents, notRun, warnings } = JSON.parse(stdout) as Report;
    expect([incidents[0]?.site?.source, notRun]).toEqual([[], []]);
    expect(warnings).toEqual([expect.stringContaining("their sources are not here")]);
  });

  test("shows no line of a function that was not tested", () => {
    const moved = `package a\n\nfunc Other() {\n\t_ = 1\n}\n\n${FILES["a/a.go"].slice(10)}`;
    folder = new Folder({ ...FILES, "a/a.go": moved, "out.txt": OUTPUT });
    const { stdout } = panicpath(["parse", "out.txt", "--as", "json"], folder.path);
    expect((JSON.parse(stdout) as Report).incidents[0]?.site?.source).toEqual([]);
  });

  test("takes no test of a file that a build constraint may leave out", () => {
    folder = new Folder({
      ...FILES,
      "out.txt": OUTPUT,
      "a/tagged_test.go":
        '//go:build slow\n\npackage a\n\nimport "testing"\n\nfunc TestTagged(t *testing.T) {}\n',
      "a/os_windows_test.go":
        'package a\n\nimport "testing"\n\nfunc TestWindows(t *testing.T) {}\n',
    });
    const { stdout } = panicpath(["parse", "out.txt", "--as", "json"], folder.path);
    const { notRun } = JSON.parse(stdout) as Report;
    expect(notRun.map(({ test: name }) => name)).toEqual(["TestBehind"]);
  });
});
