import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { summaryOf } from "../../src/judge/index.ts";
import { mergeReports, type NamedReport } from "../../src/merge/index.ts";
import type { Report } from "../../src/model/index.ts";
import { anyReport } from "../support/any-report.ts";
import { expectSound, renderings } from "../support/rendered.ts";
import { finding, incident, report, testInfo } from "../support/report.ts";

const merged = (...given: readonly [Report, ...Report[]]): Report => {
  const named = given.map((each, at): NamedReport => ({ source: `${at + 1}.json`, report: each }));
  const [first, ...others] = named;
  if (first === undefined) throw new Error("nothing to merge");
  return mergeReports([first, ...others], { summarise: summaryOf, expect: null, gate: null });
};

const PACKAGES = ["example.com/x/a", "example.com/x/b", "example.com/x/c"];

/** A report of some packages, the first test of each panicking. */
function part(packages: readonly string[], changes: Partial<Report> = {}): Report {
  const [info] = report().packages;
  if (info === undefined) throw new Error("no package");
  const fingerprintOf = (path: string): string =>
    PACKAGES.indexOf(path).toString(16).padStart(16, "0");
  return report({
    packages: packages.map((importPath) => ({ ...info, importPath })),
    tests: packages.flatMap((path) => [
      testInfo({ package: path, name: "TestBad", outcome: "fail" }),
      testInfo({ package: path, name: "TestGood" }),
    ]),
    incidents: packages.map((path) =>
      incident({
        fingerprint: fingerprintOf(path),
        package: path,
        test: "TestBad",
        tests: ["TestBad"],
      }),
    ),
    findings: packages.map((path) => finding({ package: path, fingerprint: fingerprintOf(path) })),
    verdict: {
      pass: packages.length === 0,
      failedOn: ["any"],
      failOn: ["any"],
      summary: `${packages.length} panic${packages.length === 1 ? "" : "s"}`,
    },
    ...changes,
  });
}

function shard(index: number, of: number, packages: readonly string[]): Report {
  const whole = part(packages);
  return {
    ...whole,
    run: { ...whole.run, packages, shard: { index, of, packages: PACKAGES } },
  };
}

/** The same again: no two runs take the same time. */
const later = (of: Report): Report => ({ ...of, run: { ...of.run, seconds: 32.4 } });

const withGo = (version: string, of: Report): Report => ({ ...of, go: { ...of.go, version } });

describe("shards", () => {
  test("make up what one run would have said", () => {
    const [a = "", b = "", c = ""] = PACKAGES;
    const whole = merged(shard(1, 2, [a, c]), shard(2, 2, [b]));
    const once = part([a, c, b], { verdict: whole.verdict });
    expect(whole.verdict).toMatchObject({ pass: false, summary: "3 panics" });
    expect(whole.incidents).toEqual(once.incidents);
    expect(whole.tests).toEqual(once.tests);
    expect(whole.findings).toEqual(once.findings);
    expect([whole.run.shard, whole.run.complete, whole.warnings]).toEqual([null, true, []]);
    expect(whole.run.legs).toEqual([expect.objectContaining({ name: "", reports: 2 })]);
  });

  test("of which one is missing have not passed", () => {
    const whole = merged(shard(1, 3, []), shard(3, 3, []));
    expect(whole.verdict).toMatchObject({ pass: false, summary: "shard 2/3 is missing" });
    expect([whole.run.complete, whole.warnings]).toEqual([false, ["shard 2/3 is missing"]]);
  });

  test("that divided the packages differently name what nobody ran", () => {
    const whole = merged(shard(1, 2, PACKAGES.slice(0, 1)), shard(2, 2, PACKAGES.slice(1, 2)));
    expect(whole.verdict.pass).toBe(false);
    expect(whole.warnings).toEqual([expect.stringContaining("no shard ran example.com/x/c")]);
  });

  test("that are given twice are said", () => {
    const whole = merged(shard(1, 1, PACKAGES), later(shard(1, 1, PACKAGES)));
    expect(whole.warnings).toEqual(["shards are there 2 times: 1.json, 2.json"]);
    expect(whole.incidents).toHaveLength(3);
  });

  test("of several legs are put together leg by leg", () => {
    const [a = "", b = "", c = ""] = PACKAGES;
    const legs = ["go1.25.4", "go1.26.8"].flatMap((version) => [
      withGo(version, shard(1, 2, [a, b])),
      withGo(version, shard(2, 2, [c])),
    ]);
    const [first, ...others] = legs;
    if (first === undefined) throw new Error("no leg");
    const whole = merged(first, ...others);
    expect(whole.run.legs.map((leg) => [leg.name, leg.reports, leg.summary])).toEqual([
      ["go1.25.4", 2, "3 panics"],
      ["go1.26.8", 2, "3 panics"],
    ]);
    expect(whole.incidents[0]?.occurrences.map((each) => each.variant)).toEqual([
      "default (go1.25.4)",
      "default (go1.26.8)",
    ]);
  });
});

