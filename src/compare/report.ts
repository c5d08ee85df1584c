import {
  type BaseInfo,
  compareChanges,
  defaultRun,
  type Incident,
  isAlways,
  parentKeys,
  type Report,
  reportedKeys,
  type Tally,
  type TestInfo,
  testKey,
  type Unjudged,
} from "../model/index.ts";
import { type BaseFacts, doubtsOf, factsOfReport, fixedIncidents } from "./base-facts.ts";
import {
  areTogether,
  type Compared,
  compareFailure,
  compareIncident,
  compareNotRun,
  type HeadView,
} from "./compare.ts";

/** A report with every incident, failure and test that did not run set against the base. */
export function withBase(report: Unjudged, base: BaseInfo, facts: BaseFacts | null): Unjudged {
  if (base.state === "not-asked") return report;
  const head = facts === null ? null : headView(report, facts);
  const incidents = report.incidents
    .map((incident) => ({ ...incident, ...incidentChange(incident, base, facts, head) }))
    .sort((left, right) => compareChanges(left.baseline, right.baseline));
  const tests = report.tests.map((test) => comparedTest(test, base, facts, head));
  const causes = new Map(incidents.map((incident) => [incident.fingerprint, incident]));
  const notRun = report.notRun.map((entry) => {
    const { change, why } = facts === null ? openBase(base) : compareNotRun(entry, facts, causes);
    return { ...entry, baseline: change, baselineReason: why };
  });
  const unavailable = base.state === "unavailable" && base.reason !== null ? [base.reason] : [];
  const warnings = [...report.warnings, ...unavailable];
  return { ...report, base, incidents, tests, notRun, warnings };
}

const openBase = (base: BaseInfo): Compared => ({
  change: "unknown",
  why: base.reason,
  onBase: null,
});

/** What all comparisons share: the tests of head, and whether many fail at once that never do on the base. */
export function headView(
  report: Pick<Unjudged, "tests" | "incidents">,
  facts: BaseFacts,
): HeadView {
  const tests = new Set(report.tests.map((test) => testKey(test.package, test.name)));
  const leaves = failingLeaves(report);
  const view = { tests, failing: Math.max(1, leaves.length), together: false };
  // Each for itself, as if it were the only one: three and three.
  const single = { ...view, failing: 1 };
  const reported = reportedKeys(report.incidents);
  const failures = leaves.filter((test) => {
    const run = defaultRun(test.runs);
    return !reported.has(testKey(test.package, test.name)) && run !== undefined && isAlways(run);
  });
  const compared = [
    ...report.incidents
      .filter(isAlwaysFailing)
      .map((incident) => compareIncident(incident, facts, single)),
    ...failures.map((test) => compareFailure(test, facts, single)),
  ];
  const count = compared.filter(({ change, onBase }) => change === "new" && onBase !== null).length;
  return { ...view, together: areTogether(count, view.failing) };
}

const isAlwaysFailing = ({ occurrences }: Incident): boolean =>
  occurrences.filter((occurrence) => occurrence.failed > 0).every(isAlways);

/** Tests that failed, parents of others left out. */
function failingLeaves({ tests }: Pick<Unjudged, "tests">): TestInfo[] {
  const failed = tests.filter((test) => test.runs.some((run) => run.outcome === "fail"));
  const parents = parentKeys(failed);
  return failed.filter((test) => !parents.has(testKey(test.package, test.name)));
}

function incidentChange(
  incident: Incident,
  base: BaseInfo,
  facts: BaseFacts | null,
  head: HeadView | null,
): Pick<Incident, "baseline" | "baselineReason" | "baselineTries"> {
  const { change, why, onBase } =
    facts === null || head === null ? openBase(base) : compareIncident(incident, facts, head);
  return { baseline: change, baselineReason: why, baselineTries: onBase };
}

function comparedTest(
  test: TestInfo,
  base: BaseInfo,
  facts: BaseFacts | null,
  head: HeadView | null,
): TestInfo {
  if (defaultRun(test.runs)?.outcome !== "fail") return test;
  const { change, why, onBase } =
    facts === null || head === null ? openBase(base) : compareFailure(test, facts, head);
  return { ...test, baseline: change, baselineReason: why ?? countsWords(change, onBase) };
}

/** `passes 3 of 3 on the base`. */
function countsWords(change: Compared["change"], onBase: Tally | null): string | null {
  if (onBase === null || onBase.attempts === 0) return null;
  const { attempts, failed } = onBase;
  return change === "new"
    ? `passes on the base (${attempts - failed} of ${attempts})`
    : `fails on the base too (${failed} of ${attempts})`;
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
