import {
  type GcComparison,
  type GcInfo,
  type Incident,
  isDefault,
  type PackageInfo,
  type Report,
  shortFunction,
  type TestInfo,
  type TestOutcome,
  testKey,
  withPreemption,
} from "../model/index.ts";
import { headingOf } from "./incident-words.ts";

/** Whether a reviewer must know: something was fixed, or something failed. */
export const isNotable = (report: Report): boolean =>
  report.fixed.length > 0 || hasRegressions(report);

/** Whether the gate failed, or something is there that is not old news. */
export function hasRegressions(report: Report): boolean {
  return (
    !report.verdict.pass ||
    report.findings.some(
      (finding) =>
        finding.severity !== "note" && finding.baseline !== "known" && finding.waived === null,
    )
  );
}

/** Reasons of the waivers that cover incidents, by fingerprint. */
export function waiversOf({ findings }: Pick<Report, "findings">): ReadonlyMap<string, string> {
  return new Map(
    findings.flatMap(({ fingerprint, waived }) => (waived === null ? [] : [[fingerprint, waived]])),
  );
}

/** `base 9a1b2c3 (the merge base of HEAD and main), built by overlay`; null without a base. */
export function baseLine(report: Report): string | null {
  const { base } = report;
  if (base.state === "not-asked") return null;
  // Why there is none stands among the warnings.
  if (base.state === "unavailable") return null;
  const name = base.commit?.slice(0, 8) ?? base.ref ?? "";
  const how = base.how === null ? "" : `, by ${base.how}`;
  const time = base.seconds === null ? "" : `  ${base.seconds.toFixed(1)}s`;
  return `base ${name} (${base.reason ?? ""})${how}${time}`;
}

const LONGEST_SECONDS = 1e9;

/** Seconds that every format can write: not negative, not endless; 0 where they are not known. */
export const plainSeconds = (seconds: number | null): number =>
  seconds !== null && seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : 0;

/** `12.3 ms`, `85 µs`. */
export function shortTime(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  if (seconds >= 0.001) return `${(seconds * 1000).toFixed(1)} ms`;
  return `${Math.round(seconds * 1e6)} µs`;
}

/** A row of GC figures: who, cycles, pauses, CPU, heap. */
export function gcCells(info: GcInfo): string[] {
  const pauses = info.pauseSeconds;
  const times =
    pauses === null
      ? ["", "", ""]
      : [pauses.median, pauses.p95, pauses.max].map((seconds) => shortTime(seconds));
  const forced = info.forced === 0 ? "" : ` (${info.forced} forced)`;
  return [
    info.package ?? "all packages",
    info.variant,
    `${info.cycles}${forced}`,
    ...times,
    info.cpuPercent === null ? "" : `${info.cpuPercent} %`,
    info.heapGoalMb === null ? "" : `${info.heapGoalMb} MB`,
  ];
}

/** What is worth a table: everything where it was asked for, else what differs clearly. */
export function gcShown(report: Report): GcInfo[] {
  if (report.run.gc === "never") return [];
  if (report.run.gc === "always") {
    const all = report.gc.filter((info) => info.package === null);
    return [...all, ...report.gc.filter((info) => info.package !== null)].slice(0, 30);
  }
  const slow = report.gc.filter((info) => info.standsOut);
  return slow
    .slice(0, 10)
    .flatMap((info) => [
      ...report.gc.filter(
        (each) => each.package === info.package && each.variant === withPreemption(info.variant),
      ),
      info,
    ]);
}

/** `x: a cycle stops 1.2 ms, on the base 1.1 ms (medians of 5 and 5 runs)`. */
export function gcComparisonText({ package: path, head, base, regressed }: GcComparison): string {
  const words = `a cycle stops ${shortTime(head.median)}, on the base ${shortTime(base.median)} (medians of ${head.n} and ${base.n} runs)`;
  return `${path}: ${words}${regressed ? ", clearly longer" : ""}`;
}

