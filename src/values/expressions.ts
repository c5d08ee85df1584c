import { type Token, tokensOf } from "../toolchain/index.ts";

/** More of a line are not read. */
const MOST = 12;

/** Words that name no variable (go.dev/ref/spec, keywords, predeclared identifiers). */
const NO_VARIABLE: ReadonlySet<string> = new Set(
  (
    "if for return func var range go defer panic switch case len cap make append string int int8 int16 int32 int64 " +
    "uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 byte rune bool error any nil true " +
    "false iota else map select chan struct interface const type default break continue goto fallthrough copy delete " +
    "new print println recover close min max clear complex real imag package import"
  ).split(" "),
);

/**
 * What a line of Go reads: names and selectors, `m`, `m.cols`, in their order; no calls, no
 * keywords, nothing that is evaluated by running code.
 */
export function expressionsOf(line: string): string[] {
  const tokens = tokensOf(line);
  const found = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const end = selectorEnd(tokens, at);
    if (end === null) continue;
    const isCall = tokens[end + 1]?.text === "(";
    for (const name of namesIn(tokens.slice(at, end + 1), isCall)) found.add(name);
    at = end;
  }
  return [...found].slice(0, MOST);
}

/** The last token of `a.b.c` that begins at `at`; null where nothing does. */
function selectorEnd(tokens: readonly Token[], at: number): number | null {
  const first = tokens[at];
  if (first?.kind !== "word" || NO_VARIABLE.has(first.text)) return null;
  // The field of a call's or an index's result has no name of its own; a key of a literal is none.
  if (tokens[at - 1]?.text === ".") return null;
  let end = at;
  while (tokens[end + 1]?.text === "." && tokens[end + 2]?.kind === "word") end += 2;
  return end;
}

/** `a`, `a.b` and `a.b.c` of the last; without the last where it is called. */
function namesIn(tokens: readonly Token[], isCall: boolean): string[] {
  const words = tokens.filter(({ kind }) => kind === "word").map(({ text }) => text);
  const read = isCall ? words.slice(0, -1) : words;
  return read.map((_, at) => read.slice(0, at + 1).join("."));
}