describe("reports of a matrix's jobs", () => {
  const job = (of: Report, index: number, attempt = 1): Report => ({
    ...of,
    run: {
      ...of.run,
      job: { name: "CI/test", step: "p", by: { id: 5, run: 1, attempt }, leg: { index, total: 3 } },
    },
  });
  const [a = "", b = "", c = ""] = PACKAGES;
  const green = (path: string): Report =>
    part([path], {
      incidents: [],
      findings: [],
      verdict: { pass: true, failedOn: [], failOn: ["any"], summary: "no panics" },
    });

  test("of which a leg wrote none have not passed", () => {
    const whole = merged(job(green(a), 0), job(green(b), 2));
    const words = "1 of 3 reports of CI/test is missing";
    expect(whole.verdict).toMatchObject({ pass: false, summary: words });
    expect(whole.warnings).toEqual([words]);
    const all = merged(job(green(a), 0), job(green(b), 1), job(green(c), 2));
    expect([all.verdict.pass, all.warnings]).toEqual([true, []]);
  });

  test("that are told how many they are believe it", () => {
    const named = [job(green(a), 0), job(green(b), 2)].map((report, at) => ({
      source: `${at}`,
      report,
    })) as [NamedReport, NamedReport];
    const passes = (expect: number): boolean =>
      mergeReports(named, { summarise: summaryOf, expect, gate: null }).verdict.pass;
    expect([passes(2), passes(4)]).toEqual([true, false]);
  });

  test("that were run again count with their last attempt", () => {
    const whole = merged(
      job(part([a]), 0),
      job(green(b), 1),
      job(green(c), 2),
      job(green(a), 0, 2),
    );
    expect(whole.verdict.pass).toBe(true);
    expect(whole.warnings).toEqual([expect.stringContaining("1.json is left out: 4.json")]);
  });

  test("of one name but another Go are not attempts of each other", () => {
    const twice = merged(
      withGo("go1.25.4", job(part([a]), 0)),
      withGo("go1.26.8", job(green(a), 0, 2)),
      job(green(b), 1),
      job(green(c), 2),
    );
    expect(twice.verdict).toMatchObject({ pass: false, summary: "1 panic" });
  });

  test("count by job, whichever of its steps wrote them", () => {
    const step = (of: Report, name: string): Report => {
      const { job: own } = of.run;
      return own === null ? of : { ...of, run: { ...of.run, job: { ...own, step: name } } };
    };
    const whole = merged(
      step(job(green(a), 0), "one"),
      step(job(green(b), 1), "two"),
      step(job(green(c), 2), "one"),
    );
    expect([whole.verdict.pass, whole.warnings]).toEqual([true, []]);
  });

  test("that are copies, or were merged before, count once", () => {
    const one = job(part([a]), 0);
    const whole = merged(one, structuredClone(one), merged(one, job(green(b), 1)));
    expect(whole.warnings).toEqual([
      "2 of 3 reports of CI/test are missing",
      "2.json is left out: it is the same as 1.json",
      "3.json is left out: it was merged before",
    ]);
  });

  test("that were merged before stay as they are, but for the gate", () => {
    const before = merged(job(green(a), 0), job(green(b), 2));
    const again = merged(before);
    expect(again.verdict).toMatchObject({ pass: false, summary: before.verdict.summary });
    expect(again.run.legs).toEqual(before.run.legs);
  });

  test("say which leg was cut short", () => {
    const cut = green(b);
    const verdict = { ...cut.verdict, pass: false, summary: "interrupted" };
    const whole = merged(green(a), {
      ...cut,
      verdict,
      run: { ...cut.run, complete: false, name: "b" },
    });
    expect(whole.run.legs.map((leg) => leg.pass)).toEqual([true, false]);
  });

  test("need a waiver where one of them does", () => {
    const unused = finding({
      rule: "waiver",
      severity: "warning",
      fingerprint: "waiver:x",
      message: "the waiver of x matches nothing that was found: old",
    });
    const other = { ...green(a), go: { ...green(a).go, version: "go1.25.4" } };
    const rules = (...of: [Report, Report]): string[] =>
      merged(...of).findings.map((each) => each.rule);
    const withUnused = (of: Report): Report => ({ ...of, findings: [unused] });
    expect(rules(green(a), withUnused(other))).toEqual([]);
    expect(rules(withUnused(green(a)), withUnused(other))).toEqual(["waiver"]);
  });

  test("that failed for no finding fail the whole with their own words", () => {
    const broken = green(b);
    const verdict = { ...broken.verdict, pass: false, summary: "go test failed" };
    const whole = merged(green(a), { ...broken, verdict });
    expect(whole.verdict).toMatchObject({ pass: false, summary: "go test failed" });
  });
});

