import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { parseMarker, type Report } from "../../src/model/index.ts";
import { type Fault, GithubStandIn } from "../support/github-stand-in.ts";
import { finding, incident, report, testInfo } from "../support/report.ts";
import { githubRun, HEAD, MERGE, patientClock, reviewed } from "../support/review.ts";

let github: GithubStandIn;
beforeAll(async () => {
  github = await GithubStandIn.start();
});
afterEach(() => {
  const wrongAnswers = [...github.invalid];
  github.reset();
  // A wrong request is answered with 422, which the tests see; a wrong answer is the stand-in's own fault.
  expect(wrongAnswers).toEqual([]);
});
afterAll(() => github.stop());

const green = (changes: Partial<Report> = {}): Report =>
  report({
    incidents: [],
    findings: [],
    tests: [],
    verdict: { pass: true, failedOn: [], failOn: ["any"], summary: "no panics" },
    ...changes,
  });

const run = (number: number, attempt = 1, id = 0) =>
  githubRun(github.url, { by: { id, run: number, attempt } });

describe("one comment", () => {
  const fixed = green({ tests: [testInfo({ name: "TestAt/negative" })] });

  test("is created, updated, and says in the end what was fixed", async () => {
    expect((await reviewed(github, report(), run(10))).notes).toEqual([]);
    await reviewed(github, report({ incidents: [incident({ message: "boom" })] }), run(11));
    expect(github.bodiesOf(7)).toHaveLength(1);
    expect(github.bodiesOf(7)[0]).toContain("### ❌ panicpath: 1 panic\n");
    expect(github.bodiesOf(7)[0]).toContain("boom");
    await reviewed(github, fixed, run(12));
    const [body = "", ...others] = github.bodiesOf(7);
    expect(others).toEqual([]);
    expect(body).toContain(
      "### ✅ panicpath: no panics\n\nFixed: run 11 said 1 panic; all of it passes now.",
    );
    expect(parseMarker(body)).toMatchObject({
      by: { run: 12 },
      reported: { run: 11, summary: "1 panic" },
    });
    await reviewed(github, fixed, run(13));
    expect(github.bodiesOf(7)[0]).toContain("Fixed: run 11 said 1 panic;");
    // A test that did not run is not fixed.
    await reviewed(github, green(), run(14));
    expect(github.bodiesOf(7)[0]).toContain("Before, run 11 said 1 panic;");
  });

  test("is not written where there is nothing to say and nothing was said", async () => {
    await reviewed(github, green(), run(1));
    const known = finding({ baseline: "known", gates: false });
    const old = report({
      incidents: [incident({ baseline: "known" })],
      findings: [known],
      verdict: { pass: true, failedOn: [], failOn: ["new"], summary: "1 known panic" },
    });
    await reviewed(github, old, run(2));
    await reviewed(github, report(), run(3), { comment: "never" });
    expect(github.bodiesOf(7)).toEqual([]);
    await reviewed(github, green(), run(4), { comment: "always" });
    expect(github.bodiesOf(7)).toHaveLength(1);
  });

  test("of a later run, or a later attempt of the same, is not overwritten", async () => {
    await reviewed(github, report(), run(10, 2));
    const before = github.bodiesOf(7);
    await reviewed(github, green(), run(9));
    await reviewed(github, green(), run(10, 1));
    expect(github.bodiesOf(7)).toEqual(before);
    await reviewed(github, green(), run(10, 3));
    expect(github.bodiesOf(7)).not.toEqual(before);
  });

  test("is one a key: two legs of a matrix have two", async () => {
    for (const number of [10, 11]) {
      for (const go of ["1.25", "1.26"]) {
        await reviewed(github, report(), run(number), { key: `CI/test/{"go":"${go}"}` });
      }
    }
    expect(github.bodiesOf(7)).toHaveLength(2);
  });

  test("of another job of the same run is not erased, though it has the same key", async () => {
    const job = (number: number, worker: string) =>
      githubRun(github.url, { by: { id: 0, run: number, attempt: 1 }, worker });
    for (const number of [10, 11]) {
      await reviewed(github, report(), job(number, `a${number}`));
      await reviewed(github, green(), job(number, `b${number}`), { comment: "always" });
    }
    const titles = github.bodiesOf(7).map((body) => body.split("\n")[1]);
    expect(titles).toEqual(["### ❌ panicpath: 1 panic", "### ✅ panicpath: no panics"]);
  });

  test("is updated by whatever the same job of the same run says once more", async () => {
    for (const of of [report(), green(), report()]) await reviewed(github, of, run(10));
    expect(github.bodiesOf(7)).toHaveLength(1);
    expect(github.bodiesOf(7)[0]).toContain("1 panic");
  });

  test("of another job that wrote at the same time is not deleted", async () => {
    const job = (worker: string) => githubRun(github.url, { worker });
    await reviewed(github, report(), job("a"));
    const [first = ""] = github.bodiesOf(7);
    github.reset();
    github.fail("GET /repos/o/r/issues/7/comments", [{ status: 200, body: [] }]);
    github.add(7, first, { type: "Bot" });
    await reviewed(github, report(), job("b"));
    expect(github.bodiesOf(7).map((body) => parseMarker(body)?.writer)).toEqual(["a", "b"]);
  });

  test("of another bot that repeats ours is not deleted", async () => {
    await reviewed(github, report(), run(10));
    const [ours = ""] = github.bodiesOf(7);
    github.add(7, ours, { type: "Bot", login: "translator[bot]" });
    await reviewed(github, report(), run(11));
    expect(github.bodiesOf(7)).toHaveLength(2);
  });

  test("calls nothing fixed that did not run in full, and comes back to no good news", async () => {
    await reviewed(github, report(), run(10));
    const left = report().variants.map((each) => ({ ...each, state: "left-out" as const }));
    const tests = [testInfo({ name: "TestAt/negative" })];
    await reviewed(github, green({ tests, variants: left }), run(11));
    expect(github.bodiesOf(7)[0]).toContain("Before, run 10 said 1 panic");
    github.reset();
    await reviewed(github, green({ fixed: [incident()] }), run(12));
    await reviewed(github, green(), run(13));
    expect(github.bodiesOf(7)[0]).not.toContain("no panics;");
  });

  test("is one a step of a job", async () => {
    const step = (name: string) => githubRun(github.url, { step: name });
    await reviewed(github, report(), step("one"));
    await reviewed(github, report(), step("two"));
    expect(github.bodiesOf(7)).toHaveLength(2);
  });

  test("is ordered by the ids of runs, where numbers of another workflow file mean nothing", async () => {
    await reviewed(github, report(), run(500, 1, 1000));
    await reviewed(github, green(), run(1, 1, 2000));
    expect(github.bodiesOf(7)[0]).toContain("no panics");
    const { notes } = await reviewed(github, report(), run(900, 1, 1500));
    expect(notes).toEqual([
      { level: "notice", text: expect.stringContaining("run 1, which came") },
    ]);
  });

  test("does not call fixed what is only no news any more", async () => {
    await reviewed(github, report(), run(10));
    const old = report({
      incidents: [incident({ baseline: "known" })],
      findings: [finding({ baseline: "known", gates: false })],
      verdict: { pass: true, failedOn: [], failOn: ["new"], summary: "1 known panic" },
    });
    await reviewed(github, old, run(11));
    expect(github.bodiesOf(7)[0]).not.toContain("Fixed");
    expect(github.bodiesOf(7)[0]).toContain(
      "Before, run 10 said 1 panic; this one has nothing new to say.",
    );
  });

  test("is looked for on every page", async () => {
    for (let at = 0; at < 230; at += 1) github.add(7, "talk", { type: "User" });
    await reviewed(github, report(), run(10));
    await reviewed(github, report(), run(11));
    expect(github.bodiesOf(7).filter((body) => parseMarker(body) !== null)).toHaveLength(1);
    expect(github.bodiesOf(7)).toHaveLength(231);
  });

  test("is none that a stranger wrote in our name", async () => {
    await reviewed(github, report(), run(10));
    const [ours = ""] = github.bodiesOf(7);
    github.comments.length = 0;
    const forged = ours.replace("run=10", "run=99999999");
    github.add(7, forged, { type: "User", login: "member", association: "MEMBER" });
    github.add(7, `> ${forged}`, { type: "Bot" });
    await reviewed(github, report(), run(10));
    expect(github.bodiesOf(7)).toEqual([forged, `> ${forged}`, ours]);
  });

  test("of a collaborator is ours on a host that can't say who we are", async () => {
    await reviewed(github, report(), run(10));
    const [ours = ""] = github.bodiesOf(7);
    github.comments.length = 0;
    github.fail("/user", [{ status: 404, body: { message: "Not Found" } }]);
    github.add(7, ours, { type: "User", login: "octocat", association: "COLLABORATOR" });
    await reviewed(github, report(), run(11));
    expect(github.bodiesOf(7).map((body) => parseMarker(body)?.by.run)).toEqual([11]);
  });

  test("is known again where the token is a person's own", async () => {
    github.login = "maintainer";
    await reviewed(github, report(), run(10));
    await reviewed(github, report(), run(11));
    expect(github.bodiesOf(7).map((body) => parseMarker(body)?.by.run)).toEqual([11]);
  });

  test("stays one where two runs created theirs at the same time", async () => {
    await reviewed(github, report(), run(10));
    const [first = ""] = github.bodiesOf(7);
    github.reset();
    // The other run's comment appears after ours was listed as absent.
    github.fail("GET /repos/o/r/issues/7/comments", [{ status: 200, body: [] }]);
    github.add(7, first.replace("run=10", "run=11"), { type: "Bot" });
    await reviewed(github, report(), run(10));
    expect(github.bodiesOf(7).map((body) => parseMarker(body)?.by.run)).toEqual([11]);
  });

  test("is written anew where somebody deleted it meanwhile", async () => {
    await reviewed(github, report(), run(10));
    github.fail("PATCH", [{ status: 404, body: { message: "Not Found" } }]);
    expect((await reviewed(github, report(), run(11))).notes).toEqual([]);
    expect(github.bodiesOf(7).map((body) => parseMarker(body)?.by.run)).toEqual([11]);
  });

  test("stays below GitHub's limit by whole sections, with the longest report", async () => {
    const incidents = Array.from({ length: 300 }, (_, at) =>
      incident({
        fingerprint: at.toString(16).padStart(16, "0"),
        test: `Test${"<&@".repeat(200)}`,
        message: "|*_`".repeat(500),
        trace: Array.from({ length: 200 }, () => "frame ".repeat(20)),
      }),
    );
    expect((await reviewed(github, report({ incidents }), run(10))).notes).toEqual([]);
    const [body = ""] = github.bodiesOf(7);
    expect(body.length).toBeGreaterThan(30_000);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/… and \d+ more/);
    expect(body.match(/<details/g)?.length).toBe(body.match(/<\/details>/g)?.length);
  });

  test("links to the head of the pull request, not to the merge commit that goes away", async () => {
    await reviewed(github, report(), run(10));
    const [body = ""] = github.bodiesOf(7);
    expect(body).toContain(`https://github.example.com/o/r/blob/${HEAD}/ring/ring.go#L41`);
    expect(body).not.toContain(MERGE);
  });
});

