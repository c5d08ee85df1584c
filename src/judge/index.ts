export { type Case, gated, type Judged, judge, type Policy, summaryOf } from "./judge.ts";
export type { Waiver } from "./waivers.ts";
