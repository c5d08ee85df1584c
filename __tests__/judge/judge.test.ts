import { describe, expect, test } from "@jest/globals";
import { judge, loadPaths } from "../../src/judge/index.ts";
import { evidence, incident, testInfo } from "../support/report.ts";

const { pathMatcher } = await loadPaths();

const failing = testInfo({ name: "TestBad", outcome: "fail" });
const onlyInlined = testInfo({
  name: "TestAllocs",
  runs: [
    { variant: "default", outcome: "pass", attempts: 1, failed: 0, whole: null, alone: null },
    { variant: "noinline", outcome: "fail", attempts: 3, failed: 3, whole: null, alone: null },
  ],
});
const flaky = testInfo({
  name: "TestFlaky",
  outcome: "fail",
  runs: [{ variant: "default", outcome: "fail", attempts: 3, failed: 1, whole: null, alone: null }],
});
const notRun = {
  package: "example.com/x",
  test: "TestLast",
  file: null,
  line: null,
  because: "x",
  variant: "default",
  baseline: null,
  baselineReason: null,
};

describe("the gate", () => {
  test.each([
    ["any", { tests: [failing] }, false],
    ["incidents", { tests: [failing] }, true],
    ["test-failure", { tests: [failing] }, false],
    ["panic", { tests: [failing] }, true],
    ["none", { tests: [failing], incidents: [incident()] }, true],
    ["incidents", { incidents: [incident()] }, false],
    ["race", { incidents: [incident()] }, true],
    ["race,panic", { incidents: [incident()] }, false],
    ["any", { tests: [onlyInlined] }, true],
    ["variant-only-failure", { tests: [onlyInlined] }, false],
    ["any", { notRun: [notRun] }, true],
    ["not-run", { notRun: [notRun] }, false],
    ["flaky", { tests: [flaky] }, false],
    ["any", { incidents: [incident({ reproduction: "narrowed" })] }, true],
    ["any", {}, true],
  ])("--fail-on %s over %j passes: %s", (failOn, parts, pass) => {
    expect(
      judge(evidence(parts), {
        failOn: failOn.split(","),
        unknownBaseline: "fail",
        waivers: [],
        today: "2026-01-01",
        isPart: false,
      }).verdict.pass,
    ).toBe(pass);
  });
});

describe("findings", () => {
  test("leave out a test that an incident failed, and the parents of failed tests", () => {
    const tests = [
      testInfo({ name: "TestAt", outcome: "fail" }),
      testInfo({ name: "TestAt/negative", outcome: "fail" }),
      testInfo({ name: "TestSum", outcome: "fail" }),
      testInfo({ name: "TestSum/empty", outcome: "fail" }),
    ];
    const { findings, verdict } = judge(evidence({ incidents: [incident()], tests }), {
      failOn: ["any"],
      unknownBaseline: "fail",
      waivers: [],
      today: "2026-01-01",
      isPart: false,
    });
    expect(findings.map((finding) => [finding.rule, finding.test])).toEqual([
      ["panic", "TestAt/negative"],
      ["test-failure", "TestSum/empty"],
    ]);
    expect(verdict).toEqual({
      pass: false,
      failedOn: ["any"],
      failOn: ["any"],
      summary: "1 panic, 1 test failure",
    });
  });
});

describe("a base and waivers", () => {
  const policy = {
    failOn: ["new"],
    unknownBaseline: "fail" as const,
    waivers: [],
    today: "2026-06-01",
    isPart: false,
  };
  const verdict = (
    baseline: "new" | "known" | "unknown" | null,
    changes: Partial<Parameters<typeof judge>[1]> = {},
  ): boolean =>
    judge(evidence({ incidents: [incident({ baseline })] }), { ...policy, ...changes }).verdict
      .pass;

  test.each([
    ["new", {}, false],
    ["known", {}, true],
    ["unknown", {}, false],
    ["unknown", { unknownBaseline: "pass" as const }, true],
    [null, {}, false],
    ["new", { failOn: ["new-race"] }, true],
    ["new", { failOn: ["new-panic"] }, false],
    ["known", { failOn: ["any"] }, false],
  ] as const)("an incident that is %s under %j passes: %s", (baseline, changes, pass) => {
    expect(verdict(baseline, changes)).toBe(pass);
  });

  const byPrint = {
    covers: { kind: "fingerprint" as const, fingerprint: "0123456789abcdef" },
    reason: "see #12",
    until: "2026-06-30",
  };
  const byPath = (path: string) => ({
    covers: { kind: "rule" as const, rule: "panic", path, matches: pathMatcher(path) },
    reason: "old code",
    until: null,
  });

  test.each([
    ["by fingerprint", byPrint, true, []],
    ["expired", { ...byPrint, until: "2026-05-31" }, false, ["waiver"]],
    [
      "of another incident",
      { ...byPrint, covers: { kind: "fingerprint" as const, fingerprint: "f" } },
      false,
      ["waiver"],
    ],
    ["by folder", byPath("ring/"), true, []],
    ["by glob", byPath("**/*.go"), true, []],
    ["by a glob that stops at folders", byPath("*.go"), false, ["waiver"]],
  ])("a waiver %s", (_, waiver, pass, rules) => {
    const judged = judge(evidence({ incidents: [incident()] }), {
      ...policy,
      failOn: ["any"],
      waivers: [waiver],
    });
    expect(judged.verdict.pass).toBe(pass);
    expect(
      judged.findings.map((finding) => finding.rule).filter((rule) => rule !== "panic"),
    ).toEqual(rules);
  });
});

