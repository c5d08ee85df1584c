import { RULE_IDS, SETTINGS, UsageError } from "../model/index.ts";

/** A variant as it was asked for: the project's own settings are known later. */
export interface VariantRequest {
  readonly name: string;
  /** Names, those of panicpath first, in the order of its table. */
  readonly settings: readonly string[];
}

/** `default,noinline+gctrace`; `default` always comes first, as everything is compared with it. */
export function parseVariants(list: string): VariantRequest[] {
  const variants = words(list).map(parseVariant);
  const names = variants.map((variant) => variant.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`variant "${twice}" is given twice`);
  const rest = variants.filter((variant) => variant.name !== "default");
  return [{ name: "default", settings: [] }, ...rest];
}

function parseVariant(name: string): VariantRequest {
  if (name === "default") return { name, settings: [] };
  const given = [...new Set(name.split("+"))];
  const odd = given.find((word) => !/^[a-z][a-z0-9-]*$/.test(word));
  if (odd !== undefined) throw unknownSetting(odd, name, []);
  const ready = SETTINGS.map((setting) => setting.name);
  const settings = [
    ...ready.filter((each) => given.includes(each)),
    ...given.filter((each) => !ready.includes(each)),
  ];
  return { name: settings.join("+"), settings };
}

/** `own`: settings that the project names itself. */
export function unknownSetting(
  word: string,
  variant: string,
  own: readonly { readonly name: string }[],
): UsageError {
  const known = [...SETTINGS, ...own].map((setting) => setting.name).join(", ");
  return new UsageError(
    `unknown setting "${word}" in variant "${variant}": use default, or ${known} joined by +, or name it under settings in .panicpath.yml`,
  );
}

const GATE_WORDS = ["any", "incidents", "new", "none"];

/** `any`, `incidents`, `none`, or rule ids. */
export function parseFailOn(list: string): string[] {
  const failOn = words(list);
  for (const word of failOn) {
    if (!GATE_WORDS.includes(word) && !RULE_IDS.some((id) => id === word.replace(/^new-/, ""))) {
      throw new UsageError(
        `unknown word "${word}" in fail-on: use ${[...GATE_WORDS, ...RULE_IDS].join(", ")}, rule ids also as new-ID`,
      );
    }
  }
  return failOn.length === 0 ? ["any"] : failOn;
}

/** Words separated by commas, blanks or line ends. */
export function words(list: string): string[] {
  return list.split(/[\s,]+/).filter((word) => word !== "");
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of `90s`, `1m30s`, `2h`, or a bare number; null where empty. */
export function parseDuration(name: string, text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const seconds = secondsIn(name, trimmed);
  if (seconds > LONGEST_SECONDS) {
    throw new UsageError(`${name} "${text}" is too long: 480h at most`);
  }
  return seconds;
}

/** Timers of Node.js take no longer than 24 days, and end at once behind it. */
const LONGEST_SECONDS = 480 * 3600;

function secondsIn(name: string, trimmed: string): number {
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed);
  let seconds = 0;
  let rest = trimmed;
  while (rest !== "") {
    const part = /^(\d+(?:\.\d+)?)(ms|s|m|h)/.exec(rest);
    if (part === null)
      throw new UsageError(`${name} "${trimmed}": invalid duration, use 90s, 5m or 1h30m`);
    seconds += Number(part[1]) * (UNIT_SECONDS[part[2] ?? "s"] ?? 1);
    rest = rest.slice(part[0].length);
  }
  return seconds;
}

/** A whole number from `least` on. */
export function parseCount(name: string, text: string, least: number): number {
  const trimmed = text.trim();
  if (!/^\d{1,6}$/.test(trimmed) || Number(trimmed) < least) {
    throw new UsageError(`${name} "${text}" is no whole number from ${least} on`);
  }
  return Number(trimmed);
}

/** One of a few words. */
export function parseChoice<T extends string>(
  name: string,
  text: string,
  choices: readonly T[],
): T {
  const choice = choices.find((candidate) => candidate === text.trim());
  if (choice === undefined) {
    throw new UsageError(`${name} "${text}" is not known: use ${choices.join(", ")}`);
  }
  return choice;
}

/** Blanks, or a piece of a word: in single quotes, in double quotes, after a backslash, or bare. */
const PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(['"\\])/g;

/** Splits as a shell does: blanks separate, quotes and backslashes protect. Throws UsageError for an open quote. */
export function splitShellWords(text: string): string[] {
  const found: string[] = [];
  let word: string | null = null;
  for (const [, blank, single, double, escaped, bare, open] of text.matchAll(PIECE)) {
    if (open !== undefined)
      throw new UsageError(`go-test-flags: a ${open} is not closed in ${text}`);
    if (blank === undefined) {
      word =
        (word ?? "") + (single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? bare ?? "");
    } else if (word !== null) {
      found.push(word);
      word = null;
    }
  }
  return word === null ? found : [...found, word];
}

/** `2/5`: the second of five parts; null where empty. Throws UsageError for anything else. */
export function parseShard(text: string): { index: number; of: number } | null {
  if (text.trim() === "") return null;
  const found = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim());
  const [index, of] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || index < 1 || index > of) {
    throw new UsageError(`shard "${text}" is no part of a whole: use I/N, as 1/3, 2/3 and 3/3`);
  }
  return { index, of };
}

/** `0/6`, as a workflow's strategy context gives it; null for anything else, which other runners may. */
export function parseLeg(text: string): { index: number; total: number } | null {
  const found = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim());
  const [index, total] = [Number(found?.[1]), Number(found?.[2])];
  return found === null || index >= total ? null : { index, total };
}

const LONGEST_NAME = 100;

/**
 * What a key says of its matrix leg: `1.26, ubuntu` of `CI/test/{"go":"1.26","os":"ubuntu"}`, as GitHub names
 * legs. Null where it has no matrix (`null`), or is of another form.
 */
export function matrixText(key: string): string | null {
  const start = key.indexOf("/{");
  if (start < 0) return null;
  try {
    const matrix: unknown = JSON.parse(key.slice(start + 1));
    if (typeof matrix !== "object" || matrix === null) return null;
    const values = Object.values(matrix)
      .filter((value) => typeof value !== "object" && value !== "")
      .map(String);
    return values.length === 0 ? null : values.join(", ").slice(0, LONGEST_NAME);
  } catch {
    return null;
  }
}
