import type { Report } from "./report.ts";

declare const redacted: unique symbol;

/** A report in which no known secret stands: the only one that is written, printed or sent. */
export type RedactedReport = Report & { readonly [redacted]: true };

/** Shorter values stand everywhere by chance. */
const LEAST = 8;
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
    // Each line is a secret of its own: what prints a text indents it; some keep line ends as `\\n`.
    for (const part of [value, ...value.split(/\r?\n|(?:\\r)?\\n/)]) {
      for (const form of formsOf(part)) this.#addForm(form);
    }
  }

  #addForm(form: string): void {
    if (form.length < LEAST || this.#secrets.size >= MOST_SECRETS) return;
    this.#secrets.add(form);
    this.#pattern = null;
  }

  /** Looks for masks in output as it comes, chunk by chunk. */
  watch(chunk: string): void {
    const seam = this.#lastEnd + chunk.slice(0, MASK_REACH);
    this.#lastEnd = chunk.slice(-MASK_REACH);
    for (const text of [seam, chunk]) {
      if (text.includes(MASK_HEAD)) this.#masksIn(text);
    }
  }

  /** The same in a report of output that nobody watched: what tests printed that did not pass. */
  learn(value: unknown): void {
    if (typeof value === "string") {
      if (value.includes(MASK_HEAD)) this.#masksIn(value);
    } else if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) this.learn(part);
    }
  }

  #masksIn(text: string): void {
    for (const [, value = ""] of text.matchAll(MASK)) {
      const said = unescaped(value.trim());
      this.add(said);
      this.add(commandValue(said));
    }
  }

  text(text: string): string {
    const pattern = this.#compiled();
    return pattern === null ? text : this.#withoutBegun(text.replace(pattern, STARS));
  }

  /** A bound may have cut a text within a secret: its beginning at the end is one too. */
  #withoutBegun(text: string): string {
    const end = text.endsWith("…") ? text.length - 1 : text.length;
    for (const secret of this.#secrets) {
      const at = text.lastIndexOf(secret.slice(0, LEAST), end - 1);
      if (at >= 0 && at + LEAST <= end && secret.startsWith(text.slice(at, end))) {
        return text.slice(0, at) + STARS + text.slice(end);
      }
    }
    return text;
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
      const next = OWN_WORDS.has(key) ? part : this.#value(part);
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

/** Fields of a report that hold words of ours alone: a mask of one of them must not make it unreadable. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  (
    "schema tool mode state kind cause outcome rule severity by confidence baseline reproduction " +
    "owner how paid waiver gc goos goarch version fingerprint former recoveredBy pathFrom"
  ).split(" "),
);

/** As it is, without blanks around, as a shell quotes it, and as Go names a subtest (testing/match.go, rewrite). */
const formsOf = (value: string): string[] => [
  value,
  value.trim(),
  value.replaceAll("'", "'\\''"),
  value.trim().replace(/\s/g, "_"),
];

/** GitHub's runner decodes the data of a command (actions/toolkit, command.ts). */
const commandValue = (text: string): string =>
  text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");

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
