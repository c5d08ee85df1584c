import {
  type Change,
  compareChanges,
  type Finding,
  type Incident,
  type Place,
  type Report,
  type RuleId,
  ruleOf,
  type TestInfo,
  testKey,
} from "../model/index.ts";
import { baseOf, type Fact, failureFacts, incidentFacts, isAt, tallyOf } from "./facts.ts";
import { changeHeading, headingOf, howOften, onBase, whatOf } from "./incident-words.ts";
import { reportedOnce } from "./listed.ts";
import { waiversOf } from "./words.ts";

/** Something that failed: an incident, or a test in the ordinary way. */
export interface Failure {
  /** `new panic`, `test failure`; small letters. */
  readonly heading: string;
  readonly change: Change | null;
  readonly waived: string | null;
  /** What happened, in one line. */
  readonly what: string;
  readonly test: string | null;
  readonly package: string;
  readonly place: Place | null;
  /** The change adds or edits the line of the place. */
  readonly isChanged: boolean;
  /** `6 of 6, all 4 variants`. */
  readonly often: string;
  /** `passes on the base (9 of 9)`; empty without a base. */
  readonly base: string;
  readonly fingerprint: string;
  /** One line to paste; null where there is none. */
  readonly reproduce: string | null;
  /** It passed when it was run so. */
  readonly isDoubtful: boolean;
  readonly facts: readonly Fact[];
  readonly of:
    | { readonly kind: "incident"; readonly incident: Incident }
    | { readonly kind: "failure"; readonly test: TestInfo | null };
}

/** Rules whose findings are failures, though no incident is theirs. */
const OF_TESTS: ReadonlySet<RuleId> = new Set(["test-failure", "flaky"]);

interface Candidate {
  readonly change: Change | null;
  readonly isAccepted: boolean;
  readonly tell: (tests: ReadonlyMap<string, TestInfo>) => Failure;
  /** The test that it needs to be shown. */
  readonly key: string | null;
}

/**
 * What failed, news first: how much there is, and the first `most` of it. `old`: what the base has
 * too, and what a waiver covers.
 */
export function failuresOf(
  report: Pick<Report, "incidents" | "findings" | "tests">,
  which: "open" | "accepted" | "all",
  most: number,
): { readonly count: number; readonly shown: readonly Failure[] } {
  const waivers = waiversOf(report);
  const owners = ownersOf(report);
  const all = [
    ...report.incidents.map((incident) => ofIncident(incident, waivers, owners)),
    ...reportedOnce(report)
      .filter(({ rule }) => OF_TESTS.has(rule))
      .map(ofFinding),
  ];
  const kept = all
    .filter(({ isAccepted }) => which === "all" || isAccepted === (which === "accepted"))
    .sort((left, right) => compareChanges(left.change, right.change));
  const shown = kept.slice(0, most);
  const keys = new Set(shown.map(({ key }) => key));
  const tests = new Map(
    report.tests.flatMap((test) => {
      const key = testKey(test.package, test.name);
      return keys.has(key) ? [[key, test] as const] : [];
    }),
  );
  return { count: kept.length, shown: shown.map(({ tell }) => tell(tests)) };
}

const accepted = (change: Change | null, waived: string | null): boolean =>
  change === "known" || waived !== null;

/** Owners of incidents' files, by fingerprint. */
const ownersOf = ({ findings }: Pick<Report, "findings">): ReadonlyMap<string, readonly string[]> =>
  new Map(
    findings.flatMap(({ fingerprint, owners }) =>
      owners.length === 0 ? [] : [[fingerprint, owners] as const],
    ),
  );

function ofIncident(
  incident: Incident,
  waivers: ReadonlyMap<string, string>,
  ownersBy: ReadonlyMap<string, readonly string[]>,
): Candidate {
  const { baseline: change, fingerprint } = incident;
  const waived = waivers.get(fingerprint) ?? null;
  const isAccepted = accepted(change, waived);
  return {
    change,
    isAccepted,
    key: null,
    tell: () => incidentFailure(incident, waived, ownersBy.get(fingerprint) ?? []),
  };
}

