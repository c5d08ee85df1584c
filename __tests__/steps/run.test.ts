import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { readReport } from "../../src/files/read-report.ts";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath, ROOT, reportOf, start } from "../support/cli.ts";

const GO_MOD = "module example.com/x\n\ngo 1.21\n";

/** Many ways to go wrong, one package each. */
const FILES = {
  "go.mod": GO_MOD,
  "sub/sub.go": "package sub\n\nfunc At(s []int, i int) int {\n\treturn s[i]\n}\n",
  "sub/sub_test.go": `package sub

import "testing"

func TestTable(t *testing.T) {
	for _, tt := range []struct {
		name string
		i    int
	}{{"first", 0}, {"a/b c", 5}, {"quote \\"q\\"", 0}, {"☃", 9}, {"same", 0}, {"same", 0}} {
		t.Run(tt.name, func(t *testing.T) { At([]int{1}, tt.i) })
	}
}

func TestAfter(t *testing.T) {}

func ExampleAt() {
	// Output:
}
`,
  "order/order_test.go": `package order

import "testing"

var ready *int

func TestAInit(t *testing.T) { ready = nil }

func TestBSet(t *testing.T) { n := 1; ready = &n }

func TestCNeeds(t *testing.T) { *ready++ }

func TestDClear(t *testing.T) { ready = nil }

func TestEBreaks(t *testing.T) {
	if ready == nil {
		panic("order: cleared")
	}
}
`,
  "inline/inline_test.go": `package inline

import "testing"

func grow(s *[]byte) { *s = append(*s, make([]byte, 1)...) }

func value() *int { n := 1; return &n }

func TestAllocs(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { _ = *value() }); n != 0 {
		t.Errorf("allocs: %v", n)
	}
	var s []byte
	grow(&s)
}
`,
  "broken/broken_test.go": "package broken\n\nfunc TestX(t *testing.T) {}\n",
  "quiet/quiet_test.go": `package quiet

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(0) }

func TestNever(t *testing.T) {}
`,
  "none/none.go": "package none\n",
};

const withGo = hasGo ? describe : describe.skip;

withGo("a run", () => {
  const module = new Folder(FILES, "panicpath test's ");
  afterAll(() => module.remove());
  let report: Report;
  let code: number | null;

  test("ends with a report that fits its schema, exit 1", () => {
    ({ report, code } = reportOf([], module.path));
    expect(code).toBe(1);
    const read = readReport(
      readFileSync(join(module.path, "panicpath-report/report.json"), "utf8"),
    );
    expect(read.problem).toBeNull();
    for (const name of ["junit.xml", "summary.md", ".gitignore"]) {
      expect(existsSync(join(module.path, "panicpath-report", name))).toBe(true);
    }
  });

  test("gives every test one outcome, whatever its name and whoever died before it", () => {
    const tests = report.tests.filter((each) => each.package === "example.com/x/sub");
    expect(Object.fromEntries(tests.map((each) => [each.name, each.outcome]))).toEqual({
      TestTable: "fail",
      "TestTable/first": "pass",
      "TestTable/a/b_c": "fail",
      'TestTable/quote_"q"': "pass",
      "TestTable/☃": "fail",
      "TestTable/same": "pass",
      "TestTable/same#01": "pass",
      TestAfter: "pass",
      ExampleAt: "pass",
    });
  });

  test("names the panic's site with its source, and proves its reproduce line", () => {
    const incident = report.incidents.find((each) => each.package === "example.com/x/sub");
    expect(incident).toMatchObject({
      kind: "panic",
      test: "TestTable/a/b_c",
      reproduction: "always",
      reproduceProven: true,
      site: { file: "sub/sub.go", line: 4, function: "example.com/x/sub.At" },
    });
    expect(incident?.site?.source.map((each) => each.line)).toEqual([2, 3, 4, 5, 6]);
    const line = incident?.reproduce ?? "";
    const again = spawnSync("sh", ["-c", line], { cwd: module.path, encoding: "utf8" });
    expect(again.stdout).toContain("panic: runtime error: index out of range");
  });

  test("says that a panic depends on the order of tests", () => {
    const breaks = report.incidents.find((each) => each.test === "TestEBreaks");
    expect(breaks?.reproduction).toBe("always");
    const needs = report.incidents.find((each) => each.test === "TestCNeeds");
    expect(needs).toBeUndefined();
  });

  test("turns a failure under -l alone into one note that names the setting", () => {
    const notes = report.findings.filter((finding) => finding.rule === "variant-only-failure");
    expect(notes.map((finding) => finding.test)).toEqual(["TestAllocs"]);
    expect(notes[0]?.message).toContain("with noinline (");
    expect(notes[0]?.gates).toBe(false);
  });

  test("reports a package that does not build, and one whose TestMain runs nothing", () => {
    const build = report.incidents.find((each) => each.kind === "build");
    expect(build?.site).toMatchObject({ file: "broken/broken_test.go", line: 3 });
    expect(
      report.notRun.map((each) => [
        each.test,
        each.because === build?.fingerprint ? "build" : each.because,
      ]),
    ).toEqual([
      ["TestX", "build"],
      ["TestNever", "testmain"],
    ]);
  });
});

