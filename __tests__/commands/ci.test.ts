import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { parseMarker, type Report } from "../../src/model/index.ts";
import { renderJson } from "../../src/render/index.ts";
import { action, Folder, hasGo, panicpath, reportOf } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";
import { type Fault, GithubStandIn } from "../support/github-stand-in.ts";
import { incident, report } from "../support/report.ts";
import { HEAD } from "../support/review.ts";

// The shipped dist/main.js, as GitHub's runner starts it.

let github: GithubStandIn;
let folder: Folder;
beforeAll(async () => {
  github = await GithubStandIn.start();
});
afterEach(() => {
  github.reset();
  folder.remove();
});
afterAll(() => github.stop());

const jsonOf = (of: Report): string => [...renderJson(of)].join("");

/** A runner's files and environment, with an event. */
function runner(name: string, event: unknown): Record<string, string> {
  folder.write({ "event.json": JSON.stringify(event), summary: "", output: "" });
  return {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: join(folder.path, "event.json"),
    GITHUB_STEP_SUMMARY: join(folder.path, "summary"),
    GITHUB_OUTPUT: join(folder.path, "output"),
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: "https://github.example.com",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_SHA: "b".repeat(40),
    GITHUB_RUN_ID: "1",
    GITHUB_RUN_NUMBER: "10",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKFLOW: "CI",
    GITHUB_JOB: "test",
    GITHUB_ACTION: "panicpath",
    RUNNER_TEMP: folder.path,
  };
}

const written = (name: string): string => readFileSync(join(folder.path, name), "utf8");

const pullRequest = { number: 7, head: { sha: HEAD, ref: "f", repo: { full_name: "o/r" } } };

describe("command: comment, after a workflow_run of a fork", () => {
  const workflowRun = {
    workflow_run: {
      event: "pull_request",
      head_sha: HEAD,
      head_branch: "feature",
      head_repository: { owner: { login: "stranger" } },
      run_number: 41,
      run_attempt: 1,
      html_url: "https://github.example.com/o/r/actions/runs/41",
    },
  };
  const comment = (files: Record<string, string>) => {
    folder = new Folder(files);
    github.pulls.set("stranger:feature", [{ number: 7, sha: HEAD }]);
    const inputs = { command: "comment", report: "reports", token: "t", key: "k" };
    return action(inputs, folder.path, runner("workflow_run", workflowRun));
  };

  test("comments on the pull request, and writes no check that the fork would decide", async () => {
    const { code, stdout } = await comment({ "reports/a/report.json": jsonOf(report()) });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^comment: https:[^\n]*\n$/)]);
    expect(parseMarker(github.bodiesOf(7)[0] ?? "")?.by.run).toBe(41);
    expect(github.bodiesOf(7)[0]).toContain(`/blob/${HEAD}/ring/ring.go#L41`);
    expect(github.checks).toEqual([]);
    // People paste it, and a stranger may have written it.
    expect(github.bodiesOf(7)[0]).not.toContain("go test -run");
  });

  test("joins the legs of a matrix into one comment", async () => {
    const other = report({ go: { ...report().go, version: "go1.25.4" } });
    await comment({
      "reports/a/report.json": jsonOf(report()),
      "reports/b/report.json": jsonOf(other),
    });
    expect(github.bodiesOf(7)).toHaveLength(1);
    expect(github.bodiesOf(7)[0]).toContain("go1.25.4: 1 panic");
  });

  test.each([
    ["no JSON", "{", "it is not JSON"],
    ["another schema", '{"schema":"x/1"}', "this panicpath reads"],
    ["a wrong part", jsonOf({ ...report(), tests: 1 } as never), "/tests must be array"],
    [
      "too many incidents",
      jsonOf(report({ incidents: Array.from({ length: 10_001 }, () => incident({ path: [] })) })),
      "the report holds 10001 incidents, 10000 at most",
    ],
    ["too many bytes", " ".repeat(33 * 1024 * 1024), "is too large"],
  ])("refuses %s in one line, and says nothing to GitHub", async (_, text, words) => {
    const { code, stdout } = await comment({ "reports/report.json": text });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error::panicpath: [^\n]*\n$/);
    expect(stdout).toContain(words);
    expect(github.log).toEqual([]);
  });
});

