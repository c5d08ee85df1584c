import type { Escape, Incident, Inlining, PanicSite, WhatIf } from "../model/index.ts";
import { headingOf, PAID, type ValueRow, whatOf } from "../outline/index.ts";
import { forLog, shortened } from "./escape.ts";

/** What is known about one function. */
export interface Explanation {
  readonly package: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
  /** Without one its code is assembly, or another package's. */
  readonly hasBody: boolean;
  readonly inlining: Inlining | null;
  /** Loops in whose source nothing is called, by their lines. */
  readonly loops: readonly { readonly line: number; readonly endLine: number }[];
  /** Calls that were not inlined though the function can be. */
  readonly refusedCalls: readonly string[];
  readonly sites: readonly PanicSite[];
  readonly escapes: readonly Escape[];
  readonly whatIf: WhatIf | null;
  /** Of the last report, with the function on their path. */
  readonly incidents: readonly Incident[];
  /** What its lines read, its arguments and locals, where a run of the last report died in it. */
  readonly values: readonly ValueRow[];
  /** Where that report lies; null where there is none. */
  readonly report: string | null;
}

/** An explanation for a person at a terminal. */
export function renderExplanation(known: Explanation): string {
  const rows: [string, string][] = [
    ["inlining", known.hasBody ? inliningText(known.inlining) : "no: it has no body in Go"],
    ...(known.hasBody
      ? []
      : [
          [
            "preemption",
            "never, if it is assembly: the runtime can't stop it, and a garbage collection waits until it returns",
          ] satisfies [string, string],
        ]),
    ...known.loops.slice(0, 5).map((loop): [string, string] => ["preemption", loopText(loop)]),
    ...known.refusedCalls.slice(0, 5).map((call): [string, string] => ["not here", call]),
    ...known.sites.map((site): [string, string] => ["panics", siteWords(site)]),
    ...heapRows(known.escapes),
    ...whatIfRows(known),
    ...incidentRows(known),
    ...known.values
      .slice(0, 12)
      .map(({ name, value }): [string, string] => ["value", `${name} = ${value}`]),
  ];
  const lines = rows.map(([key, text]) => `  ${key.padEnd(12)} ${shortened(forLog(text), 500)}`);
  const head = `${forLog(known.file)}:${known.line}  ${forLog(known.function)}  (${forLog(known.package)})`;
  const words = meaningOf(known).map((line) => `  ${line}`);
  return `${[head, "", ...lines, "", ...words].join("\n")}\n`;
}

const loopText = ({ line, endLine }: { line: number; endLine: number }): string =>
  `by a signal alone in the loop at ${line === endLine ? "line" : "lines"} ${line === endLine ? line : `${line} to ${endLine}`}, which calls nothing: with GODEBUG=asyncpreemptoff=1 a garbage collection waits until it is over`;

function inliningText(inlining: Inlining | null): string {
  if (inlining === null) return "unknown: the compiler says nothing of it";
  if (inlining.can) return `yes, at cost ${inlining.cost ?? "?"} (a function may cost 80)`;
  return `no: ${inlining.reason ?? ""}`;
}

const siteWords = (site: PanicSite): string => `line ${site.line}: panic(${site.text})`;

function heapRows(escapes: readonly Escape[]): [string, string][] {
  return escapes
    .filter(({ paid }) => paid !== "constant")
    .slice(0, 12)
    .map(({ line, what, paid }) => ["heap", `line ${line}: ${what} ${PAID[paid]}`]);
}

function whatIfRows({ whatIf }: Explanation): [string, string][] {
  if (whatIf === null) return [];
  const { before, after } = whatIf;
  const costs = `${before.cost ?? "?"} -> ${after.cost ?? "?"}`;
  const verdict = after.can
    ? "would be inlined"
    : `would still not be inlined: ${after.reason ?? ""}`;
  return [["what if", `with constant panic messages: ${costs}, ${verdict}`]];
}

function incidentRows({ incidents, report }: Explanation): [string, string][] {
  if (report === null) return [["incidents", "unknown: there is no report of a run here"]];
  if (incidents.length === 0) return [["incidents", `none on its account in ${report}`]];
  return incidents
    .slice(0, 5)
    .map((incident) => [
      "incidents",
      `${headingOf(incident)} ${whatOf(incident)} in ${incident.test ?? incident.package} (${incident.fingerprint})`,
    ]);
}

/** The same for those who do not read compilers' output every day. */
function meaningOf({ inlining, sites, whatIf }: Explanation): string[] {
  if (inlining?.can === true) {
    return [
      "Calls of it become part of their callers, panics included: a trace prints it with (...).",
    ];
  }
  if (inlining === null) return [];
  const cold = sites.length > 0 ? " If it only runs when something is broken, leave it so." : "";
  const words = [`Every call of it is a real call: it is not inlined.${cold}`];
  if (whatIf?.after.can === true) {
    words.push(
      "If it is called often: a constant message, or an error value whose Error method builds the text,",
      "makes it cheap enough to be inlined. That changes what recover() gets.",
    );
  }
  return words;
}
