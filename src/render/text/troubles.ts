import { type SourceLine, shortFunction, type TestInfo } from "../../model/index.ts";
import type { Fact, Trouble } from "../../outline/index.ts";
import { forLog, shortened } from "../escape.ts";
import type { Ink } from "./ink.ts";

/** What decides how a trouble is told. */
export interface TroubleLimits {
  readonly columns: number;
  /** Tell also who says so, and how it was compiled. */
  readonly verbose: boolean;
}

/** In full: what happened, where, the line to run it again, and what is known of it. */
export function troubleBlock(trouble: Trouble, limits: TroubleLimits, ink: Ink): string[] {
  return [
    headLine(trouble, ink),
    ...placeLine(trouble),
    ...bodyLines(trouble, limits, ink),
    ...rows(trouble, limits.verbose).map(
      ([name, words]) => `  ${ink.dim(name.padEnd(12))} ${forLog(words)}`,
    ),
  ];
}

/** In one line. */
export function troubleLine(trouble: Trouble, ink: Ink): string {
  const place = trouble.place === null ? trouble.package : placeOf(trouble);
  const name = trouble.test === null ? "" : `  ${forLog(trouble.test)}`;
  const head = `${headingIn(trouble, ink)}  ${forLog(place)}${name}`;
  const { waived } = trouble;
  const reason = waived === null ? "" : ` (waived: ${shortened(forLog(waived), 100)})`;
  const what = `${shortened(forLog(trouble.what), 160)}${reason}`;
  return `${head}: ${what}  ${ink.dim(markOf(trouble))}`.trimEnd();
}

/** By what it is waived; a test's own failure by its name. */
const markOf = ({ of, fingerprint }: Trouble): string =>
  of.kind === "incident" ? fingerprint : "";

const headingIn = ({ heading, change, waived }: Trouble, ink: Ink): string => {
  const words = forLog(heading.toUpperCase());
  return ink.bold(change === "known" || waived !== null ? ink.yellow(words) : ink.red(words));
};

function headLine(trouble: Trouble, ink: Ink): string {
  const { of, test, what } = trouble;
  const name = of.kind === "failure" && test !== null ? `${forLog(test)}: ` : "";
  const words = ink.bold(name + shortened(forLog(what), 400));
  return `${headingIn(trouble, ink)}  ${words}  ${ink.dim(markOf(trouble))}`.trimEnd();
}

const placeOf = ({ place }: Trouble): string =>
  place === null ? "" : place.line > 0 ? `${place.file}:${place.line}` : place.file;

function placeLine(trouble: Trouble): string[] {
  const { place, isChanged } = trouble;
  if (place === null) return [];
  const name = place.function === null ? "" : `, ${shortFunction(place.function)}`;
  const change = isChanged ? "  (changed here)" : "";
  return [`  ${forLog(placeOf(trouble) + name)}${change}`];
}

function bodyLines(trouble: Trouble, { columns }: TroubleLimits, ink: Ink): string[] {
  const { of } = trouble;
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

/** What is known, a row each: how to see it again first. */
export function rows(trouble: Trouble, verbose: boolean): [string, string][] {
  const { reproduce, isDoubtful, facts, of } = trouble;
  const told = facts.filter((fact) => (verbose || !fact.isAside) && !isSaid(fact, of.kind));
  const found: [string, string][] = [
    ...(reproduce === null ? [] : [["reproduce", reproduce] satisfies [string, string]]),
    ...(isDoubtful ? [["", "(passed when it was run this way)"] satisfies [string, string]] : []),
    ...told.map((fact): [string, string] => [fact.name, wordsOf(fact)]),
  ];
  // Rows of one name are one list.
  return found.map(([name, words], at) => [name === found[at - 1]?.[0] ? "" : name, words]);
}

/** The head of an ordinary failure names its test. */
const isSaid = ({ name }: Fact, kind: Trouble["of"]["kind"]): boolean =>
  kind === "failure" && name === "test";

const wordsOf = ({ code, words }: Fact): string =>
  code === null ? words : words === "" ? code : `${code}   ${words}`;
