export { BoundedLines } from "./bounded.ts";
export { parseCall, parseHeader } from "./death/frames.ts";
export { looksLikeCrash, type RegionItem } from "./death/region.ts";
export { isSelected, type TestFilter } from "./filter.ts";
export { PackageReader } from "./package.ts";
export type { ProcessWords } from "./process-words.ts";
export {
  type ControlLine,
  isNotBuilt,
  type PackageLine,
  parseControlLine,
  parseGluedResult,
  parsePackageLine,
  parseResultLine,
  takeNote,
} from "./result-line.ts";
export { hasFailed, TestState } from "./test-state.ts";
export type { StartedBefore } from "./test-table.ts";