describe("words", () => {
  test("of a race say where it is, of a waived incident that it is", () => {
    const race = incident({
      kind: "race",
      message: "DATA RACE",
      detail: "Read at a.go:1; Previous write at a.go:2",
    });
    const covers = { kind: "fingerprint" as const, fingerprint: race.fingerprint };
    const waivers = [{ covers, reason: "old", until: null }];
    const policy = {
      ...{ failOn: ["any"], unknownBaseline: "fail" as const },
      ...{ today: "2026-01-01", isPart: false },
    };
    const theCase = evidence({ incidents: [race] });
    const open = judge(theCase, { ...policy, waivers: [] });
    expect(open.findings[0]?.message).toContain("Read at a.go:1; Previous write at a.go:2");
    expect(open.verdict.summary).toBe("1 data race");
    expect(judge(theCase, { ...policy, waivers }).verdict.summary).toBe("nothing to fix; 1 waived");
  });

  test("of a waiver that nothing needs wait for the whole where only a part was run", () => {
    const covers = { kind: "rule" as const, rule: "race", path: "x/", matches: pathMatcher("x/") };
    const found = (isPart: boolean, until: string | null): number =>
      judge(evidence(), {
        failOn: ["any"],
        unknownBaseline: "fail",
        waivers: [{ covers, reason: "old", until }],
        today: "2026-01-01",
        isPart,
      }).findings.length;
    expect([found(false, null), found(true, null), found(true, "2025-01-01")]).toEqual([1, 0, 1]);
  });
});

describe("a run that has not passed, whatever its tests say", () => {
  const run = evidence().run;
  const verdict = (
    changes: Partial<typeof run>,
    failOn: string,
    incidents: readonly ReturnType<typeof incident>[] = [],
  ) => {
    const { findings, verdict } = judge(evidence({ run: { ...run, ...changes }, incidents }), {
      ...{ failOn: [failOn], unknownBaseline: "pass" as const, today: "2026-01-01", isPart: false },
      waivers: [
        {
          covers: { kind: "rule" as const, rule: "incomplete", path: "", matches: () => true },
          reason: "",
          until: null,
        },
      ],
    });
    return [verdict.pass, verdict.summary, findings.filter((each) => each.gates).length];
  };
  const known = incident({ baseline: "known" });

  test.each([
    ["was interrupted", { complete: false }, "none", [], "interrupted"],
    ["was interrupted", { complete: false }, "new", [known], "nothing new; 1 known; interrupted"],
    [
      "was read in part",
      { complete: false, mode: "parse" as const },
      "any",
      [],
      "the output ends before the tests do",
    ],
    [
      "lacks a shard",
      { complete: false, missing: ["shard 2/3 is missing"] },
      "new",
      [],
      "shard 2/3 is missing",
    ],
    ["failed for no reason found", { failure: "exit status 2" }, "new", [], "go test failed"],
  ])("%s", (_, changes, failOn, incidents, summary) => {
    expect(verdict(changes, failOn, incidents)).toEqual([false, summary, 1]);
  });

  test("is one that failed for a known reason no more", () => {
    expect(verdict({ failure: "exit status 1" }, "new", [known])).toEqual([
      true,
      "nothing new; 1 known",
      0,
    ]);
  });
});

describe("a path of a waiver", () => {
  test.each([
    ["", "a/b.go", true],
    ["**", "a/b.go", true],
    ["legacy/", "legacy/a/b.go", true],
    ["legacy/", "legacy2/b.go", false],
    ["legacy/**", "legacy/a/b.go", true],
    ["*.pb.go", "a.pb.go", true],
    ["*.pb.go", "a/a.pb.go", false],
    ["**/*.pb.go", "a/a.pb.go", true],
    ["**/*.pb.go", "a.pb.go", true],
    // A folder's name ends at its slash.
    ["**/gen.go", "x/mygen.go", false],
    ["a/**/b.go", "a/xb.go", false],
    ["a/**/b.go", "a/b.go", true],
    ["a/**/b.go", "a/x/y/b.go", true],
    ["services/**/api", "services/fooapi", false],
    ["a?.go", "ab.go", true],
    ["a?b.go", "a/b.go", false],
    ["a+(b).go", "a+(b).go", true],
    ["a.go", "axgo", false],
  ])("%s and %s: %s", (pattern, file, isMeant) => {
    expect(pathMatcher(pattern)(file)).toBe(isMeant);
  });

  test.each([
    ["**a", 8],
    ["*a", 200],
  ])("of %s times %i ends soon", (part, times) => {
    expect(pathMatcher(`${part.repeat(times)}.go`)("a".repeat(20_000))).toBe(false);
  });
});
