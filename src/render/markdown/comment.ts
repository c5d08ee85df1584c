import {
  type Marker,
  markerLine,
  type Report,
  type Reported,
  type RunStamp,
  testKey,
} from "../../model/index.ts";
import { hasRegressions, isNotable } from "../../outline/index.ts";
import { forMarkdown } from "../escape.ts";
import { renderMarkdown } from "./markdown.ts";

/** What a comment needs beside the report. */
export interface CommentFrame {
  readonly key: string;
  /** The run that it tells of. */
  readonly by: RunStamp;
  /** Which job of that run; "" where the runner does not say. */
  readonly writer: string;
  readonly blobUrl: string | null;
  readonly runUrl: string | null;
}

/** GitHub refuses a body of more than 65,536 characters. */
const COMMENT_LENGTH = 65_000;

/** One comment: a marker that nobody sees, the summary, and what became of what an earlier run told. */
export function renderComment(report: Report, frame: CommentFrame, earlier: Marker | null): string {
  const { key, by, writer, blobUrl, runUrl } = frame;
  const notable = isNotable(report);
  // What was fixed is good news, and nothing to come back to.
  const reported: Reported | null = hasRegressions(report)
    ? { summary: report.verdict.summary, run: by.run, tests: failing(report) }
    : (earlier?.reported ?? null);
  const marker = markerLine({ key, by, writer, reported });
  const gone = notable || reported === null ? "" : `${goneText(report, reported)}\n\n`;
  const length = COMMENT_LENGTH - marker.length - gone.length;
  const [title = "", ...rest] = renderMarkdown(report, {
    length,
    slowest: 0,
    blobUrl,
    runUrl,
  }).split("\n\n");
  return `${marker}\n${title}\n\n${gone}${rest.join("\n\n")}`;
}

/** The tests that a finding blames, and packages that died outside of tests. */
const failing = ({ findings }: Report): string[] => [
  ...new Set(
    findings
      .filter((finding) => finding.severity === "error" && finding.package !== null)
      .map((finding) => testKey(finding.package ?? "", finding.test ?? "")),
  ),
];

/** Whether all that failed then has run now and passed: what was skipped, left out or waived is not fixed. */
function isFixed({ tests, packages, run, variants }: Report, reported: Reported): boolean {
  if (reported.tests === null || reported.tests.length === 0) return false;
  const isWhole = run.complete && run.budgetLeftOut.length === 0;
  if (!isWhole || variants.some((variant) => variant.state !== "ran")) return false;
  const passed = new Set([
    ...tests
      .filter((test) => test.outcome === "pass")
      .map((test) => testKey(test.package, test.name)),
    ...packages.filter((pkg) => pkg.outcome === "pass").map((pkg) => testKey(pkg.importPath, "")),
  ]);
  return reported.tests.every((test) => passed.has(test));
}

/** What became of what an earlier run told. */
function goneText(report: Report, reported: Reported): string {
  const said = `run ${reported.run} said ${forMarkdown(reported.summary)}`;
  return isFixed(report, reported)
    ? `Fixed: ${said}; all of it passes now.`
    : `Before, ${said}; this one has nothing new to say.`;
}
