import { describe, expect, test } from "@jest/globals";
import {
  type BaseFacts,
  compareFailure,
  compareIncident,
  doubtsOf,
  factsOfReport,
  fixedIncidents,
  movedKey,
} from "../../src/compare/index.ts";
import { testKey } from "../../src/model/index.ts";
import { incident, report, testInfo } from "../support/report.ts";

const PACKAGE = "example.com/x/ring";
const nothing: BaseFacts = {
  incidents: new Set(),
  moved: new Set(),
  tests: new Map(),
  packages: new Set([PACKAGE]),
  broken: new Set(),
  equalBinaries: new Set(),
};
const passed = (attempts: number) =>
  new Map([
    [testKey(PACKAGE, "TestAt/negative"), { outcome: "pass" as const, attempts, failed: 0 }],
  ]);
const flaky = incident({ occurrences: [{ variant: "default", attempts: 3, failed: 1 }] });

describe("an incident against the base", () => {
  test.each([
    ["its fingerprint is there", incident(), { incidents: new Set(["0123456789abcdef"]) }, "known"],
    ["its test passes there", incident(), { tests: passed(3) }, "new"],
    ["its test is new", incident(), {}, "new"],
    [
      "its test never ran there",
      incident(),
      {
        tests: new Map([
          [
            testKey(PACKAGE, "TestAt/negative"),
            { outcome: "not-run" as const, attempts: 0, failed: 0 },
          ],
        ]),
      },
      "unknown",
    ],
    ["its package is not known", incident(), { packages: new Set<string>() }, "unknown"],
    [
      "its package does not build there",
      incident(),
      { packages: new Set<string>(), broken: new Set([PACKAGE]) },
      "unknown",
    ],
    ["the binary is the same", incident(), { equalBinaries: new Set([PACKAGE]) }, "known"],
    [
      "the code moved",
      incident({ fingerprint: "ffffffffffffffff" }),
      { moved: new Set([movedKey(incident())]) },
      "known",
    ],
    // (1 - 1/3)^7 = 0.058, (1 - 1/3)^8 = 0.039.
    ["one of three on head, 7 passes on the base", flaky, { tests: passed(7) }, "unknown"],
    ["one of three on head, 8 passes on the base", flaky, { tests: passed(8) }, "new"],
    ["a package-level one, the package is known", incident({ test: null, tests: [] }), {}, "new"],
  ])("%s", (_, one, facts, change) => {
    expect(compareIncident(one, { ...nothing, ...facts }).change).toBe(change);
  });
});

describe("an ordinary failure against the base", () => {
  const failure = testInfo({ name: "TestBad", outcome: "fail" });
  const key = testKey(PACKAGE, "TestBad");
  test.each([
    [
      "fails there",
      { tests: new Map([[key, { outcome: "fail" as const, attempts: 3, failed: 1 }]]) },
      "known",
    ],
    [
      "passes there",
      { tests: new Map([[key, { outcome: "pass" as const, attempts: 1, failed: 0 }]]) },
      "new",
    ],
    ["is not there", {}, "new"],
  ])("%s", (_, facts, change) => {
    expect(compareFailure(failure, { ...nothing, ...facts }).change).toBe(change);
  });
});

describe("two reports", () => {
  const healthy = report({ incidents: [], tests: [testInfo({ name: "TestAt/negative" })] });

  test("tell what was fixed", () => {
    expect(fixedIncidents(report(), healthy).map((one) => one.baseline)).toEqual(["fixed"]);
    expect(fixedIncidents(report(), report())).toEqual([]);
    expect(fixedIncidents(report(), report({ incidents: [], tests: [] }))).toEqual([]);
  });

  test("say in what they differ", () => {
    const other = report({
      go: { version: "go1.27.0", goos: "linux", goarch: "amd64", modules: [] },
    });
    expect(doubtsOf(report(), other)).toEqual([
      "the base was run with Go go1.26.8, this with go1.27.0",
    ]);
  });

  test("of an interrupted run are not complete", () => {
    const { run } = report();
    const facts = factsOfReport(report({ run: { ...run, complete: false }, incidents: [] }));
    expect(facts.packages.size).toBe(0);
  });
});
