export type { Evidence } from "./evidence.ts";
export { gated, type Judged, judge } from "./judge.ts";
export type { PathMatcher } from "./paths.ts";
export type { Policy } from "./policy.ts";
export { summaryOf } from "./summary.ts";
export type { Waiver } from "./waivers.ts";

/** A matcher is only loaded where waivers name paths. */
export const loadPaths = (): Promise<typeof import("./paths.ts")> => import("./paths.ts");

/** RE2 is large, and only wanted where there is a CODEOWNERS file. */
export const loadOwners = (): Promise<typeof import("./owners.ts")> => import("./owners.ts");
