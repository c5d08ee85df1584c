import { describe, expect, test } from "@jest/globals";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Report } from "../../src/model/index.ts";
import {
  loadJunit,
  renderAnnotations,
  renderCheck,
  renderMarkdown,
  renderText,
} from "../../src/render/index.ts";
import { finding, incident, report, testInfo } from "../support/report.ts";

const LIMITS = { length: 60_000, blobUrl: null, runUrl: null, slowest: 5 };
const TEXT = { color: false, columns: 100, full: 5, verbose: true, slowest: 5, steps: [] };

async function junit(of: Report): Promise<string> {
  const { renderJunit } = await loadJunit();
  return [...renderJunit(of)].join("");
}

describe("JUnit", () => {
  test("has a case per test, with place, kind and trace", async () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
    const xml = parser.parse(
      await junit(
        report({
          tests: [
            testInfo({ name: "TestAt/negative", outcome: "fail" }),
            testInfo({ name: "TestSkip", outcome: "skip", skipReason: "no network" }),
            testInfo({ name: "TestBad", outcome: "fail", output: ["    ring_test.go:20: want 1"] }),
            testInfo({ name: "TestLast", outcome: "not-run" }),
            testInfo({ name: "TestSlow", outcome: "interrupted" }),
          ],
          notRun: [
            {
              package: "example.com/x/ring",
              test: "TestLast",
              ...{ file: null, line: null, because: incident().fingerprint, variant: "default" },
              ...{ baseline: null, baselineReason: null },
            },
          ],
        }),
      ),
    ) as {
      testsuites: {
        tests: string;
        errors: string;
        failures: string;
        skipped: string;
        testsuite: { timestamp: string; testcase: Record<string, unknown>[] };
      };
    };
    const { testsuites } = xml;
    expect([testsuites.tests, testsuites.errors, testsuites.failures, testsuites.skipped]).toEqual([
      "5",
      "3",
      "1",
      "1",
    ]);
    expect(testsuites.testsuite.timestamp).toBe("2026-11-23T17:00:00Z");
    const [panic, skip, bad, last, slow] = testsuites.testsuite.testcase;
    expect(panic).toMatchObject({
      name: "TestAt/negative",
      classname: "example.com/x/ring",
      file: "ring/ring_test.go",
      line: "9",
      error: { message: "runtime error: index out of range [-1]", type: "panic" },
    });
    expect(skip?.["system-out"]).toBe("no network");
    expect(bad?.failure).toMatchObject({ message: "ring_test.go:20: want 1" });
    expect(last?.error).toMatchObject({ message: "did not run: panic in TestAt/negative" });
    expect(slow?.error).toMatchObject({ type: "interrupted" });
  });

  test("gives a package-level incident a case of its own", async () => {
    const xml = await junit(
      report({
        tests: [],
        incidents: [incident({ kind: "exit", test: null, tests: [], message: null, site: null })],
      }),
    );
    expect(xml).toContain('<testcase name="exit of example.com/x/ring"');
    expect(XMLValidator.validate(xml)).toBe(true);
  });
});

describe("markdown", () => {
  test("says the verdict first and stays below its limit", () => {
    const incidents = Array.from({ length: 300 }, (_, at) =>
      incident({
        fingerprint: at.toString(16).padStart(16, "0"),
        trace: Array.from({ length: 100 }, () => "frame"),
      }),
    );
    const markdown = renderMarkdown(report({ incidents }), {
      length: 60_000,
      blobUrl: null,
      runUrl: null,
      slowest: 5,
    });
    expect(markdown.startsWith("### ❌ panicpath: 1 panic\n")).toBe(true);
    expect(markdown.length).toBeLessThan(60_000);
    expect(markdown).toContain("more");
    expect((markdown.match(/<details/g) ?? []).length).toBe(
      (markdown.match(/<\/details>/g) ?? []).length,
    );
  });

  test("links to the line on the host", () => {
    const markdown = renderMarkdown(report(), {
      length: 60_000,
      blobUrl: "https://github.com/o/r/blob/abc",
      runUrl: null,
      slowest: 5,
    });
    expect(markdown).toContain("](https://github.com/o/r/blob/abc/ring/ring.go#L41)");
  });
});

