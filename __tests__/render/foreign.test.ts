import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { parse as readBySurefire } from "junit2json";
import { parse as readByResults } from "test-results-parser";
import type { Report } from "../../src/model/index.ts";
import { loadJunit, renderCtrf, renderSarif } from "../../src/render/index.ts";
import { finding, incident, report, testInfo } from "../support/report.ts";

// JUnit as others read it: junit2json, after Jenkins' and surefire's schemas, and
// test-results-parser, which feeds reporters of several services.

const dir = mkdtempSync(join(tmpdir(), "panicpath-junit-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const one = (failed: number) => ({ attempts: Math.max(1, failed), failed });

const run = (failed: number, attempts: number) => [
  {
    variant: "default",
    outcome: "fail" as const,
    attempts,
    failed,
    whole: one(1),
    alone: one(failed - 1),
  },
];

const all: Report = report({
  packages: [
    ...report().packages,
    ...report().packages.map((each) => ({ ...each, importPath: "example.com/x/book" })),
  ],
  tests: [
    testInfo({ name: "TestAt/negative", outcome: "fail", line: 12 }),
    testInfo({ name: "TestOk", line: 20, seconds: 1.25 }),
    testInfo({ name: "TestSkip", outcome: "skip", skipReason: "no <network> & co", line: 30 }),
    testInfo({ name: "TestNever", outcome: "not-run", line: 40 }),
    testInfo({
      package: "example.com/x/book",
      name: "TestFlaky",
      outcome: "fail",
      file: "book/book_test.go",
      line: 50,
      output: ['    book_test.go:55: want "a" ]]> got <b>'],
      runs: run(1, 3),
    }),
    testInfo({
      package: "example.com/x/book",
      name: "TestAlways",
      outcome: "fail",
      file: "book/book_test.go",
      line: 60,
      runs: run(3, 3),
    }),
  ],
  incidents: [incident(), incident({ test: null, tests: [], kind: "exit", site: null })],
  findings: [finding(), finding({ rule: "lost-inlining", gates: true })],
});

const xml = async (): Promise<string> => [...(await loadJunit()).renderJunit(all)].join("");

interface Case {
  readonly name?: string;
  readonly file?: string;
  readonly line?: number;
  readonly flakyFailure?: readonly unknown[];
  readonly rerunFailure?: readonly unknown[];
}

describe("JUnit", () => {
  test("read by junit2json has the report's files, lines, counts and flaky marks", async () => {
    const read = (await readBySurefire(await xml())) as {
      tests: number;
      failures: number;
      errors: number;
      skipped: number;
      testsuite: { tests: number; testcase: Case[] }[];
    };
    const { tests, failures, errors, skipped } = read;
    // Six tests, a package-level incident, a regression that gates.
    expect({ tests, failures, errors, skipped }).toEqual({
      tests: 8,
      failures: 3,
      errors: 3,
      skipped: 1,
    });
    const cases = read.testsuite.flatMap((suite) => suite.testcase);
    expect(cases).toHaveLength(8);
    for (const { name, file, line } of all.tests) {
      expect(cases.find((each) => each.name === name)).toMatchObject({ file, line });
    }
    const marks = cases.map((each) => [each.flakyFailure?.length, each.rerunFailure?.length]);
    expect(marks).toEqual([
      [undefined, 2],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
      [1, undefined],
      [undefined, 2],
      [undefined, undefined],
    ]);
  });

  test("read by test-results-parser has the report's outcomes and messages", async () => {
    const file = join(dir, "junit.xml");
    writeFileSync(file, await xml());
    const read = readByResults({ type: "junit", files: [file] });
    // It counts the skipped apart from the total.
    expect([read.total, read.failed, read.errors, read.skipped]).toEqual([7, 3, 3, 1]);
    const cases = read.suites.flatMap((suite) => suite.cases);
    expect(cases.map((each) => [each.name, each.status])).toEqual([
      ["TestAt/negative", "FAIL"],
      ["TestOk", "PASS"],
      ["TestSkip", "SKIP"],
      ["TestNever", "FAIL"],
      ["exit of example.com/x/ring", "FAIL"],
      ["TestFlaky", "FAIL"],
      ["TestAlways", "FAIL"],
      ["lost-inlining at ring/ring.go:41", "FAIL"],
    ]);
    expect(cases[1]?.duration).toBe(1250);
    expect(cases[5]?.failure).toBe('book_test.go:55: want "a" ]] > got <b>');
  });
});

describe("the other formats", () => {
  test("agree with JUnit on tests, files and lines", () => {
    const { results } = JSON.parse(renderCtrf(all)) as {
      results: { summary: Record<string, number>; tests: Record<string, unknown>[] };
    };
    expect(results.summary).toMatchObject({ tests: 7, failed: 4, skipped: 1, passed: 1 });
    for (const { name, file, line } of all.tests) {
      expect(results.tests.find((each) => each.name === name)).toMatchObject({
        filePath: file,
        line,
        flaky: name === "TestFlaky",
      });
    }
    const sarif = JSON.parse(renderSarif(all)) as { runs: { results: unknown[] }[] };
    expect(sarif.runs[0]?.results).toHaveLength(all.findings.length);
  });
});
