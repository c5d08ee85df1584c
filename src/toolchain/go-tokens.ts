type TokenKind = "word" | "literal" | "mark";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** The first token of its line. */
  readonly first: boolean;
}

/** One token of Go, or a blank, a line end, a comment (go.dev/ref/spec, Lexical elements). */
const PIECE =
  /(\n)|[^\S\n]+|\/\/[^\n]*|(\/\*)|([\p{L}_][\p{L}\p{N}_]*)|(`)|(["'])|(\.?\p{N}[\p{L}\p{N}_.]*)|(\+\+|--|<-|:=|[^\s])/uy;

export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const piece = new RegExp(PIECE);
  let line = 1;
  let first = true;
  for (let at = 0; at < source.length; ) {
    piece.lastIndex = at;
    const found = piece.exec(source);
    if (found === null) break;
    const end = endOfPiece(source, found, piece.lastIndex);
    const text = source.slice(at, end);
    const kind = kindOf(found);
    if (kind !== null) tokens.push({ kind, text, start: at, end, line, first });
    const lines = text.includes("\n") ? text.split("\n").length - 1 : 0;
    line += lines;
    first = kind === null ? first || lines > 0 : false;
    at = end;
  }
  return tokens;
}

/** What a piece is; null for blanks, line ends and comments. */
function kindOf([, , , word, raw, quote, number, mark]: RegExpExecArray): TokenKind | null {
  if (word !== undefined) return "word";
  if (mark !== undefined) return "mark";
  return (raw ?? quote ?? number) === undefined ? null : "literal";
}

/** Comments, raw strings, strings and runes are only begun by their piece. */
function endOfPiece(source: string, found: RegExpExecArray, from: number): number {
  const [, , comment, , raw, quote] = found;
  if (comment !== undefined) return endBehind(source, "*/", from);
  if (raw !== undefined) return endBehind(source, "`", from);
  return quote === undefined ? from : endOfQuoted(source, quote, from);
}

/** Behind a string's or rune's closing quote, or at the end of its line. */
function endOfQuoted(source: string, quote: string, from: number): number {
  for (let at = from; at < source.length; at += 1) {
    const char = source[at];
    if (char === quote) return at + 1;
    if (char === "\n") return at;
    if (char === "\\") at += 1;
  }
  return source.length;
}

function endBehind(source: string, text: string, from: number): number {
  const at = source.indexOf(text, from);
  return at < 0 ? source.length : at + text.length;
}

/** By index of a bracket that of the one that closes it, whatever their kinds; the last token where none does. */
export function closersOf(tokens: readonly Token[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(tokens.length - 1);
  const open: number[] = [];
  for (const [at, { text }] of tokens.entries()) {
    if (text === "(" || text === "[" || text === "{") open.push(at);
    else if (text === ")" || text === "]" || text === "}") {
      const opener = open.pop();
      if (opener !== undefined) closers[opener] = at;
    }
  }
  return closers;
}
