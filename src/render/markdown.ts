import { groupedBy, type Incident, type Report } from "../model/index.ts";
import { attributeOf, codeInMarkdown, forMarkdown, shortened } from "./escape.ts";
import { headingOf, howOftenShort, onBase, whatOf } from "./incident-words.ts";
import { cutWords, listedIn } from "./listed.ts";
import { FAILURE_LIMIT, failureSections, inliningSections } from "./markdown-findings.ts";
import { incidentSection } from "./markdown-incident.ts";
import { details, type MarkdownLimits, placeLink, type Section } from "./markdown-parts.ts";
import {
  baseLine,
  becauseOf,
  countsLine,
  gcCells,
  gcComparisonWords,
  gcShown,
  hasTrouble,
  loopWords,
  waiversOf,
} from "./words.ts";

/** The summary of a run as GitHub-flavoured markdown: verdict first, details folded. */
export function renderMarkdown(report: Report, limits: MarkdownLimits): string {
  const head = [
    title(report),
    overview(report, limits),
    runText(report),
    countsText(report),
    legsText(report),
  ].filter((part) => part !== "");
  const waivers = waiversOf(report);
  const news = report.incidents.filter((incident) => !isOldNews(incident));
  const sections = [
    ...news
      .slice(0, MOST_SECTIONS)
      .map((each) => incidentSection(each, waivers.get(each.fingerprint) ?? null, limits)),
    ...failureSections(report, limits),
    ...inliningSections(report, limits),
    ...knownSections(report, limits),
    ...notRunSections(report),
    ...gcSections(report),
    ...fixedSections(report),
    ...noteSections(report),
  ];
  const foot = footer(report, limits);
  const room = limits.length - head.join("\n\n").length - foot.length - 200;
  const beyond = Math.max(0, news.length - MOST_SECTIONS);
  return `${[...head, ...fitting(sections, room, beyond), foot].join("\n\n")}\n`;
}

/** Incidents that the base has too are no news to the reviewer of a change. */
const isOldNews = (incident: Incident): boolean => incident.baseline === "known";

/** More than this no document holds. */
const MOST_SECTIONS = 1000;

/** Whole sections as long as they fit; the rest is counted, with those that are `beyond`. */
function fitting(sections: readonly Section[], room: number, beyond: number): string[] {
  const kept: string[] = [];
  let left = room;
  let omitted = beyond;
  for (const section of sections) {
    if (section.text.length + 2 <= left) {
      kept.push(section.text);
      left -= section.text.length + 2;
    } else if (section.instead !== "" && section.instead.length + 2 <= left - 1000) {
      kept.push(section.instead);
      left -= section.instead.length + 2;
    } else omitted += 1;
  }
  return omitted === 0 ? kept : [...kept, `… and ${omitted} more: see report.json`];
}

function title(report: Report): string {
  const sign = !report.verdict.pass ? "❌" : hasTrouble(report) ? "⚠️" : "✅";
  const partial = report.run.complete ? "" : " (incomplete)";
  const name = report.run.name === null ? "" : ` (${forMarkdown(shortened(report.run.name, 100))})`;
  return `### ${sign} panicpath${name}: ${forMarkdown(shortened(report.verdict.summary, 300))}${partial}`;
}

const TABLE_LIMIT = 20;

