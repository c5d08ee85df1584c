export type { Evidence } from "./evidence.ts";
export { gated, type Judged, judge } from "./judge.ts";
export type { Policy } from "./policy.ts";
export { summaryOf } from "./summary.ts";
export type { Waiver } from "./waivers.ts";
