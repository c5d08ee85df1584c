import type { DeclarationKind } from "../toolchain/index.ts";

export interface TestFilter {
  /** Values of -run, -skip and -bench; null where not given. */
  readonly run: string | null;
  readonly skip: string | null;
  readonly bench: string | null;
}

/**
 * Whether go test would start this top-level test. Null where a pattern is one
 * that can't be read here. Source: testing/match.go.
 */
export function isSelected(
  name: string,
  kind: DeclarationKind,
  filter: TestFilter,
): boolean | null {
  if (kind === "Benchmark") {
    if (filter.bench === null) return false;
    return matchesFirst(filter.bench, name);
  }
  if (filter.skip !== null && filter.skip !== "") {
    const skipped = matchesWhole(filter.skip, name);
    if (skipped !== false) return skipped === null ? null : false;
  }
  return filter.run === null || filter.run === "" ? true : matchesFirst(filter.run, name);
}

/** -run: the first element of an alternative decides whether a top-level test starts. */
function matchesFirst(pattern: string, name: string): boolean | null {
  return any(alternatives(pattern), (elements) => matches(elements[0] ?? "", name));
}

/** -skip: only a pattern without deeper elements skips a whole top-level test. */
function matchesWhole(pattern: string, name: string): boolean | null {
  return any(
    alternatives(pattern).filter((elements) => elements.length === 1),
    (elements) => matches(elements[0] ?? "", name),
  );
}

function any<T>(all: readonly T[], test: (one: T) => boolean | null): boolean | null {
  let answer: boolean | null = false;
  for (const one of all) {
    const result = test(one);
    if (result === true) return true;
    if (result === null) answer = null;
  }
  return answer;
}

/** An escape, a bracket class, one of the letters that structure a pattern, or a run of others. */
const PIECE = /\\[\s\S]?|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]?|[()|/]|[^\\[()|/]+/g;

/** Splits at `|` and `/` outside brackets and parentheses (testing/match.go, splitRegexp). */
function alternatives(pattern: string): string[][] {
  const all: string[][] = [[""]];
  let depth = 0;
  for (const [piece] of pattern.matchAll(PIECE)) {
    const elements = all.at(-1) ?? [];
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece === "|" && depth === 0) all.push([""]);
    else if (piece === "/" && depth === 0) elements.push("");
    else elements.push((elements.pop() ?? "") + piece);
  }
  return all;
}

function matches(pattern: string, name: string): boolean | null {
  const translated = toJavaScript(pattern);
  if (translated === null) return null;
  try {
    return new RegExp(translated.source, translated.flags).test(name);
  } catch {
    return null;
  }
}

const POSIX: ReadonlyMap<string, string> = new Map([
  ["alpha", "A-Za-z"],
  ["digit", "0-9"],
  ["alnum", "0-9A-Za-z"],
  ["upper", "A-Z"],
  ["lower", "a-z"],
  ["word", "0-9A-Za-z_"],
  ["space", "\\s"],
]);

/** RE2 as far as test names need it: leading `(?i)`, `(?P<n>`, `\z`, `\A`, `\Q..\E`. */
function toJavaScript(pattern: string): { source: string; flags: string } | null {
  const flags = /^\(\?([imsU]+)\)/.exec(pattern);
  if (flags?.[1]?.includes("U")) return null;
  const source = pattern
    .slice(flags?.[0].length ?? 0)
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) =>
      text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .replace(/\[:(\w+):\]/g, (whole, name: string) => POSIX.get(name) ?? whole)
    .replaceAll("(?P<", "(?<")
    .replaceAll("\\z", "$")
    .replaceAll("\\A", "^");
  if (/\[:\^?\w+:\]/.test(source)) return null;
  return {
    source,
    flags: `u${[...(flags?.[1] ?? "")].filter((flag) => "ims".includes(flag)).join("")}`,
  };
}
