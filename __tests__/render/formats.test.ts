import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import type { Report } from "../../src/model/index.ts";
import { renderCtrf, renderSarif } from "../../src/render/index.ts";
import { finding, incident, report, testInfo } from "../support/report.ts";

const SCHEMA = new URL("../../node_modules/ctrf/dist/ctrf-schema-0.0.json", import.meta.url);

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly baselineState?: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly unknown[];
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region?: { readonly startLine: number };
        };
      }[];
      readonly codeFlows?: readonly {
        readonly threadFlows: readonly { readonly locations: readonly unknown[] }[];
      }[];
    }[];
  }[];
}

const sarif = (changes: Partial<Report> = {}): Sarif["runs"][number] => {
  const [run] = (JSON.parse(renderSarif(report(changes))) as Sarif).runs;
  if (run === undefined) throw new Error("no run");
  return run;
};

describe("SARIF", () => {
  test("a panic is a result with its place, fingerprint and path", () => {
    const [result] = sarif().results;
    expect(result?.ruleId).toBe("panic");
    expect(result?.level).toBe("error");
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "ring/ring.go", uriBaseId: "SRCROOT" },
      region: { startLine: 41 },
    });
    expect(result?.partialFingerprints).toEqual({ "panicpath/v1": "0123456789abcdef" });
    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(2);
  });

  test("every result names a rule of the run by its index", () => {
    const run = sarif({
      findings: [finding(), finding({ rule: "flaky" }), finding({ rule: "lost-inlining" })],
    });
    const ids = run.tool.driver.rules.map((rule) => rule.id);
    expect(run.results.map((result) => ids[result.ruleIndex])).toEqual(
      run.results.map((result) => result.ruleId),
    );
  });

  test.each([
    ["new", "new"],
    ["known", "unchanged"],
    ["unknown", "new"],
    [null, undefined],
  ] as const)("%s is %s", (baseline, state) => {
    expect(sarif({ findings: [finding({ baseline })] }).results[0]?.baselineState).toBe(state);
  });

  test("a waiver is a suppression, a finding without a place has no location", () => {
    const [result] = sarif({ findings: [finding({ waived: "see #1", file: null })] }).results;
    expect([result?.suppressions?.length, result?.locations]).toEqual([1, []]);
  });

  test("uris stay inside the repository", () => {
    const [result] = sarif({ findings: [finding({ file: "/../a b/<c>" })] }).results;
    const location = result?.locations[0]?.physicalLocation.artifactLocation;
    expect(location?.uri).toBe("a%20b/%3Cc%3E");
  });
});

describe("CTRF", () => {
  const schema: unknown = JSON.parse(readFileSync(SCHEMA, "utf8"));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema as object);

  const flaky = testInfo({
    name: "TestFlaky",
    outcome: "fail",
    runs: [
      { variant: "default", outcome: "fail", attempts: 3, failed: 1, whole: null, alone: null },
    ],
  });
  const all = report({
    tests: [
      testInfo({ name: "TestAt/negative", outcome: "fail" }),
      testInfo({ name: "TestOk" }),
      testInfo({ name: "TestSkip", outcome: "skip", skipReason: "no network" }),
      testInfo({ name: "TestNever", outcome: "not-run" }),
      flaky,
    ],
    incidents: [incident(), incident({ test: null, tests: [], package: "example.com/y" })],
  });

  test("follows its schema, and counts as the report does", () => {
    const document = JSON.parse(renderCtrf(all)) as {
      results: { summary: Record<string, number>; tests: Record<string, unknown>[] };
    };
    expect([validate(document), validate.errors]).toEqual([true, null]);
    const { tests, passed, failed, skipped, pending, other } = document.results.summary;
    expect({ tests, passed, failed, skipped, pending, other }).toEqual({
      tests: 6,
      passed: 1,
      failed: 3,
      skipped: 1,
      pending: 1,
      other: 0,
    });
    const found = document.results.tests.find((each) => each.name === "TestFlaky");
    expect([found?.flaky, found?.retries]).toEqual([true, 2]);
  });
});