describe("command: merge", () => {
  test("delivers the whole as a run would: summary, outputs, one comment, one check, exit code", async () => {
    folder = new Folder({
      "reports/a/report.json": jsonOf(report()),
      "reports/b/report.json": jsonOf(report({ go: { ...report().go, version: "go1.25.4" } })),
    });
    const inputs = { command: "merge", report: "reports", token: "t", key: "k" };
    const env = runner("pull_request", { pull_request: pullRequest });
    const { code } = await action(inputs, folder.path, env);
    expect(code).toBe(1);
    expect(written("summary")).toContain("- ❌ go1.25.4: 1 panic");
    expect(written("output")).toContain("verdict");
    expect(JSON.parse(written("panicpath-report/report.json"))).toMatchObject({
      run: { legs: [{ name: "go1.26.8" }, { name: "go1.25.4" }] },
    });
    expect([github.bodiesOf(7).length, github.checks.length]).toEqual([1, 1]);
  });
});

describe("whatever GitHub's API answers", () => {
  const FILES = ["report.json", "junit.xml", "summary.md"].map(
    (name) => `panicpath-report/${name}`,
  );
  const delivered = async (fault: Fault | null) => {
    folder = new Folder({ "r/report.json": jsonOf(report()) });
    if (fault !== null) github.fail("", [fault], true);
    const inputs = { command: "merge", report: "r", token: "t", key: "k" };
    const env = runner("pull_request", { pull_request: pullRequest });
    const { code } = await action(inputs, folder.path, env);
    const verdict = /^verdict<<(\S+)\n(.*)\n\1$/m.exec(written("output"))?.[2];
    const files = FILES.map((file) => written(file));
    folder.remove();
    github.reset();
    return { code, verdict, files };
  };

  // What is tried again costs its waits: those answers are in the tests of review/, with a clock of their own.
  test.each<[string, Fault]>([
    ...[401, 403, 404, 409, 410, 422].map((status): [string, Fault] => [
      String(status),
      { status, body: { message: "no" } },
    ]),
    ...[301, 302, 303, 307, 308].map((status): [string, Fault] => [
      String(status),
      { status, headers: { location: "http://127.0.0.1:9/" } },
    ]),
    ["a page", { status: 200, text: "<html>", headers: { "content-type": "text/html" } }],
    ["{}", { status: 200, body: {} }],
    ["[]", { status: 200, body: [] }],
    ["null", { status: 200, body: null }],
  ])("%s changes neither verdict nor exit code nor file", async (_, fault) => {
    const [plain, told] = [await delivered(null), await delivered(fault)];
    expect(told).toEqual(plain);
    expect([plain.code, plain.verdict]).toEqual([1, "fail"]);
  });
});

describe("the gate of a merge", () => {
  const silent = report({
    findings: report().findings.map((each) => ({ ...each, gates: false })),
    verdict: { ...report().verdict, pass: true, failedOn: [], failOn: ["none"] },
  });
  const broken = report({
    ...{ incidents: [], tests: [], findings: [] },
    verdict: { pass: false, failedOn: [], failOn: ["none"], summary: "go test failed" },
  });

  test.each([
    ["its own, whatever the legs were told", [silent, silent], "any", 1],
    ["none where it says so", [report(), silent], "none", 0],
    ["failed by a leg that failed for no finding", [silent, broken], "none", 1],
  ])("is %s", (_, given, failOn, code) => {
    folder = new Folder(
      Object.fromEntries(given.map((each, at) => [`r/${at}/report.json`, jsonOf(each)])),
    );
    const words = ["merge", "r", "--fail-on", failOn, "--formats", "sarif,ctrf"];
    expect(panicpath(words, folder.path).code).toBe(code);
    const { verdict } = JSON.parse(written("panicpath-report/report.json")) as Report;
    expect(verdict).toMatchObject({ pass: code === 0, failOn: [failOn] });
    expect(JSON.parse(written("panicpath-report/panicpath.sarif"))).toHaveProperty("runs");
    expect(JSON.parse(written("panicpath-report/ctrf.json"))).toHaveProperty("results");
  });
});

