import { type Marker, markerLine, type Report, type RunStamp, type Told } from "../model/index.ts";
import { forMarkdown } from "./escape.ts";
import { renderMarkdown } from "./markdown.ts";

/** What a comment needs beside the report. */
export interface CommentFrame {
  readonly key: string;
  /** The run that it tells of. */
  readonly by: RunStamp;
  readonly blobUrl: string | null;
  readonly runUrl: string | null;
}

/** GitHub refuses a body of more than 65,536 characters. */
const COMMENT_LENGTH = 65_000;

/** Whether a reviewer must know: the gate failed, or something is there that is not old news. */
export function hasNews(report: Report): boolean {
  if (!report.verdict.pass || report.fixed.length > 0) return true;
  return report.findings.some(
    (finding) =>
      finding.severity !== "note" && finding.baseline !== "known" && finding.waived === null,
  );
}

/** One comment: a marker that nobody sees, the summary, and what became of what an earlier run told. */
export function renderComment(report: Report, frame: CommentFrame, earlier: Marker | null): string {
  const { key, by, blobUrl, runUrl } = frame;
  const isNews = hasNews(report);
  const told: Told | null = isNews
    ? { summary: report.verdict.summary, run: by.run }
    : (earlier?.told ?? null);
  const marker = markerLine({ key, by, told });
  const gone = isNews || told === null ? "" : `${goneWords(report, told)}\n\n`;
  const length = COMMENT_LENGTH - marker.length - gone.length;
  const [title = "", ...rest] = renderMarkdown(report, { length, blobUrl, runUrl }).split("\n\n");
  return `${marker}\n${title}\n\n${gone}${rest.join("\n\n")}`;
}

/** What became of what an earlier run told; what is old news or waived now is not gone. */
function goneWords({ incidents, findings }: Report, told: Told): string {
  const isGone = incidents.length === 0 && findings.every((each) => each.severity === "note");
  const said = `run ${told.run} said ${forMarkdown(told.summary)}`;
  return isGone
    ? `Fixed: ${said}; this one finds nothing of it.`
    : `Before, ${said}; this one finds nothing that is new.`;
}
