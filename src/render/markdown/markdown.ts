import type { Report } from "../../model/index.ts";
import {
  type Failure,
  type Failures,
  type Headline,
  type Outline,
  outlineOf,
  type Section,
} from "../../outline/index.ts";
import { attributeOf, codeInMarkdown, forMarkdown, shortened } from "../escape.ts";
import { linkTo, type MarkdownLimits, type Part } from "./parts.ts";
import { partsOf } from "./sections.ts";

/** More than this no document holds. */
const MOST_FAILURES = 1000;
/** Rows of a folded list. */
const ROWS = 50;
/** Rows of the table on top. */
const TABLE_ROWS = 20;

/** Where the words are explained. */
const WORDS_PAGE = "https://github.com/panicpath/panicpath/blob/main/docs/words.md";

/** The summary of a run as GitHub-flavoured markdown: verdict first, the first failure open, a table of all, the rest folded. */
export function renderMarkdown(report: Report, limits: MarkdownLimits): string {
  const outline = outlineOf(report, {
    rows: ROWS,
    failures: MOST_FAILURES,
    slowest: limits.slowest,
  });
  const news = sectionOf(outline, "failures");
  const head = [
    title(outline),
    runText(outline),
    countsText(report, outline.headline),
    legsText(outline),
  ].filter((part) => part !== "");
  const [first, ...others] = outline.sections.flatMap((section) => partsOf(section, limits));
  const parts = [
    ...(first === undefined ? [] : [first]),
    ...(news === undefined ? [] : tablePart(news, limits)),
    ...others,
  ];
  const foot = footer(outline, report, limits);
  const room = limits.length - head.join("\n\n").length - foot.length - 200;
  return `${[...head, ...fitting(parts, room, news?.more ?? 0), foot].join("\n\n")}\n`;
}

/** The section of a kind, if there is one. */
function sectionOf<K extends Section["kind"]>(
  { sections }: Outline,
  kind: K,
): Extract<Section, { kind: K }> | undefined {
  return sections.find(
    (section): section is Extract<Section, { kind: K }> => section.kind === kind,
  );
}

/** Whole parts as long as they fit; the rest is counted, with those that are `beyond`. */
function fitting(parts: readonly Part[], room: number, beyond: number): string[] {
  const kept: string[] = [];
  let left = room;
  let omitted = beyond;
  for (const part of parts) {
    if (part.text.length + 2 <= left) {
      kept.push(part.text);
      left -= part.text.length + 2;
    } else if (part.instead !== "" && part.instead.length + 2 <= left - 1000) {
      kept.push(part.instead);
      left -= part.instead.length + 2;
    } else omitted += 1;
  }
  return omitted === 0 ? kept : [...kept, `… and ${omitted} more: see report.json`];
}

const SIGNS = { pass: "✅", doubt: "⚠️", fail: "❌" } as const;

function title({ headline, about }: Outline): string {
  const partial = headline.isComplete ? "" : " (incomplete)";
  const name = about.name === null ? "" : ` (${forMarkdown(shortened(about.name, 100))})`;
  const words = forMarkdown(shortened(headline.words, 300));
  return `### ${SIGNS[headline.sign]} panicpath${name}: ${words}${partial}`;
}

/** What failed, a row each: what it is, which test and where, what was said and how often. One alone stands open above. */
function tablePart(
  { failures, title: { count } }: Failures<"failures">,
  limits: MarkdownLimits,
): Part[] {
  if (count < 2) return [];
  const rows = failures.slice(0, TABLE_ROWS).map((failure) => rowOf(cellsOf(failure, limits)));
  const kept = rowsWithin(rows, limits.length / 3);
  const more = count > kept.length ? [`\n… and ${count - kept.length} more`] : [];
  const lines = [rowOf(["", "test and place", "what"]), "|---|---|---|", ...kept, ...more];
  return [{ text: lines.join("\n"), instead: "" }];
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

/** Lines of one cell. */
const stacked = (lines: readonly string[]): string =>
  lines.filter((line) => line !== "").join("<br>");

function cellsOf(failure: Failure, limits: MarkdownLimits): string[] {
  const { heading, change, test, package: path, place, what, often, base } = failure;
  const words = forMarkdown(heading);
  return [
    change === "new" ? `**${words}**` : words,
    stacked([
      codeInMarkdown(shortened(test ?? path, 60)),
      place === null ? "" : linkTo(place.file, place.line, limits),
    ]),
    stacked([
      forMarkdown(shortened(what, 160)),
      [often, base]
        .filter((each) => each !== "")
        .map((each) => forMarkdown(shortened(each, 100)))
        .join(" · "),
    ]),
  ];
}

/** What makes the whole no pass, whatever its tests say. */
function runText(outline: Outline): string {
  const words = sectionOf(outline, "run")?.words ?? [];
  return words.map((word) => `- ❌ ${forMarkdown(shortened(word, 500))}`).join("\n");
}

function countsText({ variants, run }: Report, { counts, rescued, seconds }: Headline): string {
  const ran = variants.filter((variant) => variant.state === "ran").length;
  const under = run.mode === "run" && ran > 1 ? `; run under ${ran} variants` : "";
  const more = rescued === null ? "" : ` ${forMarkdown(rescued)}.`;
  const time = seconds === null ? "" : `, in ${seconds.toFixed(1)}s`;
  return `${forMarkdown(counts)}${under}${time}.${more}`;
}

/** The legs of a merged report, each with its own verdict. */
function legsText({ about: { legs } }: Outline): string {
  const lines = legs.slice(0, TABLE_ROWS).map(({ pass, words }) => {
    const sign = pass ? SIGNS.pass : SIGNS.fail;
    return `- ${sign} ${forMarkdown(shortened(words, 220))}`;
  });
  const more = legs.length > TABLE_ROWS ? [`- … and ${legs.length - TABLE_ROWS} more`] : [];
  return [...lines, ...more].join("\n");
}

function footer({ about }: Outline, report: Report, limits: MarkdownLimits): string {
  const variants = report.variants.map((variant) => variant.name).join(", ");
  const details = [about.job, about.shard, about.go, variants, about.base, about.tool]
    .filter((part): part is string => part !== null && part !== "")
    .map((part) => forMarkdown(shortened(part, 300)));
  const run = limits.runUrl === null ? [] : [`<a href="${attributeOf(limits.runUrl)}">run</a>`];
  const words = `<a href="${WORDS_PAGE}">what the words mean</a>`;
  return `<sub>${[...details, ...run, words].join(" · ")}</sub>`;
}