describe("annotations", () => {
  test("are ten of a level at most, those with a place first", () => {
    const findings = Array.from({ length: 30 }, (_, at) =>
      finding({ file: at < 5 ? null : "ring/ring.go", line: at + 1 }),
    );
    const lines = renderAnnotations(report({ findings })).trimEnd().split("\n");
    expect(lines.length).toBe(10);
    expect(lines.every((line) => line.startsWith("::error file=ring/ring.go,line="))).toBe(true);
  });
});

describe("annotations of old news", () => {
  test("are notices", () => {
    const findings = [
      finding({ baseline: "known" }),
      finding({ waived: "see #12" }),
      finding({ baseline: "new" }),
    ];
    const levels = renderAnnotations(report({ findings }))
      .split("\n")
      .map((line) => line.split(" ")[0]);
    expect(levels).toEqual(["::error", "::notice", "::notice", ""]);
  });
});

describe("what stands first", () => {
  const title = (changes: Partial<Report>): string =>
    renderMarkdown(report(changes), LIMITS).split("\n")[0] ?? "";
  const pass = { pass: true, failedOn: [], failOn: ["none"], summary: "1 panic" };

  test("tells a gate that failed, one that passed with something to say, and nothing to say", () => {
    expect(title({})).toBe("### ❌ panicpath: 1 panic");
    expect(title({ verdict: pass })).toBe("### ⚠️ panicpath: 1 panic");
    const known = { findings: [finding({ baseline: "known", gates: false })] };
    expect(title({ ...known, verdict: pass })).toBe("### ✅ panicpath: 1 panic");
    const cut = { ...report().run, complete: false };
    expect(title({ run: cut })).toBe("### ❌ panicpath: 1 panic (incomplete)");
  });
});

describe("failed tests", () => {
  const failure = (test: string, changes: Partial<ReturnType<typeof finding>> = {}) =>
    finding({ rule: "test-failure", test, message: `${test} failed`, ...changes });
  const of = report({
    incidents: [],
    findings: [
      failure("TestOld", { baseline: "known" }),
      failure("TestNew", {
        baseline: "new",
        flaky: { attempts: 3, failed: 2 },
        onlyIn: ["go1.24.9"],
      }),
      failure("TestWaived", { waived: "see #12" }),
      finding({ rule: "flaky", test: "TestNew", severity: "warning", message: "TestNew failed 2" }),
      finding({
        rule: "flaky",
        test: "TestOther",
        severity: "warning",
        message: "TestOther 1 of 3",
      }),
      finding({ rule: "waiver", severity: "warning", test: null, line: null, message: "expired" }),
    ],
  });

  test("are told once, news first, with what is known of them", () => {
    const text = renderText(of, { ...TEXT, verbose: false }).split("\n");
    expect(text.filter((line) => /^(?:NEW|KNOWN|WAIVED|TEST|FLAKY|warn)/.test(line))).toEqual([
      "NEW TEST FAILURE  TestNew: failed",
      "FLAKY TEST  TestOther: 1 of 3",
      "warn  expired  ring/ring.go",
      "WAIVED TEST FAILURE  ring/ring.go:41  TestWaived: failed (waived: see #12)",
      "KNOWN TEST FAILURE  ring/ring.go:41  TestOld: failed",
    ]);
    expect(text).toContain("  reproduced   2 of 3");
    expect(text).toContain("  only in      go1.24.9");
    const markdown = renderMarkdown(of, LIMITS);
    expect(markdown.indexOf("TestNew")).toBeLessThan(markdown.indexOf("TestOld"));
    expect(markdown).toContain("<b>2</b> known or waived");
    expect(markdown).toContain("| **new test failure** | <code>TestNew</code>");
    expect(renderAnnotations(of)).not.toContain("TestNew failed 2");
  });
});

