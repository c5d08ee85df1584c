export {
  type Capture,
  capturedBinaries,
  dropBinary,
  isAtHand,
  openCapture,
  splitGoWords,
} from "./capture.ts";
export { DebugError, type DebugSession, underDebugger } from "./debugger.ts";
export { type Delve, findDelve, installDelve, knows, minorOfGo } from "./delve.ts";
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
  gcflagsFor,
  hasFlag,
  joinFlags,
  listFlags,
  parseGoFlags,
  refuseFlags,
  reproductionArgs,
  reproductionFlags,
  valueOfFlag,
} from "./flags.ts";
export { nearestWith, nestedModules } from "./modules.ts";
export { parentText } from "./parent.ts";
export { ProcessGroups, type StartRequest } from "./process.ts";
export type { ProcessResult } from "./process-result.ts";
export {
  asIfAlone,
  ask,
  type Caller,
  goEnvironment,
  goList,
  goVersion,
  listedObjects,
  type QuestionParts,
} from "./questions.ts";
export { goarchOf, goosOf } from "./system.ts";
export {
  type Build,
  type CapturedBinary,
  DEFAULT_BUILD,
  type GoEnvironment,
  type GoPackage,
  hasTestFiles,
  type ListAnswer,
} from "./types.ts";
export { systemHere, windowsSystem } from "./windows.ts";
export { type Workspace, workspaceOf } from "./workspace.ts";
