export type { Fact } from "./facts.ts";
export type { Failure } from "./failures.ts";
export {
  baseWords,
  blockedText,
  CHANGE_WORDS,
  headingOf,
  howOften,
  whatOf,
} from "./incident-words.ts";
export { messageOf, reportedOnce } from "./listed.ts";
export { outlineOf } from "./outline.ts";
export { severityOf } from "./outline-sections.ts";
export type {
  Counted,
  Failures,
  Headline,
  NotRunRow,
  Outline,
  Section,
  TestRow,
} from "./outline-types.ts";
export { compiledAs, PAID, reasonText } from "./path-words.ts";
export { type ValueFrame, type ValueRow, valueFrames, valuesText } from "./value-words.ts";
export {
  becauseOf,
  byPackage,
  hasRegressions,
  isNotable,
  plainSeconds,
  shortTime,
} from "./words.ts";
