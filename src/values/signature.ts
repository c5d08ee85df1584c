import { isClosure } from "../model/index.ts";
import { closersOf, type Token, tokensOf } from "../toolchain/index.ts";

/** A parameter as its declaration writes it; `_` and unnamed ones have an empty name. */
export interface Parameter {
  readonly name: string;
  /** Blanks folded: `map[string]int`. */
  readonly type: string;
}

/** The function around a line: a declaration, or a function literal in one. */
export interface Signature {
  readonly receiver: Parameter | null;
  readonly parameters: readonly Parameter[];
  /** It, or its receiver, has type parameters. */
  readonly isGeneric: boolean;
}

/**
 * The function of a symbol at a line (1-based): the declaration around the line, or for a literal's symbol the innermost literal;
 * null where none does, and where several literals have code on the line, of which nothing tells the right one. Source:
 * go.dev/ref/spec, function declarations.
 */
export function signatureAt(source: string, line: number, name: string): Signature | null {
  // The body of a range-over-func loop is a function without a head.
  if (/-range\d+$/.test(name)) return null;
  const around = headsAround(tokensOf(source), line);
  if (!isClosure(name)) return around.find(({ isLiteral }) => !isLiteral)?.signature ?? null;
  const literals = around.filter(({ isLiteral }) => isLiteral);
  const last = literals.at(-1);
  if (last === undefined) return null;
  const isSure = literals.length === 1 || !literals.some(({ isEdge }) => isEdge);
  return isSure ? last.signature : null;
}

interface Around {
  readonly signature: Signature;
  readonly isLiteral: boolean;
  /** It begins or ends on the line: what is around it has code there too. */
  readonly isEdge: boolean;
}

/** The functions whose text holds a line, the outermost first. */
function headsAround(tokens: readonly Token[], line: number): Around[] {
  const closers = closersOf(tokens);
  const found: Around[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.line > line) break;
    if (token.text !== "func" || token.kind !== "word") continue;
    const head = headAt(tokens, closers, at);
    const end = tokens[closers[head?.body ?? -1] ?? -1];
    if (head === null || end === undefined || end.line < line) continue;
    const { signature, isLiteral } = head;
    found.push({ signature, isLiteral, isEdge: token.line === line || end.line === line });
  }
  return found;
}

interface Head {
  readonly signature: Signature;
  /** It has no name. */
  readonly isLiteral: boolean;
  /** Index of the `{` that opens the body. */
  readonly body: number;
}

function headAt(tokens: readonly Token[], closers: Int32Array, func: number): Head | null {
  const text = (at: number): string => tokens[at]?.text ?? "";
  let at = func + 1;
  let receiver: Parameter | null = null;
  const isMethod = text(at) === "(" && isMethodName(tokens, (closers[at] ?? 0) + 1);
  if (isMethod) {
    receiver = parametersIn(tokens, closers, at)[0] ?? null;
    at = (closers[at] ?? at) + 1;
  }
  const isLiteral = tokens[at]?.kind !== "word";
  if (!isLiteral) at += 1;
  const isGeneric = text(at) === "[" || receiver?.type.includes("[") === true;
  if (text(at) === "[") at = (closers[at] ?? at) + 1;
  if (text(at) !== "(") return null;
  const parameters = parametersIn(tokens, closers, at);
  const body = bodyBehind(tokens, closers, (closers[at] ?? at) + 1);
  return body === null ? null : { signature: { receiver, parameters, isGeneric }, isLiteral, body };
}

/** `func (r T) Name(` against the literal `func (a int) (b int) {`. */
const isMethodName = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.kind === "word" && /^[([]$/.test(tokens[at + 1]?.text ?? "");

/** Behind the results: the body's brace, which does not belong to an interface or struct type. */
function bodyBehind(tokens: readonly Token[], closers: Int32Array, from: number): number | null {
  for (let at = from; at < tokens.length; at += 1) {
    const { text = "" } = tokens[at] ?? {};
    const opensType = /^(?:interface|struct)$/.test(tokens[at - 1]?.text ?? "");
    if (text === "{" && !opensType) return at;
    if (ENDS_RESULTS.test(text)) return null;
    if (/^[([{]$/.test(text)) at = closers[at] ?? tokens.length;
  }
  return null;
}

/** What can't stand between parameters and body: there is no body. */
const ENDS_RESULTS = /^(?:[,;)}\]=:]|:=|type|var|const)$/;

/** What stands between the parentheses at `open`. Either all have names or none has. */
function parametersIn(tokens: readonly Token[], closers: Int32Array, open: number): Parameter[] {
  const groups = groupsIn(tokens, closers, open);
  const isNamed = groups.some((group) => startsWithName(group));
  if (!isNamed) return groups.map((group) => ({ name: "", type: textOf(group) }));
  const found: { name: string; type: string }[] = [];
  // `a, b int`: the type stands behind the last of several names.
  let type = "";
  for (const group of [...groups].reverse()) {
    const [name] = group;
    if (group.length > 1) type = textOf(group.slice(1));
    found.unshift({ name: name?.text === "_" ? "" : (name?.text ?? ""), type });
  }
  return found;
}

/** A name, and a type behind it: `a int`, `a ...string`, `a *T`; not `pkg.T`, `*T`, `[]int`. */
function startsWithName([first, second, third]: readonly Token[]): boolean {
  return (
    first?.kind === "word" &&
    !TYPE_WORDS.has(first.text) &&
    second !== undefined &&
    (second.text !== "." || third?.text === ".") &&
    !(second.text === "[" && second.start === first.end)
  );
}

const TYPE_WORDS: ReadonlySet<string> = new Set(["func", "map", "chan", "struct", "interface"]);

function groupsIn(tokens: readonly Token[], closers: Int32Array, open: number): Token[][] {
  const close = closers[open] ?? open;
  const groups: Token[][] = [[]];
  for (let at = open + 1; at < close; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === ",") {
      groups.push([]);
      continue;
    }
    const end = /^[([{]$/.test(token.text) ? (closers[at] ?? at) : at;
    groups.at(-1)?.push(...tokens.slice(at, end + 1));
    at = end;
  }
  return groups.filter((group) => group.length > 0);
}

/** Tokens as written, a blank where two words meet. */
function textOf(tokens: readonly Token[]): string {
  let text = "";
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    const isApart = before !== undefined && before.kind === "word" && token.kind === "word";
    text += (isApart ? " " : "") + token.text;
  }
  return text;
}

/** `int` of a type that the same file declares as `type Kind int`; the type itself where it does not. */
export function underlyingIn(source: string, type: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(type)) return type;
  const tokens = tokensOf(source);
  for (const [at, token] of tokens.entries()) {
    const [name, under, behind] = [tokens[at + 1], tokens[at + 2], tokens[at + 3]];
    if (token.text !== "type" || name?.text !== type || under?.kind !== "word") continue;
    // `type A B`: one word, and nothing of the same line behind it.
    if (behind === undefined || behind.first) return under.text;
  }
  return type;
}
