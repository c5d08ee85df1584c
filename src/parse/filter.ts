import type { DeclarationKind } from "./declarations.ts";

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

/** Splits at `|` and `/` outside brackets and parentheses (testing/match.go, splitRegexp). */
function alternatives(pattern: string): string[][] {
  const all: string[][] = [[]];
  let current = "";
  let brackets = 0;
  let parens = 0;
  const push = (): void => {
    all.at(-1)?.push(current);
    current = "";
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? "";
    if (char === "[") brackets += 1;
    else if (char === "]") brackets = Math.max(0, brackets - 1);
    else if (char === "(" && brackets === 0) parens += 1;
    else if (char === ")" && brackets === 0) parens -= 1;
    if (char === "\\") {
      current += char + (pattern[at + 1] ?? "");
      at += 1;
    } else if ((char === "/" || char === "|") && brackets === 0 && parens === 0) {
      push();
      if (char === "|") all.push([]);
    } else current += char;
  }
  push();
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

/** RE2 as far as test names need it: leading `(?i)`, `(?P<n>`, `\z`, `\A`, `\Q..\E`. */
function toJavaScript(pattern: string): { source: string; flags: string } | null {
  const flags = /^\(\?([imsU]+)\)/.exec(pattern);
  if (flags?.[1]?.includes("U")) return null;
  const source = pattern
    .slice(flags?.[0].length ?? 0)
    .replace(/\\Q([^]*?)(?:\\E|$)/g, (_, text: string) =>
      text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .replaceAll("(?P<", "(?<")
    .replaceAll("\\z", "$")
    .replaceAll("\\A", "^");
  if (/\[\[:/.test(source)) return null;
  return {
    source,
    flags: `u${[...(flags?.[1] ?? "")].filter((flag) => "ims".includes(flag)).join("")}`,
  };
}
