import {
  type Incident,
  type Report,
  type Tally,
  type TestOutcome,
  testKey,
  type Unjudged,
} from "../model/index.ts";
import { type Identified, Incidents } from "./identity.ts";

/** An incident as the base showed it. */
export interface BaseIncident extends Identified, Pick<Incident, "cause"> {
  /** The tests that failed so; none where it is the package's. */
  readonly tests: readonly string[];
}

/** What is known of one test on the base. */
export interface BaseTest {
  readonly outcome: TestOutcome;
  /** How often it was tried there, and failed, under each variant. */
  readonly tallies: ReadonlyMap<string, Tally>;
}

/** What is known of the base, however it was learnt. */
export interface BaseFacts {
  readonly incidents: Incidents<BaseIncident>;
  /** What tests that only head has show on the base's code. */
  readonly reached: Incidents<BaseIncident>;
  /** By `testKey`; absent where it did not run there. */
  readonly tests: ReadonlyMap<string, BaseTest>;
  /** Whether the base has a top-level test of that name; null where its sources tell nothing. */
  declares(importPath: string, test: string): boolean | null;
  /** Packages that were asked, or of which all is known. */
  readonly packages: ReadonlySet<string>;
  /** Packages that do not build there, or die before their first test. */
  readonly broken: ReadonlySet<string>;
  /** Packages whose test binary is the same on both sides. */
  readonly sameBinaries: ReadonlySet<string>;
  /** Packages whose tests are made of nothing that differs. */
  readonly untouched: ReadonlySet<string>;
  /** Tests that did not run there, by `testKey`: the fingerprint of what kept them from it, or a word. */
  readonly notRun: ReadonlyMap<string, string>;
  /** Packages for which the budget left no time. */
  readonly skipped: ReadonlySet<string>;
}

/** What an incident of a report or a story is to the base. */
export const baseIncident = (
  incident: Omit<BaseIncident, "function"> & {
    readonly site: { readonly function: string | null } | null;
  },
): BaseIncident => ({
  fingerprint: incident.fingerprint,
  former: incident.former,
  raceSites: incident.raceSites,
  kind: incident.kind,
  cause: incident.cause,
  message: incident.message,
  package: incident.package,
  function: incident.site?.function ?? null,
  tests: incident.tests,
});

/** The same of an incident of a report. */
export const identified = (incident: Incident): Identified => ({
  ...incident,
  function: incident.site?.function ?? null,
});

/** The facts that a report of the base holds. */
export function factsOfReport(report: Report): BaseFacts {
  const tests = new Map<string, BaseTest>();
  for (const test of report.tests) {
    const tallies = new Map(test.runs.map((run) => [run.variant, run] as const));
    tests.set(testKey(test.package, test.name), { outcome: test.outcome, tallies });
  }
  const whole = report.run.complete
    ? report.packages.filter((pkg) => pkg.outcome !== "incomplete")
    : [];
  const packages = new Set(whole.map((each) => each.importPath));
  const notRun = new Map(
    report.notRun.map((each) => [testKey(each.package, each.test), each.because] as const),
  );
  return {
    incidents: new Incidents(report.incidents.flatMap(incidentsIn)),
    reached: new Incidents([]),
    tests,
    declares: (path, test) =>
      packages.has(path) ? tests.has(testKey(path, test)) || notRun.has(testKey(path, test)) : null,
    packages,
    broken: new Set(
      report.incidents
        .filter((incident) => incident.kind === "build")
        .flatMap((incident) => [incident.package, ...incident.blocks]),
    ),
    sameBinaries: new Set(),
    untouched: new Set(),
    notRun,
    skipped: new Set(),
  };
}

/** One entry a package whose tests it failed. */
function incidentsIn(incident: Incident): BaseIncident[] {
  const paths = [...new Set(incident.elsewhere.map((each) => each.package))];
  const others = paths.map((path) => ({
    ...incident,
    package: path,
    tests: incident.elsewhere.flatMap((each) =>
      each.package === path && each.test !== null ? [each.test] : [],
    ),
  }));
  return [incident, ...others].map(baseIncident);
}

/** Why two reports can't be compared in everything; empty where they can. */
export function doubtsOf(base: Report, head: Unjudged): string[] {
  const doubts: string[] = [];
  const differ = (what: string, left: string | null, right: string | null): void => {
    if (left !== null && right !== null && left !== right) {
      const before = left === "" ? `no ${what}` : `${what} ${left}`;
      doubts.push(`the base was run with ${before}, this with ${right || "none"}`);
    }
  };
  differ("Go", base.go.version, head.go.version);
  differ("GOARCH", base.go.goarch, head.go.goarch);
  differ("GOOS", base.go.goos, head.go.goos);
  differ("flags", base.run.goTestFlags.join(" "), head.run.goTestFlags.join(" "));
  return doubts;
}

/** Incidents of the base that this change ended: their tests pass now. */
export function fixedIncidents(base: Report, head: Unjudged): Incident[] {
  const outcomes = new Map(
    head.tests.map((test) => [testKey(test.package, test.name), test.outcome]),
  );
  const now = new Incidents(head.incidents.map(identified));
  const passed = new Set(
    head.packages.filter((pkg) => pkg.outcome === "pass").map((pkg) => pkg.importPath),
  );
  return base.incidents
    .filter((incident) => now.same(identified(incident)).length === 0)
    .filter((incident) => {
      if (incident.test !== null)
        return outcomes.get(testKey(incident.package, incident.test)) === "pass";
      return passed.has(incident.package);
    })
    .map((incident) => ({ ...incident, baseline: "fixed" as const }));
}
