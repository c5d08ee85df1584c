import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Folder, hasGo, panicpath, reportOf } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";

const QUEUE = `package queue

import "fmt"

var _ = fmt.Sprint

type Queue struct{ n int }

// Take is called often.
func (q *Queue) Take(k int) int {
	if k > q.n {
		panic("queue: too many")
	}
	q.n -= k
	return q.n
}
`;
const TEST = `package queue

import "testing"

func TestTake(t *testing.T) {
	if (&Queue{n: 3}).Take(1) != 2 {
		t.Fatal("want 2")
	}
}
`;
const FORMATTED = 'panic(fmt.Sprintf("queue: %d of %d", k, q.n))';
const LEAKY = `
// Check leaks its parameter because of what it panics with.
//go:noinline
func Check(name *string, ok bool) {
	if !ok {
		panic(name)
	}
}
`;
const BAD = `package queue

import "testing"

func TestTooMany(t *testing.T) { new(Queue).Take(7) }
`;

const withGo = hasGo && hasGit ? describe : describe.skip;

withGo("inlining of a module", () => {
  let module: Folder;

  beforeAll(() => {
    module = new Folder({});
    git(module.path, "init", "-q", "-b", "main");
    const files = { "go.mod": "module example.com/queue\n\ngo 1.21\n", "queue.go": QUEUE };
    commit(module, { ...files, "queue_test.go": TEST }, "base");
    const changed = QUEUE.replace('panic("queue: too many")', FORMATTED);
    commit(module, { "queue.go": changed + LEAKY }, "format the message");
  });
  afterAll(() => module.remove());

  const run = (...args: readonly string[]) =>
    reportOf(["--variants", "default", "--out", `${module.path}/out`, ...args], module.path);

  test("a message that costs a function its inlining is a warning, proven by the compiler", () => {
    const { code, report } = run("--base", "HEAD~1");
    expect(code).toBe(0);
    const { flips, whatIfs, sites, notCompared } = report.inlining;
    expect(notCompared).toBeNull();
    expect(flips.map((flip) => [flip.function, flip.before.can, flip.byPanicCode])).toEqual([
      ["(*Queue).Take", true, true],
    ]);
    expect(whatIfs.map(({ function: name, after }) => [name, after.can])).toContainEqual([
      "(*Queue).Take",
      true,
    ]);
    expect(sites.map((site) => [site.function, site.baseline])).toEqual([
      ["(*Queue).Take", "known"],
      ["Check", "new"],
    ]);
    const rules = report.findings.map(({ rule, severity, file, line }) => [
      rule,
      severity,
      file,
      line,
    ]);
    expect(rules).toEqual([
      ["lost-inlining", "warning", "queue.go", 10],
      ["panic-escape", "warning", "queue.go", 20],
      ["new-panic-site", "note", "queue.go", 22],
    ]);
  });

  test("gates where it is asked to", () => {
    const { code, report } = run("--base", "HEAD~1", "--fail-on", "lost-inlining");
    expect([code, report.verdict.summary]).toEqual([1, "1 lost-inlining"]);
  });

  test("is silent about code that did not change", () => {
    const { report } = run("--base", "HEAD");
    expect(report.findings).toEqual([]);
    expect(report.inlining.sites.map((site) => site.baseline)).toEqual(["known", "known"]);
  });

  test("is not told where the build says nothing of the user's own", () => {
    const reasonOf = (...flags: readonly string[]) => run("--", ...flags).report.inlining;
    expect(reasonOf("-cover")).toMatchObject({
      state: "unavailable",
      reason: expect.stringContaining("coverage"),
    });
    expect(reasonOf("-gcflags=-l").reason).toContain("switch inlining off");
    expect(reasonOf("-gcflags=example.com/queue=-d=checkptr").reason).toContain("pattern");
    expect(run("--inlining", "never").report.inlining.state).toBe("off");
    expect(reasonOf("-gcflags=-d=checkptr").state).toBe("read");
  });

  test("explains a function by name and by place", () => {
    const { stdout } = panicpath(["explain", "Queue.Take"], module.path);
    expect(stdout).toContain("no: function too complex");
    expect(stdout).toMatch(/what if +with constant panic messages: \d+ -> \d+, would be inlined/);
    for (const place of ["queue.go:12", "./queue.go:12", "Take"]) {
      expect(panicpath(["explain", place], module.path).stdout).toBe(stdout);
    }
  });

  test("finds a function whose package was compiled from another folder", () => {
    const folder = new Folder({
      "go.mod": "module example.com/far\n\ngo 1.21\n",
      "sub/f.go": "package sub\n\nfunc F(v []int) int { return v[1] }\n",
      "sub/f_test.go": 'package sub\n\nimport "testing"\n\nfunc TestF(t *testing.T) {}\n',
    });
    try {
      const there = panicpath(["explain", "f.go:3"], join(folder.path, "sub")).stdout;
      expect(there).toContain("inlining     yes, at cost");
      expect(panicpath(["explain", "sub/f.go:3"], folder.path).stdout).toBe(there);
    } finally {
      folder.remove();
    }
  });

  test("explains what async preemption can do in a function", () => {
    module.write({
      "stop.go":
        "package queue\n\nfunc Sum(xs []int) (sum int) {\n\tfor _, x := range xs {\n\t\tsum += x\n\t}\n\treturn sum\n}\n\nfunc assembly(x int) int\n",
      "stop.s": "",
    });
    expect(panicpath(["explain", "Sum"], module.path).stdout).toContain(
      "preemption   by a signal alone in the loop at lines 4 to 6, which calls nothing",
    );
    expect(panicpath(["explain", "assembly"], module.path).stdout).toContain(
      "preemption   never, if it is assembly",
    );
  });

  test.each([
    [["explain"], "needs a place"],
    [["explain", "Nobody"], "no function Nobody"],
    [["explain", "queue.go:1"], "lies in no function"],
    [["explain", "other.go:1"], "no source file"],
    [["explain", "0123456789abcdef"], "no incident 0123456789abcdef"],
  ])("%j is refused in one line", (args, words) => {
    const { code, stderr } = panicpath(args, module.path);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(words);
  });

  test("an incident's path says why, and an incident can be explained by its fingerprint", () => {
    module.write({ "bad_test.go": BAD });
    const { report } = run();
    const [incident] = report.incidents;
    expect(incident?.nonInlined).toBe(true);
    expect(incident?.path.at(-1)?.why?.text).toMatch(/^cost \d+ exceeds budget 80$/);
    expect(incident?.escapes.map(({ what, paid }) => [what, paid])).toContainEqual([
      "fmt.Sprintf(...)",
      "panicking",
    ]);
    expect(report.findings.map((finding) => finding.rule)).toEqual([
      "panic",
      "non-inlined-panic-path",
      "inlining-suggestion",
    ]);
    const place = incident?.fingerprint.slice(0, 8) ?? "";
    const { stdout } = panicpath(["explain", place, "--out", `${module.path}/out`], module.path);
    expect(stdout).toContain("PANIC queue: 7 of 0 in TestTooMany");
  });
});
