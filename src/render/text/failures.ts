import { type Place, type SourceLine, shortFunction, type TestInfo } from "../../model/index.ts";
import { type Fact, type Failure, valueFrames } from "../../outline/index.ts";
import { forLog, shortened } from "../escape.ts";
import type { Ink } from "./ink.ts";

/** What decides how a failure is shown. */
export interface FailureLimits {
  readonly columns: number;
  /** Tell also who says so, and how it was compiled. */
  readonly verbose: boolean;
}

/** In full: what happened, where, the line to run it again, and what is known of it. */
export function failureBlock(failure: Failure, limits: FailureLimits, ink: Ink): string[] {
  return [
    headLine(failure, ink),
    ...placeLine(failure),
    ...bodyLines(failure, limits, ink),
    ...valueLines(failure, limits, ink),
    ...rows(failure, limits.verbose).map(
      ([name, words]) => `  ${ink.dim(name.padEnd(12))} ${forLog(words)}`,
    ),
  ];
}

/** In one line. */
export function failureLine(failure: Failure, ink: Ink): string {
  const place = failure.place === null ? failure.package : placeOf(failure);
  const name = failure.test === null ? "" : `  ${forLog(failure.test)}`;
  const head = `${headingIn(failure, ink)}  ${forLog(place)}${name}`;
  const { waived } = failure;
  const reason = waived === null ? "" : ` (waived: ${shortened(forLog(waived), 100)})`;
  const what = `${shortened(forLog(failure.what), 160)}${reason}`;
  return `${head}: ${what}  ${ink.dim(markOf(failure))}`.trimEnd();
}

/** By what it is waived; a test's own failure by its name. */
const markOf = ({ of, fingerprint }: Failure): string =>
  of.kind === "incident" ? fingerprint : "";

const headingIn = ({ heading, change, waived }: Failure, ink: Ink): string => {
  const words = forLog(heading.toUpperCase());
  return ink.bold(change === "known" || waived !== null ? ink.yellow(words) : ink.red(words));
};

function headLine(failure: Failure, ink: Ink): string {
  const { of, test, what } = failure;
  const name = of.kind === "failure" && test !== null ? `${forLog(test)}: ` : "";
  const words = ink.bold(name + shortened(forLog(what), 400));
  return `${headingIn(failure, ink)}  ${words}  ${ink.dim(markOf(failure))}`.trimEnd();
}

const placeOf = ({ place }: Failure): string =>
  place === null ? "" : place.line > 0 ? `${place.file}:${place.line}` : place.file;

function placeLine(failure: Failure): string[] {
  const { place, isChanged } = failure;
  if (place === null) return [];
  const name = place.function === null ? "" : `, ${shortFunction(place.function)}`;
  const change = isChanged ? "  (changed here)" : "";
  return [`  ${forLog(placeOf(failure) + name)}${change}`];
}

function bodyLines(failure: Failure, { columns }: FailureLimits, ink: Ink): string[] {
  const { of } = failure;
  if (of.kind === "failure") return outputLines(of.test);
  const { site } = of.incident;
  return sourceLines(site?.source ?? [], site?.line ?? 0, columns, ink);
}

function sourceLines(
  source: readonly SourceLine[],
  line: number,
  columns: number,
  ink: Ink,
): string[] {
  const width = String(source.at(-1)?.line ?? 0).length;
  return source.map((each) => {
    const sign = each.line === line ? ink.red("▶") : " ";
    const expanded = each.text.replaceAll("\t", "    ");
    const indent = /^ */.exec(expanded)?.[0] ?? "";
    const text = `${indent}${shortened(forLog(expanded), columns)}`;
    return `  ${sign} ${String(each.line).padStart(width)} │ ${text}`.trimEnd();
  });
}

/** Values under the source line, and of its callers; more of both with --verbose. */
const SHOWN = { site: 6, frames: 3, rows: 3 } as const;

function valueLines({ of }: Failure, { columns, verbose }: FailureLimits, ink: Ink): string[] {
  if (of.kind === "failure") return [];
  const frames = valueFrames(of.incident).slice(0, verbose ? undefined : SHOWN.frames);
  return frames.flatMap(({ place, function: name, rows: all }, at) => {
    const isSite = at === 0 && isAt(place, of.incident.site);
    const shown = all.slice(0, verbose ? undefined : isSite ? SHOWN.site : SHOWN.rows);
    const width = Math.min(20, Math.max(...shown.map((row) => row.name.length)));
    const head = isSite ? [] : [`    ${forLog(place)}, ${forLog(name)}`];
    return [
      ...head,
      ...shown.map(({ name: label, value }) => {
        const text = shortened(forLog(value), Math.max(40, columns - width - 10));
        return `        ${ink.bold(forLog(label).padEnd(width))}  ${text}`;
      }),
    ];
  });
}

const isAt = (place: string, site: Place | null): boolean =>
  site !== null && place === `${site.file}:${site.line}`;

const MOST_OUTPUT = 6;

/** The end of what a test printed: what failed is said last. */
function outputLines(test: TestInfo | null): string[] {
  const lines = (test?.output ?? []).filter(
    (line) => line.trim() !== "" && !/^\s*(?:===|---) /.test(line),
  );
  const shown = lines.slice(-MOST_OUTPUT).map((line) => `  ${indented(line)}`);
  if (lines.length <= MOST_OUTPUT) return shown;
  const why = reasonAbove(test?.failure ?? null, lines.slice(-MOST_OUTPUT));
  return [...why, `      … ${lines.length - MOST_OUTPUT} lines before`, ...shown];
}

/** Why it failed, where what it printed afterwards has pushed that away. */
function reasonAbove(message: string | null, shown: readonly string[]): string[] {
  const [first = "", ...further] = message?.split("\n") ?? [];
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

/** What is known, a row each: how to see it again first. */
export function rows(failure: Failure, verbose: boolean): [string, string][] {
  const { reproduce, isDoubtful, facts, of } = failure;
  const shown = facts.filter((fact) => (verbose || !fact.isAside) && !isSaid(fact, of.kind));
  const found: [string, string][] = [
    ...(reproduce === null ? [] : [["reproduce", reproduce] satisfies [string, string]]),
    ...(isDoubtful ? [["", "(passed when it was run this way)"] satisfies [string, string]] : []),
    ...shown.map((fact): [string, string] => [fact.name, wordsOf(fact)]),
  ];
  // Rows of one name are one list.
  return found.map(([name, words], at) => [name === found[at - 1]?.[0] ? "" : name, words]);
}

/** The head of an ordinary failure names its test. */
const isSaid = ({ name }: Fact, kind: Failure["of"]["kind"]): boolean =>
  kind === "failure" && name === "test";

const wordsOf = ({ code, words }: Fact): string =>
  code === null ? words : words === "" ? code : `${code}   ${words}`;
