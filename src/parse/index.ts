export { BoundedLines } from "./bounded.ts";
export { isSelected, type TestFilter } from "./filter.ts";
export { FramedReader } from "./framed.ts";
export { LineSplitter } from "./lines.ts";
export { PackageReader } from "./package.ts";
export { type EndedPackage, type RunInput, RunReader } from "./run.ts";