describe("what an earlier merge wrote", () => {
  test("is none of the parts of the next", () => {
    folder = new Folder({ "r/report.json": jsonOf(report()) });
    for (let at = 0; at < 2; at += 1) panicpath(["merge", "r", ".", "--out", "all"], folder.path);
    panicpath(["merge", "r", "all", "--out", "all"], folder.path);
    const { run } = JSON.parse(written("all/report.json")) as Report;
    expect(run.legs).toHaveLength(1);
  });
});

describe("an error that quotes a stranger's report", () => {
  test("is no command in a log", () => {
    const schema = "x\n::error title=injected::owned\n::add-mask::the";
    folder = new Folder({ "report.json": JSON.stringify({ schema }) });
    const { code, stderr } = panicpath(["merge", "report.json"], folder.path);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/^\s*::/m);
    expect(
      stderr
        .trim()
        .split("\n")
        .every((line) => !line.startsWith("::")),
    ).toBe(true);
  });
});

const MODULE = {
  "go.mod": "module example.com/m\n\ngo 1.21\n",
  "a/a.go": "package a\n\nfunc At(s []int, i int) int { return s[i] }\n",
  "a/a_test.go": `package a

import ("os"; "testing")

func TestToken(t *testing.T) {
	for _, name := range []string{"INPUT_TOKEN", "ACTIONS_RUNTIME_TOKEN"} {
		if os.Getenv(name) != "" { t.Error("the test can read " + name) }
	}
}

func TestAt(t *testing.T) { t.Log("\\n::error::owned"); At(nil, 3) }
`,
  "b/b_test.go": 'package b\n\nimport "testing"\n\nfunc TestB(t *testing.T) {}\n',
};

