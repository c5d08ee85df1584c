import { detached, type Inlining, isDigits, type LeakFact, type Position } from "../model/index.ts";

/** More than any module has; beyond, the text is not the compiler's. */
export const FACT_LIMIT = 500_000;

export const CAN = "can inline ";

export const CANNOT = "cannot inline ";

export const ESCAPES = " escapes to heap";

export const LEAKING = "leaking param: ";

export const MOVED = "moved to heap: ";

/** A variable's name; other values never move to the heap as variables do. */
export const NAME = /^[#.\p{L}\p{N}_]+$/u;

export const PARTS = [
  " capturing by ",
  " does not escape, mutate, or call",
  " ignoring self-assignment in ",
  "(can be) stack allocated",
  " now per-iteration",
  " will be kept alive",
  "moved to heap: #",
];

/** A stretch of text that holds one line, without its newline. */
export interface Line {
  readonly text: string;
  readonly from: number;
  readonly end: number;
  /** Where the `: ` behind the position stands. */
  readonly colon: number;
}

/** Whether the words of a line, behind its position, start like this. */
export const says = ({ text, colon }: Line, start: string): boolean =>
  text.startsWith(start, colon + 2);

export const ends = ({ text, end }: Line, tail: string): boolean =>
  text.startsWith(tail, end - tail.length);

export const wordsOf = ({ text, colon, end }: Line): string => text.slice(colon + 2, end);

export const positionOf = ({ text, from, colon }: Line): Position | null =>
  positionIn(text, from, colon);

export interface OpenFlow {
  readonly position: Position;
  readonly what: string;
  readonly leaks: boolean;
}

export interface LeakDraft extends Position {
  what: string;
  readonly through: { file: string; line: number }[];
  leaks: boolean;
}

export const leakFact = ({ file, line, column, what, through }: LeakDraft): LeakFact => ({
  file,
  line,
  column,
  what,
  through,
});

export function keep<T>(facts: Map<string, T>, key: string, fact: T): void {
  if (facts.size < FACT_LIMIT && !facts.has(key)) facts.set(key, fact);
}

export const keyOf = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;

/** The refusal with what its words say of cost and budget. */
export function refusal(reason: string): Inlining {
  const found = /cost (\d{1,9}) exceeds budget (\d{1,9})/.exec(reason);
  return {
    can: false,
    cost: found === null ? null : Number(found[1]),
    budget: found === null ? null : Number(found[2]),
    reason,
  };
}

/** `FILE:LINE` of `FILE:LINE:COLUMN`, or of `FILE:LINE`, without `./`; null where it is of another form. */
export function placeIn(text: string, from: number, end: number): string | null {
  const last = text.lastIndexOf(":", end - 1);
  if (last <= from) return null;
  const start = text.startsWith("./", from) ? from + 2 : from;
  const before = text.charCodeAt(last - 1);
  // What stands before a column is a digit of the line; before a line, the end of a name.
  const hasColumn = before >= 48 && before <= 57 && text.lastIndexOf(":", last - 1) > start;
  return text.slice(start, hasColumn ? last : end);
}

/** `FILE:LINE:COLUMN`, or `FILE:LINE`, in `text[from, end)`; null where it is of another form. */
function positionIn(text: string, from: number, end: number): Position | null {
  const second = text.lastIndexOf(":", end - 1);
  const first = second <= from ? -1 : text.lastIndexOf(":", second - 1);
  const row = text.slice(first + 1, second);
  const column = text.slice(second + 1, end);
  if (second <= from || !isDigits(column)) return null;
  const start = text.startsWith("./", from) ? from + 2 : from;
  if (first > from && isDigits(row)) {
    return { file: detached(text.slice(start, first)), line: Number(row), column: Number(column) };
  }
  return { file: detached(text.slice(start, second)), line: Number(column), column: 0 };
}
