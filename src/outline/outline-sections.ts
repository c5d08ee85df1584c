import {
  type Finding,
  groupedBy,
  listed,
  type NotRun,
  parentKeys,
  type Report,
  type RuleId,
  type TestInfo,
  testKey,
} from "../model/index.ts";
import { failuresOf } from "./failures.ts";
import { cutText, listedIn } from "./listed.ts";
import type { Amount, NotRunRow, Section } from "./outline-types.ts";
import { becauseOf, gcCells, gcComparisonText, gcShown, waitedForText } from "./words.ts";

/** The sections of a report, in the order in which they are shown. */
export function sectionsOf(report: Report, amount: Amount): Section[] {
  return [
    ...runSection(report, amount),
    ...failureSections(report, "failures", amount),
    ...findingSections(report, amount),
    ...failureSections(report, "known", amount),
    ...notRunSection(report, amount),
    ...gcSection(report),
    ...fixedSection(report, amount),
    ...skippedSection(report, amount),
    ...slowestSection(report, amount),
    ...coverageSection(report, amount),
    ...notesSection(report),
  ];
}

function runSection(report: Report, { rows }: Amount): Section[] {
  const words = listedIn(report, "run").slice(0, rows);
  return words.length === 0 ? [] : [{ kind: "run", words: words.map((word) => word.message) }];
}

function failureSections(report: Report, kind: "failures" | "known", amount: Amount): Section[] {
  const isKnown = kind === "known";
  const most = isKnown ? amount.rows : amount.failures;
  const { count, shown } = failuresOf(report, isKnown ? "accepted" : "open", most);
  if (count === 0) return [];
  const them = count === 1 ? "it" : "them";
  const words = isKnown
    ? `known or waived: not the work of this change, or a waiver covers ${them}`
    : "";
  return [{ kind, title: { count, words }, failures: shown, more: count - shown.length }];
}

/** Findings that have no failure of their own, by what is to be done about them. */
const LISTS: readonly {
  readonly of: readonly RuleId[] | null;
  readonly words: readonly [string, string];
}[] = [
  {
    of: ["variant-only-failure"],
    words: ["failure under one variant only", "failures under one variant only"],
  },
  { of: ["waiver"], words: ["waiver to look at", "waivers to look at"] },
  { of: null, words: ["on panic code and inlining", "on panic code and inlining"] },
];

function findingSections(report: Report, { rows }: Amount): Section[] {
  const ofTests = listedIn(report, "failures");
  const ofCode = listedIn(report, "inlining");
  return LISTS.flatMap(({ of, words: [one, many] }) => {
    const all = of === null ? ofCode : ofTests.filter(({ rule }) => of.includes(rule));
    if (all.length === 0) return [];
    const findings = [...all].sort((a, b) => Number(b.gates) - Number(a.gates)).slice(0, rows);
    const title = { count: all.length, words: all.length === 1 ? one : many };
    return [{ kind: "findings" as const, title, findings, more: all.length - findings.length }];
  });
}

/** Names of a package's tests in one row. */
const MOST_NAMES = 60;

function notRunSection(report: Report, { rows }: Amount): Section[] {
  const all = report.notRun;
  if (all.length === 0) return [];
  const groups = groupedBy(all, (each) => `${each.package}\n${each.because}`);
  return [
    {
      kind: "not-run",
      title: { count: all.length, words: `${all.length === 1 ? "test" : "tests"} not run` },
      rows: groups.slice(0, Math.max(rows, 1)).map((group) => notRunRow(group, report)),
    },
  ];
}

const notRunRow = (group: readonly [NotRun, ...NotRun[]], report: Report): NotRunRow => ({
  package: group[0].package,
  tests: group.slice(0, MOST_NAMES).map(({ test }) => test),
  more: Math.max(0, group.length - MOST_NAMES),
  why: becauseOf(group[0].because, report.incidents),
});

/** A small table, only when asked for or when something differs clearly. */
function gcSection(report: Report): Section[] {
  const shown = gcShown(report);
  if (shown.length === 0) return [];
  const words = [
    ...shown.flatMap((info) => waitedForText(info) ?? []),
    ...report.gcComparisons.map(gcComparisonText),
  ];
  return [{ kind: "gc", cells: shown.map(gcCells), words }];
}

function fixedSection(report: Report, { rows }: Amount): Section[] {
  const { count, shown } = failuresOf(
    { ...report, findings: [], incidents: report.fixed },
    "all",
    rows,
  );
  if (count === 0) return [];
  const title = { count, words: "fixed" };
  return [{ kind: "fixed", title, failures: shown, more: count - shown.length }];
}

