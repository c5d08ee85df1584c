export type { NamedReport } from "./legs.ts";
export { mergeReports } from "./merge.ts";
