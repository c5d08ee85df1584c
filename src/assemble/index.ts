export { type Assembled, assemble } from "./assemble.ts";
export { differClearly, gcOf, NOTABLE_PAUSE } from "./gc.ts";
export { explainIncident } from "./panic-path.ts";
export { attemptsWanted, causeOf, type Repeat } from "./repeats.ts";
export type { DeclaredTest, RunContext, VariantStory } from "./run-context.ts";
export { escapesIn, Verdicts } from "./verdicts.ts";
