import {
  type Finding,
  groupedBy,
  listed,
  type NotRun,
  type Report,
  type RuleId,
  ruleOf,
  type TestInfo,
} from "../model/index.ts";
import { cutWords, listedIn } from "./listed.ts";
import { type Trouble, troublesOf } from "./troubles.ts";
import {
  baseLine,
  becauseOf,
  countsLine,
  gcCells,
  gcComparisonWords,
  gcShown,
  hasTrouble,
  loopWords,
  rescuedWords,
} from "./words.ts";

/** How much is shown. */
export interface Amount {
  /** Rows of a list; the rest is counted. */
  readonly rows: number;
  /** Of what failed and is no old news. */
  readonly troubles: number;
}

/** What a report shows, in which order, how much of it: decided here alone, and put into letters by printers. */
export interface Outline {
  readonly headline: Headline;
  readonly about: About;
  readonly sections: readonly Section[];
}

export interface Headline {
  /** `doubt`: the gate passed, and something is to be looked at all the same. */
  readonly sign: "pass" | "doubt" | "fail";
  /** `3 new: 1 panic, 2 test failures; 3 known`. */
  readonly words: string;
  readonly gate: readonly string[];
  /** `58 of 59 tests passed, 1 skipped`. */
  readonly counts: string;
  /** `go test stopped before 12 of 27 tests; panicpath ran them all`; null where it did not. */
  readonly rescued: string | null;
  readonly isComplete: boolean;
}

/** What was run, and under what. */
export interface About {
  readonly tool: string;
  readonly name: string | null;
  /** `go1.26.8 linux/amd64`; null where it is not known. */
  readonly go: string | null;
  readonly modules: readonly string[];
  readonly shard: string | null;
  readonly job: string | null;
  readonly variants: readonly VariantRow[];
  /** Of a merged report. */
  readonly legs: readonly { readonly pass: boolean; readonly words: string }[];
  readonly base: string | null;
}

export interface VariantRow {
  readonly name: string;
  readonly sign: Headline["sign"];
  /** `passes`, `4 incidents, 6 failed tests`, `left-out: no time`. */
  readonly words: string;
  readonly seconds: number | null;
}

/** A heading for `count` of something. */
export interface Counted {
  readonly count: number;
  readonly words: string;
}

export interface NotRunRow {
  readonly package: string;
  readonly tests: readonly string[];
  readonly more: number;
  readonly why: string;
}

/** The first of some that failed. */
export interface Troubles<K extends string> {
  readonly kind: K;
  readonly title: Counted;
  readonly troubles: readonly Trouble[];
  readonly more: number;
}

export type Section =
  /** Why the whole is no pass, whatever its tests say. */
  | { readonly kind: "run"; readonly words: readonly string[] }
  /** What failed and is news; what the base has too, or a waiver covers; what the base had. */
  | Troubles<"troubles">
  | Troubles<"known">
  | Troubles<"fixed">
  /** What is to be looked at, and ended no test of the user's own build. */
  | {
      readonly kind: "findings";
      readonly title: Counted;
      readonly findings: readonly Finding[];
      readonly more: number;
    }
  | { readonly kind: "not-run"; readonly title: Counted; readonly rows: readonly NotRunRow[] }
  | {
      readonly kind: "gc";
      readonly cells: readonly (readonly string[])[];
      readonly words: readonly string[];
    }
  | { readonly kind: "notes"; readonly words: readonly string[] };

export function outlineOf(report: Report, amount: Amount): Outline {
  return {
    headline: headlineOf(report),
    about: aboutOf(report),
    sections: sections(report, amount),
  };
}

function headlineOf(report: Report): Headline {
  const { verdict, run } = report;
  return {
    sign: !verdict.pass ? "fail" : hasTrouble(report) ? "doubt" : "pass",
    words: verdict.summary,
    gate: verdict.failOn,
    counts: countsLine(report),
    rescued: rescuedWords(report),
    isComplete: run.complete,
  };
}

function aboutOf(report: Report): About {
  const { run, go, tool } = report;
  const platform = go.goos === null ? "" : ` ${go.goos}/${go.goarch}`;
  return {
    tool: `panicpath ${tool.version}`,
    name: run.name,
    go: go.version === null ? null : `${go.version}${platform}`,
    modules: go.modules.map((module) => module.path),
    shard: run.shard === null ? null : `shard ${run.shard.index}/${run.shard.of}`,
    job: run.job?.name ?? null,
    variants: run.mode === "parse" ? [] : report.variants.map((each) => variantRow(report, each)),
    legs: run.legs.length < 2 ? [] : run.legs.map(legRow),
    base: baseLine(report),
  };
}

const legRow = ({ pass, name, summary }: Report["run"]["legs"][number]) => ({
  pass,
  words: `${name}: ${summary}`,
});

