import type { Check, CheckAnnotation, Finding, Report, Severity } from "../../model/index.ts";
import { saidOf, shownFindings } from "../data/annotations.ts";
import { oneLine, shortened, visible } from "../escape.ts";
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

/** raw_details of an annotation holds 64 KB; a letter may take three bytes. */
const DETAILS_LENGTH = 20_000;

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
    summary: renderMarkdown(report, { length: SUMMARY_LENGTH, slowest: 0, blobUrl, runUrl }),
    annotations: annotationsOf(report),
    detailsUrl: runUrl,
  };
}

function annotationsOf(report: Report): CheckAnnotation[] {
  const shown = shownFindings(report)
    .filter(({ finding }) => pathOf(finding) !== "")
    .slice(0, MOST_ANNOTATIONS);
  const said = saidOf(
    report,
    shown.map(({ finding }) => finding),
  );
  return shown.flatMap(({ finding, level }, at) => {
    const words = said[at];
    if (words === undefined) return [];
    const { title, message, details } = words;
    return {
      path: pathOf(finding),
      line: Math.max(1, finding.line ?? 1),
      level: LEVELS[level],
      title: shortened(oneLine(title), 250),
      message: shortened(visible(message), 2000) || finding.rule,
      details: details === null ? null : shortened(visible(details), DETAILS_LENGTH),
    };
  });
}

const pathOf = ({ file }: Finding): string => shortened(oneLine(file ?? ""), 1000);
