export type { NamedReport } from "./legs.ts";
export { type Gate, mergeReports } from "./merge.ts";
