export {
  type BaseFacts,
  type BaseTest,
  type Compared,
  compareFailure,
  compareIncident,
  doubtsOf,
  factsOfReport,
  fixedIncidents,
  movedKey,
} from "./compare.ts";
export { compareGcPauses } from "./gc.ts";
export {
  type ComparedSites,
  compareSites,
  compareVerdicts,
  type JudgedFunction,
} from "./inlining.ts";
