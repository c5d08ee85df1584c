import { closersOf, type Token, tokensOf } from "./go-tokens.ts";

/** An explicit call of panic, where it stands in a source file. */
export interface PanicCall {
  /** The declaration around it: `Must`, `(*Ring).Push`, `Box.Get`; `init` at package level. */
  readonly function: string;
  /** Line of that declaration's `func`; of the call itself at package level. */
  readonly declared: number;
  /** 1-based line of `panic`, and of its argument's end. */
  readonly line: number;
  readonly endLine: number;
  /** Offsets of `panic` and of what follows its `)`, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The argument as written, blanks and line ends folded. */
  readonly argument: string;
  /** The argument is made of literals alone. */
  readonly literal: boolean;
  /** It is a statement of its own, not deferred and not part of a line with more. */
  readonly statement: boolean;
}

/** A function declaration of a source file. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
}

export interface SourceFunctions {
  readonly declarations: readonly FunctionDeclaration[];
  /** Declared without a body: their code is assembly, or another package's by //go:linkname. */
  readonly bodiless: readonly FunctionDeclaration[];
  readonly panics: readonly PanicCall[];
}

/**
 * The functions that a Go file declares, and its explicit panics. A shadowed
 * `panic` is taken for the builtin; code that does not parse gives what was understood.
 */
export function parseFunctions(source: string): SourceFunctions {
  return new FunctionReader(source).read();
}

interface Body {
  /** Depth of braces inside of it. */
  readonly depth: number;
  readonly line: number;
  /** Null for a function literal. */
  readonly name: string | null;
}

/** Of a panic's argument, in UTF-16 units: panics nested in panics repeat each other's. */
const LONGEST_ARGUMENT = 1000;

/** No index of a token, negated or not. */
const NO_BODY = -(2 ** 31);

/** What can't stand in the results of a function. */
const ENDS_TYPE = /^(?:[,;)}\]=:]|:=)$/;

