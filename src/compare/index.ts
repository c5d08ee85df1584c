export {
  type BaseFacts,
  type BaseIncident,
  type BaseTest,
  baseIncident,
  doubtsOf,
  factsOfReport,
  fixedIncidents,
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
export { Incidents, isSame } from "./identity.ts";
export {
  type ComparedSites,
  compareSites,
  compareVerdicts,
  type JudgedFunction,
} from "./inlining.ts";
export { headView, withBase, withBaseReport } from "./report.ts";