describe("what a failed test has beside its name", () => {
  const failure = finding({ rule: "test-failure", test: "TestF", message: "TestF failed" });

  test("is why it is forgiven, or when it fails", () => {
    const note = "only after TestX; its package passed all the same";
    const findings = [{ ...failure, note }];
    expect(renderText(report({ incidents: [], findings }), TEXT)).toContain(
      `  note         ${note}\n`,
    );
  });

  test("is not taken from a flaky finding that the failure does not tell", () => {
    const findings = [
      finding({ rule: "test-failure", test: "TestF", message: "TestF failed" }),
      finding({ rule: "flaky", test: "TestF", message: "TestF failed 1 of 3 times" }),
    ];
    expect(renderText(report({ incidents: [], findings }), TEXT)).toContain(
      "FLAKY TEST  TestF: failed 1 of 3 times",
    );
  });
});

describe("a report of a part", () => {
  test("says which shard it is, and what was running when it was interrupted", () => {
    const run = {
      ...report().run,
      complete: false,
      shard: { index: 2, of: 4, packages: ["example.com/x/ring"] },
    };
    const tests = [testInfo({ name: "TestHang", outcome: "interrupted" })];
    const of = report({ run, tests, incidents: [], findings: [] });
    expect(renderText(of, TEXT)).toContain("shard 2/4");
    expect(renderText(of, TEXT)).toContain("running when the run was interrupted: TestHang");
    expect(renderMarkdown(of, LIMITS)).toContain("shard 2/4");
    expect(renderMarkdown(of, LIMITS)).toContain("when the run was interrupted: TestHang");
  });
});

describe("an incident that a team lives with", () => {
  test("says so wherever it is named", () => {
    const of = report({ findings: [finding({ waived: "see #12", gates: false })] });
    expect(renderText(of, TEXT)).toContain("WAIVED PANIC");
    expect(renderMarkdown(of, LIMITS)).toMatch(/waived panic: .*, waived: see/);
  });
});

describe("every renderer", () => {
  test("gives the same bytes twice", async () => {
    const of = report();
    expect(renderText(of, TEXT)).toBe(renderText(of, TEXT));
    expect(renderMarkdown(of, LIMITS)).toBe(renderMarkdown(of, LIMITS));
    expect(await junit(of)).toBe(await junit(of));
  });
});

describe("an annotation of a check", () => {
  const annotations = (changes: Partial<Report>) =>
    renderCheck(report(changes), { headSha: "abc", job: "CI/test", blobUrl: null, runUrl: null })
      .annotations;

  test("says whether it is new, and has the line to run it again and the trace", () => {
    const [first] = annotations({ findings: [finding({ baseline: "new" })] });
    expect(first?.title).toBe("panicpath: new panic");
    expect(first?.details?.split("\n").slice(0, 3)).toEqual([
      "go test -run '^TestAt$/^negative$' -count=1 ./ring",
      "",
      "panic: runtime error: index out of range [-1]",
    ]);
  });

  test("of an ordinary failure says what the test said", () => {
    const [first] = annotations({
      incidents: [],
      tests: [
        testInfo({
          name: "TestBad",
          outcome: "fail",
          failure: "ring_test.go:20: want 1",
          output: ["    ring_test.go:20: want 1"],
          reproduce: "go test -run '^TestBad$' -count=1 ./ring",
        }),
      ],
      findings: [finding({ rule: "test-failure", test: "TestBad", message: "TestBad failed" })],
    });
    expect(first?.message).toBe("TestBad failed\nring_test.go:20: want 1");
    expect(first?.details).toBe(
      "go test -run '^TestBad$' -count=1 ./ring\n\n    ring_test.go:20: want 1",
    );
  });
});