withGo("an order of tests", () => {
  test("that matters is named", () => {
    const module = new Folder({
      "go.mod": GO_MOD,
      "x_test.go": `package x

import "testing"

var spoilt bool

func TestASpoils(t *testing.T) { spoilt = true }

func TestBPanics(t *testing.T) {
	if spoilt {
		panic("spoilt")
	}
}
`,
    });
    const { report } = reportOf(["--variants", "default"], module.path);
    module.remove();
    expect(report.incidents[0]).toMatchObject({
      test: "TestBPanics",
      reproduce: "go test -count=1 .",
      reproduceProven: true,
    });
    expect(report.incidents[0]?.note).toContain("it depends on tests before it");
  });
});

withGo("a panic now and then", () => {
  test("is sometimes, with its n", () => {
    const module = new Folder({
      "go.mod": GO_MOD,
      "x_test.go": `package x

import (
	"os"
	"testing"
)

func TestThird(t *testing.T) {
	b, _ := os.ReadFile("count")
	os.WriteFile("count", append(b, 'x'), 0o600)
	if len(b)%3 == 0 {
		panic("one in three")
	}
}
`,
    });
    const { report } = reportOf(["--variants", "default", "--attempts", "6"], module.path);
    module.remove();
    expect(report.incidents[0]).toMatchObject({
      reproduction: "sometimes",
      occurrences: [{ variant: "default", attempts: 6, failed: 2 }],
    });
  });
});

withGo("a loop that can't be preempted", () => {
  test("hangs under asyncpreemptoff alone, and that setting is named", () => {
    const module = new Folder({
      "go.mod": GO_MOD,
      "x_test.go": `package x

import (
	"runtime"
	"testing"
)

var stop, n int

func spin() {
	for stop == 0 {
		n++
	}
}

func TestSpin(t *testing.T) {
	go spin()
	runtime.Gosched()
	runtime.GC()
}
`,
    });
    const args = ["--variants", "asyncpreemptoff+gctrace", "--timeout", "2s", "--attempts", "1"];
    const { report } = reportOf(args, module.path);
    module.remove();
    const [hang] = report.incidents;
    expect(hang).toMatchObject({ kind: "timeout", test: "TestSpin", reproduction: "variant-only" });
    // The signal may reach another thread: then one try is too few to name a cause.
    expect(hang?.note).toMatch(/SIGQUIT|1 of 1 under .*, 0 of 1 by default: too few to tell/);
  });
});

