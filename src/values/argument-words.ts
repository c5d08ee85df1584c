import { isDigits } from "../model/index.ts";

/**
 * One argument as a trace prints it: a number, a composite in braces, or what can't be known.
 * A number is printed without sign, as wide as its type (runtime/traceback.go, printArgs).
 */
export type Word =
  | { readonly kind: "number"; readonly value: bigint }
  | { readonly kind: "group"; readonly words: readonly Word[]; readonly isCut: boolean }
  /** `_`: too far on the stack; `0x1?`: may be stale. */
  | { readonly kind: "unknown" };

/** The arguments of one call of a trace. */
export interface CallWords {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly words: readonly Word[];
  /** `...`: there are more. */
  readonly isCut: boolean;
}

/** Braces deeper than the runtime nests them (abi.TraceArgsMaxDepth is 5). */
const DEEPEST = 8;

/** Reads what stands between the parentheses of a call: `0xc000012345, {0x1, 0x2}, ...`; null where it is no such list. */
export function argumentWords(text: string): Pick<CallWords, "words" | "isCut"> | null {
  const reader = { text, at: 0 };
  const list = wordsIn(reader, 0);
  return list === null || reader.at < text.length ? null : list;
}

interface Reader {
  readonly text: string;
  at: number;
}

function wordsIn(reader: Reader, depth: number): { words: Word[]; isCut: boolean } | null {
  const words: Word[] = [];
  let isCut = false;
  while (reader.at < reader.text.length && reader.text[reader.at] !== "}") {
    if (reader.text.startsWith("...", reader.at)) {
      isCut = true;
      reader.at += 3;
    } else {
      const word = wordIn(reader, depth);
      if (word === null) return null;
      words.push(word);
    }
    if (reader.text.startsWith(", ", reader.at)) reader.at += 2;
  }
  return { words, isCut };
}

function wordIn(reader: Reader, depth: number): Word | null {
  const { text } = reader;
  if (text[reader.at] === "{") return depth >= DEEPEST ? null : groupIn(reader, depth);
  if (text[reader.at] === "_") {
    reader.at += 1;
    return { kind: "unknown" };
  }
  const number = /0x[0-9a-f]{1,16}|\d{1,20}/y;
  number.lastIndex = reader.at;
  const found = number.exec(text)?.[0];
  if (found === undefined) return null;
  reader.at += found.length;
  if (text[reader.at] !== "?") return { kind: "number", value: BigInt(found) };
  reader.at += 1;
  return { kind: "unknown" };
}

function groupIn(reader: Reader, depth: number): Word | null {
  reader.at += 1;
  const inner = wordsIn(reader, depth + 1);
  if (inner === null || reader.text[reader.at] !== "}") return null;
  reader.at += 1;
  return { kind: "group", ...inner };
}

/**
 * The calls of the first goroutine in a trace, innermost first, with their arguments; calls whose
 * arguments are not printed (`...`: inlined) or not readable are left out.
 */
export function callsOf(trace: readonly string[]): CallWords[] {
  const first = trace.findIndex((line) => /^goroutine \d+ .*\]:$/.test(line));
  const calls: CallWords[] = [];
  for (let at = Math.max(0, first); at + 1 < trace.length; at += 1) {
    const line = trace[at] ?? "";
    if (at > first && line.startsWith("goroutine ")) break;
    const call = callIn(line, trace[at + 1] ?? "");
    if (call !== null) calls.push(call);
  }
  return calls;
}

function callIn(line: string, below: string): CallWords | null {
  const open = line.lastIndexOf("(");
  if (open < 1 || !line.endsWith(")") || line.startsWith("\t")) return null;
  const list = argumentWords(line.slice(open + 1, -1));
  const place = /^\s+(\S.*):(\d+)(?: \+0x[0-9a-f]+)?(?: .*)?$/.exec(below);
  if (list === null || place === null || !isDigits(place[2] ?? "")) return null;
  return {
    function: line.slice(0, open),
    file: place[1] ?? "",
    line: Number(place[2]),
    ...list,
  };
}