describe("a run in a workflow", () => {
  const onGo = hasGo && hasGit ? test : test.skip;
  const run = (inputs: Record<string, string> = {}) => {
    folder = new Folder(MODULE);
    git(folder.path, "init", "-q");
    commit(folder, {}, "one");
    const env = {
      ...runner("pull_request", { pull_request: pullRequest }),
      ACTIONS_RUNTIME_TOKEN: "x",
    };
    const key = 'CI/test/{\n  "go": "1.26"\n}';
    const own = { token: "t", key, leg: "1/3", variants: "default", base: "none" };
    return action({ ...own, ...inputs }, folder.path, env);
  };

  onGo(
    "comments, writes a check in place of annotations, and lets no test see the token",
    async () => {
      const { code, stdout } = await run();
      expect(code).toBe(1);
      expect(stdout).not.toMatch(/^::(?:error|warning|notice)/m);
      const [, token = ""] = /^::stop-commands::(\S+)$/m.exec(stdout) ?? [];
      expect(stdout.indexOf(`\n::${token}::\n`)).toBeGreaterThan(stdout.indexOf("PANIC"));
      expect(github.bodiesOf(7)[0]).toContain("### ❌ panicpath (1&#46;26): 1 panic\n");
      expect(github.checks[0]?.name).toBe("panicpath CI/test (1.26)");
      const { tests, run: info } = JSON.parse(written("panicpath-report/report.json")) as Report;
      expect(info.job).toEqual({
        name: "CI/test",
        step: "panicpath",
        by: { id: 1, run: 10, attempt: 1 },
        leg: { index: 1, total: 3 },
      });
      expect([info.name, tests.map((each) => [each.name, each.outcome])]).toEqual([
        "1.26",
        [
          ["TestToken", "pass"],
          ["TestAt", "fail"],
          ["TestB", "pass"],
        ],
      ]);
    },
  );

  onGo("has the same verdict and files whatever GitHub answers, and one warning each", async () => {
    github.fail("", [{ status: 401, body: { message: "Bad credentials" } }], true);
    const { code, stdout } = await run();
    const { verdict, warnings } = JSON.parse(written("panicpath-report/report.json")) as Report;
    expect([code, verdict.summary, warnings]).toEqual([1, "1 panic", []]);
    expect(written("summary")).toContain("1 panic");
    expect(stdout.match(/^::warning .*$/gm)).toEqual([
      expect.stringContaining("no comment was written: Bad credentials"),
    ]);
    // Without a check the annotations stand in the log.
    expect(stdout).toMatch(/^::error file=a\/a.go,line=3,/m);
  });

  test.each([
    ["an address that is none", { GITHUB_API_URL: "nonsense" }, "neither comment nor check run"],
    ["a folder for the job summary", { GITHUB_STEP_SUMMARY: "/tmp" }, "the job summary can't"],
    ["no file for the outputs", { GITHUB_OUTPUT: "/nonexistent/x" }, "the outputs can't"],
    ["an event that can't be read", { GITHUB_EVENT_PATH: "/nonexistent" }, "names no pull request"],
  ])("with %s has the same exit code, and one word for it", async (_, env, words) => {
    folder = new Folder({ "r/report.json": jsonOf(report()) });
    const on = { ...runner("pull_request", { pull_request: pullRequest }), ...env };
    const inputs = { command: "merge", report: "r", token: "t", key: "k", check: "never" };
    const { code, stdout } = await action(inputs, folder.path, on);
    expect(code).toBe(1);
    const notes = stdout.match(/^::(?:warning|notice) title=panicpath::.*$/gm);
    expect(notes).toEqual([expect.stringContaining(words)]);
    expect(stdout).toMatch(/^::error file=ring\/ring.go/m);
  });

  onGo("with a baseline that is not there yet has an open base", async () => {
    const { code, stdout } = await run({ baseline: "none.json", "unknown-baseline": "pass" });
    const { base, incidents } = JSON.parse(written("panicpath-report/report.json")) as Report;
    expect([base.state, incidents[0]?.baseline]).toEqual(["unavailable", "unknown"]);
    expect([code, stdout.match(/no base: none.json is not there/g)?.length]).toEqual([1, 2]);
  });

  onGo("on pull_request_target with the pull request checked out is warned of", async () => {
    folder = new Folder(MODULE);
    git(folder.path, "init", "-q");
    commit(folder, {}, "one");
    const sha = git(folder.path, "rev-parse", "HEAD").trim();
    const pull = { ...pullRequest, head: { ...pullRequest.head, sha } };
    const env = runner("pull_request_target", { pull_request: pull });
    const inputs = { variants: "default", comment: "never", check: "never", base: "none" };
    const { stdout } = await action(inputs, folder.path, env);
    expect(stdout).toMatch(/^::warning title=panicpath::pull_request_target with/m);
    expect(written("summary")).toContain("pull&#95;request&#95;target with");
  });
});

describe("shards of a run", () => {
  const onGo = hasGo ? test : test.skip;

  onGo("take each package once, make up the whole, and may be empty", () => {
    folder = new Folder(MODULE);
    const own = ["--variants", "default,gctrace"];
    const taken = [1, 2, 3].map((index) => {
      const out = join(folder.path, "reports", String(index));
      const { report: of } = reportOf(["--shard", `${index}/3`, "--out", out, ...own], folder.path);
      return of.run.packages;
    });
    expect(taken.flat().sort()).toEqual(["example.com/m/a", "example.com/m/b"]);
    expect(taken.map((each) => each.length).sort()).toEqual([0, 1, 1]);
    const words = ["merge", "reports", "--out", join(folder.path, "all"), "--as", "json"];
    const whole = JSON.parse(panicpath(words, folder.path).stdout) as Report;
    expect(whole.verdict.summary).toBe("1 panic");
    expect(whole.tests.map((each) => each.name).sort()).toEqual(["TestAt", "TestB", "TestToken"]);
    expect(whole.warnings).toEqual([]);
  });

  onGo("say it where the timings can't be read", () => {
    folder = new Folder(MODULE);
    const out = join(folder.path, "out");
    const words = ["--shard", "1/1", "--timings", "none.json", "--variants", "default"];
    const { report: of } = reportOf([...words, "--out", out], folder.path);
    expect(of.warnings[0]).toContain("shards are not balanced by time: none.json");
  });
});
