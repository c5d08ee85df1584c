import { describe, expect, test } from "@jest/globals";
import {
  areTogether,
  type BaseFacts,
  baseIncident,
  compareFailure,
  compareIncident,
  compareNotRun,
  doubtsOf,
  factsOfReport,
  fixedIncidents,
  type HeadView,
  Incidents,
  isRegression,
  passesWanted,
} from "../../src/compare/index.ts";
import { type Incident, type NotRun, testKey } from "../../src/model/index.ts";
import { incident, report, testInfo } from "../support/report.ts";

const PACKAGE = "example.com/x/ring";
const nothing: BaseFacts = {
  incidents: new Incidents([]),
  reached: new Incidents([]),
  tests: new Map(),
  declares: () => true,
  packages: new Set([PACKAGE]),
  broken: new Set(),
  sameBinaries: new Set(),
  untouched: new Set(),
  notRun: new Map(),
  skipped: new Set(),
};
const alone: HeadView = {
  tests: new Set([testKey(PACKAGE, "TestAt"), testKey(PACKAGE, "TestAt/negative")]),
  failing: 1,
  together: false,
};
const ran = (
  outcome: "pass" | "fail" | "not-run",
  attempts: number,
  failed = 0,
  test = "TestAt/negative",
): BaseFacts["tests"] =>
  new Map([
    [testKey(PACKAGE, test), { outcome, tallies: new Map([["default", { attempts, failed }]]) }],
  ]);
const tallies = (failed: number, attempts: number) =>
  incident({
    occurrences: [{ variant: "default", attempts, failed, whole: null, alone: null }],
  });
const like = (changes: Partial<Incident>) => baseIncident(incident(changes));
const sourced = { fingerprint: "1111111111111111", former: "ffffffffffffffff" };

describe("an incident against the base", () => {
  test.each<[string, Incident, Partial<BaseFacts>, string]>([
    ["its test failed so there", incident(), { incidents: new Incidents([like({})]) }, "known"],
    [
      "another test failed so there, and it passes",
      incident(),
      { incidents: new Incidents([like({ tests: ["TestOther"] })]), tests: ran("pass", 3) },
      "new",
    ],
    [
      "a test that is gone failed so there",
      incident(),
      { incidents: new Incidents([like({ tests: ["TestGone"] })]) },
      "known",
    ],
    [
      "a test that is still there failed so, and this one is new",
      incident(),
      { incidents: new Incidents([like({ tests: ["TestAt"] })]), declares: () => false },
      "new",
    ],
    [
      "the same message at another line of the function, both with sources",
      incident(sourced),
      {
        incidents: new Incidents([like({ ...sourced, fingerprint: "2222222222222222" })]),
        tests: ran("pass", 3),
      },
      "new",
    ],
    [
      "the former fingerprint, where the base has no sources",
      incident(sourced),
      {
        incidents: new Incidents([
          like({ fingerprint: "ffffffffffffffff", former: "ffffffffffffffff" }),
        ]),
      },
      "known",
    ],
    [
      "the fingerprint of a report of 0.1.0",
      incident(sourced),
      { incidents: new Incidents([like({ fingerprint: "ffffffffffffffff", former: null })]) },
      "known",
    ],
    [
      "half of a race, its other stack lost",
      incident({ kind: "race", raceSites: ["a", "b"] }),
      { incidents: new Incidents([like({ ...sourced, kind: "race", raceSites: ["b"] })]) },
      "known",
    ],
    [
      "another race",
      incident({ kind: "race", raceSites: ["a", "b"] }),
      {
        incidents: new Incidents([like({ ...sourced, kind: "race", raceSites: ["b", "c"] })]),
        tests: ran("pass", 3),
      },
      "new",
    ],
    ["its test passes there", incident(), { tests: ran("pass", 3) }, "new"],
    ["its test fails there in another way", incident(), { tests: ran("fail", 3, 3) }, "new"],
    ["its test is new", incident(), { declares: () => false }, "new"],
    ["its test not run there", incident(), { tests: ran("not-run", 0) }, "unknown"],
    ["its package is not known", incident(), { packages: new Set<string>() }, "unknown"],
    [
      "its package does not build there",
      incident(),
      { packages: new Set<string>(), broken: new Set([PACKAGE]) },
      "unknown",
    ],
    ["the binary is the same", incident(), { sameBinaries: new Set([PACKAGE]) }, "known"],
    ["nothing that it is made of differs", incident(), { untouched: new Set([PACKAGE]) }, "known"],
    // (1 - 1/3)^7 = 0.058, (1 - 1/3)^8 = 0.039.
    [
      "one of three on head, 7 passes on the base",
      tallies(1, 3),
      { tests: ran("pass", 7) },
      "unknown",
    ],
    ["one of three on head, 8 passes on the base", tallies(1, 3), { tests: ran("pass", 8) }, "new"],
    // 3^3 3^3 / 6^6 = 0.0156, 3^3 2^2 / 5^5 = 0.035.
    ["three of three, 2 passes on the base", tallies(3, 3), { tests: ran("pass", 2) }, "unknown"],
    ["three of three, 3 passes on the base", tallies(3, 3), { tests: ran("pass", 3) }, "new"],
    ["a package-level one, the package is known", incident({ test: null, tests: [] }), {}, "new"],
    [
      "a package-level one that the base has",
      incident({ test: null, tests: [] }),
      { incidents: new Incidents([like({ tests: [] })]) },
      "known",
    ],
  ])("%s", (_, one, facts, change) => {
    expect(compareIncident(one, { ...nothing, ...facts }, alone).change).toBe(change);
  });

  test("is known for one of its tests, and new for the other: new", () => {
    const both = incident({ tests: ["TestAt/negative", "TestSum"] });
    const facts = {
      ...nothing,
      incidents: new Incidents([like({})]),
      tests: ran("pass", 3, 0, "TestSum"),
    };
    expect(compareIncident(both, facts, alone).change).toBe("new");
  });

  test("of two new tests one takes the place of the one that is gone", () => {
    const both = incident({ tests: ["TestNew", "TestNewer"] });
    const facts = {
      ...nothing,
      incidents: new Incidents([like({ tests: ["TestGone"] })]),
      declares: () => false,
    };
    expect(compareIncident(both, facts, alone)).toMatchObject({ change: "new", why: "new test" });
    const one = incident({ tests: ["TestNew"] });
    expect(compareIncident(one, facts, alone).why).toBe("renamed: TestGone failed so on the base");
  });

  test("of a new test that the base's own code fails too is new all the same", () => {
    const facts = { ...nothing, declares: () => false, reached: new Incidents([like({})]) };
    expect(compareIncident(incident(), facts, alone)).toMatchObject({
      change: "new",
      why: "new test; the base's own code fails it too",
    });
  });
});

