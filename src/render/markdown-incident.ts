import { type Incident, listed, shortFunction } from "../model/index.ts";
import { codeInMarkdown, fence, forMarkdown, shortened } from "./escape.ts";
import {
  baseWords,
  blockedWords,
  headingOf,
  howSure,
  otherTests,
  whatOf,
} from "./incident-words.ts";
import { details, linkTo, type MarkdownLimits, placeLink, type Section } from "./markdown-parts.ts";
import { meaningOf } from "./meanings.ts";
import { compiledAs, heapWords, reasonWords } from "./path-words.ts";

/** One incident, folded: source, facts, panic path, trace. */
export function incidentSection(
  incident: Incident,
  waiver: string | null,
  limits: MarkdownLimits,
): Section {
  const name = incident.site?.function;
  const where =
    name == null
      ? codeInMarkdown(shortened(incident.test ?? incident.package, 200))
      : codeInMarkdown(shortened(shortFunction(name), 200));
  const summary = `<b>${forMarkdown(headingOf(incident).toLowerCase())}</b> ${where}: ${forMarkdown(shortened(whatOf(incident), 200))}`;
  const parts = [
    waiver === null ? "" : `Waived: ${forMarkdown(waiver)}`,
    placeText(incident, limits),
    sourceText(incident),
    factsText(incident),
    pathTable(incident),
    traceText(incident),
  ];
  return {
    text: details(summary, parts),
    instead: `- ${summary} ${placeLink(incident, limits)}`,
  };
}

const placeText = (incident: Incident, limits: MarkdownLimits): string =>
  incident.site === null ? "" : `At ${linkTo(incident.site.file, incident.site.line, limits)}`;

function sourceText(incident: Incident): string {
  const { site } = incident;
  if (site === null || site.source.length === 0) return "";
  const width = String(site.source.at(-1)?.line ?? 0).length;
  const lines = site.source.map(
    (each) =>
      `${String(each.line).padStart(width)} ${each.line === site.line ? "▶" : " "} ${each.text}`,
  );
  return fence(lines, "go");
}

function factsText(incident: Incident): string {
  const facts: string[] = [];
  if (incident.test !== null)
    facts.push(`Test: ${codeInMarkdown(incident.test)} (${forMarkdown(howSure(incident))})`);
  const meaning = meaningOf(incident);
  if (meaning !== null) facts.push(`Means: ${forMarkdown(meaning.words)} ([Go](${meaning.link}))`);
  const others = otherTests(incident);
  if (others.length > 0) {
    facts.push(`Also in: ${codeInMarkdown(shortened(listed(others, 10), 1000))}`);
  }
  if (incident.detail !== null)
    facts.push(`Detail: ${forMarkdown(shortened(incident.detail, 300))}`);
  if (incident.createdBy !== null && !incident.createdBy.startsWith("testing.")) {
    facts.push(`Goroutine created by ${codeInMarkdown(incident.createdBy)}`);
  }
  for (const link of incident.chain.slice(1)) {
    facts.push(`Then panicked again: ${forMarkdown(shortened(link.message, 200))}`);
  }
  const blocked = blockedWords(incident);
  if (blocked !== null) facts.push(`Blocks ${forMarkdown(blocked)}`);
  const base = baseWords(incident);
  if (base !== null) facts.push(`Base: ${forMarkdown(base)}`);
  if (incident.note !== null) facts.push(`Note: ${forMarkdown(incident.note)}`);
  if (incident.reproduce !== null) {
    const proven = incident.reproduceProven === false ? " (passed when it was run this way)" : "";
    facts.push(`Reproduce: ${codeInMarkdown(incident.reproduce)}${proven}`);
  }
  return facts.map((fact) => `- ${fact}`).join("\n");
}

const PATH_LIMIT = 16;

function pathTable(incident: Incident): string {
  if (incident.path.length < 2) return "";
  const rows = incident.path.map((frame, at) => {
    const name = codeInMarkdown(shortFunction(frame.function ?? "?"));
    const place = codeInMarkdown(`${frame.file}:${frame.line}`);
    const compiled = compiledAs(incident.path, at);
    return `| ${name} ${place} | ${frame.owner} | ${compiled} | ${forMarkdown(reasonWords(frame))} |`;
  });
  const half = PATH_LIMIT / 2;
  const shown =
    rows.length > PATH_LIMIT
      ? [
          ...rows.slice(0, half),
          `| … ${rows.length - PATH_LIMIT} more | | | |`,
          ...rows.slice(-half),
        ]
      : rows;
  const heap = heapWords(incident);
  const told = heap === null ? [] : ["", `Heap: ${forMarkdown(heap)}`];
  return ["| panic path | code | compiled | why |", "|---|---|---|---|", ...shown, ...told].join(
    "\n",
  );
}

function traceText(incident: Incident): string {
  if (incident.trace.length === 0) return "";
  const goroutine = incident.goroutine === null ? "" : ` (goroutine ${incident.goroutine.id})`;
  return details(`trace${goroutine}`, [fence(incident.trace.slice(0, 120), "text")]);
}
