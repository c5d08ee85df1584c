import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath } from "../support/cli.ts";
import { git } from "../support/git.ts";

const FILES = {
  "go.mod": "module example.com/m\n\ngo 1.21\n",
  "low/low.go": "package low\n\nfunc One() int { return 1 }\n",
  "low/low_test.go":
    'package low\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {\n\tif One() != 1 {\n\t\tt.Fatal()\n\t}\n}\n',
  "high/high.go":
    'package high\n\nimport (\n\t_ "embed"\n\n\t"example.com/m/low"\n)\n\n//go:embed text.txt\nvar Text string\n\nfunc Two() int { return 2 * low.One() }\n',
  "high/text.txt": "embedded",
  "high/high_test.go": `package high

import (
	"os"
	"testing"
)

func TestTwo(t *testing.T) {
	if _, err := os.ReadFile("testdata/in.txt"); err != nil {
		t.Skip("no input")
	}
	if _, err := os.ReadDir("testdata/more"); err != nil {
		t.Log(err)
	}
	os.Getenv("HIGH_MODE")
	os.Getwd()
	os.TempDir()
}
`,
  "high/testdata/in.txt": "input",
  "high/testdata/more/a": "",
  "alone/alone_test.go":
    'package alone\n\nimport "testing"\n\nfunc TestAlone(t *testing.T) { t.Run("sub", func(t *testing.T) {}) }\n',
};

let folder: Folder;
beforeEach(() => {
  folder = new Folder(FILES);
});
afterEach(() => folder.remove());

const withGo = hasGo ? describe : describe.skip;

