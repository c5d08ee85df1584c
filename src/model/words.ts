/** The variant that differs in async preemption alone: of the same build, with it on. */
export function withPreemption(variant: string): string {
  const rest = variant.split("+").filter((setting) => setting !== "asyncpreemptoff");
  return rest.length === 0 ? "default" : rest.join("+");
}

/** The user's own build; in a merged report each leg has one: `default (go1.26.8)`. */
export const isDefault = (variant: string): boolean =>
  variant === "default" || variant.startsWith("default (");

/** Of a test's runs the one in the user's own build; of several one that failed. */
export function defaultRun<T extends { readonly variant: string; readonly outcome: TestOutcome }>(
  runs: readonly T[],
): T | undefined {
  const own = runs.filter((run) => isDefault(run.variant));
  return own.find((run) => run.outcome === "fail") ?? own[0];
}

/** What ended a test or a process abnormally, kept one from starting, or a race. */
export const INCIDENT_KINDS = [
  "panic",
  "fatal",
  "race",
  "timeout",
  "exit",
  "signal",
  "build",
  "vet",
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What the Go runtime threw, for incidents of kind `fatal`; `no-safepoint` for a timeout: a loop held up the GC. */
export const FATAL_CAUSES = [
  "deadlock",
  "stack-overflow",
  "out-of-memory",
  "concurrent-map",
  "mutex",
  "checkptr",
  "fault",
  "no-safepoint",
  "other",
] as const;
export type FatalCause = (typeof FATAL_CAUSES)[number];

/** Who recovers panics of tests and reports them; `testing`: in a worker of `go test -fuzz`. */
export const RECOVERERS = ["testing", "testify", "ginkgo", "gocheck"] as const;
export type Recoverer = (typeof RECOVERERS)[number];

export const TEST_OUTCOMES = ["pass", "fail", "skip", "interrupted", "not-run"] as const;
export type TestOutcome = (typeof TEST_OUTCOMES)[number];

/** `incomplete`: the output ends before the package does. */
export const PACKAGE_OUTCOMES = ["pass", "fail", "skip", "incomplete"] as const;
export type PackageOutcome = (typeof PACKAGE_OUTCOMES)[number];

/** Whose code a frame is, told by its file. `test`: a `_test.go` file of the user's own. */
export const OWNERS = ["user", "test", "dependency", "std"] as const;
export type Owner = (typeof OWNERS)[number];

/** Most important first. */
export const SEVERITIES = ["error", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** An incident's or finding's state against the base; null where no base was asked for. */
export const CHANGES = ["new", "known", "fixed", "unknown"] as const;
export type Change = (typeof CHANGES)[number];

/** What matters most to the reader first; null: nobody asked the base. */
const NEWS_FIRST: readonly (Change | null)[] = ["new", "unknown", null, "known", "fixed"];

/** For sorting: news first. */
export const compareChanges = (left: Change | null, right: Change | null): number =>
  NEWS_FIRST.indexOf(left) - NEWS_FIRST.indexOf(right);

/** Of several the one that matters most: new anywhere is new. */
export const strongestChange = (changes: readonly (Change | null)[]): Change | null =>
  NEWS_FIRST.find((change) => changes.includes(change)) ?? null;

export const REPRODUCTIONS = ["always", "sometimes", "once", "variant-only", "narrowed"] as const;
export type Reproduction = (typeof REPRODUCTIONS)[number];

/** Which witness named the test of an incident; see docs/attribution.md. */
export const WITNESSES = [
  "report",
  "stack",
  "creator",
  "ancestor",
  "running-list",
  "only-running",
  "stream",
  "none",
] as const;
export type Witness = (typeof WITNESSES)[number];

export const CONFIDENCES = ["certain", "likely", "unsure"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Why a frame was not inlined into its caller. */
export const PHYSICAL_CAUSES = [
  /** The function can't be inlined anywhere: too costly, or of a kind that never is. */
  "refused",
  /** A directive or a build flag forbids it. */
  "marked",
  /** It calls itself. */
  "recursive",
  /** Called through an interface, a function value, go or defer. */
  "indirect",
  /** Its caller is so large that only small functions go into it. */
  "big-caller",
  "unknown",
] as const;
export type PhysicalCause = (typeof PHYSICAL_CAUSES)[number];
