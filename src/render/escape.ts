// Everything that comes from outside passes one of these on its way into a format:
// test output, names and messages are data and must stay so.

import { uncoloured } from "../model/index.ts";

/** Controls, bidirectional overrides and invisible letters: they change how other text is shown. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Tab, newline, and the joiner inside emoji. */
const KEPT = new Set(["\t", "\n", "\u200d"]);

/** Shows controls instead of obeying them; keeps tab and newline. */
export function visible(text: string): string {
  return uncoloured(text)
    .toWellFormed()
    .replace(UNSEEN, (char) => (KEPT.has(char) ? char : shownControl(char)));
}

function shownControl(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : "\ufffd";
}

/** One line: newlines and tabs become blanks. */
export function oneLine(text: string): string {
  return visible(text.replace(/[\r\n\t]+/g, " ")).trim();
}

/** At most `limit` UTF-16 units; what was cut is shown by an ellipsis. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text
    .slice(0, limit - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}

/** No command of a CI service, should the text be printed to a log: `::x::`, `##[x]`, `##vso[x]`, `##teamcity[x]`. */
const inert = (line: string): string =>
  line.replace(/^(\s*):(?=:)/, "$1:\u2060").replace(/##(?=[a-z]{0,20}\[)/gi, "##\u2060");

/**
 * For terminals and logs: one line without controls. A line of a workflow log
 * that begins with `::`, or holds `##[`, would be a command (actions/runner, ActionCommand.cs).
 */
export function forLog(text: string): string {
  return inert(oneLine(text));
}

const SAFE_IN_MARKDOWN = /[A-Za-z0-9 ,./():=;+%'"^{}?-]/;

/** Character references for all that may be markup. */
function referenced(text: string): string {
  let out = "";
  for (const char of oneLine(text)) {
    const harmless = SAFE_IN_MARKDOWN.test(char) || (char.codePointAt(0) ?? 0) > 0x7f;
    out += harmless ? char : refer(char);
  }
  return out;
}

/** Puts something into what would make a bare link: a scheme, www, an address (GFM, extended autolinks). */
const withoutLinks = (text: string, between: string): string =>
  text
    .replaceAll("://", `:${between}//`)
    .replace(/www(?=\.)/gi, (word) => word + between)
    .replaceAll("&#64;", `&#64;${between}`);

/** What would begin a list, a heading's underline or a rule at the start of a line. */
const withoutBlock = (text: string): string =>
  text
    .replace(/^(\d{1,9})([.)])/, (_, digits: string, mark: string) => `${digits}${refer(mark)}`)
    .replace(/^[-+=]/, refer);

const refer = (char: string): string => `&#${char.codePointAt(0)};`;

const JOINER = "\u2060";

/**
 * Plain text inside markdown: no markup, link, mention, issue reference or HTML survives.
 * GitHub looks for mentions, issues (#1, GH-1), commits and emoji (`:100:`) in the rendered text: a joiner hides them.
 */
export function forMarkdown(text: string): string {
  return withoutLinks(withoutBlock(referenced(text)), JOINER)
    .replaceAll("&#35;", `&#35;${JOINER}`)
    .replace(/\bgh-(?=\d)/gi, (word) => word + JOINER)
    .replace(/:(?=[\w+-]+:)/g, (colon) => colon + JOINER)
    .replace(/\b[0-9a-f](?=[0-9a-f]{6,63}\b)/gi, (start) => start + JOINER);
}

/**
 * The same in the face of code, in which GitHub looks for no references. What is copied from it
 * is the text itself: a comment that nobody sees keeps addresses from becoming links.
 */
export function codeInMarkdown(text: string): string {
  return `<code>${withoutLinks(referenced(text), "<!-- -->")}</code>`;
}

/** A value between the quotes of an HTML attribute. */
export const attributeOf = (text: string): string =>
  oneLine(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);

/** cmark, which GitHub renders with, knows no fence of more than 255 marks (cmark/src/node.h, fence_length). */
const LONG_RUNS = /`{100}|~{100}/g;

/** A fenced block that its content can't end. */
export function fence(lines: readonly string[], language: string): string {
  const text = lines
    .map((line) => inert(visible(line.replaceAll("\n", " "))))
    .join("\n")
    .replace(LONG_RUNS, (run) => run + JOINER);
  let longest = 2;
  for (const run of text.match(/`+|~+/g) ?? []) longest = Math.max(longest, run.length);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** Message of a workflow command (toolkit, core/src/command.ts). */
export function commandData(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Property of a workflow command. */
export function commandProperty(text: string): string {
  return commandData(oneLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

const PLAIN = /^[\x20-\x7e\n\t]*$/;
const NOT_XML = /[\p{Cc}\ufffe\uffff\ue000\u202a-\u202e\u2066-\u2069]/gu;
const KEPT_IN_XML = new Set(["\t", "\n", "\r"]);

/** XML 1.0 text in which forbidden characters are shown; U+E000 is kept for the renderer's own use. */
export function forXml(text: string): string {
  if (PLAIN.test(text) && !text.includes("]]>")) return text;
  return (
    uncoloured(text)
      .toWellFormed()
      // The builder mends only the first end of a CDATA section in a text.
      .replaceAll("]]>", "]] >")
      .replace(NOT_XML, (char) => (KEPT_IN_XML.has(char) ? char : shownControl(char)))
  );
}
