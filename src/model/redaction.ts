import type { Report } from "./report.ts";

declare const redacted: unique symbol;

/** A report in which no known secret stands: the only one that is written, printed or sent. */
export type RedactedReport = Report & { readonly [redacted]: true };

/** Shorter values stand everywhere by chance. */
const LEAST = 8;
/** Of values with line ends each line is a secret of its own, from this length on. */
const LEAST_LINE = 16;
const MOST_SECRETS = 1000;
const STARS = "***";

/** `::add-mask::VALUE`, as a program tells GitHub's runner of a secret; in JSON output its value is escaped. */
const MASK = /::add-mask::((?:[^"\\\r\n]|\\[^nr])+)/g;
const MASK_HEAD = "::add-mask::";
/** A command of this length may lie across two chunks. */
const MASK_REACH = 300;

/** Takes known secrets out of text, however they got into it. */
export class Redaction {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | null = null;
  #lastEnd = "";

  /** `values`: as they are; `tokens`: of our own, whose base64 forms are secrets too. */
  constructor(values: readonly string[], tokens: readonly string[] = []) {
    for (const value of values) this.add(value);
    for (const token of tokens) {
      this.add(token);
      if (token.length >= LEAST) for (const form of base64Forms(token)) this.add(form);
    }
  }

  add(value: string): void {
    if (value.length < LEAST || this.#secrets.size >= MOST_SECRETS) return;
    this.#secrets.add(value);
    const lines = value.split(/\r?\n/).filter((line) => line.length >= LEAST_LINE);
    if (value.includes("\n")) for (const line of lines) this.#secrets.add(line);
    this.#pattern = null;
  }

  /** Looks for masks in output as it comes, chunk by chunk. */
  watch(chunk: string): void {
    const seam = this.#lastEnd + chunk.slice(0, MASK_REACH);
    this.#lastEnd = chunk.slice(-MASK_REACH);
    for (const text of [seam, chunk]) {
      if (!text.includes(MASK_HEAD)) continue;
      for (const [, value = ""] of text.matchAll(MASK)) this.add(unescaped(value.trim()));
    }
  }

  text(text: string): string {
    const pattern = this.#compiled();
    return pattern === null ? text : text.replace(pattern, STARS);
  }

  report(report: Report): RedactedReport {
    return this.#value(report) as RedactedReport;
  }

  /** Shares all parts in which nothing was found. */
  #value(value: unknown): unknown {
    if (this.#compiled() === null) return value;
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) {
      const parts = value.map((each) => this.#value(each));
      return parts.some((part, at) => part !== value[at]) ? parts : value;
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const changed = entries.flatMap(([key, part]) => {
      const next = this.#value(part);
      return next === part ? [] : [[key, next] as const];
    });
    return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
  }

  #compiled(): RegExp | null {
    if (this.#secrets.size === 0) return null;
    this.#pattern ??= patternOf([...this.#secrets]);
    return this.#pattern;
  }
}

/** Longer ones first: one may hold another. */
const patternOf = (secrets: readonly string[]): RegExp =>
  new RegExp(
    [...secrets]
      .sort((left, right) => right.length - left.length)
      .map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("|"),
    "g",
  );

/**
 * What base64 text holds of a token whatever stands before it, as in git's
 * `AUTHORIZATION: basic` of `x-access-token:TOKEN`: one form for each place in a group of three bytes.
 */
function base64Forms(token: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from(" ".repeat(shift) + token).toString("base64");
    // Characters that bytes around the token have a part in are left out at both ends.
    const from = shift === 0 ? 0 : shift + 1;
    const bits = (shift + Buffer.byteLength(token)) * 8;
    return text.slice(from, Math.floor(bits / 6));
  });
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