describe("a GitHub Enterprise Server", () => {
  test("is asked at its own address, page by page", async () => {
    for (let at = 0; at < 130; at += 1) github.add(7, "talk", { type: "User" });
    for (const number of [10, 11]) {
      const enterprise = githubRun(`${github.url}/api/v3`, {
        by: { id: 0, run: number, attempt: 1 },
      });
      expect((await reviewed(github, report(), enterprise, { check: "auto" })).notes).toEqual([]);
    }
    expect([github.bodiesOf(7).length, github.checks.length]).toEqual([131, 2]);
  });
});

describe("a check run", () => {
  test("has 300 findings in six requests, those of the change first", async () => {
    const findings = Array.from({ length: 300 }, (_, at) =>
      finding({ line: at + 1, fingerprint: `f${at}`, inChange: at === 299 }),
    );
    const { annotated, notes } = await reviewed(github, report({ findings }), run(10), {
      comment: "never",
      check: "auto",
    });
    expect([annotated, notes]).toEqual([true, []]);
    const [check] = github.checks;
    expect(check?.batches).toEqual([50, 50, 50, 50, 50, 50]);
    expect(check).toMatchObject({
      name: "panicpath CI/test",
      headSha: HEAD,
      conclusion: "failure",
    });
    expect(check?.annotations[0]).toMatchObject({
      path: "ring/ring.go",
      start_line: 300,
      end_line: 300,
      annotation_level: "failure",
    });
  });

  test.each([
    ["push", { pull: null }, MERGE],
    ["merge_group", { pull: null }, MERGE],
    ["schedule", { pull: null }, MERGE],
    ["workflow_dispatch", { pull: null }, MERGE],
    ["pull_request", {}, HEAD],
  ])("of %s stands on the right commit, and nothing else is asked", async (name, event, sha) => {
    const on = githubRun(github.url, {}, { ...event, name });
    await reviewed(github, green(), on, { check: "auto" });
    expect(github.checks.map((check) => [check.headSha, check.conclusion])).toEqual([
      [sha, "success"],
    ]);
    const others = github.log.filter((line) => !line.includes("check-runs"));
    expect(others).toHaveLength(name === "pull_request" ? 1 : 0);
  });

  test("that the token may not write costs no word: annotations of the log do", async () => {
    github.fail("check-runs", [FORBIDDEN]);
    const { annotated, notes } = await reviewed(github, report(), run(10), { check: "auto" });
    expect([annotated, notes]).toEqual([false, []]);
    github.fail("check-runs", [FORBIDDEN]);
    const asked = await reviewed(github, report(), run(10), { check: "always" });
    expect(asked.notes.map((note) => note.text)).toEqual([
      expect.stringContaining("permissions: checks: write"),
    ]);
  });
});