describe("shards of legs that differ in nothing but their names", () => {
  const named = (name: string, of: Report): Report => ({ ...of, run: { ...of.run, name } });
  const [a = "", b = "", c = ""] = PACKAGES;

  test("are not mixed up: one that lacks a shard has not passed", () => {
    const whole = merged(
      named("mysql, 1", shard(1, 2, [a])),
      named("mysql, 2", shard(2, 2, [b, c])),
      named("postgres, 2", shard(2, 2, [b, c])),
    );
    expect(whole.verdict.pass).toBe(false);
    expect(whole.warnings).toEqual([expect.stringContaining("shard 1/2 of postgres")]);
  });

  test("may write their coverage into files of their own", () => {
    const flags = (of: Report, at: number): Report => ({
      ...of,
      run: { ...of.run, goTestFlags: ["-race", `-coverprofile=c${at}.out`] },
    });
    const whole = merged(flags(shard(1, 2, [a]), 1), flags(shard(2, 2, [b, c]), 2));
    expect([whole.warnings, whole.run.complete]).toEqual([[], true]);
  });

  test("may have names of their own, each another one", () => {
    const whole = merged(
      named("first half", shard(1, 2, [a])),
      named("second half", shard(2, 2, [b, c])),
    );
    expect([whole.warnings, whole.run.complete]).toEqual([[], true]);
  });
});

describe("legs of a matrix", () => {
  const [a = ""] = PACKAGES;
  const good = withGo(
    "go1.25.4",
    report({
      tests: [
        testInfo({ package: a, name: "TestBad" }),
        testInfo({ package: a, name: "TestGood" }),
      ],
      packages: part([a]).packages.map((each) => ({ ...each, outcome: "pass" as const })),
      incidents: [],
      findings: [],
      verdict: { pass: true, failedOn: [], failOn: ["any"], summary: "no panics" },
    }),
  );
  const bad = withGo("go1.26.8", part([a]));

  test("show one incident once, and in which legs it happens", () => {
    const whole = merged(bad, good);
    expect(whole.verdict).toMatchObject({ pass: false, summary: "1 panic" });
    expect(whole.incidents.map((each) => [each.reproduction, each.occurrences])).toEqual([
      [
        "variant-only",
        [
          { variant: "default (go1.26.8)", attempts: 3, failed: 3, whole: null, alone: null },
          { variant: "default (go1.25.4)", attempts: 1, failed: 0, whole: null, alone: null },
        ],
      ],
    ]);
    expect(whole.findings[0]?.onlyIn).toEqual(["go1.26.8"]);
    expect(whole.incidents[0]?.reproduce).toMatch(/^GOTOOLCHAIN=go1\.26\.8 go test -run /);
    const both = merged(bad, withGo("go1.27.0", bad));
    expect(both.incidents[0]?.reproduce).toMatch(/^go test -run /);
    expect(whole.tests.map((each) => [each.name, each.outcome, each.runs.length])).toEqual([
      ["TestBad", "fail", 2],
      ["TestGood", "pass", 2],
    ]);
    expect([whole.go.version, whole.packages.map((each) => each.outcome)]).toEqual([
      null,
      ["fail"],
    ]);
  });

  test("new in one of them is new", () => {
    const change = (of: Report, baseline: "new" | "known"): Report => ({
      ...of,
      incidents: of.incidents.map((each) => ({ ...each, baseline })),
      findings: of.findings.map((each) => ({ ...each, baseline, gates: baseline === "new" })),
      verdict: { ...of.verdict, pass: baseline === "known" },
    });
    const whole = merged(change(bad, "known"), change(withGo("go1.27.0", bad), "new"));
    expect(whole.incidents.map((each) => each.baseline)).toEqual(["new"]);
    expect(whole.findings.map((each) => [each.baseline, each.gates])).toEqual([["new", true]]);
    expect(whole.verdict.summary).toBe("1 new: 1 panic");
  });

  test("that don't fit together are said", () => {
    const other = { ...bad, run: { ...bad.run, commit: "b".repeat(40) } };
    const whole = merged({ ...good, run: { ...good.run, commit: "a".repeat(40) } }, other);
    expect(whole.warnings).toEqual([expect.stringContaining("are of different commits")]);
    expect(whole.run.commit).toBe(null);
  });

  test("fixed in one and still there in another is not fixed", () => {
    const fixed = { ...good, fixed: bad.incidents };
    expect(merged(fixed, bad).fixed).toEqual([]);
    expect(merged(fixed, good).fixed).toHaveLength(1);
  });

  test("are told apart by their own names, what they differ in, or their files", () => {
    const named = (name: string, of: Report): Report => ({ ...of, run: { ...of.run, name } });
    const names = (whole: Report): string[] => whole.run.legs.map((leg) => leg.name);
    expect(names(merged(named("1.26, race", bad), named("1.26", bad)))).toEqual([
      "1.26, race",
      "1.26",
    ]);
    expect(names(merged(bad, good))).toEqual(["go1.26.8", "go1.25.4"]);
    expect(names(merged(bad, later(bad)))).toEqual(["1.json", "2.json"]);
  });

  test("one report alone says the same, as its only leg", () => {
    const { run, ...rest } = merged(bad);
    const { run: before, ...same } = bad;
    expect(rest).toEqual(same);
    expect({ ...run, legs: [] }).toEqual(before);
    expect(run.legs).toHaveLength(1);
  });
});

describe("any reports", () => {
  test("are joined to one that every format can show", async () => {
    await fc.assert(
      fc.asyncProperty(anyReport(), anyReport(), anyReport(), async (...given) => {
        const whole = merged(...given);
        await expectSound(await renderings(whole));
        expect(merged(...given)).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });
});
