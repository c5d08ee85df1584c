export { uncoloured } from "./colours.ts";
export { ImpossibleError, UsageError } from "./errors.ts";
export {
  type BoundedText,
  type BuildFailure,
  type BuildProblem,
  type Crash,
  type CrashHead,
  EMPTY_RUN,
  type Ending,
  type JoinedText,
  joinedText,
  linesOf,
  NO_JOINED_TEXT,
  NO_TEXT,
  ownerOf,
  type PackageFacts,
  type PanicPart,
  type RaceFacts,
  type RecoveredPanic,
  type RunFacts,
  type TestFacts,
  type TestResult,
  type Unread,
} from "./facts.ts";
export {
  type Foreign,
  foreignIn,
  isForeign,
  listIn,
  numberIn,
  parsedObject,
  textIn,
} from "./foreign.ts";
export {
  isOutsideOfTesting,
  isPanicFrame,
  isRepanickedByTesting,
  isUsersOwn,
  outermostTest,
} from "./functions.ts";
export { groupedBy, groupsBy } from "./groups.ts";
export { listed } from "./listed.ts";
export { type Logged, lastLogged, loggedAt, readLogged } from "./logged.ts";
export type { Check, CheckAnnotation } from "./report/check.ts";
export { type Finding, NO_ASIDES, type Verdict } from "./report/finding.ts";
export { FORMATS, type Format, type FormatRow, fileOf } from "./report/formats.ts";
export {
  type GcCycle,
  type GcFacts,
  NO_GC,
  pauseOf,
  rankOf,
  type Spread,
  spreadOf,
} from "./report/gc.ts";
export { type HeldUp, STACK_GROWTH } from "./report/held-up.ts";
export type {
  ChainLink,
  GoroutineSummary,
  Incident,
  Occurrence,
  PathFrame,
  Place,
  SitePlace,
  SourceLine,
} from "./report/incident.ts";
export {
  type CallRefusal,
  type CompilerFacts,
  type Escape,
  type EscapeFact,
  type FunctionDecision,
  type Inlining,
  type InliningInfo,
  type LeakFact,
  NO_COMPILER_FACTS,
  NO_INLINING,
  type PanicSite,
  type PhysicalReason,
  type Position,
  type VerdictFlip,
  type WhatIf,
} from "./report/inlining.ts";
export {
  isLaterRun,
  isSameRun,
  type Marker,
  markerLine,
  parseMarker,
  type Reported,
  type RunStamp,
} from "./report/marker.ts";
export { isHalfRace } from "./report/race-sites.ts";
export { type RedactedReport, Redaction } from "./report/redaction.ts";
export {
  BARE_RUN,
  type BaseInfo,
  type GcComparison,
  type GcInfo,
  type GoInfo,
  type JobInfo,
  type Leg,
  NO_BASE,
  type NotRun,
  type PackageInfo,
  REPORT_SCHEMA,
  type Report,
  type RunInfo,
  type Shard,
  type TestInfo,
  type TestRun,
  type Unjudged,
  type VariantInfo,
} from "./report/report.ts";
export {
  RULE_IDS,
  RULES,
  type Rule,
  type RuleId,
  ruleOf,
  ruleOfIncident,
  type Section,
} from "./report/rules.ts";
export { failureFinding, incompleteFinding } from "./report/run-findings.ts";
export {
  type Expression,
  VALUES_BUILD,
  type Values,
  type ValuesPolicy,
  type Variable,
  type VariableKind,
} from "./report/values.ts";
export { withoutValues } from "./report/without-values.ts";
export { CONFIG_FILE, hasSetting, SETTINGS, type Setting, settingOf } from "./setting.ts";
export {
  exceptionWords,
  exitStatusWords,
  nameOfException,
  parseExitStatus,
  signalOfWords,
  wordsOfSignal,
} from "./signals.ts";
export { isOn } from "./switch.ts";
export {
  declaredName,
  foldedSymbol,
  isClosure,
  isFunctionLiteral,
  literalDepth,
  type SplitSymbol,
  shortFunction,
  splitSymbol,
  stableFunction,
  testOfFunction,
  unescapedSymbol,
  wrapperOf,
} from "./symbol.ts";
export {
  attemptsToTell,
  CAUSE_BOUND,
  comparableTally,
  couldBeLuck,
  isAlways,
  isFlaky,
  isNever,
  luckOf,
  NO_ATTEMPTS,
  sumOf,
  type Tally,
} from "./tally.ts";
export {
  allAbove,
  namesAbove,
  parentKeys,
  reportedKeys,
  shapeOf,
  testKey,
  testsOfIncident,
  topLevel,
} from "./test-names.ts";
export { detached, hasDrive, isDate, isDigits, shellQuoted, withSlashes } from "./text.ts";
export type {
  Ancestor,
  CreatedBy,
  Goroutine,
  GoroutineGroup,
  Lineage,
  RaceAccess,
  RaceCreation,
  RaceReport,
  RawFrame,
  Trace,
} from "./trace.ts";
export { unreachable } from "./unreachable.ts";
export { VERSION } from "./version.ts";
export {
  CHANGES,
  type Change,
  CONFIDENCES,
  type Confidence,
  compareChanges,
  defaultRun,
  FATAL_CAUSES,
  type FatalCause,
  INCIDENT_KINDS,
  type IncidentKind,
  isDefault,
  OWNERS,
  type Owner,
  PACKAGE_OUTCOMES,
  type PackageOutcome,
  PHYSICAL_CAUSES,
  type PhysicalCause,
  RECOVERERS,
  REPRODUCTIONS,
  type Recoverer,
  type Reproduction,
  SEVERITIES,
  type Severity,
  strongestChange,
  TEST_OUTCOMES,
  type TestOutcome,
  WITNESSES,
  type Witness,
  withPreemption,
} from "./words.ts";
