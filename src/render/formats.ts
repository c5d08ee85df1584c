import type { Format, Report } from "../model/index.ts";
import { renderAnnotations } from "./data/annotations.ts";
import { renderCtrf } from "./data/ctrf.ts";
import { renderJson } from "./data/json.ts";
import { renderSarif } from "./data/sarif.ts";
import { renderMarkdown } from "./markdown/markdown.ts";
import type { MarkdownLimits } from "./markdown/parts.ts";
import { renderText, type TextLimits } from "./text/text.ts";

/** What decides over length, links and colours. */
export interface FormatLimits {
  readonly markdown: MarkdownLimits;
  readonly text: TextLimits;
}

/** A report in each format, part by part. JUnit's builder is large: it is loaded where JUnit is wanted. */
export const RENDERERS: Readonly<
  Record<
    Format,
    (report: Report, limits: FormatLimits) => Iterable<string> | Promise<Iterable<string>>
  >
> = {
  json: renderJson,
  markdown: (report, { markdown }) => [renderMarkdown(report, markdown)],
  junit: async (report) => (await import("./data/junit.ts")).renderJunit(report),
  sarif: (report) => [renderSarif(report)],
  ctrf: (report) => [renderCtrf(report)],
  annotations: (report) => [renderAnnotations(report)],
  text: (report, { text }) => [renderText(report, text)],
};
