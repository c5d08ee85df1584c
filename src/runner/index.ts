export { Budget, budgetSeconds } from "./budget.ts";
export { buildTests } from "./build-tests.ts";
export { Builds, buildOf } from "./builds.ts";
export type { Clock } from "./clock.ts";
export { binaryWords, environment } from "./command-line.ts";
export { type Compiled, compile, NO_LINES } from "./compile.ts";
export { EarlyReports } from "./early-reports.ts";
export {
  type Answer,
  aloneOf,
  type Experiment,
  type Limit,
  type Revision,
  type Selection,
  storyOf,
  type Target,
} from "./experiment.ts";
export { type FirstRun, firstRun } from "./first-run.ts";
export { shortName } from "./live.ts";
export { refuseFullDisk } from "./plan/full-disk.ts";
export type { Interruptible, Interruption } from "./plan/interruption.ts";
export { panicSites, type SourceFile, sourceFiles } from "./plan/panic-sites.ts";
export { type Plan, withTests } from "./plan/plan.ts";
export { type Session, type SignalCode, withPlan, withSession } from "./plan/session.ts";
export { siteTexts } from "./plan/site-text.ts";
export { layoutOfPackages, relativeTo, Sources } from "./plan/sources.ts";
export { settingsOf, type VariantSpec } from "./plan/variant-spec.ts";
export { inPool } from "./pool.ts";
export { type Chosen, chosenBy, flagsIn } from "./reuse/chosen.ts";
export { type Linked, linkedFolders } from "./reuse/linked.ts";
export { Reuse, type Reused, refusal, reusedText } from "./reuse/reuse.ts";
export type { RunWork } from "./run-work.ts";
export { Runner } from "./runner.ts";
export { runTestBinary } from "./test-binary.ts";
export { ValuesBuild } from "./values-build.ts";
