export { type Case, type Judged, judge, type Policy } from "./judge.ts";
export type { Waiver } from "./waivers.ts";
