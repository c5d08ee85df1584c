import {
  type Incident,
  listed,
  type Report,
  type SourceLine,
  shortFunction,
} from "../model/index.ts";
import { forLog, shortened } from "./escape.ts";
import {
  baseWords,
  blockedWords,
  headingOf,
  howOften,
  howSure,
  otherTests,
  whatOf,
} from "./incident-words.ts";
import { meaningOf } from "./meanings.ts";
import { heapWords, notInlinedWords } from "./path-words.ts";
import { waiversOf } from "./words.ts";

export interface TextLimits {
  readonly color: boolean;
  readonly columns: number;
  /** Incidents shown in full; the rest in one line each. */
  readonly incidents: number;
}

export type Paint = (text: string) => string;

export interface Ink {
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly bold: Paint;
  readonly dim: Paint;
}

export const plural = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? "" : "s"}`;

export function incidentBlocks(report: Report, limits: TextLimits, ink: Ink): string[] {
  const waivers = waiversOf(report);
  const full = report.incidents.slice(0, limits.incidents);
  const rest = report.incidents.slice(limits.incidents);
  return [
    ...full.flatMap((incident) => [
      "",
      ...incidentBlock(incident, waivers.get(incident.fingerprint) ?? null, limits, ink),
    ]),
    ...(rest.length > 0 ? [""] : []),
    ...rest.map(
      (incident) =>
        `${ink.red(headingOf(incident))}  ${placeOf(incident)}  ${forLog(whatOf(incident))}`,
    ),
  ];
}

const placeOf = (incident: Incident): string =>
  incident.site === null
    ? forLog(incident.package)
    : `${forLog(incident.site.file)}:${incident.site.line}`;

function incidentBlock(
  incident: Incident,
  waiver: string | null,
  limits: TextLimits,
  ink: Ink,
): string[] {
  const { site } = incident;
  const name =
    site?.function === null || site === null ? "" : `, ${forLog(shortFunction(site.function))}`;
  return [
    `${ink.bold(ink.red(waiver === null ? headingOf(incident) : `WAIVED ${headingOf(incident)}`))}  ${ink.bold(shortened(forLog(whatOf(incident)), 400))}  ${ink.dim(incident.fingerprint)}`,
    ...(site === null ? [] : [`  ${forLog(site.file)}:${site.line}${name}`]),
    ...sourceLines(site?.source ?? [], site?.line ?? 0, limits, ink),
    "",
    ...rows(incident, waiver).map(([key, text]) => `  ${ink.dim(key.padEnd(12))} ${forLog(text)}`),
  ];
}

function sourceLines(
  source: readonly SourceLine[],
  line: number,
  limits: TextLimits,
  ink: Ink,
): string[] {
  if (source.length === 0) return [];
  const width = String(source.at(-1)?.line ?? 0).length;
  return [
    "",
    ...source.map((each) => {
      const sign = each.line === line ? ink.red("▶") : " ";
      const expanded = each.text.replaceAll("\t", "    ");
      const indent = /^ */.exec(expanded)?.[0] ?? "";
      return `  ${sign} ${String(each.line).padStart(width)} │ ${indent}${shortened(forLog(expanded), limits.columns)}`;
    }),
  ];
}

export function rows(incident: Incident, waiver: string | null): [string, string][] {
  const found: [string, string][] = [];
  const add = (key: string, text: string | null): void => {
    if (text !== null && text !== "") found.push([key, text]);
  };
  add("reproduce", incident.reproduce);
  add("", incident.reproduceProven === false ? "(passed when it was run this way)" : null);
  add("means", meaningOf(incident)?.words ?? null);
  add("test", incident.test === null ? null : `${incident.test}   (${howSure(incident)})`);
  add("also in", listed(otherTests(incident), 5));
  add("package", incident.package);
  add("reproduced", howOften(incident));
  add("base", baseWords(incident));
  add("waived", waiver);
  // A race and an exit are headed by it.
  if (incident.kind === "exit" && incident.detail !== null) add("detail", incident.message);
  else add("detail", incident.kind === "race" ? null : incident.detail);
  add("note", incident.note);
  add("blocks", blockedWords(incident));
  add("goroutine", goroutineOf(incident));
  for (const link of incident.chain.slice(1)) add("then", `panic: ${link.message}`);
  add("path", pathOf(incident));
  add("not inlined", notInlinedWords(incident));
  add("heap", heapWords(incident));
  add("others", othersOf(incident));
  return found;
}

function goroutineOf(incident: Incident): string | null {
  if (incident.goroutine === null) return null;
  const by = incident.createdBy === null ? "" : `, created by ${incident.createdBy}`;
  return `${incident.goroutine.id} [${incident.goroutine.state}]${by}`;
}

function pathOf(incident: Incident): string | null {
  const names = incident.path.map((frame) => shortFunction(frame.function ?? "?"));
  if (names.length < 2) return null;
  const shown = names.length > 10 ? [...names.slice(0, 4), "…", ...names.slice(-5)] : names;
  return shown.join(" › ");
}

function othersOf(incident: Incident): string | null {
  // Those of the runtime and of testing are in every test.
  const own = incident.others.find((other) => other.top !== null);
  if (own?.top == null) return null;
  const all = incident.others.reduce((sum, other) => sum + other.count, 0);
  const each = all === 1 ? "" : `${own.count} of them `;
  const where = `${own.top.file}:${own.top.line}`;
  return `${plural(all, "other goroutine")}, ${each}[${own.state}] at ${where}`;
}