/** Whom collections waited for, in words; null where that is not known. */
export function waitedForText({ package: path, waitedFor: place }: GcInfo): string | null {
  if (place === null) return null;
  const name = place.function === null ? "a function" : shortFunction(place.function);
  return `${path}: with async preemption on, most stops waited last for ${name} at ${place.file}:${place.line}; a loop without calls there can only be stopped by a signal, and asyncpreemptoff takes that away`;
}

/** Tests by outcome, subtests included. */
export function countTests(tests: readonly TestInfo[]): Record<TestOutcome, number> {
  const counts = { pass: 0, fail: 0, skip: 0, interrupted: 0, "not-run": 0 };
  for (const test of tests) counts[test.outcome] += 1;
  return counts;
}

/** Tests of the user's own build: one that only another variant saw is none of these. */
const countedTests = (tests: readonly TestInfo[]): readonly TestInfo[] =>
  tests.filter(({ runs }) => runs.length === 0 || runs.some((run) => isDefault(run.variant)));

/** Saved text without -v names no test that passed: `2 packages passed`. */
function packagesLine({ packages, run }: Report): string {
  const passed = packages.filter((pkg) => pkg.outcome === "pass" && !pkg.noTestFiles).length;
  if (passed === 0 || run.mode === "run") return "no tests ran";
  return `${passed} ${passed === 1 ? "package" : "packages"} passed, no test is named`;
}

/** `45 of 48 packages not run again, as nothing of them changed`. */
function reusedCounts(reused: number, { packages }: Report): string {
  const all = packages.filter((pkg) => !pkg.noTestFiles).length;
  return `${reused} of ${all} packages not run again (nothing of them changed since they passed)`;
}

/** `58 of 59 tests passed, 1 skipped`. */
export function countsLine(report: Report): string {
  const counted = countedTests(report.tests);
  const counts = countTests(counted);
  const all = counted.length;
  if (all === 0) return packagesLine(report);
  const rest = [
    counts.fail > 0 ? `${counts.fail} failed` : "",
    counts.skip > 0 ? `${counts.skip} skipped` : "",
    counts.interrupted > 0 ? `${counts.interrupted} interrupted` : "",
    counts["not-run"] > 0 ? `${counts["not-run"]} not run` : "",
  ].filter((part) => part !== "");
  const { reused } = report.run;
  const again = reused === null || reused === 0 ? [] : [reusedCounts(reused, report)];
  return [`${counts.pass} of ${all} tests passed`, ...rest, ...again].join(", ");
}

/** What resuming was good for: tests that go test itself stopped before; null where there were none. */
export function rescuedText(report: Report): string | null {
  const { run, tests, notRun } = report;
  if (run.rescued === null || run.rescued === 0) return null;
  const left = new Set(notRun.map(({ package: path, test }) => testKey(path, test))).size;
  const all = countedTests(tests).length;
  const stopped = `go test stopped before ${run.rescued + left} of ${all} tests`;
  return `${stopped}; panicpath ran ${left === 0 ? "them all" : `${run.rescued} of them`}`;
}

/** Tests of each package, in the order of the packages; packages known by their tests only come last. */
export function byPackage(
  report: Report,
): { path: string; info: PackageInfo | null; tests: TestInfo[] }[] {
  const groups = new Map<string, { path: string; info: PackageInfo | null; tests: TestInfo[] }>();
  for (const info of report.packages) {
    groups.set(info.importPath, { path: info.importPath, info, tests: [] });
  }
  for (const test of report.tests) {
    const group = groups.get(test.package) ?? { path: test.package, info: null, tests: [] };
    group.tests.push(test);
    groups.set(test.package, group);
  }
  return [...groups.values()];
}

/** Why tests not run, for people. */
export function becauseOf(because: string, incidents: readonly Incident[]): string {
  switch (because) {
    case "failfast":
      return "-failfast ended the package";
    case "testmain":
      return "TestMain ended without running them";
    case "build":
      return "it imports a package that does not build";
    case "interrupted":
      return "the run was interrupted";
    default: {
      const incident = incidents.find((candidate) => candidate.fingerprint === because);
      return incident === undefined
        ? "the process ended before"
        : `${headingOf(incident).toLowerCase()} in ${incident.test ?? incident.package}`;
    }
  }
}
