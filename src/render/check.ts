import type { Check, CheckAnnotation, Report, Severity } from "../model/index.ts";
import { type ShownFinding, shownFindings } from "./annotations.ts";
import { oneLine, shortened, visible } from "./escape.ts";
import { messageOf } from "./listed.ts";
import { renderMarkdown } from "./markdown.ts";

/** What a check run needs beside the report. */
export interface CheckFrame {
  readonly headSha: string;
  /** `workflow/job`: checks of one name on a commit would stand for each other. */
  readonly job: string;
  readonly blobUrl: string | null;
  readonly runUrl: string | null;
}

/** output.summary of a check run holds 65,535 characters (GitHub's OpenAPI description, checks/create). */
const SUMMARY_LENGTH = 65_000;
/** Twenty requests of fifty. */
const MOST_ANNOTATIONS = 1000;

const LEVELS: Readonly<Record<Severity, CheckAnnotation["level"]>> = {
  error: "failure",
  warning: "warning",
  note: "notice",
};

/** A report as a check run: the summary, and every finding that stands on a line. */
export function renderCheck(report: Report, frame: CheckFrame): Check {
  const { blobUrl, runUrl } = frame;
  const name = report.run.name === null ? "" : ` (${shortened(oneLine(report.run.name), 100)})`;
  return {
    name: shortened(`panicpath ${oneLine(frame.job)}${name}`, 200),
    headSha: frame.headSha,
    conclusion: report.verdict.pass ? "success" : "failure",
    title: shortened(oneLine(report.verdict.summary), 250),
    summary: renderMarkdown(report, { length: SUMMARY_LENGTH, blobUrl, runUrl }),
    annotations: shownFindings(report).flatMap(annotationOf).slice(0, MOST_ANNOTATIONS),
    detailsUrl: runUrl,
  };
}

function annotationOf({ finding, level }: ShownFinding): CheckAnnotation[] {
  const path = shortened(oneLine(finding.file ?? ""), 1000);
  if (path === "") return [];
  return [
    {
      path,
      line: Math.max(1, finding.line ?? 1),
      level: LEVELS[level],
      title: `panicpath: ${finding.rule}`,
      message: shortened(visible(messageOf(finding)), 2000) || finding.rule,
    },
  ];
}