const FORBIDDEN = { status: 403, body: { message: "Resource not accessible by integration" } };

describe("a check run that is cut short", () => {
  test("is there with what it has, and one warning says so", async () => {
    const findings = Array.from({ length: 120 }, (_, at) =>
      finding({ line: at + 1, fingerprint: `f${at}` }),
    );
    github.fail("PATCH", [{ status: 422, body: { message: "no more" } }]);
    const review = { comment: "never", check: "auto" } as const;
    const { annotated, notes } = await reviewed(github, report({ findings }), run(10), review);
    expect(annotated).toBe(true);
    expect(notes.map((note) => note.text)).toEqual([
      expect.stringContaining("50 of 120 annotations"),
    ]);
  });

  test("has no annotations where nobody wants any", async () => {
    await reviewed(github, report(), run(10), { check: "auto", annotations: "never" });
    expect(github.checks[0]?.annotations).toEqual([]);
  });
});

describe("a workflow that runs in the base repository", () => {
  const target = { name: "pull_request_target" };
  const finished = {
    name: "workflow_run",
    pull: null,
    workflowRun: {
      event: "pull_request",
      headSha: HEAD,
      headBranch: "feature",
      headOwner: "stranger",
      by: { id: 900, run: 41, attempt: 1 },
      url: null,
    },
  };

  test.each([
    ["pull_request_target", target],
    ["workflow_run", finished],
  ])("on %s tells nothing of a pull request that it did not test", async (_, event) => {
    github.pulls.set("stranger:feature", [{ number: 7, sha: HEAD }]);
    const on = githubRun(github.url, {}, event);
    await reviewed(github, report(), on, { check: "auto" }, { tested: [MERGE] });
    expect([github.bodiesOf(7), github.checks[0]?.headSha]).toEqual([[], MERGE]);
    github.reset();
    github.pulls.set("stranger:feature", [{ number: 7, sha: HEAD }]);
    await reviewed(github, report(), on, { check: "auto" }, { tested: [MERGE, HEAD] });
    expect([github.bodiesOf(7).length, github.checks[0]?.headSha]).toEqual([1, HEAD]);
  });
});

