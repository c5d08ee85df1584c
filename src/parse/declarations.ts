export type DeclarationKind = "Test" | "Benchmark" | "Fuzz" | "Example";

/** A function that go test would run, by its source. */
export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** 1-based line of `func`. */
  readonly line: number;
}

/** What can begin text in which `func` means nothing, or a test function at column 0. */
const TOKEN = /\/\/|\/\*|`|"|'|^func (?=(?:Test|Benchmark|Fuzz|Example))/gm;
const LETTER = { Test: "T", Benchmark: "B", Fuzz: "F" } as const;

/**
 * The tests that a `_test.go` file declares, in order. Comments and strings are
 * skipped; names and signatures are those of cmd/go/internal/load/test.go.
 */
export function parseDeclarations(source: string): Declaration[] {
  const found: Declaration[] = [];
  const lines = new LineCounter(source);
  TOKEN.lastIndex = 0;
  const token = new RegExp(TOKEN);
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    if (match[0].startsWith("func")) {
      const declaration = declarationAt(source, match.index, lines.at(match.index));
      if (declaration !== null) found.push(declaration);
    } else token.lastIndex = endOfToken(source, match[0], match.index);
  }
  return found;
}

class LineCounter {
  readonly #source: string;
  #offset = 0;
  #line = 1;

  constructor(source: string) {
    this.#source = source;
  }

  /** Offsets must not go down. */
  at(offset: number): number {
    for (let at = this.#source.indexOf("\n", this.#offset); at >= 0 && at < offset; ) {
      this.#line += 1;
      this.#offset = at + 1;
      at = this.#source.indexOf("\n", this.#offset);
    }
    return this.#line;
  }
}

function endOfToken(source: string, token: string, start: number): number {
  if (token === "//") return after(source, "\n", start, 0);
  if (token === "/*") return after(source, "*/", start + 2, 2);
  if (token === "`") return after(source, "`", start + 1, 1);
  let at = start + 1;
  while (at < source.length && source[at] !== token && source[at] !== "\n") {
    at += source[at] === "\\" ? 2 : 1;
  }
  return at + 1;
}

function after(source: string, end: string, from: number, width: number): number {
  const at = source.indexOf(end, from);
  return at < 0 ? source.length : at + width;
}

function declarationAt(source: string, start: number, line: number): Declaration | null {
  const open = source.indexOf("(", start);
  if (open < 0) return null;
  const name = source.slice(start + 5, open).trim();
  const kind = kindOf(name);
  const close = source.indexOf(")", open);
  if (kind === null || close < 0) return null;
  const parameters = source.slice(open + 1, close).trim();
  if (kind === "Example") {
    return parameters === "" && hasOutput(source, close) ? { name, kind, line } : null;
  }
  const letter = LETTER[kind];
  const fits = new RegExp(`^(?:\\w+\\s+)?\\*(?:\\w+\\.)?${letter}$`).test(parameters);
  return fits ? { name, kind, line } : null;
}

/** `TestX`, `Test_x`, `Test`, but not `Testify`. */
function kindOf(name: string): DeclarationKind | null {
  const found = /^(Test|Benchmark|Fuzz|Example)(?:$|[^\p{Ll}])[\p{L}\p{N}_]*$/u.exec(name);
  return (found?.[1] as DeclarationKind | undefined) ?? null;
}

/** An example runs if its last comment begins with `Output:` (go/doc, exampleOutput). */
function hasOutput(source: string, from: number): boolean {
  const lineEnd = source.indexOf("\n", from);
  if (
    source
      .slice(from, lineEnd < 0 ? source.length : lineEnd)
      .trimEnd()
      .endsWith("}")
  )
    return false;
  const end = source.indexOf("\n}", from);
  const lines = source
    .slice(from, end < 0 ? source.length : end)
    .split("\n")
    .map((line) => line.trim());
  const last = lines.findLastIndex((line) => line.startsWith("//") || line.endsWith("*/"));
  if (last < 0) return false;
  const block = lines[last]?.endsWith("*/") === true;
  let first = last;
  while (
    first > 0 &&
    (block ? !lines[first]?.startsWith("/*") : lines[first - 1]?.startsWith("//"))
  ) {
    first -= 1;
  }
  const text = lines
    .slice(first, last + 1)
    .map((line) => line.replace(/^(?:\/\/|\/\*)/, "").trim());
  return /^(?:unordered )?output:/i.test(text.find((line) => line !== "") ?? "");
}

/** Tests in the order in which the test binary runs them: tests, benchmarks, fuzz targets, examples. */
export function inRunOrder<T extends { readonly kind: DeclarationKind }>(all: readonly T[]): T[] {
  const kinds: readonly DeclarationKind[] = ["Test", "Benchmark", "Fuzz", "Example"];
  return [...all].sort((left, right) => kinds.indexOf(left.kind) - kinds.indexOf(right.kind));
}
