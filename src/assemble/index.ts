export { type Assembled, assemble } from "./assemble.ts";
export { differClearly, gcOf, NOTABLE_PAUSE } from "./gc.ts";
export { explainIncident } from "./panic-path.ts";
export { causeOf, type Repeat, triesWanted } from "./repeats.ts";
export type { DeclaredTest, Surroundings, VariantStory } from "./surroundings.ts";
export { escapesIn, Verdicts } from "./verdicts.ts";
