export type { Attribution } from "./attribution.ts";
export { blame, isNonInlined } from "./blame.ts";
export type { SiteText, SiteTextOf } from "./fingerprint.ts";
export type { Busy, FoundIncident, Hash } from "./incident.ts";
export { type Layout, locate, type ModuleRoot, moduleOfPath } from "./layout.ts";
export { combine, failedLater, type NextRun, ResumeState, skipPattern } from "./resume.ts";
export { layoutOf } from "./run-layout.ts";
export { hasFailed, type PackageStory, tellRun } from "./story.ts";
export { fitsArgument, patternElement, testPattern } from "./test-pattern.ts";
