import {
  type BaseFacts,
  compareFailure,
  compareIncident,
  doubtsOf,
  factsOfReport,
  fixedIncidents,
} from "../compare/index.ts";
import {
  type BaseInfo,
  compareChanges,
  defaultRun,
  type Incident,
  type Report,
  type TestInfo,
  testKey,
  type Unjudged,
} from "../model/index.ts";

/** A report with every incident and failure set against the base. */
export function withBase(report: Unjudged, base: BaseInfo, facts: BaseFacts | null): Unjudged {
  if (base.state === "not-asked") return report;
  const incidents = report.incidents
    .map((incident) => comparedIncident(incident, base, facts))
    .sort((left, right) => compareChanges(left.baseline, right.baseline));
  const tests = report.tests.map((test) => comparedTest(test, base, facts));
  const unavailable = base.state === "unavailable" && base.reason !== null ? [base.reason] : [];
  const warnings = [...report.warnings, ...unavailable];
  return { ...report, base, incidents, tests, warnings };
}

function comparedIncident(incident: Incident, base: BaseInfo, facts: BaseFacts | null): Incident {
  if (facts === null) return { ...incident, baseline: "unknown", baselineReason: base.reason };
  const { change, why } = compareIncident(incident, facts);
  const onBase =
    incident.test === null ? undefined : facts.tests.get(testKey(incident.package, incident.test));
  const baselineTries =
    onBase === undefined ? null : { attempts: onBase.attempts, failed: onBase.failed };
  return { ...incident, baseline: change, baselineReason: why, baselineTries };
}

function comparedTest(test: TestInfo, base: BaseInfo, facts: BaseFacts | null): TestInfo {
  const byDefault = defaultRun(test.runs);
  if (byDefault?.outcome !== "fail") return test;
  if (facts === null) return { ...test, baseline: "unknown", baselineReason: base.reason };
  const { change, why } = compareFailure(test, facts);
  return { ...test, baseline: change, baselineReason: why };
}

/** A report against an earlier one; pure. */
export function withBaseReport(head: Unjudged, base: Report, ref: string): Unjudged {
  const info: BaseInfo = {
    ref,
    commit: base.run.commit,
    state: "compared",
    reason: "an earlier report",
    how: "report",
    seconds: null,
  };
  const compared = withBase(head, info, factsOfReport(base));
  return {
    ...compared,
    fixed: fixedIncidents(base, head),
    warnings: [...compared.warnings, ...doubtsOf(base, head)],
  };
}