function ofFinding(finding: Finding): Candidate {
  const { baseline: change, waived } = finding;
  const key = testKey(finding.package ?? "", finding.test ?? "");
  return {
    ...{ change, key, isAccepted: accepted(change, waived) },
    tell: (tests) => testFailure(finding, tests.get(key) ?? null),
  };
}

function incidentFailure(
  incident: Incident,
  waived: string | null,
  owners: readonly string[],
): Failure {
  const { site, baseline: change } = incident;
  const heading = headingOf(incident).toLowerCase();
  return {
    heading: waived === null ? heading : `waived ${heading}`,
    ...{ change, waived },
    what: whatOf(incident),
    test: incident.test,
    package: incident.package,
    place: site,
    isChanged: incident.path.some((frame) => frame.inChange === true && isAt(frame, site)),
    often: howOften(incident),
    base: onBase(incident),
    fingerprint: incident.fingerprint,
    reproduce: incident.reproduce,
    isDoubtful: incident.reproduceProven === false,
    facts: incidentFacts(incident, waived, owners),
    of: { kind: "incident", incident },
  };
}

/** A test that failed; of a flaky one that passed at last its rule is named. */
function testFailure(finding: Finding, test: TestInfo | null): Failure {
  const { baseline: change, waived, rule } = finding;
  const [word = ""] = ruleOf(rule).counted ?? [ruleOf(rule).title.toLowerCase()];
  const heading = changeHeading(change) + word;
  const place = finding.file === null ? null : { file: finding.file, line: finding.line ?? 0 };
  return {
    heading: waived === null ? heading : `waived ${heading}`,
    ...{ change, waived },
    what: reasonOf(test) ?? withoutName(finding),
    test: finding.test,
    package: finding.package ?? "",
    place: place === null ? null : { ...place, function: null },
    isChanged: finding.inChange === true,
    often: tallyOf(finding, test),
    base: baseOf(test),
    fingerprint: finding.fingerprint,
    reproduce: test?.reproduce ?? null,
    isDoubtful: false,
    facts: failureFacts(finding, test),
    of: { kind: "failure", test },
  };
}

/** What a finding says of its test, which stands beside it. */
function withoutName({ message, test }: Finding): string {
  const start = `${test ?? ""} `;
  return test !== null && message.startsWith(start) ? message.slice(start.length) : message;
}

const PLACED = /^\s*\S+\.go:\d+: ?/;

/** What it logged last, in one line without its place; null where it logged nothing. */
function reasonOf(test: TestInfo | null): string | null {
  const [first = "", ...further] = (test?.failure ?? "").replace(PLACED, "").split("\n");
  const lines = [first, ...further].map((line) => line.trim()).filter((line) => line !== "");
  return assertionIn(lines) ?? lines[0] ?? null;
}

const MOST_ASSERTED = 3;

/**
 * `Error: Not equal: / expected: 1 / actual  : 2` of a message in testify's form, whose first lines say where
 * it was called (assert, labeledContent); null for any other.
 */
function assertionIn(lines: readonly string[]): string | null {
  if (lines[0]?.startsWith("Error Trace:") !== true) return null;
  const at = lines.findIndex((line) => line.startsWith("Error:"));
  if (at < 0) return null;
  const end = lines.findIndex((line, index) => index > at && /^(?:Test|Messages):/.test(line));
  const said = lines
    .slice(at, end < 0 ? undefined : end)
    .map((line) => line.replace(/^Error:\s*/, ""));
  const messages = lines.find((line) => line.startsWith("Messages:"))?.replace(/^Messages:\s*/, "");
  const words = said.slice(0, MOST_ASSERTED).join(" ");
  return messages === undefined ? words : `${messages}: ${words}`;
}
