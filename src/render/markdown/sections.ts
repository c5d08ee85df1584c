import { type Finding, unreachable } from "../../model/index.ts";
import {
  type Counted,
  type Failure,
  messageOf,
  type NotRunRow,
  type Section,
  severityOf,
  type TestRow,
} from "../../outline/index.ts";
import { codeInMarkdown, forMarkdown, shortened } from "../escape.ts";
import { failureSection, placeOf } from "./failure.ts";
import { details, linkTo, type MarkdownLimits, type Part } from "./parts.ts";

/** A section as parts that are shown whole or not at all. */
export function partsOf(section: Section, limits: MarkdownLimits): Part[] {
  switch (section.kind) {
    case "run":
      return [];
    case "failures":
      return section.failures.map((each, at) => failureSection(each, at === 0, limits));
    case "known":
      return folded(
        section.title,
        section.failures.map((failure) => knownLine(failure, limits)),
        section.more,
      );
    case "findings":
      return folded(
        section.title,
        section.findings.map((finding) => findingLine(finding, limits)),
        section.more,
      );
    case "not-run":
      return [notRunPart(section.title, section.rows)];
    case "gc":
      return [gcPart(section.cells, section.words)];
    case "fixed":
      return folded(section.title, section.failures.map(fixedLine), section.more);
    case "skipped":
    case "slowest":
    case "coverage":
      return folded(section.title, section.rows.map(rowLine), section.more);
    case "notes":
      return [notesPart(section.words)];
    default:
      return unreachable(section);
  }
}

const titleOf = ({ count, words }: Counted): string => `<b>${count}</b> ${forMarkdown(words)}`;

function folded(title: Counted, lines: readonly string[], more: number): Part[] {
  const rest = more === 0 ? [] : [`… and ${more} more`];
  const summary = titleOf(title);
  return [{ text: details(summary, [lines.join("\n"), ...rest]), instead: summary }];
}

function knownLine(failure: Failure, limits: MarkdownLimits): string {
  const { heading, test, package: path, what, waived } = failure;
  const name = codeInMarkdown(shortened(test ?? path, 80));
  const words = forMarkdown(shortened(`${heading}: ${what}`, 200));
  const reason = waived === null ? "" : `, waived: ${forMarkdown(shortened(waived, 200))}`;
  return `- ${name} ${words} ${placeOf(failure, limits)}${reason}`;
}

function findingLine(finding: Finding, limits: MarkdownLimits): string {
  const place = finding.file === null ? "" : `${linkTo(finding.file, finding.line, limits)}: `;
  return `- ${severityOf(finding)}: ${place}${forMarkdown(shortened(messageOf(finding), 400))}`;
}

function rowLine({ package: path, test, words }: TestRow): string {
  const name = codeInMarkdown(test === null ? path : `${path} ${test}`);
  return words === "" ? `- ${name}` : `- ${name} ${forMarkdown(shortened(words, 200))}`;
}

const fixedLine = ({ test, package: path, what }: Failure): string =>
  `- ${codeInMarkdown(test ?? path)}: ${forMarkdown(shortened(what, 200))}`;

function notRunPart(title: Counted, rows: readonly NotRunRow[]): Part {
  const blocks = rows.map(({ package: path, tests, more, why }) => {
    const names = tests.map((test) => codeInMarkdown(test)).join(", ");
    const rest = more === 0 ? "" : `, and ${more} more`;
    return `${codeInMarkdown(path)}, ${forMarkdown(why)}: ${names}${rest}`;
  });
  const summary = titleOf(title);
  return { text: details(summary, blocks), instead: summary };
}

function gcPart(cells: readonly (readonly string[])[], words: readonly string[]): Part {
  const table = [
    "| GC pauses | variant | cycles | median | p95 | max | CPU | heap goal |",
    "|---|---|---|---|---|---|---|---|",
    ...cells.map((row) => `| ${row.map(forMarkdown).join(" | ")} |`),
  ].join("\n");
  const parts = [table, ...words.map((word) => `- ${forMarkdown(word)}`)];
  const summary = "GC pauses";
  return { text: details(summary, parts), instead: summary };
}

const MOST_NOTES = 30;

function notesPart(words: readonly string[]): Part {
  const lines = words
    .slice(0, MOST_NOTES)
    .map((line) => `> - ${forMarkdown(shortened(line, 500))}`);
  const more = words.length > MOST_NOTES ? [`> - … and ${words.length - MOST_NOTES} more`] : [];
  return { text: [...lines, ...more].join("\n"), instead: "" };
}
