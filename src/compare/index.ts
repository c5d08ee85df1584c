export {
  type BaseFacts,
  type BaseIncident,
  type BaseTest,
  baseIncident,
  doubtsOf,
  factsOfReport,
  fixedIncidents,
  isSame,
} from "./base-facts.ts";
export {
  areTogether,
  type Compared,
  compareFailure,
  compareIncident,
  compareNotRun,
  type HeadView,
  isRegression,
  passesWanted,
} from "./compare.ts";
export { compareGcPauses } from "./gc.ts";
export {
  type ComparedSites,
  compareSites,
  compareVerdicts,
  type JudgedFunction,
} from "./inlining.ts";
