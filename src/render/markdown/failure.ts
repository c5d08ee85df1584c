import { type Incident, shortFunction } from "../../model/index.ts";
import {
  compiledAs,
  type Fact,
  type Failure,
  reasonText,
  type ValueRow,
  valueFrames,
} from "../../outline/index.ts";
import { codeInMarkdown, fence, forMarkdown, shortened } from "../escape.ts";
import { details, linkTo, type MarkdownLimits, type Part } from "./parts.ts";

/** Everything of one failure, folded but where it `isOpen`: source, the line to run it again, facts, path and trace. */
export function failureSection(failure: Failure, isOpen: boolean, limits: MarkdownLimits): Part {
  const summary = summaryOf(failure);
  const parts = [
    placeText(failure, limits),
    bodyText(failure),
    reproduceText(failure),
    factList(failure.facts.filter((fact) => !fact.isAside)),
    valuesTable(failure),
    asideText(failure),
    waiveText(failure),
  ];
  const place = failure.place === null ? "" : ` ${placeOf(failure, limits)}`;
  return { text: details(summary, parts, isOpen), instead: `- ${summary}${place}` };
}

function summaryOf({ heading, test, package: path, what }: Failure): string {
  const name = codeInMarkdown(shortened(test ?? path, 200));
  return `<b>${forMarkdown(heading)}</b> ${name}: ${forMarkdown(shortened(what, 200))}`;
}

/** File and line, as a link where links are known, and the function. */
export function placeOf({ place }: Failure, limits: MarkdownLimits): string {
  if (place === null) return "";
  const name = place.function === null ? null : shortened(shortFunction(place.function), 100);
  const link = linkTo(place.file, place.line, limits);
  return name === null ? link : `${link} ${codeInMarkdown(name)}`;
}

function placeText(failure: Failure, limits: MarkdownLimits): string {
  if (failure.place === null) return "";
  const change = failure.isChanged ? " (changed here)" : "";
  return `At ${placeOf(failure, limits)}${change}`;
}

const MOST_OUTPUT = 20;

/** The source around the place; of an ordinary failure the end of its output. */
function bodyText({ of }: Failure): string {
  if (of.kind === "failure") {
    const output = of.test?.output.slice(-MOST_OUTPUT) ?? [];
    return output.length === 0 ? "" : fence(output, "text");
  }
  const { site } = of.incident;
  if (site === null || site.source.length === 0) return "";
  const width = String(site.source.at(-1)?.line ?? 0).length;
  const lines = site.source.map(
    (each) =>
      `${String(each.line).padStart(width)} ${each.line === site.line ? "▶" : " "} ${each.text}`,
  );
  return fence(lines, "go");
}

/** A block of its own, which GitHub gives a button to copy. */
function reproduceText({ reproduce, isDoubtful }: Failure): string {
  if (reproduce === null) return "";
  const doubt = isDoubtful ? "\n\nIt passed when it was run this way." : "";
  return `Reproduce:\n\n${fence([reproduce], "sh")}${doubt}`;
}

const factList = (facts: readonly Fact[]): string => facts.map(factLine).join("\n");

function factLine({ name, code, words, link }: Fact): string {
  const label = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  const parts = [
    ...(code === null ? [] : [codeInMarkdown(shortened(code, 300))]),
    ...(words === "" ? [] : [forMarkdown(shortened(words, 1000))]),
    ...(link === null ? [] : [`([Go](${link}))`]),
  ];
  return `- ${forMarkdown(label)}: ${parts.join(" ")}`;
}

/** Frames whose values stand in a summary. */
const MOST_FRAMES = 2;
const MOST_ROWS = 12;

/** Values at the death, folded, a table a frame. */
function valuesTable({ of }: Failure): string {
  if (of.kind === "failure") return "";
  const frames = valueFrames(of.incident).slice(0, MOST_FRAMES);
  if (frames.length === 0) return "";
  const tables = frames.map(({ place, function: name, rows }) =>
    [
      `${codeInMarkdown(place)} ${codeInMarkdown(name)}`,
      "",
      "| name | type | value |",
      "|---|---|---|",
      ...rows.slice(0, MOST_ROWS).map(valueRow),
    ].join("\n"),
  );
  return details("values at the panic", tables);
}

const valueRow = ({ name, type, value }: ValueRow): string =>
  `| ${codeInMarkdown(shortened(name, 60))} | ${codeInMarkdown(shortened(type, 60))} | ${codeInMarkdown(shortened(value, 200))} |`;

/** These two are the table. */
const IN_TABLE: ReadonlySet<string> = new Set(["path", "not inlined"]);

function asideText({ facts, of }: Failure): string {
  const asides = factList(facts.filter((fact) => fact.isAside && !IN_TABLE.has(fact.name)));
  if (of.kind === "failure") return "";
  const trace =
    of.incident.trace.length === 0 ? "" : fence(of.incident.trace.slice(0, 120), "text");
  const parts = [pathTable(of.incident), asides, trace].filter((part) => part !== "");
  return parts.length === 0 ? "" : details("path, trace, and how it was compiled", parts);
}

const PATH_LIMIT = 16;

function pathTable({ path }: Incident): string {
  if (path.length < 2) return "";
  const rows = path.map((frame, at) => {
    const name = codeInMarkdown(shortFunction(frame.function ?? "?"));
    const place = codeInMarkdown(`${frame.file}:${frame.line}`);
    const change = frame.inChange === true ? " changed here" : "";
    return `| ${name} ${place}${change} | ${frame.owner} | ${compiledAs(path, at)} | ${forMarkdown(reasonText(frame))} |`;
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
  return ["| panic path | code | compiled | why |", "|---|---|---|---|", ...shown].join("\n");
}

function waiveText({ of, fingerprint, waived }: Failure): string {
  if (of.kind === "failure" || waived !== null) return "";
  const command = `panicpath waive ${fingerprint} --reason "..."`;
  return `To live with it for a while: ${codeInMarkdown(command)}`;
}
