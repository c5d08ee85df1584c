export type DeclarationKind = "Test" | "Benchmark" | "Fuzz" | "Example";

/** A function that go test would run, by its source. */
export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** 1-based line of `func`. */
  readonly line: number;
}

/** What can begin text in which `func` means nothing, a test function at column 0, or a function's end there. */
const TOKEN = /\/\/|\/\*|`|"|'|^func (?=(?:Test|Benchmark|Fuzz|Example))|^\}/gm;
const NAME = /(?:Test|Benchmark|Fuzz|Example)[\p{L}\p{N}_]*/uy;
/** The letter of its parameter's type; none for an Example. */
const PARAMETERS =
  /\s*\(\s*(?:(?:[\p{L}_][\p{L}\p{N}_]*\s+)?\*(?:[\p{L}\p{N}_]+\.)?([TBF])\s*(?:,\s*)?)?\)/uy;
const BODY = /[^\S\n]*\{[^\S\n]*$/my;
const LETTER: Readonly<Record<DeclarationKind, string | undefined>> = {
  Test: "T",
  Benchmark: "B",
  Fuzz: "F",
  Example: undefined,
};

/**
 * The tests that a `_test.go` file declares, in order. Comments and strings are
 * skipped; names and signatures are those of cmd/go/internal/load/test.go.
 */
export function parseDeclarations(source: string): Declaration[] {
  return new DeclarationReader(source).read();
}

class DeclarationReader {
  readonly #source: string;
  readonly #lines: LineCounter;
  readonly #found: Declaration[] = [];
  /** One that is not over yet: its last comment decides. */
  #example: { readonly declaration: Declaration; readonly comments: CommentGroups } | null = null;

  constructor(source: string) {
    this.#source = source;
    this.#lines = new LineCounter(source);
  }

  read(): Declaration[] {
    const token = new RegExp(TOKEN);
    for (let match = token.exec(this.#source); match !== null; match = token.exec(this.#source)) {
      const [text] = match;
      if (text === "}") this.#endExample();
      else if (text.startsWith("func")) this.#declare(match.index, token.lastIndex);
      else {
        token.lastIndex = endOfToken(this.#source, text, match.index);
        if (text.startsWith("/")) this.#example?.comments.add(match.index, token.lastIndex);
      }
    }
    return this.#found;
  }

  #endExample(): void {
    if (this.#example?.comments.sayOutput === true) this.#found.push(this.#example.declaration);
    this.#example = null;
  }

  #declare(start: number, nameStart: number): void {
    this.#example = null;
    const declaration = declarationAt(this.#source, nameStart, this.#lines.at(start));
    if (declaration === null) return;
    if (declaration.kind !== "Example") this.#found.push(declaration);
    else {
      const comments = new CommentGroups(this.#source, this.#lines);
      this.#example = { declaration, comments };
    }
  }
}

/** The last group of comments of a function: lines of `//` without a blank one between are one. */
class CommentGroups {
  readonly #source: string;
  readonly #lines: LineCounter;
  #endLine = -1;
  #isTrailing = false;
  /** The first line of it with words. */
  #words = "";

  constructor(source: string, lines: LineCounter) {
    this.#source = source;
    this.#lines = lines;
  }

  /** From `start` to before `end`. */
  add(start: number, end: number): void {
    const line = this.#lines.at(start);
    const lineStart = this.#source.lastIndexOf("\n", start) + 1;
    const isTrailing = this.#source.slice(lineStart, start).trim() !== "";
    if (isTrailing || this.#isTrailing || line > this.#endLine + 1) this.#words = "";
    this.#isTrailing = isTrailing;
    this.#endLine = this.#lines.at(end - 1);
    if (this.#words === "") this.#words = firstWords(this.#source.slice(start, end));
  }

  /** An example runs if its last comment begins with `Output:` (go/doc, exampleOutput). */
  get sayOutput(): boolean {
    return /^(?:unordered )?output:/i.test(this.#words);
  }
}

/** `//go:noinline`, `//nolint:x`: no words (go/ast, isDirective). */
const DIRECTIVE = /^\/\/(?:line |extern |export |[a-z0-9]+:[a-z0-9])/;

function firstWords(comment: string): string {
  if (DIRECTIVE.test(comment)) return "";
  const text = comment.startsWith("//") ? comment.slice(2) : comment.slice(2, -2);
  return text.trimStart().slice(0, 40);
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

/** `start`: behind `func `. */
function declarationAt(source: string, start: number, line: number): Declaration | null {
  const name = matchAt(NAME, source, start)?.[0] ?? "";
  const kind = kindOf(name);
  const parameters = matchAt(PARAMETERS, source, start + name.length);
  if (kind === null || parameters === null || parameters[1] !== LETTER[kind]) return null;
  const end = start + name.length + parameters[0].length;
  return kind === "Example" && matchAt(BODY, source, end) === null ? null : { name, kind, line };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(source);
}

/** In the order in which a test binary runs them. */
const KINDS: readonly DeclarationKind[] = ["Test", "Benchmark", "Fuzz", "Example"];

/** `TestX`, `Test_x`, `Test`, but not `Testify`. */
function kindOf(name: string): DeclarationKind | null {
  return (
    KINDS.find((kind) => name.startsWith(kind) && !/^\p{Ll}/u.test(name.slice(kind.length))) ?? null
  );
}

/** Tests in the order in which the test binary runs them: tests, benchmarks, fuzz targets, examples. */
export function inRunOrder<T extends { readonly kind: DeclarationKind }>(all: readonly T[]): T[] {
  return [...all].sort((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
}