class FunctionReader {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #declarations: FunctionDeclaration[] = [];
  readonly #bodiless: FunctionDeclaration[] = [];
  readonly #panics: PanicCall[] = [];
  readonly #bodies: Body[] = [];
  /** Index of the `{` that opens a function's body, to that function. */
  readonly #openers = new Map<number, { line: number; name: string | null }>();
  /** Indices of names that are declared, not used. */
  readonly #names = new Set<number>();
  /** Depths inside of interface types, whose methods are no calls. */
  readonly #interfaces: number[] = [];
  /** By index of a bracket: that of the one that closes it. */
  readonly #closers: Int32Array;
  /** By index of a token where a search for a function's body came by: what it found; 0 where none did. */
  readonly #searched: Int32Array;
  #depth = 0;
  #parens = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokensOf(source);
    this.#closers = closersOf(this.#tokens);
    this.#searched = new Int32Array(this.#tokens.length + 1);
  }

  read(): SourceFunctions {
    for (let at = 0; at < this.#tokens.length; at += 1) this.#take(at);
    return {
      declarations: this.#declarations,
      bodiless: this.#bodiless,
      panics: this.#panics,
    };
  }

  #text(at: number): string {
    return this.#tokens[at]?.text ?? "";
  }

  #take(at: number): void {
    const token = this.#tokens[at];
    if (token === undefined) return;
    switch (token.text) {
      case "{":
        this.#open(at);
        return;
      case "}":
        this.#close(token);
        return;
      case "(":
        this.#parens += 1;
        return;
      case ")":
        this.#parens -= 1;
        return;
      case "func":
        this.#function(at, token);
        return;
      case "panic":
        if (token.kind === "word") this.#panic(at, token);
        return;
      default:
    }
  }

  #open(at: number): void {
    this.#depth += 1;
    const body = this.#openers.get(at);
    if (body !== undefined) this.#bodies.push({ ...body, depth: this.#depth });
    else if (this.#text(at - 1) === "interface") this.#interfaces.push(this.#depth);
  }

  #close(token: Token): void {
    const body = this.#bodies.at(-1);
    if (body?.depth === this.#depth) {
      this.#bodies.pop();
      if (body.name !== null) {
        this.#declarations.push({ name: body.name, line: body.line, endLine: token.line });
      }
    }
    if (this.#interfaces.at(-1) === this.#depth) this.#interfaces.pop();
    this.#depth = Math.max(0, this.#depth - 1);
  }

  /** A declaration, a literal or a type: only the first two have a body. */
  #function(at: number, token: Token): void {
    const declares = token.first && this.#depth === 0 && this.#parens === 0;
    let next = at + 1;
    let receiver: string | null = null;
    if (declares && this.#text(next) === "(") {
      const end = this.#matching(next);
      receiver = receiverOf(this.#tokens.slice(next + 1, end));
      next = end + 1;
    }
    const name = declares ? this.#text(next) : null;
    if (declares) {
      this.#names.add(next);
      next += 1;
    }
    if (this.#text(next) === "[") next = this.#matching(next) + 1;
    if (this.#text(next) !== "(") return;
    const opener = this.#bodyBehind(this.#matching(next) + 1);
    // A result may be a function type: the body is that of the function declared.
    const whole = name === null ? null : receiver === null ? name : `${receiver}.${name}`;
    if (opener === null && whole !== null) {
      this.#bodiless.push({ name: whole, line: token.line, endLine: token.line });
    }
    if (opener === null || this.#openers.has(opener)) return;
    this.#openers.set(opener, { line: token.line, name: whole });
  }

  /** Index of the bracket that closes the one at `at`; the last token where none does. */
  #matching(at: number): number {
    return this.#closers[at] ?? this.#tokens.length - 1;
  }

  /** The `{` of a body behind parameters and results; null where there is none. */
  #bodyBehind(from: number): number | null {
    const passed: number[] = [];
    let next = this.#stepToBody(from, true);
    while (next > 0) {
      passed.push(next);
      next = this.#searched[next] || this.#stepToBody(next, false);
    }
    for (const at of passed) this.#searched[at] = next;
    return next === NO_BODY ? null : -next;
  }

  /** The index to look at next; that of the body's `{`, negated; or NO_BODY. */
  #stepToBody(at: number, isFirst: boolean): number {
    const token = this.#tokens[at];
    if (token === undefined || (token.first && !isFirst) || ENDS_TYPE.test(token.text))
      return NO_BODY;
    const isBody = token.text === "{" && !/^(?:struct|interface)$/.test(this.#text(at - 1));
    if (isBody) return -at;
    return (/^[{([]$/.test(token.text) ? this.#matching(at) : at) + 1;
  }

  /** Whether the tokens from `from` to before `to` are literals, or sums of them. */
  #isLiteral(from: number, to: number): boolean {
    for (let at = from; at < to; at += 1) {
      const token = this.#tokens[at];
      if (token?.kind !== "literal" && token?.text !== "+") return false;
    }
    return true;
  }

  #panic(at: number, token: Token): void {
    const before = this.#tokens[at - 1];
    if (this.#text(at + 1) !== "(" || before?.text === "." || this.#names.has(at)) return;
    if (this.#interfaces.at(-1) === this.#depth) return;
    const close = this.#matching(at + 1);
    const closing = this.#tokens[close];
    if (closing?.text !== ")") return;
    // A function is declared at depth 0: no body is around it.
    const outer = this.#bodies[0]?.name == null ? undefined : this.#bodies[0];
    const from = this.#tokens[at + 1]?.end ?? token.end;
    this.#panics.push({
      function: outer?.name ?? "init",
      declared: outer?.line ?? token.line,
      line: token.line,
      endLine: closing.line,
      start: token.start,
      end: closing.end,
      argument: this.#source
        .slice(from, Math.min(closing.start, from + LONGEST_ARGUMENT))
        .replace(/\s+/g, " ")
        .trim(),
      literal: this.#isLiteral(at + 2, close),
      statement: startsStatement(token, before) && endsStatement(this.#tokens[close + 1]),
    });
  }
}

function startsStatement(token: Token, before: Token | undefined): boolean {
  if (before === undefined) return false;
  if (/^[{};:]$/.test(before.text)) return true;
  if (!token.first) return false;
  return before.kind !== "mark" || /^(?:[)\]]|\+\+|--)$/.test(before.text);
}

const endsStatement = (after: Token | undefined): boolean =>
  after === undefined || after.first || after.text === "}" || after.text === ";";

/** `r *Ring[T]` gives `(*Ring)`, `Box[T]` gives `Box`. */
function receiverOf(tokens: readonly Token[]): string | null {
  const bracket = tokens.findIndex((token) => token.text === "[");
  const head = bracket < 0 ? tokens : tokens.slice(0, bracket);
  const name = head.findLast((token) => token.kind === "word");
  if (name === undefined) return null;
  return head.some((token) => token.text === "*") ? `(*${name.text})` : name.text;
}

/**
 * The source with the messages of these panics made constant, for the compiler
 * alone: lines stay, imports stay in use, and a constant-false `if` costs the inliner nothing.
 */
export function withConstantMessages(source: string, panics: readonly PanicCall[]): string {
  const edited = panics
    .filter(({ literal, statement }) => !literal && statement)
    .sort((left, right) => left.start - right.start);
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of edited) {
    // A panic inside another one's argument goes with it.
    if (start < done) continue;
    parts.push(source.slice(done, start), `if false { ${source.slice(start, end)} }; panic("")`);
    done = end;
  }
  return [...parts, source.slice(done)].join("");
}