withGo("signals", () => {
  const module = new Folder({
    "go.mod": GO_MOD,
    "x_test.go": `package x

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestFirst(t *testing.T) {}

func TestHangs(t *testing.T) {
	exec.Command("sleep", "4242").Start()
	os.WriteFile("started", nil, 0o600)
	time.Sleep(time.Hour)
}
`,
  });
  afterAll(() => module.remove());

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s leaves a partial report and no process", async (signal, code) => {
    const out = join(module.path, `out-${signal}`);
    spawnSync("rm", ["-f", join(module.path, "started")]);
    const running = start(["--variants", "default", "--out", out], module.path);
    while (!existsSync(join(module.path, "started")))
      await new Promise((resolve) => setImmediate(resolve));
    running.kill(signal);
    const ended = await running.ended;
    expect(ended.code).toBe(code);
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as Report;
    expect(report.run.complete).toBe(false);
    expect(report.tests.map((each) => [each.name, each.outcome])).toEqual([
      ["TestFirst", "pass"],
      ["TestHangs", "interrupted"],
    ]);
    const left = spawnSync("pgrep", ["-f", "sleep 4242"], { encoding: "utf8" }).stdout;
    expect(left).toBe("");
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "%s ends a question that go does not answer, and leaves no folder",
    async (signal, code) => {
      const folder = new Folder({ "bin/go": "#!/bin/sh\n: > asked\nsleep 4243 &\nsleep 4243\n" });
      chmodSync(join(folder.path, "bin/go"), 0o755);
      mkdirSync(join(folder.path, "tmp"));
      const running = start(["--out", "out"], folder.path, {
        PATH: `${join(folder.path, "bin")}:${process.env.PATH ?? ""}`,
        TMPDIR: join(folder.path, "tmp"),
      });
      while (!existsSync(join(folder.path, "asked")))
        await new Promise((resolve) => setImmediate(resolve));
      running.kill(signal);
      const ended = await running.ended;
      const left = spawnSync("pgrep", ["-f", "sleep 4243"], { encoding: "utf8" }).stdout;
      expect([ended.code, left, readdirSync(join(folder.path, "tmp"))]).toEqual([code, "", []]);
      folder.remove();
    },
  );

  test("a hang that starts children ends with its time, and leaves none", () => {
    const { report } = reportOf(
      [
        "--variants",
        "default",
        "--timeout",
        "2s",
        "--attempts",
        "1",
        "--out",
        join(module.path, "out"),
      ],
      module.path,
    );
    expect(report.incidents).toMatchObject([
      { kind: "timeout", test: "TestHangs", site: { file: "x_test.go", line: 15 } },
    ]);
    const left = spawnSync("pgrep", ["-f", "sleep 4242"], { encoding: "utf8" }).stdout;
    expect(left).toBe("");
  });
});

withGo("the action", () => {
  test("runs as a workflow runs it, with no permission but reading", () => {
    const module = new Folder({
      "go.mod": GO_MOD,
      "x.go": 'package x\n\nfunc F(m map[string]int) { m["a"]++ }\n',
      "x_test.go": 'package x\n\nimport "testing"\n\nfunc TestF(t *testing.T) { F(nil) }\n',
      summary: "",
      output: "",
    });
    const ended = spawnSync(process.execPath, [join(ROOT, "dist/main.js")], {
      cwd: module.path,
      encoding: "utf8",
      env: {
        ...process.env,
        GOFLAGS: "",
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_STEP_SUMMARY: join(module.path, "summary"),
        GITHUB_OUTPUT: join(module.path, "output"),
        GITHUB_WORKSPACE: module.path,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "o/r",
        GITHUB_SHA: "abc",
        INPUT_VARIANTS: "default",
        "INPUT_FAIL-ON": "panic",
      },
    });
    const summary = readFileSync(join(module.path, "summary"), "utf8");
    const output = readFileSync(join(module.path, "output"), "utf8");
    module.remove();
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain(
      "::error file=x.go,line=3,title=panicpath%3A panic::Panic in TestF: assignment to entry in nil map",
    );
    expect(summary.startsWith("### ❌ panicpath: 1 panic\n")).toBe(true);
    expect(summary).toContain("https://github.com/o/r/blob/abc/x.go#L3");
    expect(output).toMatch(/verdict<<\S+\nfail\n/);
    expect(output).toMatch(/incidents<<\S+\n1\n/);
  });

  test("says what is wrong with its inputs", () => {
    const ended = spawnSync(process.execPath, [join(ROOT, "dist/main.js")], {
      encoding: "utf8",
      env: { ...process.env, "INPUT_FAIL-ON": "bugs" },
    });
    expect(ended.status).toBe(2);
    expect(ended.stdout).toContain('::error::panicpath: unknown word "bugs" in fail-on');
  });
});

describe("npm start", () => {
  test("is the version that package.json says", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      version: string;
    };
    expect(panicpath(["--version"], ROOT).stdout).toBe(`panicpath ${version}\n`);
  });
});

(hasGo ? test : test.skip)("what dies in a resumed run has its own last words", () => {
  const folder = new Folder({
    "go.mod": GO_MOD,
    "x_test.go": `package x

import (
	"fmt"
	"log"
	"testing"
)

func TestPanics(t *testing.T) { panic("x") }

func TestFatal(t *testing.T) {
	fmt.Println("connecting")
	log.SetFlags(0)
	log.Fatal("no database")
}
`,
  });
  try {
    const words = ["--variants", "default,gctrace", "--attempts", "1", "--base", "none"];
    const { incidents } = reportOf(words, folder.path).report;
    expect(incidents.map(({ kind, test: name, detail }) => [kind, name, detail])).toEqual([
      ["panic", "TestPanics", null],
      ["exit", "TestFatal", "no database"],
    ]);
  } finally {
    folder.remove();
  }
});
