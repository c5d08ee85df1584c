export { Budget, budgetSeconds } from "./budget.ts";
export { buildTests } from "./build-tests.ts";
export { Builds, buildOf, type Target } from "./builds.ts";
export type { Clock } from "./clock.ts";
export { type Compiled, compile, NO_LINES } from "./compile.ts";
export { EarlyReports } from "./early-reports.ts";
export {
  aloneOf,
  type Experiment,
  type Limit,
  type Revision,
  type Selection,
  storyOf,
} from "./experiment.ts";
export { type FirstRun, firstRun } from "./first-run.ts";
export { refuseFullDisk } from "./full-disk.ts";
export type { Interruptible, Interruption } from "./interruption.ts";
export { shortName } from "./live.ts";
export { panicSites, type SourceFile, sourceFiles } from "./panic-sites.ts";
export { type Plan, withTests } from "./plan.ts";
export { inPool } from "./pool.ts";
export type { RunWork } from "./run-work.ts";
export { Runner } from "./runner.ts";
export { type Session, type SignalCode, withPlan, withSession } from "./session.ts";
export { siteTexts } from "./site-text.ts";
export { layoutOfPackages, relativeTo, Sources } from "./sources.ts";
export { runTestBinary } from "./test-binary.ts";
export { settingsOf, type VariantSpec } from "./variant-spec.ts";
