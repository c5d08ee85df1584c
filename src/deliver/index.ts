export { openReportDir, writeParts } from "./files.ts";
export { appendSummary, SUMMARY_BYTES, setOutputs } from "./github.ts";
export { openProgress } from "./progress.ts";
