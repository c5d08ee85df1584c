export {
  type BaseRequest,
  checkedOut,
  type Difference,
  differenceTo,
  hasGoFiles,
  layOutCommit,
  lineDifference,
  overlayOf,
  type ResolvedBase,
  resolveBase,
  sameFile,
} from "./base.ts";
export {
  type Capture,
  capturedBinaries,
  dropBinary,
  isAtHand,
  openCapture,
  splitGoWords,
} from "./capture.ts";
export {
  type BinaryArguments,
  binaryArguments,
  buildFlags,
  cleanGoflags,
  DIAGNOSTICS,
  diagnosingFlags,
  extendedGcflags,
  firstRunFlags,
  flagNameOf,
  type GoFlags,
  hasFlag,
  joinFlags,
  listFlags,
  parseGoFlags,
  refuseFlags,
  reproductionArgs,
  reproductionFlags,
  valueOfFlag,
} from "./flags.ts";
export { isFolder, nestedModules, realPath } from "./modules.ts";
export { parentWords } from "./parent.ts";
export { ProcessGroups, type StartRequest } from "./process.ts";
export {
  ask,
  type Caller,
  type GitState,
  gitState,
  goEnvironment,
  goList,
  goVersion,
} from "./questions.ts";
export { readSource, readText, readWithin } from "./reading.ts";
