export { noticeCommand, renderAnnotations } from "./data/annotations.ts";
export { renderCtrf } from "./data/ctrf.ts";
export { renderJson } from "./data/json.ts";
export { renderSarif } from "./data/sarif.ts";
export { type CheckState, type DoctorCheck, renderDoctor } from "./doctor.ts";
export { forLog } from "./escape.ts";
export { type Explanation, renderExplanation } from "./explanation.ts";
export { type FormatLimits, RENDERERS } from "./formats.ts";
export { type LabRow, type LabTable, renderLab } from "./lab.ts";
export { type CheckFrame, renderCheck } from "./markdown/check.ts";
export { type CommentFrame, renderComment } from "./markdown/comment.ts";
export { renderMarkdown } from "./markdown/markdown.ts";
export type { MarkdownLimits } from "./markdown/parts.ts";
export { type PreemptReport, renderPreempt } from "./preempt.ts";
export { type NextStep, renderText, type TextLimits } from "./text/text.ts";

/** JUnit's builder is large and only wanted where JUnit is: it is loaded on demand. */
export const loadJunit = (): Promise<typeof import("./data/junit.ts")> => import("./data/junit.ts");
