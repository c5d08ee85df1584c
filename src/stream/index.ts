export { FramedReader } from "./framed.ts";
export { LineSplitter } from "./lines.ts";
export { type EndedPackage, type RunInput, RunReader } from "./run.ts";
