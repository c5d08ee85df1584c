import { listed, type Report, unreachable } from "../../model/index.ts";
import {
  type Failure,
  type Headline,
  messageOf,
  type NotRunRow,
  type Outline,
  outlineOf,
  type Section,
  severityOf,
  type TestRow,
} from "../../outline/index.ts";
import { forLog, shortened } from "../escape.ts";
import { failureBlock, failureLine } from "./failures.ts";
import { type Ink, inkOf } from "./ink.ts";

export interface TextLimits {
  readonly color: boolean;
  readonly columns: number;
  /** Failures shown in full; the rest in one line each. */
  readonly full: number;
  /** Tell also who says so, and how it was compiled. */
  readonly verbose: boolean;
  readonly slowest: number;
  /** What to do next, by name and command; none where nobody asked. */
  readonly steps: readonly NextStep[];
}

/** `report  panicpath-report/report.json`. */
export interface NextStep {
  readonly name: string;
  readonly words: string;
}

const ROWS = 20;
const MOST_FAILURES = 100;

/** The report as a person reads it on a terminal: the most important in full, the verdict last, and what to do next. */
export function renderText(report: Report, limits: TextLimits): string {
  const ink = inkOf(limits.color);
  const outline = outlineOf(report, {
    rows: ROWS,
    failures: MOST_FAILURES,
    slowest: limits.slowest,
  });
  const lines = [
    ...aboutLines(outline, ink),
    ...outline.sections.flatMap((section) => sectionLines(section, limits, ink)),
    "",
    ...headlineLines(outline.headline, ink),
    ...limits.steps.map(({ name, words }) => `  ${ink.dim(name.padEnd(12))} ${forLog(words)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function aboutLines({ about }: Outline, ink: Ink): string[] {
  const name = about.name === null ? "" : ` (${forLog(about.name)})`;
  const parts = [about.go, ...about.modules.slice(0, 3), about.shard].filter(
    (each) => each !== null,
  );
  const width = Math.max(0, ...about.variants.map((variant) => forLog(variant.name).length));
  return [
    [ink.bold(forLog(about.tool) + name), ...parts.map(forLog)].join(" · "),
    ...about.legs.map(
      ({ pass, words }) => `  ${signOf(pass ? "pass" : "fail", ink)} ${forLog(words)}`,
    ),
    ...about.variants.map(({ name: variant, sign, words, seconds }) => {
      const time = seconds === null ? "" : ink.dim(`  ${seconds.toFixed(1)}s`);
      return `  ${signOf(sign, ink)} ${forLog(variant).padEnd(width)}  ${forLog(words)}${time}`;
    }),
    ...(about.base === null ? [] : [`  · ${forLog(about.base)}`]),
  ];
}

const signOf = (sign: Headline["sign"], ink: Ink): string =>
  ({ pass: ink.green("✓"), doubt: ink.yellow("-"), fail: ink.red("✗") })[sign];

function sectionLines(section: Section, limits: TextLimits, ink: Ink): string[] {
  switch (section.kind) {
    case "run":
      return ["", ...section.words.map((words) => `${ink.red("FAIL")}  ${forLog(words)}`)];
    case "failures":
      return failuresLines(section, limits, ink);
    case "known":
      return failuresLines(section, { ...limits, full: limits.verbose ? limits.full : 0 }, ink);
    case "findings":
      return listLines(
        section.findings.map((finding) => findingLine(finding, ink)),
        section.more,
      );
    case "not-run":
      return ["", ...section.rows.map((row) => notRunLine(row, ink))];
    case "gc":
      return gcLines(section.cells, section.words, ink);
    case "fixed":
      return listLines(
        section.failures.map((failure) => fixedLine(failure, ink)),
        section.more,
      );
    case "skipped":
      return limits.verbose ? rowLines("SKIPPED", section, ink) : [];
    case "slowest":
      return rowLines("SLOW", section, ink);
    case "coverage":
      return [
        "",
        ...(limits.verbose ? rowLines("COVERAGE", section, ink).slice(1) : []),
        `${ink.dim("coverage")}  ${section.title.count} ${forLog(section.title.words)}`,
      ];
    case "notes":
      return ["", ...section.words.map((words) => `${ink.yellow("warning")}  ${forLog(words)}`)];
    default:
      return unreachable(section);
  }
}

function listLines(lines: readonly string[], more: number): string[] {
  return ["", ...lines, ...(more === 0 ? [] : [`      and ${more} more`])];
}

/** The first ones in full, a line each for the rest. */
function failuresLines(
  { failures, more }: { readonly failures: readonly Failure[]; readonly more: number },
  limits: TextLimits,
  ink: Ink,
): string[] {
  const full = failures
    .slice(0, limits.full)
    .flatMap((failure) => ["", ...failureBlock(failure, limits, ink)]);
  const rest = failures.slice(limits.full).map((failure) => failureLine(failure, ink));
  return rest.length === 0 && more === 0 ? full : [...full, ...listLines(rest, more)];
}

/** A row each; `word` in front. */
function rowLines(
  word: string,
  { rows, more }: { readonly rows: readonly TestRow[]; readonly more: number },
  ink: Ink,
): string[] {
  const lines = rows.map(({ package: path, test, words }) => {
    const name = test === null ? "" : ` ${forLog(test)}`;
    return `${ink.yellow(word)}  ${forLog(path)}${name}  ${shortened(forLog(words), 160)}`.trimEnd();
  });
  return listLines(lines, more);
}

function findingLine(
  finding: Extract<Section, { kind: "findings" }>["findings"][number],
  ink: Ink,
): string {
  const word = severityOf(finding);
  const sign = word === "fail" ? ink.red("FAIL") : ink.yellow(word);
  const line = finding.line === null ? "" : `:${finding.line}`;
  const place = finding.file === null ? "" : `  ${forLog(finding.file)}${line}`;
  return `${sign}  ${forLog(messageOf(finding))}${place}`;
}

const fixedLine = ({ what, test, package: path }: Failure, ink: Ink): string =>
  `${ink.green("FIXED")}  ${forLog(test ?? path)}: ${forLog(what)}`;

const MOST_NAMES = 8;

function notRunLine({ package: path, tests, more, why }: NotRunRow, ink: Ink): string {
  const hidden = Math.max(0, tests.length - MOST_NAMES) + more;
  const names = listed(tests.slice(0, MOST_NAMES).map(forLog), MOST_NAMES);
  const rest = hidden === 0 ? "" : `, and ${hidden} more`;
  return `${ink.yellow("NOT RUN")}  ${forLog(path)}: ${names}${rest} (${forLog(why)})`;
}

const GC_HEADS = ["GC pauses", "variant", "cycles", "median", "p95", "max", "CPU", "heap goal"];

function gcLines(
  cells: readonly (readonly string[])[],
  words: readonly string[],
  ink: Ink,
): string[] {
  const rows = [GC_HEADS, ...cells.map((row) => row.map(forLog))];
  const widths = GC_HEADS.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const [head = "", ...rest] = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return ["", ink.dim(head), ...rest, ...words.map((word) => `  ${forLog(word)}`)];
}

function headlineLines(
  { sign, words, gate, counts, rescued, isComplete, seconds }: Headline,
  ink: Ink,
): string[] {
  // Passed, as nothing gates, with errors in it.
  const mark = sign === "doubt" ? ink.yellow("!") : signOf(sign, ink);
  const time = seconds === null ? "" : `, in ${seconds.toFixed(1)}s`;
  const partial = isComplete ? "" : " This is what is known so far.";
  return [
    `${mark} ${ink.bold(forLog(words))} (gate: ${forLog(gate.join(","))}). ${forLog(counts)}${time}.${partial}`,
    ...(rescued === null ? [] : [`  ${forLog(rescued)}`]),
  ];
}
