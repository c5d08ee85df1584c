export { noticeCommand, renderAnnotations } from "./annotations.ts";
export { type CheckFrame, renderCheck } from "./check.ts";
export { type CommentFrame, renderComment } from "./comment.ts";
export { renderCtrf } from "./ctrf.ts";
export { type CheckState, type DoctorCheck, renderDoctor } from "./doctor.ts";
export { forLog } from "./escape.ts";
export { type Explanation, renderExplanation } from "./explanation.ts";
export { type FormatLimits, RENDERERS } from "./formats.ts";
export { renderJson } from "./json.ts";
export { type LabRow, type LabTable, renderLab } from "./lab.ts";
export { renderMarkdown } from "./markdown.ts";
export type { MarkdownLimits } from "./markdown-parts.ts";
export { renderSarif } from "./sarif.ts";
export { renderText } from "./text.ts";
export type { TextLimits } from "./text-incident.ts";
export { hasNews } from "./words.ts";

/** JUnit's builder is large and only wanted where JUnit is: it is loaded on demand. */
export const loadJunit = (): Promise<typeof import("./junit.ts")> => import("./junit.ts");
