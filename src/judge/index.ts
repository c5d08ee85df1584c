export { type Case, type Judged, judge, type Policy, summaryOf } from "./judge.ts";
export type { Waiver } from "./waivers.ts";
