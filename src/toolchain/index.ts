export { BuildReader } from "./build.ts";
export type { LineFilter } from "./compiler.ts";
export { coverPercent } from "./cover.ts";
export { type DeclarationKind, inRunOrder, parseDeclarations } from "./declarations.ts";
export { changedLines } from "./diff.ts";
export { GcLines } from "./gc-lines.ts";
export { parseGcCycle, splitGcLine } from "./gctrace.ts";
export { closersOf, type Token, tokensOf } from "./go-tokens.ts";
export { type Loop, loopsWithoutCalls } from "./loops.ts";
export type { PackagePlace, PlaceOf } from "./package-place.ts";
export {
  type FunctionDeclaration,
  type PanicCall,
  parseFunctions,
  withConstantMessages,
} from "./panic-calls.ts";
