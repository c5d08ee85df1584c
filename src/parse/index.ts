export { BoundedLines } from "./bounded.ts";
export { FramedReader } from "./framed.ts";
export { LineSplitter } from "./lines.ts";
export { PackageReader } from "./package.ts";
export { type RunInput, RunReader } from "./run.ts";
