import type { Tally } from "../tally.ts";
import type { Change, Severity } from "../words.ts";
import type { RuleId } from "./rules.ts";

export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly package: string | null;
  readonly test: string | null;
  readonly fingerprint: string;
  /** Of an incident: what its fingerprint is without sources; null elsewhere. */
  readonly former: string | null;
  readonly baseline: Change | null;
  /** The reason of the waiver that covers it; null without one. */
  readonly waived: string | null;
  /** Of a test that also passed: how often it failed; null elsewhere. */
  readonly flaky: Tally | null;
  /** What else is known of a test that failed: order, settings; null where nothing is. */
  readonly note: string | null;
  /** Of a merged report: the matrix jobs that have it, where not all do. */
  readonly onlyIn: readonly string[];
  /** Of a waiver: why it is to be taken away; null elsewhere. */
  readonly waiver: "expired" | "stale" | null;
  /** The gate counts it. */
  readonly gates: boolean;
  /** Its line is one that the change adds or edits; null where that is not known. */
  readonly inChange: boolean | null;
  /** Who owns its file, as CODEOWNERS has it. */
  readonly owners: readonly string[];
}

/** Of a finding that is none of those. */
export const NO_ASIDES = { flaky: null, note: null, onlyIn: [], waiver: null } as const;

export interface Verdict {
  readonly pass: boolean;
  /** The words of `--fail-on` that were hit. */
  readonly failedOn: readonly string[];
  readonly failOn: readonly string[];
  /** A few words: `1 panic, 2 test failures`. */
  readonly summary: string;
}
