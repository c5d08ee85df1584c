import { closersOf, type Token, tokensOf } from "./go-tokens.ts";

/** A `for` statement, by its lines (1-based). */
export interface Loop {
  readonly line: number;
  readonly endLine: number;
}

/** What looks like a call and is compiled to none: operators of the language, and conversions of numbers. */
const NO_CALL = new Set(
  (
    "if for switch return case range func len cap min max real imag complex bool byte rune uintptr int int8 int16 int32 int64 " +
    "uint uint8 uint16 uint32 uint64 float32 float64 complex64 complex128"
  ).split(" "),
);

/** Statements that ask the runtime. */
const ASKS = new Set(["<-", "select", "go", "defer"]);

/**
 * Outermost loops between two lines in whose source nothing is called: only there can a goroutine run on
 * without a place where it is asked to stop (go.dev/src/runtime/preempt.go). What the compiler adds, for
 * maps and strings, is not seen, nor that a call is inlined.
 */
export function loopsWithoutCalls(source: string, from: number, to: number): Loop[] {
  const tokens = tokensOf(source);
  const closers = closersOf(tokens);
  const calls = callsUpTo(tokens);
  const loops: Loop[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.line > to) break;
    if (token.text !== "for" || token.kind !== "word" || token.line < from) continue;
    const opener = openerOf(tokens, at, closers);
    const end = opener === null ? at : (closers[opener] ?? at);
    if (end === at || calls[end] !== calls[at]) continue;
    loops.push({ line: token.line, endLine: tokens[end]?.line ?? token.line });
    at = end;
  }
  return loops;
}

/** By index of a token: how many calls begin before it. */
function callsUpTo(tokens: readonly Token[]): Int32Array {
  const counts = new Int32Array(tokens.length + 1);
  for (const [at, token] of tokens.entries()) {
    counts[at + 1] = (counts[at] ?? 0) + (isCall(token, tokens[at + 1]) ? 1 : 0);
  }
  return counts;
}

/** The brace that opens a loop's body: composite literals in its head stand in parentheses (go.dev/ref/spec). */
function openerOf(tokens: readonly Token[], loop: number, closers: Int32Array): number | null {
  for (let at = loop + 1; at < tokens.length; at += 1) {
    const text = tokens[at]?.text;
    if (text === "{") return at;
    if (text === "for" || text === "}") return null;
    if (text === "(" || text === "[") at = closers[at] ?? at;
  }
  return null;
}

function isCall({ kind, text }: Token, next: Token | undefined): boolean {
  if (ASKS.has(text)) return true;
  if (next?.text !== "(") return false;
  return text === ")" || text === "]" || (kind === "word" && !NO_CALL.has(text));
}
