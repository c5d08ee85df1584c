export { isNonInlined } from "./blame.ts";
export type { FoundIncident, Hash } from "./incident.ts";
export { type Layout, locate, type ModuleRoot } from "./layout.ts";
export { layoutOf, type PackageStory, tellRun } from "./story.ts";
