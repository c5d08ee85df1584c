import { RE2JS } from "re2js";

/** Who owns a file, by its path in the repository; nobody where no line covers it. */
export type Owners = (file: string) => readonly string[];

/** More lines than this are no list that people keep. */
const MOST_LINES = 10_000;

/**
 * Reads a CODEOWNERS file (docs.github.com, about code owners): the last line that matches decides,
 * and one without owners takes them away.
 */
export function ownersIn(text: string): Owners {
  const rules = text
    .split("\n", MOST_LINES)
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [pattern = "", ...owners] = line.split(/\s+/);
      return { matches: matcherOf(pattern), owners };
    })
    .reverse();
  return (file) => rules.find(({ matches }) => matches(file))?.owners ?? [];
}

/** As in .gitignore: without a slash inside it holds at any depth; a folder covers all below it; `docs/*` only what lies in it. */
function matcherOf(pattern: string): (file: string) => boolean {
  const path = pattern.replace(/^\//, "").replace(/\/$/, "");
  const isAnchored = pattern.startsWith("/") || path.includes("/");
  const source = path.split(/(\*\*\/?|\*|\?)/).map((part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part === "?" ? "[^/]" : RE2JS.quote(part);
  });
  const below = pattern.endsWith("/") ? "/.*" : path.endsWith("/*") ? "" : "(?:/.*)?";
  const start = isAnchored ? "" : "(?:.*/)?";
  const compiled = RE2JS.compile(start + source.join("") + below, RE2JS.DOTALL);
  return (file) => compiled.matches(file);
}
