export type { NamedReport } from "./legs.ts";
export { mergeReports } from "./merge.ts";
export type { Gate } from "./merge-run.ts";
