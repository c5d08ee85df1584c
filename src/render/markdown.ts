import {
  type Finding,
  type Incident,
  type NotRun,
  type Report,
  shortFunction,
  testKey,
} from "../model/index.ts";
import { codeInMarkdown, fence, forMarkdown, shortened } from "./escape.ts";
import {
  baseLine,
  baseWords,
  becauseOf,
  compiledAs,
  countsLine,
  gcCells,
  gcComparisonWords,
  gcShown,
  headingOf,
  heapWords,
  howOftenShort,
  howSure,
  loopWords,
  reasonWords,
  waiverOf,
  whatOf,
} from "./words.ts";

export interface MarkdownLimits {
  /** UTF-16 units; whole sections are left out beyond. */
  readonly length: number;
  /** https://github.com/owner/repo/blob/SHA, for links to lines. */
  readonly blobUrl: string | null;
}

interface Section {
  readonly text: string;
  /** What one line says in its place where it does not fit. */
  readonly instead: string;
}

/** The summary of a run as GitHub-flavoured markdown: verdict first, details folded. */
export function renderMarkdown(report: Report, limits: MarkdownLimits): string {
  const head = [title(report), overview(report, limits), countsText(report)].filter(
    (part) => part !== "",
  );
  const sections = [
    ...report.incidents.map((incident) =>
      incidentSection(incident, waiverOf(report, incident), limits),
    ),
    ...failureSections(report, limits),
    ...inliningSections(report, limits),
    ...notRunSections(report),
    ...gcSections(report),
    ...fixedSections(report),
    ...noteSections(report),
  ];
  const foot = footer(report);
  const room = limits.length - head.join("\n\n").length - foot.length - 200;
  return `${[...head, ...fitting(sections, room), foot].join("\n\n")}\n`;
}

/** Whole sections as long as they fit; the rest is counted. */
function fitting(sections: readonly Section[], room: number): string[] {
  const kept: string[] = [];
  let left = room;
  let omitted = 0;
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
  const sign = report.verdict.pass ? "✅" : "❌";
  const partial = report.run.complete ? "" : " (interrupted)";
  return `### ${sign} panicpath: ${forMarkdown(report.verdict.summary)}${partial}`;
}

const TABLE_LIMIT = 20;

function overview(report: Report, limits: MarkdownLimits): string {
  if (report.incidents.length === 0) return "";
  const rows = report.incidents
    .slice(0, TABLE_LIMIT)
    .map((incident) =>
      [
        "",
        forMarkdown(headingOf(incident).toLowerCase()),
        incident.test === null
          ? codeInMarkdown(incident.package)
          : codeInMarkdown(shortened(incident.test, 80)),
        forMarkdown(shortened(whatOf(incident), 120)),
        placeLink(incident, limits),
        forMarkdown(howOftenShort(incident)),
        "",
      ]
        .join(" | ")
        .trim(),
    );
  const more =
    report.incidents.length > TABLE_LIMIT
      ? [`\n… and ${report.incidents.length - TABLE_LIMIT} more`]
      : [];
  return ["| | test | what | where | how often |", "|---|---|---|---|---|", ...rows, ...more].join(
    "\n",
  );
}

function placeLink(incident: Incident, limits: MarkdownLimits): string {
  const { site } = incident;
  if (site === null) return "";
  const name = site.function === null ? "" : ` ${codeInMarkdown(shortFunction(site.function))}`;
  return `${linkTo(site.file, site.line, limits)}${name}`;
}

function linkTo(file: string, line: number | null, limits: MarkdownLimits): string {
  const text = codeInMarkdown(line === null || line === 0 ? file : `${file}:${line}`);
  if (limits.blobUrl === null) return text;
  const path = file
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replaceAll("(", "%28")
    .replaceAll(")", "%29");
  return `[${text}](${limits.blobUrl}/${path}${line === null || line === 0 ? "" : `#L${line}`})`;
}

function countsText(report: Report): string {
  const ran = report.variants.filter((variant) => variant.state === "ran").length;
  const under = report.run.mode === "run" && ran > 1 ? `; run under ${ran} variants` : "";
  return `${forMarkdown(countsLine(report))}${under}.`;
}

