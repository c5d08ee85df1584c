import { RE2JS } from "re2js";
import { globSource } from "./paths.ts";

/** Who owns a file, by its path in the repository; nobody where no line covers it. */
export type Owners = (file: string) => readonly string[];

/** More are no list that people keep; the last ones decide. */
const MOST_LINES = 3000;
const MOST_LETTERS = 500;

/**
 * Reads a CODEOWNERS file (docs.github.com, about code owners): the last line that matches decides,
 * and one without owners takes them away.
 */
export function ownersIn(text: string): Owners {
  const rules = text
    .split("\n")
    .slice(-MOST_LINES)
    .flatMap((line) => ruleOf(line) ?? [])
    .reverse();
  return (file) => rules.find((rule) => rule.matches(file))?.owners ?? [];
}

interface OwnerRule {
  readonly matches: (file: string) => boolean;
  readonly owners: readonly string[];
}

/** A blank within a pattern stands behind a backslash. */
function ruleOf(line: string): OwnerRule | null {
  const [pattern = "", ...owners] = line
    .replace(/(?:^|\s)#.*$/, "")
    .trim()
    .split(/(?<!\\)\s+/);
  if (pattern === "" || pattern.length > MOST_LETTERS) return null;
  let compiled: ((file: string) => boolean) | null = null;
  return {
    owners,
    // Most rules of a long file are never asked.
    matches: (file) => {
      compiled ??= matcherOf(pattern.replaceAll("\\ ", " "));
      return compiled(file);
    },
  };
}

/** As in .gitignore: without a slash inside it holds at any depth; a folder covers all below it; `docs/*` only what lies in it. */
function matcherOf(pattern: string): (file: string) => boolean {
  const path = pattern.replace(/^\//, "").replace(/\/$/, "");
  const isAnchored = pattern.startsWith("/") || path.includes("/");
  const below = pattern.endsWith("/") ? "/.*" : path.endsWith("/*") ? "" : "(?:/.*)?";
  const start = isAnchored ? "" : "(?:.*/)?";
  const compiled = RE2JS.compile(start + globSource(path) + below, RE2JS.DOTALL);
  return (file) => compiled.matches(file);
}
