export type { Fact } from "./facts.ts";
export {
  baseWords,
  blockedWords,
  CHANGE_WORDS,
  headingOf,
  howOften,
  whatOf,
} from "./incident-words.ts";
export { messageOf, toldOnce } from "./listed.ts";
export { outlineOf } from "./outline.ts";
export { severityOf } from "./outline-sections.ts";
export type {
  Counted,
  Headline,
  NotRunRow,
  Outline,
  Section,
  TestRow,
  Troubles,
} from "./outline-types.ts";
export { compiledAs, reasonWords } from "./path-words.ts";
export type { Trouble } from "./troubles.ts";
export { becauseOf, byPackage, hasNews, hasTrouble, plainSeconds, shortTime } from "./words.ts";