describe("a pull request from a fork", () => {
  const fromFork = () =>
    githubRun(github.url, {}, { pull: { number: 7, headSha: HEAD, fromFork: true } });

  test("with a token that may only read costs one notice", async () => {
    github.fail("POST", [FORBIDDEN], true);
    const { notes } = await reviewed(github, report(), fromFork(), { check: "auto" });
    expect(notes).toEqual([{ level: "notice", text: expect.stringContaining("workflow_run") }]);
    expect(github.log.filter((line) => line.startsWith("POST"))).toHaveLength(2);
  });

  const workflowRun = {
    event: "pull_request",
    headSha: HEAD,
    headBranch: "feature",
    headOwner: "stranger",
    by: { id: 900, run: 41, attempt: 2 },
    url: "https://github.example.com/o/r/actions/runs/41",
  };
  const finished = (changes: Partial<typeof workflowRun> = {}) =>
    githubRun(
      github.url,
      { sha: MERGE, by: { id: 901, run: 3, attempt: 1 } },
      { name: "workflow_run", pull: null, workflowRun: { ...workflowRun, ...changes } },
    );

  test("is found by its branch and head commit, not by commits/SHA/pulls", async () => {
    github.pulls.set("stranger:feature", [
      { number: 6, sha: "c".repeat(40) },
      { number: 7, sha: HEAD },
    ]);
    expect((await reviewed(github, report(), finished())).notes).toEqual([]);
    expect(parseMarker(github.bodiesOf(7)[0] ?? "")).toMatchObject({
      by: { id: 900, run: 41, attempt: 2 },
    });
    expect(github.bodiesOf(6)).toEqual([]);
    expect(github.log.some((line) => line.includes("/commits/"))).toBe(false);
  });

  test("that has moved on gets nothing but a notice in the log", async () => {
    github.pulls.set("stranger:feature", [{ number: 7, sha: "c".repeat(40) }]);
    const { notes } = await reviewed(github, report(), finished());
    expect(notes).toEqual([{ level: "notice", text: expect.stringContaining("moved on") }]);
    expect(github.comments).toEqual([]);
  });

  test("is each of those that stand at that commit", async () => {
    github.pulls.set("stranger:feature", [
      { number: 7, sha: HEAD },
      { number: 8, sha: HEAD },
    ]);
    await reviewed(github, report(), finished());
    expect([github.bodiesOf(7).length, github.bodiesOf(8).length]).toEqual([1, 1]);
  });

  test("whose repository is gone is said", async () => {
    const { notes } = await reviewed(github, report(), finished({ headOwner: "" }));
    expect(notes).toEqual([{ level: "notice", text: expect.stringContaining("is gone") }]);
  });

  test("that the token may not look for says which permission is missing", async () => {
    github.fail("/pulls", [FORBIDDEN]);
    const { notes } = await reviewed(github, report(), finished());
    expect(notes.map((note) => note.text)).toEqual([
      expect.stringContaining("pull-requests: write"),
    ]);
  });

  test("is not looked for where the finished run was of a push", async () => {
    await reviewed(github, report(), finished({ event: "push" }));
    expect(github.log).toEqual([]);
  });
});