function skippedSection({ tests }: Report, { rows }: Amount): Section[] {
  const all = tests.filter(({ outcome }) => outcome === "skip");
  if (all.length === 0) return [];
  const shown = all.slice(0, rows).map(({ package: path, name, skipReason }) => ({
    ...{ package: path, test: name, words: skipReason?.split("\n")[0] ?? "" },
  }));
  const words = all.length === 1 ? "test skipped" : "tests skipped";
  return [
    {
      kind: "skipped",
      title: { count: all.length, words },
      rows: shown,
      more: all.length - shown.length,
    },
  ];
}

/** Seconds from which on a test is slow. */
const SLOW = 1;

/** Subtests stand for the tests above them. */
function slowestSection({ tests }: Report, { slowest }: Amount): Section[] {
  const slow = tests.filter(({ seconds }) => (seconds ?? 0) >= SLOW);
  const parents = parentKeys(slow);
  const rows = slow
    .filter(({ package: path, name }) => !parents.has(testKey(path, name)))
    .sort((left, right) => (right.seconds ?? 0) - (left.seconds ?? 0))
    .slice(0, slowest)
    .map(({ package: path, name, seconds }) => ({
      ...{ package: path, test: name, words: `${(seconds ?? 0).toFixed(1)}s` },
    }));
  if (rows.length === 0) return [];
  const words = rows.length === 1 ? "slow test" : "slowest tests";
  return [{ kind: "slowest", title: { count: rows.length, words }, rows, more: 0 }];
}

const COVERED = /^coverage: ([\d.]+)% of statements/;

/** Per package as go test prints it, the least covered first, and of all together. */
function coverageSection({ packages, run }: Report, { rows }: Amount): Section[] {
  const covered = packages.flatMap(({ importPath, coverage }) => {
    const percent = COVERED.exec(coverage ?? "")?.[1];
    return percent === undefined ? [] : [{ importPath, percent: Number(percent) }];
  });
  if (covered.length === 0) return [];
  const shown = covered
    .sort((left, right) => left.percent - right.percent)
    .slice(0, rows)
    .map(({ importPath, percent }) => ({
      ...{ package: importPath, test: null, words: `${percent}% of statements` },
    }));
  const all = run.coverage === null ? "" : `: ${run.coverage}% of statements in all`;
  const words = `${covered.length === 1 ? "package" : "packages"} with coverage${all}`;
  return [
    ...[{ kind: "coverage" as const, title: { count: covered.length, words }, rows: shown }],
  ].map((section) => ({ ...section, more: covered.length - shown.length }));
}

const MOST_LEFT_OUT = 10;

/** What a reader must know of how the report came to be. */
function notesSection(report: Report): Section[] {
  const { run, warnings, variants, unread } = report;
  const cut = cutText(report);
  const left = variants.filter(({ state }) => state !== "ran");
  const words = [
    ...(cut === null ? [] : [cut]),
    ...openText(report),
    ...warnings,
    ...left.map(
      ({ name, state, reason }) =>
        `variant ${name}: ${reason === null ? state : `${state}, ${reason}`}`,
    ),
    ...(run.budgetLeftOut.length === 0
      ? []
      : [`skipped, budget used up: ${listed(run.budgetLeftOut, MOST_LEFT_OUT)} (raise --budget)`]),
    ...unreadWords("", unread),
    ...inliningText(report),
  ];
  return words.length === 0 ? [] : [{ kind: "notes", words }];
}

/** Tests that were running when their process died, and have no outcome. */
function openText({ run, tests }: Report): string[] {
  const open = run.complete ? tests.filter(({ outcome }) => outcome === "interrupted") : [];
  return groupedBy<TestInfo>(open, (test) => test.package).map((same) => {
    const names = listed(
      same.map((test) => test.name),
      8,
    );
    return `interrupted in ${same[0].package}: ${names} (no outcome: the process died while they ran)`;
  });
}

/** The compiler's text has no promise of stability: what was not understood is said. */
function inliningText({ inlining, base }: Report): string[] {
  const { state, reason, notCompared, unread } = inlining;
  return [
    ...(state === "unavailable" && reason !== null ? [`inlining not available: ${reason}`] : []),
    ...(notCompared === null || notCompared === base.reason
      ? []
      : [`inlining is not compared: ${notCompared}`]),
    ...unreadWords(" of the compiler", unread),
  ];
}

function unreadWords(whose: string, { lines, samples }: Report["unread"]): string[] {
  if (lines === 0) return [];
  const [first] = samples;
  const example = first === undefined ? "" : `, the first: ${first.slice(0, 120)}`;
  return [`unrecognized output: ${lines} ${lines === 1 ? "line" : "lines"}${whose}${example}`];
}

/** `error`, and what is less than that. */
export const severityOf = ({ severity }: Finding): string =>
  severity === "error" ? "fail" : severity === "warning" ? "warn" : "note";
