import { type Finding, type Report, SEVERITIES, type Severity } from "../model/index.ts";
import { commandData, commandProperty, shortened } from "./escape.ts";
import { messageOf, toldOnce } from "./listed.ts";

/** GitHub shows ten annotations of a level a step, and drops the rest without a word. */
const PER_LEVEL = 10;

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** A fact about the path of an incident that has an annotation of its own on the same line. */
const FOLDED = "non-inlined-panic-path";

/** A finding with the level at which it is shown. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly level: Severity;
}

/** What is shown on lines, most important first: by level, and within one what the change itself touches. */
export function shownFindings(report: Report): ShownFinding[] {
  const shown = toldOnce(report)
    .filter((finding) => finding.rule !== FOLDED || finding.gates)
    .map((finding) => ({ finding, level: levelOf(finding) }));
  return SEVERITIES.flatMap((level) =>
    shown
      .filter((each) => each.level === level)
      .sort((left, right) => distanceOf(left.finding) - distanceOf(right.finding)),
  );
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
  return kept.map((shown) => `${commandOf(shown)}\n`).join("");
}

/** One line of a log that GitHub shows as an annotation without a place. */
export const noticeCommand = (level: "warning" | "notice", text: string): string =>
  `::${level} title=panicpath::${commandData(text)}\n`;

function commandOf({ finding, level }: ShownFinding): string {
  const properties = [
    finding.file === null ? "" : `file=${commandProperty(finding.file)}`,
    finding.file === null || finding.line === null ? "" : `line=${finding.line}`,
    `title=${commandProperty(`panicpath: ${finding.rule}`)}`,
  ].filter((property) => property !== "");
  return `::${COMMANDS[level]} ${properties.join(",")}::${commandData(shortened(messageOf(finding), 2000))}`;
}
