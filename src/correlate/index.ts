export { type Assembled, assemble } from "./assemble.ts";
export { isNonInlined } from "./blame.ts";
export { ownerOf } from "./build-story.ts";
export { gcOf, NOTABLE_PAUSE } from "./gc.ts";
export type { Busy, FoundIncident, Hash } from "./incident.ts";
export { type Layout, locate, type ModuleRoot } from "./layout.ts";
export { explainIncident } from "./panic-path.ts";
export {
  countedTries,
  NO_TRIES,
  orderNote,
  type Repeat,
  type SettingTry,
  settingNote,
  type Tries,
} from "./repeats.ts";
export { reproduceLine, testPattern } from "./reproduce.ts";
export { combine, failedLater, type NextRun, ResumeState, skipPattern } from "./resume.ts";
export { layoutOf, type PackageStory, tellRun } from "./story.ts";
export type { DeclaredTest, Surroundings, VariantStory } from "./surroundings.ts";
export { escapesIn, Verdicts } from "./verdicts.ts";