describe("what a reader sees first", () => {
  const two = report({
    incidents: [
      incident({ fingerprint: "1".repeat(16), baseline: "known" }),
      incident({ fingerprint: "2".repeat(16), baseline: "new", test: "TestNew" }),
      incident({ fingerprint: "3".repeat(16), baseline: "new", test: "TestAlso" }),
    ],
    findings: [],
  });

  test("is the first new failure in full, a line each for the others, the known ones last", () => {
    const text = renderText(two, { ...TEXT, full: 1, verbose: false });
    expect(text.match(/^(?:NEW|KNOWN) .*/gm)).toEqual([
      "NEW PANIC  runtime error: index out of range [-1]  2222222222222222",
      "NEW PANIC  ring/ring.go:41  TestAlso: runtime error: index out of range [-1]  3333333333333333",
      "KNOWN PANIC  ring/ring.go:41  TestAt/negative: runtime error: index out of range [-1]  1111111111111111",
    ]);
    expect(text.match(/^ {2}reproduce /gm)).toHaveLength(1);
  });

  test("and all in full on request, the known ones too", () => {
    const text = renderText(two, TEXT);
    expect(text.match(/^(?:NEW|KNOWN) .*/gm)).toHaveLength(3);
    expect(text.match(/^ {2}reproduce /gm)).toHaveLength(3);
  });

  test("stands open in a comment, the others folded", () => {
    const markdown = renderMarkdown(two, LIMITS);
    expect(markdown.match(/^<details[^>]*><summary><b>[^<]*<\/b>/gm)).toEqual([
      "<details open><summary><b>new panic</b>",
      "<details><summary><b>new panic</b>",
      "<details><summary><b>1</b>",
    ]);
  });
});

describe("at the end of a report", () => {
  const of = report({
    incidents: [],
    findings: [],
    tests: [
      testInfo({ name: "TestTable", seconds: 9 }),
      testInfo({ name: "TestTable/slow", seconds: 8.5 }),
      testInfo({ name: "TestMiddling", seconds: 1.2 }),
      testInfo({ name: "TestQuick", seconds: 0.9 }),
      testInfo({ name: "TestNet", outcome: "skip", skipReason: "needs a network\nsee #4" }),
    ],
    packages: report().packages.map((each) => ({
      ...each,
      coverage: "coverage: 61.5% of statements",
    })),
    run: { ...report().run, coverage: 61.5, seconds: 12.34 },
  });

  test("stand slow tests, the longest first, and how much is covered", () => {
    const text = renderText(of, { ...TEXT, verbose: false, slowest: 2 });
    expect(text.match(/^(?:SLOW|coverage|SKIPPED) .*/gm)).toEqual([
      "SLOW  example.com/x/ring TestTable/slow  8.5s",
      "SLOW  example.com/x/ring TestMiddling  1.2s",
      "coverage  1 package with coverage: 61.5% of statements in all",
    ]);
    expect(text).toContain(", in 12.3s.");
  });

  test("stand skipped tests with their reasons, where all is told", () => {
    expect(renderText(of, TEXT)).toContain(
      "SKIPPED  example.com/x/ring TestNet  needs a network\n",
    );
    expect(renderMarkdown(of, LIMITS)).toContain(
      "- <code>example.com/x/ring TestNet</code> needs a network\n",
    );
  });
});

test("a trouble names the owners of its file, and pings none of them", () => {
  const of = report({ findings: [finding({ owners: ["@team/ring", "a@example.com"] })] });
  expect(renderText(of, TEXT)).toContain("  owners       @team/ring, a@example.com\n");
  expect(renderMarkdown(of, LIMITS)).not.toMatch(/@team/);
});

test("a failure in testify's form is headed by what it says, not by where it was called", () => {
  const failure =
    "a_test.go:15: \n\tError Trace:\t/m/a_test.go:15\n\tError:      \tNot equal: \n\t            \texpected: 1\n\t            \tactual  : 2\n\tTest:       \tTestSum\n\tMessages:   \tthe sum";
  const of = report({
    incidents: [],
    tests: [testInfo({ name: "TestSum", outcome: "fail", failure })],
    findings: [finding({ rule: "test-failure", test: "TestSum", message: "TestSum failed" })],
  });
  expect(renderText(of, TEXT)).toContain(
    "TEST FAILURE  TestSum: the sum: Not equal: expected: 1 actual  : 2\n",
  );
});
