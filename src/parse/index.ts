export { BoundedLines } from "./bounded.ts";
export type { LineFilter } from "./compiler.ts";
export { type Declaration, inRunOrder, parseDeclarations } from "./declarations.ts";
export { changedLines, type LineRange } from "./diff.ts";
export { isSelected, type TestFilter } from "./filter.ts";
export { FramedReader } from "./framed.ts";
export { parseGcCycle, splitGcLine } from "./gctrace.ts";
export { LineSplitter } from "./lines.ts";
export { PackageReader } from "./package.ts";
export {
  type FunctionDeclaration,
  type PanicCall,
  parseFunctions,
  type SourceFunctions,
  withConstantMessages,
} from "./panic-calls.ts";
export { type EndedPackage, type RunInput, RunReader } from "./run.ts";
