import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { Ajv } from "ajv";
import { XMLValidator } from "fast-xml-parser";
import { parse as parseJunit } from "junit2json";
import { marked } from "marked";
import { readReport } from "../../src/files/read-report.ts";
import type { Report } from "../../src/model/index.ts";
import {
  loadJunit,
  renderAnnotations,
  renderCheck,
  renderComment,
  renderCtrf,
  renderJson,
  renderMarkdown,
  renderSarif,
  renderText,
} from "../../src/render/index.ts";
import { addFormats } from "./formats.ts";

const module = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), "utf8"));

/** SARIF's own schema, of draft 4: nothing in it means something else in later drafts. */
function sarifSchema(): object {
  const {
    $schema: _,
    id: __,
    ...schema
  } = module("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as Record<string, unknown>;
  return schema;
}

// A pattern of SARIF's schema is none under the u flag.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats(ajv);
const sarif = ajv.compile(sarifSchema());
const ctrf = ajv.compile(module("ctrf/dist/ctrf-schema-0.0.json") as object);

/** Every rendering of a report, with a comment's and a check's. */
export async function renderings(report: Report): Promise<Record<string, string>> {
  const links = {
    blobUrl: "https://github.example.com/o/r/blob/abc",
    runUrl: "https://github.example.com/o/r/actions/runs/1",
  };
  const by = { id: 9, run: 1, attempt: 1 };
  const frame = { key: "k", by, writer: "w", ...links };
  const reported = {
    key: "k",
    by,
    writer: "w",
    reported: { run: 1, summary: report.verdict.summary, tests: null },
  };
  return {
    json: [...renderJson(report)].join(""),
    junit: [...(await loadJunit()).renderJunit(report)].join(""),
    sarif: renderSarif(report),
    ctrf: renderCtrf(report),
    annotations: renderAnnotations(report),
    text: renderText(report, {
      color: false,
      columns: 100,
      full: 20,
      verbose: true,
      slowest: 5,
      steps: [],
    }),
    markdown: renderMarkdown(report, { length: 300_000, slowest: 5, ...links }),
    comment: renderComment(report, frame, reported),
    check: JSON.stringify(renderCheck(report, { headSha: "abc", job: "CI/test", ...links })),
  };
}

/** Fails where a report is not sound in every format, not the same twice, or does not come back from JSON as it was. */
export async function expectRenderable(report: Report): Promise<void> {
  const first = await renderings(report);
  await expectSound(first);
  expect(await renderings(report)).toEqual(first);
  const { report: again, problem } = readReport(first.json ?? "");
  expect([problem, JSON.stringify(again)]).toEqual([null, JSON.stringify(report)]);
}

/** Fails where a rendering is not valid, not inert, or out of bounds. */
export async function expectSound(of: Record<string, string>): Promise<void> {
  expectSarif(of.sarif ?? "");
  expectCtrf(of.ctrf ?? "");
  await expectJunit(of.junit ?? "");
  expectAnnotations(of.annotations ?? "");
  expectInertText(of.text ?? "");
  for (const name of ["markdown", "comment"]) expectInertMarkdown(of[name] ?? "");
  expect((of.comment ?? "").length).toBeLessThanOrEqual(65_536);
  expect((of.markdown ?? "").length).toBeLessThanOrEqual(300_000);
  expectCheck(of.check ?? "");
}

function expectSarif(text: string): void {
  const isValid = sarif(JSON.parse(text));
  expect([isValid, sarif.errors]).toEqual([true, null]);
}

function expectCtrf(text: string): void {
  const isValid = ctrf(JSON.parse(text));
  expect([isValid, ctrf.errors]).toEqual([true, null]);
}

async function expectJunit(xml: string): Promise<void> {
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml.isWellFormed()).toBe(true);
  // Forbidden and discouraged characters of XML 1.0, and the mark that the renderer keeps for itself.
  expect(/[\p{Cc}\ufffe\uffff\ue000]/u.test(xml.replace(/[\t\n\r]/g, ""))).toBe(false);
  expect(await parseJunit(xml)).toBeDefined();
}

function expectAnnotations(commands: string): void {
  const lines = commands.split("\n").slice(0, -1);
  for (const line of lines) {
    expect(line).toMatch(/^::(?:error|warning|notice) [^\r:]*::/);
    expect(/\p{Cc}/u.test(line.replaceAll("\t", ""))).toBe(false);
  }
  for (const level of ["error", "warning", "notice"]) {
    const own = lines.filter((line) => line.startsWith(`::${level} `));
    expect(own.length).toBeLessThanOrEqual(10);
  }
}

function expectInertText(text: string): void {
  expect(/\p{Cc}/u.test(text.replaceAll("\n", ""))).toBe(false);
  for (const line of text.split("\n")) {
    expect(line.trimStart().startsWith("::")).toBe(false);
    expect(line).not.toMatch(/##[a-z]*\[/i);
  }
}

const OWN_TAGS = new Set(
  "h3 table thead tbody tr th td details summary code pre p ul li b sub blockquote br strong a".split(
    " ",
  ),
);

/** Only our own elements, links to our own places, no mention or reference outside of code. */
function expectInertMarkdown(markdown: string): void {
  const html = marked.parse(markdown, { async: false });
  const text = html.replace(/<!--[\s\S]*?-->/g, "");
  const tags = [...text.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)/g)].map((match) => match[1] ?? "");
  expect(tags.filter((tag) => !OWN_TAGS.has(tag))).toEqual([]);
  for (const [, href = ""] of text.matchAll(/href="([^"]*)"/g)) {
    expect(href).toMatch(
      /^https:\/\/(?:github\.example\.com\/o\/r\/(?:blob\/abc|actions\/runs\/1)|(?:go\.dev|pkg\.go\.dev)\/[\w./#-]+$|github\.com\/panicpath\/panicpath\/blob\/main\/docs\/words\.md$)/,
    );
  }
  expect(balance(text, "details")).toBe(0);
  const prose = text
    .replace(/<pre>[\s\S]*?<\/pre>/g, "")
    .replace(/<code>[\s\S]*?<\/code>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&amp;", "&")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  expect(prose).not.toMatch(/https?:\/\/|www\.\w/i);
  expect(prose).not.toMatch(/@[a-z0-9]/i);
  expect(prose).not.toMatch(/#\d|\bGH-\d|\b[0-9a-f]{40}\b/i);
}

const balance = (html: string, tag: string): number =>
  (html.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0) -
  (html.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0);

function expectCheck(text: string): void {
  const check = JSON.parse(text) as {
    title: string;
    summary: string;
    annotations: { path: string; line: number; message: string }[];
  };
  expect(check.summary.length).toBeLessThanOrEqual(65_535);
  expect(check.title.length).toBeLessThanOrEqual(255);
  for (const { path, line, message } of check.annotations) {
    expect(path).not.toBe("");
    expect(line).toBeGreaterThanOrEqual(1);
    expect(message.length).toBeLessThanOrEqual(65_535);
  }
}
