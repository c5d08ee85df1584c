import {
  type Finding,
  groupedBy,
  listed,
  type Report,
  type TestInfo,
  type VariantInfo,
} from "../model/index.ts";
import { forLog, shortened } from "./escape.ts";
import { whatOf } from "./incident-words.ts";
import { asidesOf, cutWords, listedIn, messageOf, newsFirst } from "./listed.ts";
import { type Ink, incidentBlocks, type Paint, plural, type TextLimits } from "./text-incident.ts";
import {
  baseLine,
  becauseOf,
  countsLine,
  gcCells,
  gcComparisonWords,
  gcShown,
  loopWords,
} from "./words.ts";

const paint =
  (code: number, on: boolean): Paint =>
  (text) =>
    on ? `\u001b[${code}m${text}\u001b[0m` : text;

function inkOf(on: boolean): Ink {
  return {
    red: paint(31, on),
    green: paint(32, on),
    yellow: paint(33, on),
    bold: paint(1, on),
    dim: paint(2, on),
  };
}

/** The report as a person reads it on a terminal: what died first, the verdict last. */
export function renderText(report: Report, limits: TextLimits): string {
  const ink = inkOf(limits.color);
  const lines = [
    heading(report, ink),
    ...legLines(report, ink),
    ...variantLines(report, ink),
    ...baseLines(report),
    ...incidentBlocks(report, limits, ink),
    ...failureLines(report, ink),
    ...notRunLines(report, ink),
    ...cutLines(report, ink),
    ...report.warnings.map((warning) => `${ink.yellow("warning")}  ${forLog(warning)}`),
    ...leftOutLines(report, ink),
    ...gcLines(report, ink),
    ...unreadLines(report, ink),
    ...compilerLines(report, ink),
    "",
    verdictLine(report, ink),
  ];
  return `${lines.join("\n")}\n`;
}

function heading(report: Report, ink: Ink): string {
  const { version, goos, goarch, modules } = report.go;
  const go = version === null ? [] : [`${version}${goos === null ? "" : ` ${goos}/${goarch}`}`];
  const paths = modules.slice(0, 3).map((module) => module.path);
  const name = report.run.name === null ? "" : ` (${forLog(report.run.name)})`;
  const { shard } = report.run;
  const part = shard === null ? [] : [`shard ${shard.index}/${shard.of}`];
  const tool = `panicpath ${forLog(report.tool.version)}${name}`;
  return [ink.bold(tool), ...[...go, ...paths, ...part].map(forLog)].join(" · ");
}

function variantLines(report: Report, ink: Ink): string[] {
  if (report.run.mode === "parse") return [];
  const names = report.variants.map((variant) => forLog(variant.name));
  const width = Math.max(...names.map((name) => name.length));
  return report.variants.map((variant, at) =>
    variantLine(report, variant, (names[at] ?? "").padEnd(width), ink),
  );
}

function variantLine(report: Report, variant: VariantInfo, name: string, ink: Ink): string {
  const doubt = ink.yellow("-");
  if (variant.state !== "ran") {
    const why = variant.reason === null ? "" : `: ${forLog(variant.reason)}`;
    return `  ${doubt} ${name}  ${variant.state}${why}`;
  }
  const failed = variantFailures(report, variant.name);
  if (failed === "" && cutWords(report) !== null) return `  ${doubt} ${name}  interrupted`;
  const { packages } = variant;
  const isPartial = packages !== null && packages.ran < packages.of;
  const part = isPartial ? ` in ${packages.ran} of ${packages.of} packages` : "";
  const good = isPartial ? doubt : ink.green("✓");
  const seconds = variant.seconds === null ? "" : ink.dim(`  ${variant.seconds.toFixed(1)}s`);
  return failed === ""
    ? `  ${good} ${name}  passes${part}${seconds}`
    : `  ${ink.red("✗")} ${name}  ${failed}${part}${seconds}`;
}