function variantRow(report: Report, variant: Report["variants"][number]): VariantRow {
  const { name, state, reason, seconds, packages } = variant;
  if (state !== "ran") {
    const why = reason === null ? "" : `: ${reason}`;
    return { name, sign: "doubt", words: `${state}${why}`, seconds: null };
  }
  const failed = failuresUnder(report, name);
  if (failed === "" && cutWords(report) !== null) {
    return { name, sign: "doubt", words: "interrupted", seconds: null };
  }
  const isPartial = packages !== null && packages.ran < packages.of;
  const part = isPartial ? ` in ${packages.ran} of ${packages.of} packages` : "";
  if (failed !== "") return { name, sign: "fail", words: failed + part, seconds };
  return { name, sign: isPartial ? "doubt" : "pass", words: `passes${part}`, seconds };
}

function failuresUnder({ incidents, tests }: Report, variant: string): string {
  const ended = incidents.filter(({ occurrences }) =>
    occurrences.some((each) => each.variant === variant && each.failed > 0),
  ).length;
  const failed = tests.filter(({ runs }) =>
    runs.some((run) => run.variant === variant && run.outcome === "fail"),
  ).length;
  return [counted(ended, "incident"), counted(failed, "failed test")]
    .filter((part) => part !== null)
    .join(", ");
}

const counted = (count: number, word: string): string | null =>
  count === 0 ? null : `${count} ${word}${count === 1 ? "" : "s"}`;

function sections(report: Report, amount: Amount): Section[] {
  return [
    ...runSection(report, amount),
    ...troubleSections(report, "troubles", amount),
    ...findingSections(report, amount),
    ...troubleSections(report, "known", amount),
    ...notRunSection(report, amount),
    ...gcSection(report),
    ...fixedSection(report, amount),
    ...notesSection(report),
  ];
}

function runSection(report: Report, { rows }: Amount): Section[] {
  const words = listedIn(report, "run").slice(0, rows);
  return words.length === 0 ? [] : [{ kind: "run", words: words.map((each) => each.message) }];
}

function troubleSections(report: Report, kind: "troubles" | "known", amount: Amount): Section[] {
  const isKnown = kind === "known";
  const most = isKnown ? amount.rows : amount.troubles;
  const { count, shown } = troublesOf(report, isKnown ? "old" : "news", most);
  if (count === 0) return [];
  const them = count === 1 ? "it" : "them";
  const words = isKnown
    ? `known or waived: the base has ${them} too, or a waiver covers ${them}`
    : "";
  return [{ kind, title: { count, words }, troubles: shown, more: count - shown.length }];
}

/** Findings that have no trouble of their own, by what is to be done about them. */
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
    ...shown.flatMap((info) => loopWords(info) ?? []),
    ...report.gcComparisons.map(gcComparisonWords),
  ];
  return [{ kind: "gc", cells: shown.map(gcCells), words }];
}

function fixedSection(report: Report, { rows }: Amount): Section[] {
  const { count, shown } = troublesOf(
    { ...report, findings: [], incidents: report.fixed },
    "all",
    rows,
  );
  if (count === 0) return [];
  const title = { count, words: "fixed" };
  return [{ kind: "fixed", title, troubles: shown, more: count - shown.length }];
}

const MOST_LEFT_OUT = 10;

/** What a reader must know of how the report came to be. */
function notesSection(report: Report): Section[] {
  const { run, warnings, variants, unread } = report;
  const cut = cutWords(report);
  const left = variants.filter(({ state }) => state !== "ran");
  const words = [
    ...(cut === null ? [] : [cut]),
    ...openWords(report),
    ...warnings,
    ...left.map(
      ({ name, state, reason }) =>
        `variant ${name}: ${reason === null ? state : `${state}, ${reason}`}`,
    ),
    ...(run.budgetLeftOut.length === 0
      ? []
      : [`skipped, budget used up: ${listed(run.budgetLeftOut, MOST_LEFT_OUT)} (raise --budget)`]),
    ...unreadWords("", unread),
    ...inliningWords(report),
  ];
  return words.length === 0 ? [] : [{ kind: "notes", words }];
}

/** Tests that were running when their process died, and have no outcome. */
function openWords({ run, tests }: Report): string[] {
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
function inliningWords({ inlining, base }: Report): string[] {
  const { state, reason, notCompared, unread } = inlining;
  return [
    ...(state === "unavailable" && reason !== null ? [`inlining is not told: ${reason}`] : []),
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

/** The words by which a rule is counted: `test failure`. */
export const nameOfRule = (rule: RuleId): string =>
  ruleOf(rule).counted?.[0] ?? ruleOf(rule).title.toLowerCase();