describe("faults", () => {
  const oneWarning = [{ level: "warning", text: expect.any(String) }];

  test.each([
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "7" } }, [7000]],
    ["502", { status: 502 }, [1000]],
    ["503 with Retry-After", { status: 503, headers: { "retry-after": "2" } }, [2000]],
    [
      "a secondary limit",
      { status: 403, body: { message: "You have exceeded a secondary rate limit." } },
      [60_000],
    ],
    [
      "a used-up limit that ends soon",
      {
        status: 403,
        body: { message: "API rate limit exceeded" },
        headers: {
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Date.UTC(2026, 0, 1) / 1000 + 5),
        },
      },
      [5000],
    ],
    ["a connection that breaks", "drop" as const, [1000]],
  ])("%s is waited for", async (_, fault, waits) => {
    github.fail("POST", [fault]);
    const waiting = patientClock();
    const { notes } = await reviewed(github, report(), run(10), {}, { waiting });
    expect([notes, waiting.waits]).toEqual([[], waits]);
    expect(github.bodiesOf(7)).toHaveLength(1);
  });

  test("that do not end are given up: 1, 2, 4 and 8 seconds, and one warning", async () => {
    github.fail("", [{ status: 503 }], true);
    const waiting = patientClock();
    const { notes } = await reviewed(github, report(), run(10), {}, { waiting });
    expect(waiting.waits).toEqual([1000, 2000, 4000, 8000]);
    expect(notes).toEqual(oneWarning);
  });

  test("of check and comment together stay within the time bound", async () => {
    github.fail("", [{ status: 429, headers: { "retry-after": "40" }, body: {} }], true);
    const waiting = patientClock();
    const { notes } = await reviewed(github, report(), run(10), { check: "auto" }, { waiting });
    expect(notes.map((note) => note.level)).toEqual(["warning", "warning"]);
    expect(waiting.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(90_000);
  });

  test.each([401, 403, 404, 422])("%d is taken at once, for one warning", async (status) => {
    github.fail("POST", [{ status, body: { message: "no" } }], true);
    const waiting = patientClock();
    const { notes } = await reviewed(github, report(), run(10), {}, { waiting });
    expect([notes, waiting.waits]).toEqual([oneWarning, []]);
    expect(github.log.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test("a limit that outlasts our patience is not waited for", async () => {
    github.fail("", [{ status: 429, headers: { "retry-after": "3600" }, body: {} }], true);
    const waiting = patientClock();
    const { notes } = await reviewed(github, report(), run(10), {}, { waiting });
    expect([notes, waiting.waits]).toEqual([oneWarning, []]);
  });

  test("a host that accepts and says nothing ends with the time bound", async () => {
    github.fail("", ["hang"], true);
    const bounds = { allMs: 100, requestMs: 50 };
    const { notes } = await reviewed(github, report(), run(10), {}, { bounds });
    expect(notes).toEqual(oneWarning);
  });

  test("nobody there at all is one warning", async () => {
    const nobody = githubRun("http://127.0.0.1:9");
    const { notes } = await reviewed(github, report(), nobody, { check: "auto" });
    expect(notes).toEqual(oneWarning);
  });

  const odd: [string, Fault][] = [
    ["a reset", "reset"],
    ["a body that breaks off", "cut"],
    ["a body that does not end in time", "drip"],
    ["a body without an end", "endless"],
    [
      "a page",
      { status: 200, text: "<html>login</html>", headers: { "content-type": "text/html" } },
    ],
    ["a page that calls itself JSON", { status: 200, text: "<html>login</html>" }],
    ["an empty object", { status: 200, body: {} }],
    ["null", { status: 200, body: null }],
    ["a word", { status: 200, body: "yes" }],
    ["nothing", { status: 200 }],
    ["409", { status: 409, body: { message: "Conflict" } }],
    ["410", { status: 410, body: { message: "Gone" } }],
    ["500", { status: 500, body: { message: "Server Error" } }],
  ];
  const bounds = { allMs: 3000, requestMs: 300 };

  test.each(odd)("%s instead of comments is one warning", async (_, fault) => {
    github.fail("GET /repos/o/r/issues/7/comments", [fault], true);
    const { notes } = await reviewed(github, report(), run(10), {}, { bounds });
    expect(notes).toEqual(oneWarning);
    expect(github.comments).toEqual([]);
  });

  test.each([...odd, ["a list", { status: 200, body: [] }] as [string, Fault]])(
    "%s in answer to a comment is one warning",
    async (_, fault) => {
      github.fail("POST /repos/o/r/issues/7/comments", [fault], true);
      const { notes } = await reviewed(github, report(), run(10), {}, { bounds });
      expect(notes).toEqual(oneWarning);
      expect(notes[0]?.text).not.toMatch(/undefined|TypeError|Cannot read/);
    },
  );

  describe("an answer that leads elsewhere", () => {
    let elsewhere: GithubStandIn;
    beforeAll(async () => {
      elsewhere = await GithubStandIn.start();
    });
    afterAll(() => elsewhere.stop());

    test.each([301, 302, 303, 307, 308])("%d is not followed", async (status) => {
      const headers = { location: `${elsewhere.url}/repos/o/r/issues/7/comments` };
      github.fail("POST", [{ status, headers }], true);
      const { notes } = await reviewed(github, report(), run(10), { check: "auto" }, { bounds });
      const isSaid = expect.stringContaining(`redirect to ${new URL(elsewhere.url).host}`);
      expect(notes.map((note) => note.text)).toEqual([isSaid, isSaid]);
      // Once for the check and once for the comment: it is no answer to wait for.
      expect(github.log.filter((line) => line.startsWith("POST"))).toHaveLength(2);
      expect(elsewhere.log).toEqual([]);
    });

    test("as the next page is not asked", async () => {
      const link = `<${elsewhere.url}/repos/o/r/issues/7/comments?page=2>; rel="next"`;
      github.fail("GET /repos/o/r/issues/7/comments", [
        { status: 200, body: [], headers: { link } },
      ]);
      expect((await reviewed(github, report(), run(10))).notes).toEqual([]);
      expect(elsewhere.log).toEqual([]);
      expect(github.bodiesOf(7)).toHaveLength(1);
    });
  });

  test("a comment whose answer got lost is not written twice", async () => {
    github.loseAnswer("POST");
    await reviewed(github, report(), run(10));
    expect(github.log.filter((line) => line.startsWith("POST"))).toHaveLength(2);
    expect(github.bodiesOf(7)).toHaveLength(1);
  });
});