withGo("packages that passed before", () => {
  const env = () => ({ PANICPATH_CACHE: join(folder.path, "cache") });
  const run = (
    args: readonly string[] = [],
    more: Record<string, string> = {},
    dir = folder.path,
  ) => {
    const words = ["--variants", "default,noinline", "--attempts", "1", ...args];
    const ended = panicpath(words, dir, { ...env(), ...more });
    const report = JSON.parse(
      readFileSync(join(dir, "panicpath-report/report.json"), "utf8"),
    ) as Report;
    const again = report.packages.filter((each) => each.cached).map((each) => each.importPath);
    return { ...ended, report, again: again.map((path) => path.replace("example.com/m/", "")) };
  };
  const ALL = ["alone", "high", "low"];

  test("are reused, tests and all, where nothing of them changed", () => {
    const first = run();
    expect([first.code, first.again]).toEqual([0, []]);
    const second = run();
    expect([second.code, second.again]).toEqual([0, ALL]);
    expect(second.report.run.reused).toBe(3);
    expect(second.report.tests).toEqual(first.report.tests);
    expect(second.report.variants.map(({ packages }) => packages)).toEqual([
      null,
      { ran: 3, of: 3 },
    ]);
    expect(second.stdout).toContain("3 of 3 packages not run again");
  });

  test("are reused in a checkout elsewhere", () => {
    run();
    const other = join(folder.path, "elsewhere");
    mkdirSync(other);
    for (const name of ["go.mod", "low", "high", "alone"]) {
      cpSync(join(folder.path, name), join(other, name), { recursive: true });
    }
    expect(run([], {}, other).again).toEqual(ALL);
  });

  test.each<[string, (at: (name: string) => string) => void, readonly string[]]>([
    [
      "code of a package",
      (at) => writeFileSync(at("low/low.go"), "package low\n\nfunc One() int { return 0 + 1 }\n"),
      ["alone"],
    ],
    ["a test", (at) => writeFileSync(at("alone/more_test.go"), "package alone\n"), ["high", "low"]],
    [
      "a file that a test reads",
      (at) => writeFileSync(at("high/testdata/in.txt"), "other"),
      ["alone", "low"],
    ],
    [
      "a folder that a test lists",
      (at) => writeFileSync(at("high/testdata/more/b"), ""),
      ["alone", "low"],
    ],
    ["an embedded file", (at) => writeFileSync(at("high/text.txt"), "other"), ["alone", "low"]],
    [
      "a folder that is gone",
      (at) => rmSync(at("high/testdata"), { recursive: true }),
      ["alone", "low"],
    ],
    [
      "where a link of test data leads",
      (at) => {
        renameSync(at("high/testdata"), at("data"));
        writeFileSync(at("data/in.txt"), "elsewhere");
        symlinkSync("../data", at("high/testdata"));
      },
      ["alone", "low"],
    ],
    [
      "a file into a link",
      (at) => {
        renameSync(at("high/testdata/more/a"), at("a"));
        symlinkSync("../../../a", at("high/testdata/more/a"));
      },
      ["alone", "low"],
    ],
    [
      "whether a file may be run",
      (at) => chmodSync(at("high/testdata/in.txt"), 0o755),
      ["alone", "low"],
    ],
    [
      "a file with a build tag for this system",
      (at) => writeFileSync(at("low/more_unix.go"), "//go:build unix\n\npackage low\n"),
      ["alone"],
    ],
  ])("run again after a change of %s, and no others", (_, change, still) => {
    run();
    change((name) => join(folder.path, name));
    expect(run().again).toEqual(still);
  });

  test.each<[string, readonly string[], Record<string, string>, readonly string[]]>([
    ["a variable that a test asks for", [], { HIGH_MODE: "x" }, ["alone", "low"]],
    ["GODEBUG", [], { GODEBUG: "madvdontneed=1" }, []],
    ["flags of the linker", ["--", "-ldflags=-X=example.com/m/low.x=1"], {}, []],
    ["build tags", ["--", "-tags=slow"], {}, []],
    ["-short", ["--", "-short"], {}, []],
    ["-count", ["--", "-count=1"], {}, []],
    ["no cache", ["--no-cache"], {}, []],
    ["a variable that none asks for", [], { OTHER: "x" }, ALL],
  ])("run again under another %s", (_, args, more, still) => {
    run();
    expect(run(args, more).again).toEqual(still);
  });

  test("with the -l build another than the default one are kept apart", () => {
    run(["--variants", "default"]);
    const { again } = run(["--variants", "default,noinline"]);
    expect(again).toEqual([]);
    expect(run(["--variants", "noinline"]).again).toEqual(ALL);
  });

  test("are none that failed, were flaky, or died", () => {
    folder.write({
      "alone/alone_test.go": `package alone

import (
	"os"
	"testing"
)

func TestFlaky(t *testing.T) {
	mark := os.Getenv("PANICPATH_MARK")
	if _, err := os.Stat(mark); err != nil {
		os.WriteFile(mark, nil, 0o600)
		t.Fatal("first time")
	}
}
`,
      "low/low_test.go":
        'package low\n\nimport "testing"\n\nfunc TestOne(t *testing.T) { panic(1) }\n',
    });
    const more = { PANICPATH_MARK: join(folder.path, "mark") };
    run(["--attempts", "3"], more);
    expect(run(["--attempts", "3"], more).again).toEqual(["high"]);
  });

  test("are forgotten once they fail, whatever made them pass before", () => {
    folder.write({
      "alone/alone_test.go":
        'package alone\n\nimport (\n\t"os/exec"\n\t"testing"\n)\n\n// What a child reads is not seen.\nfunc TestChild(t *testing.T) {\n\tif exec.Command("test", "-e", "unseen").Run() == nil {\n\t\tt.Fatal()\n\t}\n}\n',
    });
    run();
    folder.write({ "alone/unseen": "" });
    expect([run().again, run(["--cache-verify"]).code]).toEqual([ALL, 1]);
    expect(run().again).toEqual(["high", "low"]);
  });

  test("are kept where tests ask for the working folder, from whichever folder they are run", () => {
    run();
    const report = join(folder.path, "report");
    panicpath(
      ["--variants", "default,noinline", "--report-dir", report, "../..."],
      join(folder.path, "low"),
      env(),
    );
    const { packages } = JSON.parse(readFileSync(join(report, "report.json"), "utf8")) as Report;
    expect(packages.map(({ cached }) => cached)).toEqual([true, true, true]);
  });

  test("run where what is kept of them is damaged, and are kept again", () => {
    run();
    const dir = join(folder.path, "cache/v2");
    const entries = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".gz"),
    );
    expect(entries.length).toBe(6);
    entries.forEach((name, at) => {
      writeFileSync(join(dir, name), ["", "no gzip", "\u001f\u008b"][at % 3] ?? "");
    });
    expect(run().again).toEqual([]);
    expect(run().again).toEqual(ALL);
  });

  test("are none whose tests write what they read, nor any where sources change meanwhile", () => {
    const writes = (file: string) =>
      `package alone\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestWrites(t *testing.T) {\n\tos.ReadFile("${file}")\n\tos.WriteFile("${file}", []byte("package alone\\n"), 0o600)\n}\n`;
    folder.write({ "alone/alone_test.go": writes("own.txt"), "alone/own.txt": "" });
    run();
    expect(run().again).toEqual(["high", "low"]);
    folder.write({ "alone/alone_test.go": writes("own.go"), "alone/own.go": "package alone\n" });
    run(["--cache-dir", "other"]);
    expect(run(["--cache-dir", "other"]).again).toEqual([]);
  });

  test("run again where the language version of the module is another", () => {
    run();
    folder.write({ "go.mod": "module example.com/m\n\ngo 1.20\n" });
    expect(run().again).toEqual([]);
  });

  test.each(["/proc/x/y", "/dev/null/x", "go.mod"])(
    "run where nothing can be kept in %s",
    (dir) => {
      const ended = run(["--cache-dir", dir]);
      expect([ended.code, ended.again]).toEqual([0, []]);
    },
  );

  test("are part of their shard, and a merge misses none", () => {
    const shard = (at: number) =>
      panicpath(
        ["--variants", "default", "--shard", `${at}/2`, "--out", `s${at}`],
        folder.path,
        env(),
      );
    for (const at of [1, 2, 1, 2]) expect(shard(at).code).toBe(0);
    const merged = panicpath(["merge", "s1", "s2"], folder.path);
    expect([merged.code, merged.stdout]).toEqual([0, expect.not.stringContaining("no shard ran")]);
  });

  test("are told apart where two modules of a repository have one path", () => {
    git(folder.path, "init", "-q");
    const two = (text: string) => ({
      "go.mod": "module example.com/m\n\ngo 1.21\n",
      "p/testdata/x": text,
      "p/p_test.go":
        'package p\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestX(t *testing.T) {\n\tif x, _ := os.ReadFile("testdata/x"); string(x) != "good" {\n\t\tt.Fatal()\n\t}\n}\n',
    });
    for (const [name, text] of [
      ["one", "good"],
      ["two", "bad"],
    ] as const) {
      const files = Object.entries(two(text)).map(([file, content]) => [
        `${name}/${file}`,
        content,
      ]);
      folder.write(Object.fromEntries(files));
    }
    expect(run([], {}, join(folder.path, "one")).code).toBe(0);
    expect(run([], {}, join(folder.path, "two")).code).toBe(1);
  });

  test("run again where go env keeps another value", () => {
    const file = join(folder.path, "goenv");
    writeFileSync(file, "");
    run([], { GOENV: file });
    writeFileSync(file, "CGO_CFLAGS=-DX=1\n");
    expect(run([], { GOENV: file }).again).toEqual([]);
  });

  test("say why they run, where they are asked", () => {
    run();
    folder.write({ "high/testdata/in.txt": "other" });
    const { stderr } = run(["--why-not-cached"]);
    expect(stderr).toContain(
      "example.com/m/high runs: it passed under default, and since then high/testdata/in.txt changed\n",
    );
    expect(run(["--why-not-cached", "--", "-count=1"]).stderr).toContain(
      "every package runs: -count says that tests are to run\n",
    );
  });

  test("are compared, where somebody does not trust it", () => {
    folder.write({
      // Without test files it is kept too, as skipped.
      "untested/untested.go": "package untested\n",
      "alone/alone_test.go":
        'package alone\n\nimport (\n\t"os/exec"\n\t"testing"\n)\n\n// What a child reads is not seen, as with go\'s own cache.\nfunc TestChild(t *testing.T) {\n\tif exec.Command("test", "-e", "unseen").Run() == nil {\n\t\tt.Skip()\n\t}\n}\n',
    });
    run();
    const verified = run(["--cache-verify"]);
    expect(verified.report.warnings).toEqual([]);
    expect(verified.stderr).toContain(
      "3 of 3 packages could have been reused, and ran all the same: all came out as kept\n",
    );
    folder.write({ "alone/unseen": "" });
    const { report, again } = run(["--cache-verify"]);
    expect(again).toEqual([]);
    expect(report.warnings).toEqual([
      "example.com/m/alone came out another way than the outcome kept: 1 of 1 tests differ",
      "example.com/m/alone came out another way under noinline than the outcome kept: 1 of 1 tests differ",
    ]);
  });
});