function overview(report: Report, limits: MarkdownLimits): string {
  const news = report.incidents.filter((incident) => !isOldNews(incident));
  if (news.length === 0) return "";
  const waivers = waiversOf(report);
  const isCompared = report.base.state === "compared";
  const heads = ["", "test", "what", "where", "reproduced", ...(isCompared ? ["base"] : [])];
  const rows = news
    .slice(0, TABLE_LIMIT)
    .map((incident) =>
      rowOf(overviewCells(incident, isCompared, waivers.has(incident.fingerprint), limits)),
    );
  const kept = rowsWithin(rows, limits.length / 3);
  const more = news.length > kept.length ? [`\n… and ${news.length - kept.length} more`] : [];
  return [rowOf(heads), `|${"---|".repeat(heads.length)}`, ...kept, ...more].join("\n");
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Whole rows as long as they fit. */
function rowsWithin(rows: readonly string[], room: number): readonly string[] {
  let length = 0;
  const end = rows.findIndex((row) => {
    length += row.length + 1;
    return length > room;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function overviewCells(
  incident: Incident,
  isCompared: boolean,
  isWaived: boolean,
  limits: MarkdownLimits,
): string[] {
  const words = headingOf(incident).toLowerCase();
  const heading = forMarkdown(isWaived ? `waived ${words}` : words);
  return [
    incident.baseline === "new" ? `**${heading}**` : heading,
    codeInMarkdown(shortened(incident.test ?? incident.package, 40)),
    forMarkdown(shortened(whatOf(incident), 120)),
    placeLink(incident, limits),
    forMarkdown(shortened(howOftenShort(incident), 100)),
    ...(isCompared ? [forMarkdown(shortened(onBase(incident), 100))] : []),
  ];
}

/** What makes the whole no pass, whatever its tests say. */
const runText = (report: Report): string =>
  listedIn(report, "run")
    .slice(0, TABLE_LIMIT)
    .map(({ message }) => `- ❌ ${forMarkdown(shortened(message, 500))}`)
    .join("\n");

function countsText(report: Report): string {
  const ran = report.variants.filter((variant) => variant.state === "ran").length;
  const under = report.run.mode === "run" && ran > 1 ? `; run under ${ran} variants` : "";
  return `${forMarkdown(countsLine(report))}${under}.`;
}

/** The legs of a merged report, each with its own verdict. */
function legsText({ run }: Report): string {
  if (run.legs.length < 2) return "";
  const lines = run.legs.slice(0, TABLE_LIMIT).map((leg) => {
    const words = `${shortened(leg.name, 80)}: ${shortened(leg.summary, 120)}`;
    return `- ${leg.pass ? "✅" : "❌"} ${forMarkdown(words)}`;
  });
  const more =
    run.legs.length > TABLE_LIMIT ? [`- … and ${run.legs.length - TABLE_LIMIT} more`] : [];
  return [...lines, ...more].join("\n");
}

function gcSections(report: Report): Section[] {
  const shown = gcShown(report);
  if (shown.length === 0) return [];
  const rows = shown.map((info) => `| ${gcCells(info).map(forMarkdown).join(" | ")} |`);
  const loops = shown.flatMap((info) => loopWords(info) ?? []);
  const table = [
    "| GC pauses | variant | cycles | median | p95 | max | CPU | heap goal |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
  const parts = [
    table,
    ...loops.map((words) => `- ${forMarkdown(words)}`),
    ...report.gcComparisons.map((each) => `- ${forMarkdown(gcComparisonWords(each))}`),
  ];
  const summary = "GC pauses";
  return [{ text: details(summary, parts), instead: summary }];
}

/** What was there before the change: one folded list. */
function knownSections(report: Report, limits: MarkdownLimits): Section[] {
  const known = report.incidents.filter(isOldNews);
  if (known.length === 0) return [];
  const waivers = waiversOf(report);
  const lines = known.slice(0, FAILURE_LIMIT).map((incident) => {
    const test = codeInMarkdown(shortened(incident.test ?? incident.package, 80));
    const what = forMarkdown(
      shortened(`${headingOf(incident).toLowerCase()}: ${whatOf(incident)}`, 200),
    );
    const waiver = waivers.get(incident.fingerprint) ?? null;
    const waived = waiver === null ? "" : `, waived: ${forMarkdown(shortened(waiver, 200))}`;
    return `- ${test} ${what} ${placeLink(incident, limits)}${waived}`;
  });
  const more = known.length > FAILURE_LIMIT ? [`… and ${known.length - FAILURE_LIMIT} more`] : [];
  const summary = `<b>${known.length}</b> known: the base has ${known.length === 1 ? "it" : "them"} too`;
  return [{ text: details(summary, [lines.join("\n"), ...more]), instead: summary }];
}

function fixedSections(report: Report): Section[] {
  if (report.fixed.length === 0) return [];
  const lines = report.fixed
    .slice(0, 50)
    .map(
      (incident) =>
        `- ${codeInMarkdown(incident.test ?? incident.package)}: ${forMarkdown(shortened(whatOf(incident), 200))}`,
    );
  const summary = `<b>${report.fixed.length}</b> fixed: well done`;
  return [{ text: details(summary, [lines.join("\n")]), instead: summary }];
}

function notRunSections(report: Report): Section[] {
  if (report.notRun.length === 0) return [];
  const blocks = groupedBy(report.notRun, (entry) => entry.because).map((entries) => {
    const [{ because }] = entries;
    const names = entries
      .slice(0, 60)
      .map((entry) => codeInMarkdown(entry.test))
      .join(", ");
    const more = entries.length > 60 ? `, and ${entries.length - 60} more` : "";
    return `${forMarkdown(becauseOf(because, report.incidents))}: ${names}${more}`;
  });
  const summary = `<b>${report.notRun.length}</b> ${report.notRun.length === 1 ? "test" : "tests"} not run`;
  return [{ text: details(summary, blocks), instead: summary }];
}

function noteSections(report: Report): Section[] {
  const left = report.variants.filter((variant) => variant.state !== "ran");
  const cut = cutWords(report);
  const lines = [
    ...(cut === null ? [] : [cut]),
    ...report.warnings,
    ...left.map(
      (variant) =>
        `variant ${variant.name}: ${variant.state}${variant.reason === null ? "" : `, ${variant.reason}`}`,
    ),
    ...report.run.budgetLeftOut
      .slice(0, 10)
      .map((what) => `skipped, budget used up: ${what} (raise --budget)`),
    ...(report.run.budgetLeftOut.length > 10
      ? [`skipped, budget used up: ${report.run.budgetLeftOut.length - 10} more, see report.json`]
      : []),
    ...(report.unread.lines > 0 ? [`unrecognized output: ${report.unread.lines} lines`] : []),
    ...inliningNotes(report),
  ];
  if (lines.length === 0) return [];
  const text = lines
    .slice(0, 30)
    .map((line) => `> - ${forMarkdown(shortened(line, 500))}`)
    .join("\n");
  return [{ text, instead: "" }];
}

function inliningNotes({ inlining, base }: Report): string[] {
  const { state, reason, notCompared, unread } = inlining;
  return [
    ...(state === "unavailable" && reason !== null ? [`inlining is not told: ${reason}`] : []),
    ...(notCompared === null || notCompared === base.reason
      ? []
      : [`inlining is not compared: ${notCompared}`]),
    ...(unread.lines === 0
      ? []
      : [
          `unrecognized output: ${unread.lines} lines of the compiler, the first: ${unread.samples[0] ?? ""}`,
        ]),
  ];
}

function footer(report: Report, limits: MarkdownLimits): string {
  const { version, goos, goarch } = report.go;
  const go = version === null ? "" : `${version}${goos === null ? "" : ` ${goos}/${goarch}`}`;
  const variants = report.variants.map((variant) => variant.name).join(", ");
  const base = baseLine(report) ?? "";
  const { shard, job } = report.run;
  const part = shard === null ? "" : `shard ${shard.index}/${shard.of}`;
  const parts = [
    ...[job?.name ?? "", part, go, variants, base, `panicpath ${report.tool.version}`]
      .filter((part) => part !== "")
      .map((part) => forMarkdown(shortened(part, 300))),
    ...(limits.runUrl === null ? [] : [`<a href="${attributeOf(limits.runUrl)}">run</a>`]),
  ];
  return `<sub>${parts.join(" · ")}</sub>`;
}
