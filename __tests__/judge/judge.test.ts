import { describe, expect, test } from "@jest/globals";
import { judge } from "../../src/judge/index.ts";
import { incident, testInfo } from "../support/report.ts";

const failing = testInfo({ name: "TestBad", outcome: "fail" });
const onlyInlined = testInfo({
  name: "TestAllocs",
  runs: [
    { variant: "default", outcome: "pass", attempts: 1, failed: 0 },
    { variant: "noinline", outcome: "fail", attempts: 3, failed: 3 },
  ],
});
const flaky = testInfo({
  name: "TestFlaky",
  outcome: "fail",
  runs: [{ variant: "default", outcome: "fail", attempts: 3, failed: 1 }],
});
const notRun = {
  package: "example.com/x",
  test: "TestLast",
  file: null,
  line: null,
  because: "x",
  variant: "default",
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
    const theCase = { incidents: [], tests: [], notRun: [], ...parts };
    expect(
      judge(theCase, { failOn: failOn.split(","), unknownBaseline: "fail" }).verdict.pass,
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
    const { findings, verdict } = judge(
      { incidents: [incident()], tests, notRun: [] },
      { failOn: ["any"], unknownBaseline: "fail" },
    );
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