const details = (summary: string, parts: readonly string[], open: boolean): string =>
  `<details${open ? " open" : ""}><summary>${summary}</summary>\n\n${parts.filter((part) => part !== "").join("\n\n")}\n\n</details>`;

function incidentSection(
  incident: Incident,
  waiver: string | null,
  limits: MarkdownLimits,
): Section {
  const name = incident.site?.function;
  const where =
    name == null
      ? codeInMarkdown(incident.test ?? incident.package)
      : codeInMarkdown(shortFunction(name));
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
    text: details(summary, parts, false),
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
  if (incident.detail !== null)
    facts.push(`Detail: ${forMarkdown(shortened(incident.detail, 300))}`);
  if (incident.createdBy !== null && !incident.createdBy.startsWith("testing.")) {
    facts.push(`Goroutine created by ${codeInMarkdown(incident.createdBy)}`);
  }
  for (const link of incident.chain.slice(1)) {
    facts.push(`Then panicked again: ${forMarkdown(shortened(link.message, 200))}`);
  }
  const base = baseWords(incident);
  if (base !== null) facts.push(`Base: ${forMarkdown(base)}`);
  if (incident.note !== null) facts.push(`Note: ${forMarkdown(incident.note)}`);
  if (incident.reproduce !== null) {
    const proven = incident.reproduceProven === false ? " (did not fail when tried this way)" : "";
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
  const told = heap === null ? [] : ["", `To the heap ${forMarkdown(heap)}`];
  return ["| panic path | code | compiled | why |", "|---|---|---|---|", ...shown, ...told].join(
    "\n",
  );
}

function traceText(incident: Incident): string {
  if (incident.trace.length === 0) return "";
  const goroutine = incident.goroutine === null ? "" : ` (goroutine ${incident.goroutine.id})`;
  return details(`trace${goroutine}`, [fence(incident.trace.slice(0, 120), "text")], false);
}

const FAILURE_LIMIT = 50;

function failureSections(report: Report, limits: MarkdownLimits): Section[] {
  const failures = report.findings.filter((finding) => finding.rule === "test-failure");
  const only = report.findings.filter((finding) => finding.rule === "variant-only-failure");
  const rest = report.findings.filter((each) => each.rule === "flaky" || each.rule === "waiver");
  return [
    ...listSection("test failures", failures, report, limits),
    ...listSection("failures under one variant only", only, report, limits),
    ...listSection("flaky tests and waivers to look at", rest, report, limits),
  ];
}

function listSection(
  name: string,
  findings: readonly Finding[],
  report: Report,
  limits: MarkdownLimits,
): Section[] {
  if (findings.length === 0) return [];
  const told = findings.slice(0, FAILURE_LIMIT);
  const keys = new Set(told.map((finding) => testKey(finding.package ?? "", finding.test ?? "")));
  const tests = new Map(
    report.tests.flatMap((test) => {
      const key = testKey(test.package, test.name);
      return keys.has(key) ? [[key, test] as const] : [];
    }),
  );
  const blocks = told.map((finding) => {
    const test = tests.get(testKey(finding.package ?? "", finding.test ?? ""));
    return failureBlock(finding, test?.output ?? [], limits);
  });
  const more =
    findings.length > FAILURE_LIMIT ? [`… and ${findings.length - FAILURE_LIMIT} more`] : [];
  const summary = `<b>${findings.length}</b> ${name}`;
  return [{ text: details(summary, [...blocks, ...more], false), instead: summary }];
}

function failureBlock(finding: Finding, said: readonly string[], limits: MarkdownLimits): string {
  const place = finding.file === null ? "" : ` ${linkTo(finding.file, finding.line, limits)}`;
  const message = finding.rule === "test-failure" ? "" : ` ${forMarkdown(finding.message)}`;
  const output = said.slice(0, 20);
  const head = `${codeInMarkdown(finding.test ?? "")}${place}${message}`;
  return output.length === 0 ? head : `${head}\n\n${fence(output, "text")}`;
}

const INLINING_RULES: readonly string[] = [
  "lost-inlining",
  "panic-escape",
  "new-panic-site",
  "inlining-suggestion",
];

/** What the change did to panics and to what the compiler inlines; folded, as it is seldom urgent. */
function inliningSections(report: Report, limits: MarkdownLimits): Section[] {
  const findings = report.findings.filter((finding) => INLINING_RULES.includes(finding.rule));
  if (findings.length === 0) return [];
  const lines = findings.slice(0, FAILURE_LIMIT).map((finding) => {
    const place = finding.file === null ? "" : `${linkTo(finding.file, finding.line, limits)}: `;
    return `- ${finding.severity}: ${place}${forMarkdown(shortened(finding.message, 400))}`;
  });
  const more =
    findings.length > FAILURE_LIMIT ? [`… and ${findings.length - FAILURE_LIMIT} more`] : [];
  const summary = `<b>${findings.length}</b> on panic code and inlining`;
  const text = details(summary, [lines.join("\n"), ...more], false);
  return [{ text, instead: summary }];
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
  return [{ text: details(summary, parts, false), instead: summary }];
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
  return [{ text: details(summary, [lines.join("\n")], false), instead: summary }];
}

function notRunSections(report: Report): Section[] {
  if (report.notRun.length === 0) return [];
  const byReason = new Map<string, NotRun[]>();
  for (const entry of report.notRun) {
    byReason.set(entry.because, [...(byReason.get(entry.because) ?? []), entry]);
  }
  const blocks = [...byReason].map(([because, entries]) => {
    const names = entries
      .slice(0, 60)
      .map((entry) => codeInMarkdown(entry.test))
      .join(", ");
    const more = entries.length > 60 ? `, and ${entries.length - 60} more` : "";
    return `${forMarkdown(becauseOf(because, report.incidents))}: ${names}${more}`;
  });
  const summary = `<b>${report.notRun.length}</b> tests never ran`;
  return [{ text: details(summary, blocks, false), instead: summary }];
}

function noteSections(report: Report): Section[] {
  const left = report.variants.filter((variant) => variant.state !== "ran");
  const lines = [
    ...report.warnings,
    ...left.map(
      (variant) =>
        `variant ${variant.name}: ${variant.state}${variant.reason === null ? "" : `, ${variant.reason}`}`,
    ),
    ...report.run.budgetLeftOut.slice(0, 10).map((what) => `no time for ${what}`),
    ...(report.run.budgetLeftOut.length > 10
      ? [`no time for ${report.run.budgetLeftOut.length - 10} more: see report.json`]
      : []),
    ...(report.unread.lines > 0
      ? [`${report.unread.lines} lines of output could not be read`]
      : []),
    ...inliningNotes(report),
  ];
  if (lines.length === 0) return [];
  const text = lines
    .slice(0, 30)
    .map((line) => `> - ${forMarkdown(shortened(line, 500))}`)
    .join("\n");
  return [{ text, instead: "" }];
}

function inliningNotes({ inlining }: Report): string[] {
  const { state, reason, notCompared, unread } = inlining;
  return [
    ...(state === "unavailable" && reason !== null ? [`inlining is not told: ${reason}`] : []),
    ...(notCompared === null ? [] : [`inlining is not compared: ${notCompared}`]),
    ...(unread.lines === 0
      ? []
      : [
          `${unread.lines} lines of the compiler were not understood, as: ${unread.samples[0] ?? ""}`,
        ]),
  ];
}

function footer(report: Report): string {
  const { version, goos, goarch } = report.go;
  const go = version === null ? "" : `${version}${goos === null ? "" : ` ${goos}/${goarch}`}`;
  const variants = report.variants.map((variant) => variant.name).join(", ");
  const base = baseLine(report) ?? "";
  const parts = [go, variants, base, `panicpath ${report.tool.version}`].filter(
    (part) => part !== "",
  );
  return `<sub>${parts.map(forMarkdown).join(" · ")}</sub>`;
}