describe("luck", () => {
  const failing = (count: number): HeadView => ({ ...alone, failing: count });
  // Among ten failing tests 3 and 3 may well be luck, 5 and 5 not: 2^-10 * 10 = 0.0098.
  test.each([
    [1, 3, 3, true],
    [10, 3, 3, false],
    [10, 4, 4, false],
    [10, 5, 5, true],
    [10, 3, 8, true],
    [10, 3, 7, false],
  ])("among %i failing tests, %i of %i here", (count, n, m, isReported) => {
    expect(isRegression({ attempts: n, failed: n }, m, failing(count))).toBe(isReported);
  });

  test("can't explain many at once", () => {
    expect([areTogether(10, 10), areTogether(2, 30), areTogether(3, 30)]).toEqual([
      true,
      false,
      false,
    ]);
    const together = { ...failing(50), together: true };
    expect(isRegression({ attempts: 3, failed: 3 }, 3, together)).toBe(true);
  });

  test("says how often the base has to pass", () => {
    expect(passesWanted({ attempts: 3, failed: 3 }, failing(1), 40)).toBe(3);
    expect(passesWanted({ attempts: 3, failed: 3 }, failing(10), 40)).toBe(8);
    // Half of one in three: (5/6)^17 = 0.045.
    expect(passesWanted({ attempts: 3, failed: 1 }, failing(1), 40)).toBe(17);
  });
});

describe("an ordinary failure against the base", () => {
  const failure = testInfo({ name: "TestBad", outcome: "fail" });
  test.each<[string, Partial<BaseFacts>, string]>([
    ["fails there", { tests: ran("fail", 3, 1, "TestBad") }, "known"],
    ["passes there", { tests: ran("pass", 1, 0, "TestBad") }, "new"],
    ["is not there", { declares: () => false }, "new"],
  ])("%s", (_, facts, change) => {
    expect(compareFailure(failure, { ...nothing, ...facts }, alone).change).toBe(change);
  });
});

describe("a test that did not run against the base", () => {
  const entry: NotRun = {
    ...{ package: PACKAGE, test: "TestLast", file: null, line: null, because: "x" },
    ...{ variant: "default", baseline: null, baselineReason: null },
  };
  const known = incident({ fingerprint: "x", baseline: "known" });
  const death = { ...known, test: null, tests: [] };
  test.each<[string, Partial<BaseFacts>, Incident[], string]>([
    ["ran there", { tests: ran("pass", 1, 0, "TestLast") }, [known], "new"],
    [
      "did not run there either",
      { notRun: new Map([[testKey(PACKAGE, "TestLast"), "x"]]) },
      [known],
      "known",
    ],
    [
      "did not run there, but what ends it here is new",
      { notRun: new Map([[testKey(PACKAGE, "TestLast"), "y"]]) },
      [incident({ fingerprint: "x", baseline: "new" })],
      "new",
    ],
    ["the package dies on both sides", {}, [death], "known"],
    ["nobody knows", { packages: new Set<string>() }, [known], "unknown"],
  ])("%s", (_, facts, incidents, change) => {
    const causes = new Map(incidents.map((each) => [each.fingerprint, each] as const));
    expect(compareNotRun(entry, { ...nothing, ...facts }, causes).change).toBe(change);
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