/** The legs of a merged report, each with its own verdict. */
function legLines({ run }: Report, ink: Ink): string[] {
  if (run.legs.length < 2) return [];
  return run.legs.map((leg) => {
    const sign = leg.pass ? ink.green("✓") : ink.red("✗");
    return `  ${sign} ${forLog(leg.name)}: ${forLog(leg.summary)}`;
  });
}

function baseLines(report: Report): string[] {
  const line = baseLine(report);
  const fixed = report.fixed.map(
    (incident) =>
      `    fixed: ${forLog(whatOf(incident))} in ${forLog(incident.test ?? incident.package)}`,
  );
  return [...(line === null ? [] : [`  · ${forLog(line)}`]), ...fixed];
}

function variantFailures(report: Report, variant: string): string {
  const incidents = report.incidents.filter((incident) =>
    incident.occurrences.some((each) => each.variant === variant && each.failed > 0),
  ).length;
  const failures = report.tests.filter((test) =>
    test.runs.some((run) => run.variant === variant && run.outcome === "fail"),
  ).length;
  return [
    incidents > 0 ? plural(incidents, "incident") : "",
    failures > 0 ? plural(failures, "failed test") : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

const LISTED = 20;

function failureLines(report: Report, ink: Ink): string[] {
  const failures = listedIn(report, "failures");
  const isFailure = ({ rule }: Finding): boolean => rule === "test-failure";
  const gatesFirst = (left: Finding, right: Finding): number =>
    Number(right.gates) - Number(left.gates);
  const others = [
    ...failures.filter((finding) => !isFailure(finding)),
    ...listedIn(report, "inlining"),
  ];
  const findings = [
    ...listedIn(report, "run"),
    ...newsFirst(failures.filter(isFailure)),
    ...others.sort(gatesFirst),
  ];
  if (findings.length === 0) return [];
  const lines = findings.slice(0, LISTED).flatMap((finding) => {
    const test = report.tests.find(
      (each) => each.package === finding.package && each.name === finding.test,
    );
    const sign =
      finding.severity === "error"
        ? ink.red("FAIL")
        : ink.yellow(finding.severity === "warning" ? "warn" : "note");
    const line = finding.line === null ? "" : `:${finding.line}`;
    const place = finding.file === null ? "" : `  ${forLog(finding.file)}${line}`;
    const asides = asidesOf(finding).map(forLog).join("; ");
    const said =
      finding.rule === "test-failure"
        ? `${forLog(finding.test ?? "")}${asides === "" ? "" : ` (${asides})`}`
        : forLog(messageOf(finding));
    return [`${sign}  ${said}${place}`, ...outputLines(test)];
  });
  const more = findings.length > LISTED ? [`      and ${findings.length - LISTED} more`] : [];
  return ["", ...lines, ...more];
}

function outputLines(test: TestInfo | undefined): string[] {
  const lines = (test?.output ?? []).filter(
    (line) => line.trim() !== "" && !/^\s*(?:===|---) /.test(line),
  );
  // What failed is said last.
  const shown = lines.slice(-6).map((line) => `  ${indented(line)}`);
  if (lines.length <= 6) return shown;
  const why = reasonAbove(test?.failure ?? null, lines.slice(-6));
  return [...why, `      … ${lines.length - 6} lines before`, ...shown];
}

/** Why it failed, where what it printed afterwards has pushed that away. */
function reasonAbove(failure: string | null, shown: readonly string[]): string[] {
  const [first = "", ...further] = failure?.split("\n") ?? [];
  if (first === "" || shown.some((line) => line.includes(first))) return [];
  return [`    ${first}`, ...further.slice(0, 5).map((line) => `        ${line}`)].map(
    (line) => `  ${indented(line)}`,
  );
}

/** A line of output with its indentation, which tells a log's own structure. */
function indented(line: string): string {
  const expanded = line.replaceAll("\t", "    ");
  const indent = /^ */.exec(expanded)?.[0].slice(0, 40) ?? "";
  return indent + shortened(forLog(expanded), 200);
}

function notRunLines(report: Report, ink: Ink): string[] {
  const groups = groupedBy(report.notRun, (each) => `${each.package}\n${each.because}`);
  const lines = groups.map((entries) => {
    const [first] = entries;
    const names = entries
      .slice(0, 8)
      .map((entry) => forLog(entry.test))
      .join(", ");
    const more = entries.length > 8 ? `, and ${entries.length - 8} more` : "";
    const why = becauseOf(first.because, report.incidents);
    return `${ink.yellow("NOT RUN")}  ${forLog(first.package)}: ${names}${more} (${forLog(why)})`;
  });
  const all = [...lines, ...interruptedLines(report, ink)];
  return all.length === 0 ? [] : ["", ...all];
}

/** Tests that were running when their process died, and have no outcome. */
function interruptedLines({ run, tests }: Report, ink: Ink): string[] {
  const open = run.complete ? tests.filter((test) => test.outcome === "interrupted") : [];
  return groupedBy(open, (test) => test.package).map((same) => {
    const names = listed(
      same.map((test) => forLog(test.name)),
      8,
    );
    return `${ink.yellow("INTERRUPTED")}  ${forLog(same[0].package)}: ${names} (no outcome: the process died while they ran)`;
  });
}

function cutLines(report: Report, ink: Ink): string[] {
  const words = cutWords(report);
  return words === null ? [] : [`${ink.yellow("INTERRUPTED")}  ${forLog(words)}`];
}

function leftOutLines(report: Report, ink: Ink): string[] {
  const left = report.run.budgetLeftOut;
  if (left.length === 0) return [];
  return [`${ink.yellow("skipped")}  budget used up: ${forLog(listed(left))} (raise --budget)`];
}

const GC_HEADS = ["GC pauses", "variant", "cycles", "median", "p95", "max", "CPU", "heap goal"];

/** A small table, only when asked for or when something differs clearly. */
function gcLines(report: Report, ink: Ink): string[] {
  const shown = gcShown(report);
  if (shown.length === 0) return [];
  const rows = [GC_HEADS, ...shown.map((info) => gcCells(info).map(forLog))];
  const widths = GC_HEADS.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const loops = [
    ...shown.flatMap((info) => loopWords(info) ?? []),
    ...report.gcComparisons.map(gcComparisonWords),
  ];
  const [head = "", ...rest] = lines;
  return ["", ink.dim(head), ...rest, ...loops.map((words) => `  ${forLog(words)}`)];
}

function unreadLines(report: Report, ink: Ink): string[] {
  if (report.unread.lines === 0) return [];
  const sample = report.unread.samples[0];
  const example = sample === undefined ? "" : `, the first: ${shortened(forLog(sample), 120)}`;
  return [`${ink.yellow("unrecognized output")}  ${plural(report.unread.lines, "line")}${example}`];
}

/** The compiler's text has no promise of stability: what was not understood is said. */
function compilerLines(report: Report, ink: Ink): string[] {
  const { unread, state, reason, notCompared } = report.inlining;
  const sample = unread.samples[0];
  const example = sample === undefined ? "" : `, the first: ${shortened(forLog(sample), 120)}`;
  return [
    ...(state === "unavailable" && reason !== null
      ? [`${ink.yellow("inlining")} is not told: ${forLog(reason)}`]
      : []),
    ...(notCompared === null || notCompared === report.base.reason
      ? []
      : [`${ink.yellow("inlining")} is not compared: ${forLog(notCompared)}`]),
    ...(unread.lines === 0
      ? []
      : [
          `${ink.yellow("unrecognized output")}  ${plural(unread.lines, "line")} of the compiler${example}`,
        ]),
  ];
}

function verdictLine(report: Report, ink: Ink): string {
  const { verdict } = report;
  const sign = verdict.pass ? ink.green("✓") : ink.red("✗");
  const gate = `gate: ${forLog(verdict.failOn.join(","))}`;
  const partial = report.run.complete
    ? ""
    : " The run was interrupted: this is what is known so far.";
  return `${sign} ${ink.bold(forLog(verdict.summary))} (${gate}). ${countsLine(report)}.${partial}`;
}
