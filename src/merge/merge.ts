import { type InliningInfo, type Report, testKey } from "../model/index.ts";
import { latestReports, missingLegs } from "./attempts.ts";
import { conflictsOf, shardProblems } from "./conflicts.ts";
import {
  boundToVersion,
  type LegReports,
  labelled,
  legsOf,
  type NamedReport,
  overlap,
} from "./legs.ts";
import { mergeFindings } from "./merge-findings.ts";
import { mergeIncidents } from "./merge-incidents.ts";
import {
  commonVerdict,
  type Gate,
  mergeBase,
  mergeGo,
  mergeRun,
  runFindings,
  type Summarise,
} from "./merge-run.ts";
import { mergePackages, mergeTests, mergeVariants } from "./merge-tests.ts";

/** What merging needs beside the reports. */
export interface MergeOptions {
  readonly summarise: Summarise;
  /** How many reports there must be; null: as many as their matrix had legs. */
  readonly expect: number | null;
  /** The gate of the whole; null: it passes where all parts have passed by their own. */
  readonly gate: Gate | null;
}

/**
 * Joins reports of shards and matrix legs into one. What does not fit together is said in
 * its warnings; where a part is missing the whole has not passed.
 */
export function mergeReports(
  everything: readonly [NamedReport, ...NamedReport[]],
  { summarise, expect, gate }: MergeOptions,
): Report {
  const { reports: given, warnings } = latestReports(everything);
  if (given.length === 1 && given[0].report.run.legs.length > 0) {
    return mergedBefore(given[0].report, warnings, gate);
  }
  const legs = legsOf(given).map((leg) => ({ ...leg, ...shardProblems(leg) }));
  const isLabelled = overlap(legs);
  const bound = boundToVersion(legs);
  const relabelled = legs.map((leg) => (isLabelled ? labelled(leg, bound) : plain(leg)));
  const all = relabelled.flat();
  const [first = given[0].report, ...others] = all;
  const missingShards = legs.flatMap((leg) => leg.missing);
  const missing = missingShards.length > 0 ? missingShards : missingLegs(given, expect);
  const parts = mergeFindings(
    legs.map(({ name }, at) => ({
      name: isLabelled ? name : "",
      findings: (relabelled[at] ?? []).flatMap((report) => report.findings),
    })),
  );
  const found = [...runFindings(all, missing), ...parts];
  const notRun = distinct(all.flatMap((report) => report.notRun));
  const own = {
    findings: found,
    verdict: commonVerdict(all, found, summarise({ findings: found, notRun })),
  };
  const { findings, verdict } = gate?.(found, notRun) ?? own;
  return {
    ...mergedParts([first, ...others]),
    run: mergeRun(all, legs, summarise, gate, missing),
    notRun,
    findings,
    verdict,
    warnings: [
      ...missing,
      ...warnings,
      ...legs.flatMap((leg) => leg.doubled),
      ...conflictsOf(given),
      ...new Set(all.flatMap((report) => report.warnings)),
    ],
  };
}

/** What was merged before stays as it is, but for the gate. */
function mergedBefore(report: Report, warnings: readonly string[], gate: Gate | null): Report {
  const own = runFindings([report], []);
  const found = [...own, ...report.findings];
  const { findings, verdict } = gate?.(found, report.notRun) ?? report;
  return { ...report, findings, verdict, warnings: [...warnings, ...report.warnings] };
}

type Parts = Omit<Report, "run" | "notRun" | "findings" | "verdict" | "warnings">;

/** What is joined part by part. */
function mergedParts(all: readonly [Report, ...Report[]]): Parts {
  const incidents = mergeIncidents(all);
  return {
    schema: all[0].schema,
    tool: all[0].tool,
    go: mergeGo(all),
    base: mergeBase(all),
    variants: mergeVariants(all),
    packages: mergePackages(all),
    tests: mergeTests(all),
    incidents,
    fixed: fixedIn(all, incidents),
    gc: all.flatMap((report) => report.gc),
    gcComparisons: all.flatMap((report) => report.gcComparisons),
    inlining: mergeInlining(all.map((report) => report.inlining)),
    unread: mergeUnread(all.map((report) => report.unread)),
  };
}

const plain = ({ reports }: LegReports): Report[] => reports.map(({ report }) => report);

/** Each value once, by its content. */
function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Gone where the test passes in every leg: an incident that still happens somewhere is not fixed. */
function fixedIn(all: readonly Report[], incidents: Report["incidents"]): Report["fixed"] {
  const still = new Set(incidents.map((incident) => incident.fingerprint));
  const failing = new Set(
    all.flatMap(({ tests }) =>
      tests
        .filter((test) => test.outcome !== "pass" && test.outcome !== "skip")
        .map((test) => testKey(test.package, test.name)),
    ),
  );
  const gone = all
    .flatMap((report) => report.fixed)
    .filter((each) => !still.has(each.fingerprint))
    .filter((each) => each.test === null || !failing.has(testKey(each.package, each.test)));
  return [...new Map(gone.map((each) => [each.fingerprint, each])).values()];
}

function mergeInlining(all: readonly InliningInfo[]): InliningInfo {
  const words = (texts: readonly (string | null)[]): string | null =>
    [...new Set(texts.filter((text) => text !== null))].join("; ") || null;
  const states = all.map((info) => info.state);
  return {
    state: states.includes("read") ? "read" : (states[0] ?? "off"),
    reason: words(all.map((info) => info.reason)),
    sites: distinct(all.flatMap((info) => info.sites)),
    gone: distinct(all.flatMap((info) => info.gone)),
    flips: distinct(all.flatMap((info) => info.flips)),
    whatIfs: distinct(all.flatMap((info) => info.whatIfs)),
    notCompared: words(all.map((info) => info.notCompared)),
    unread: mergeUnread(all.map((info) => info.unread)),
  };
}

const MOST_SAMPLES = 5;

const mergeUnread = (all: readonly Report["unread"][]): Report["unread"] => ({
  lines: all.reduce((sum, each) => sum + each.lines, 0),
  samples: all.flatMap((each) => each.samples).slice(0, MOST_SAMPLES),
});
