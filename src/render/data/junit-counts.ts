import { type Incident, type Report, type TestInfo, testsOfIncident } from "../../model/index.ts";

/** Incidents by package and test that they failed; the last one of a test wins. */
export type ByTest = ReadonlyMap<string, ReadonlyMap<string, Incident>>;

export function incidentsByTest(report: Report): ByTest {
  const byTest = new Map<string, Map<string, Incident>>();
  for (const incident of report.incidents) {
    // It has a case of its own: its tests pass as built by default.
    if (incident.cause === "no-safepoint") continue;
    for (const { package: path, test } of testsOfIncident(incident)) {
      const known = byTest.get(path) ?? new Map<string, Incident>();
      byTest.set(path, known.set(test, incident));
    }
  }
  return byTest;
}

export const incidentOf = (test: TestInfo, byTest: ByTest): Incident | null =>
  byTest.get(test.package)?.get(test.name) ?? null;

/** As JUnit names them. */
export interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** `own`: incidents of a package, each with a case of its own. */
export function countsOf(tests: readonly TestInfo[], own: number, byTest: ByTest): Counts {
  const counts = { passed: 0, failure: 0, error: own, skipped: 0 };
  for (const test of tests) counts[verdictOf(test, byTest)] += 1;
  const { failure, error, skipped } = counts;
  return { tests: tests.length + own, failures: failure, errors: error, skipped };
}

export const isPackageLevel = (incident: Incident): boolean => incident.tests.length === 0;

type CaseVerdict = "passed" | "failure" | "error" | "skipped";

function verdictOf(test: TestInfo, byTest: ByTest): CaseVerdict {
  if (incidentOf(test, byTest) !== null) return "error";
  switch (test.outcome) {
    case "pass":
      return "passed";
    case "skip":
      return "skipped";
    case "fail":
      return "failure";
    default:
      return "error";
  }
}
