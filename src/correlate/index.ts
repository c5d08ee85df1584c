export {
  type Assembled,
  assemble,
  type DeclaredTest,
  type Surroundings,
  type VariantStory,
} from "./assemble.ts";
export { isNonInlined } from "./blame.ts";
export { gcOf } from "./gc.ts";
export type { FoundIncident, Hash } from "./incident.ts";
export { type Layout, locate, type ModuleRoot } from "./layout.ts";
export { reproduceLine, testPattern } from "./reproduce.ts";
export { layoutOf, type PackageStory, tellRun } from "./story.ts";
