import type { Finding, Report, Severity } from "../model/index.ts";
import { commandData, commandProperty, shortened } from "./escape.ts";

/** GitHub shows ten annotations of a level a step, and drops the rest without a word. */
const PER_LEVEL = 10;

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** A fact about the path of an incident that has an annotation of its own on the same line. */
const FOLDED = "non-inlined-panic-path";

/** Workflow commands, one a line: the most important findings of each level. */
export function renderAnnotations(report: Report): string {
  const findings = report.findings.filter((finding) => finding.rule !== FOLDED || finding.gates);
  const lines = (["error", "warning", "note"] as const).flatMap((severity) =>
    chosen(findings.filter((finding) => levelOf(finding) === severity)).map(commandOf),
  );
  return lines.map((line) => `${line}\n`).join("");
}

/** Old news and what a team lives with is no error on somebody's change. */
const levelOf = (finding: Finding): Severity =>
  finding.baseline === "known" || finding.waived !== null ? "note" : finding.severity;

function chosen(findings: readonly Finding[]): Finding[] {
  const placed = findings.filter((finding) => finding.file !== null);
  const others = findings.filter((finding) => finding.file === null);
  const all = [...placed, ...others];
  if (all.length <= PER_LEVEL) return all;
  return all.slice(0, PER_LEVEL);
}

function commandOf(finding: Finding): string {
  const properties = [
    finding.file === null ? "" : `file=${commandProperty(finding.file)}`,
    finding.file === null || finding.line === null ? "" : `line=${finding.line}`,
    `title=${commandProperty(`panicpath: ${finding.rule}`)}`,
  ].filter((property) => property !== "");
  return `::${COMMANDS[levelOf(finding)]} ${properties.join(",")}::${commandData(shortened(finding.message, 2000))}`;
}
