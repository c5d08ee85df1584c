import {
  type Finding,
  type Incident,
  type Report,
  ruleOf,
  SEVERITIES,
  type Severity,
  type TestInfo,
  testKey,
} from "../../model/index.ts";
import { CHANGE_WORDS, messageOf, reportedOnce } from "../../outline/index.ts";
import { commandData, commandProperty, shortened } from "../escape.ts";

/** GitHub shows ten annotations of a level a step, and drops the rest without a word. */
const PER_LEVEL = 10;

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** A fact about the path of an incident that has an annotation of its own on the same line. */
const FOLDED = "non-inlined-panic-path";

/** A finding with the level at which it is shown, and all that it says. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly level: Severity;
}

/** What an annotation says, in full. */
export interface Said {
  /** `panicpath: new panic`. */
  readonly title: string;
  readonly message: string;
  /** The line to run it again and the trace, or the end of the output; null where there is neither. */
  readonly details: string | null;
}

/** What is shown on lines, most important first: by level, and within one what the change itself touches. */
export function shownFindings(report: Report): ShownFinding[] {
  const shown = reportedOnce(report)
    .filter((finding) => finding.rule !== FOLDED || finding.gates)
    .map((finding) => ({ finding, level: levelOf(finding) }));
  return SEVERITIES.flatMap((level) =>
    shown
      .filter((each) => each.level === level)
      .sort((left, right) => distanceOf(left.finding) - distanceOf(right.finding)),
  );
}

/** What annotations say of some findings, in their order. */
export function saidOf(report: Report, findings: readonly Finding[]): Said[] {
  const keys = new Set(findings.map(keyOf));
  const tests = new Map(
    report.tests.flatMap((test) => {
      const key = testKey(test.package, test.name);
      return keys.has(key) ? [[key, test] as const] : [];
    }),
  );
  const incidents = new Map(report.incidents.map((incident) => [incident.fingerprint, incident]));
  return findings.map((finding) => {
    const incident = incidents.get(finding.fingerprint) ?? null;
    const test = incident === null ? (tests.get(keyOf(finding)) ?? null) : null;
    const change = finding.baseline === null ? "" : `${CHANGE_WORDS[finding.baseline]} `;
    return {
      title: `panicpath: ${change}${finding.rule}`,
      message: messageWith(finding, test),
      details: incident === null ? testDetails(finding, test) : incidentDetails(incident),
    };
  });
}

const keyOf = ({ package: path, test }: Finding): string => testKey(path ?? "", test ?? "");

/** An ordinary failure with what the test said last. */
function messageWith(finding: Finding, test: TestInfo | null): string {
  const words = messageOf(finding);
  const failure = finding.rule === "test-failure" ? (test?.failure ?? null) : null;
  return failure === null ? words : `${words}\n${failure}`;
}

function incidentDetails({ reproduce, trace }: Incident): string | null {
  const lines = [...(reproduce === null ? [] : [reproduce, ""]), ...trace];
  return lines.length === 0 ? null : lines.join("\n");
}

const MOST_OUTPUT = 40;

function testDetails({ rule }: Finding, test: TestInfo | null): string | null {
  if (test === null || ruleOf(rule).section !== "failures") return null;
  const { reproduce, output } = test;
  const lines = [...(reproduce === null ? [] : [reproduce, ""]), ...output.slice(-MOST_OUTPUT)];
  return lines.length === 0 ? null : lines.join("\n");
}

/** Old news and what a team lives with is no error on somebody's change. */
const levelOf = (finding: Finding): Severity =>
  finding.baseline === "known" || finding.waived !== null ? "note" : finding.severity;

/** From the lines of the change: on one, somewhere else in the code, nowhere. */
function distanceOf({ file, inChange }: Finding): number {
  if (file === null) return 2;
  return inChange === true ? 0 : 1;
}

/**
 * Workflow commands, one a line: the most important findings of each level. `which`: all, or
 * those alone that have no file, where the others stand on their lines already.
 */
export function renderAnnotations(report: Report, which: "all" | "placeless" = "all"): string {
  const counts = { error: 0, warning: 0, note: 0 };
  const kept = shownFindings(report).filter(({ level, finding }) => {
    if (which === "placeless" && finding.file !== null) return false;
    counts[level] += 1;
    return counts[level] <= PER_LEVEL;
  });
  const said = saidOf(
    report,
    kept.map(({ finding }) => finding),
  );
  return kept.map((shown, at) => `${commandOf(shown, said[at])}\n`).join("");
}

/** One line of a log that GitHub shows as an annotation without a place. */
export const noticeCommand = (level: "warning" | "notice", text: string): string =>
  `::${level} title=panicpath::${commandData(text)}\n`;

function commandOf({ finding, level }: ShownFinding, said: Said | undefined): string {
  const properties = [
    finding.file === null ? "" : `file=${commandProperty(finding.file)}`,
    finding.file === null || finding.line === null ? "" : `line=${finding.line}`,
    `title=${commandProperty(said?.title ?? "panicpath")}`,
  ].filter((property) => property !== "");
  return `::${COMMANDS[level]} ${properties.join(",")}::${commandData(shortened(said?.message ?? "", 2000))}`;
}
