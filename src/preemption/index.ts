export { type CodePlace, type Hold, holdsIn, type Symbolizer } from "./holds.ts";
export { takenInStops, waitedForMost } from "./last-stopped.ts";
export { heldUpIn, type TappedRun } from "./seen-again.ts";
export { parseStops, parseYields, type Stop, type Yield } from "./stops.ts";
export { parseTap, type Request, type TapFile } from "./tap-file.ts";
