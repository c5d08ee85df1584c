import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parseFiles } from "../../src/commands/parse.ts";
import { judge } from "../../src/judge/index.ts";
import type { Incident, Report } from "../../src/model/index.ts";
import { ROOT } from "../support/cli.ts";

/** What must come out of a capture; see __fixtures__/field/README.md. */
interface Expected {
  readonly passes?: boolean;
  readonly incidents?: readonly ExpectedIncident[];
  readonly has?: readonly ExpectedIncident[];
  readonly kinds?: readonly string[];
  readonly no_build?: boolean;
  readonly no_kind?: string;
  readonly packages_once?: boolean;
  readonly no_unnamed?: boolean;
  readonly fail?: readonly string[];
  readonly not_interrupted?: boolean;
  readonly flaky?: readonly string[];
  readonly failures?: readonly string[];
  readonly message_has?: string;
  readonly message_not?: string;
}

/** A field that is absent may have any value. */
interface ExpectedIncident {
  readonly kind: string;
  readonly test?: string | null;
  readonly file?: string | null;
  readonly line?: number | null;
  readonly package?: string;
  readonly message?: string;
  readonly signal?: string | null;
  readonly exitStatus?: number | null;
  readonly reproduce?: string | null;
  readonly recoveredBy?: string | null;
  readonly blocks?: readonly string[];
}

interface FieldCase {
  readonly name: string;
  readonly files: readonly string[];
  readonly expect: Expected;
}

const DIR = join(ROOT, "__fixtures__/field");
const CASES = JSON.parse(readFileSync(join(DIR, "cases.json"), "utf8")) as readonly FieldCase[];
const POLICY = {
  ...{ failOn: ["any"], unknownBaseline: "fail" as const, today: "2026-01-01", isPart: false },
  waivers: [],
};

/** The fields of an incident that an expectation names. */
function shown(incident: Incident, like: ExpectedIncident): ExpectedIncident {
  const whole = {
    ...incident,
    file: incident.site?.file ?? null,
    line: incident.site?.line ?? null,
  };
  return Object.fromEntries(
    Object.keys(like).map((key) => [key, whole[key as keyof typeof whole]]),
  ) as unknown as ExpectedIncident;
}

async function reportOf(files: readonly string[]): Promise<Report> {
  const parsed = await parseFiles(
    files.map((file) => join(DIR, file)),
    null,
  );
  return { ...parsed, ...judge(parsed, POLICY) };
}

const byPlace = (left: ExpectedIncident, right: ExpectedIncident): number =>
  `${left.file}:${left.line}` < `${right.file}:${right.line}` ? -1 : 1;

describe("a capture from the field", () => {
  test.each(CASES.map((each) => [each.name, each] as const))(
    "%s",
    async (_, { files, expect: wanted }) => {
      const report = await reportOf(files);
      const { incidents, packages, tests } = report;
      const kinds = incidents.map((each) => each.kind);
      const messages = incidents.map((each) => `${each.message ?? ""}\n${each.detail ?? ""}`);
      if (wanted.passes !== undefined) expect(report.verdict.pass).toBe(wanted.passes);
      if (wanted.incidents !== undefined) {
        const [like] = wanted.incidents;
        const found = incidents.map((each, at) =>
          shown(each, wanted.incidents?.[at] ?? like ?? { kind: "" }),
        );
        expect(found.sort(byPlace)).toEqual([...wanted.incidents].sort(byPlace));
      }
      for (const one of wanted.has ?? []) {
        expect(incidents.map((each) => shown(each, one))).toContainEqual(one);
      }
      if (wanted.kinds !== undefined) {
        expect(kinds).toHaveLength(wanted.kinds.length);
        for (const [at, words] of wanted.kinds.entries())
          expect(words.split("|")).toContain(kinds[at]);
      }
      if (wanted.no_build === true) expect(kinds).not.toContain("build");
      if (wanted.no_kind !== undefined) expect(kinds).not.toContain(wanted.no_kind);
      const paths = packages.map((each) => each.importPath);
      if (wanted.packages_once === true) expect(paths).toEqual([...new Set(paths)]);
      if (wanted.no_unnamed === true) expect(paths).not.toContain("");
      const outcomes = tests.map((each) => `${each.name} ${each.outcome}`);
      for (const name of wanted.fail ?? []) expect(outcomes).toContain(`${name} fail`);
      if (wanted.not_interrupted === true)
        expect(outcomes.join("\n")).not.toContain(" interrupted");
      const flaky = report.findings
        .filter((each) => each.rule === "flaky")
        .map((each) => each.test);
      if (wanted.flaky !== undefined) expect(flaky).toEqual(wanted.flaky);
      if (wanted.failures !== undefined)
        expect(tests.flatMap((each) => each.failure ?? [])).toEqual(wanted.failures);
      if (wanted.message_has !== undefined)
        expect(messages.join("\n")).toContain(wanted.message_has);
      if (wanted.message_not !== undefined)
        expect(messages.join("\n")).not.toContain(wanted.message_not);
    },
  );
});
