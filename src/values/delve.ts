import {
  type Expression,
  type Foreign,
  isForeign,
  listIn,
  numberIn,
  textIn,
  type Variable,
  type VariableKind,
} from "../model/index.ts";
import { KIND, typeText } from "./fields.ts";
import { isMachinery } from "./machinery.ts";
import type { Hiding } from "./secrets.ts";
import { shownValue } from "./value-writer.ts";

/** How much of a value delve loads (delve service/api/types.go, LoadConfig). */
export const LOAD = {
  FollowPointers: true,
  MaxVariableRecurse: 2,
  MaxStringLen: 200,
  MaxArrayValues: 8,
  MaxStructFields: 16,
} as const;

const MOST_VARIABLES = 40;

/** Flags of a variable (delve service/api/types.go). */
const FLAG = { escaped: 1, shadowed: 2, constant: 4, argument: 8, result: 16 } as const;

/** A frame of a goroutine as delve lists it. */
export interface DebuggedFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  /** The compiler moved its variables: what is read may be wrong. */
  readonly isOptimized: boolean;
  /** As delve has them, to be shown by `variablesOf`. */
  readonly raw: Foreign;
}

/** The frames of an answer to Stacktrace, innermost first. */
export const framesIn = (answer: Foreign): DebuggedFrame[] =>
  listIn(answer, "Locations").map((raw) => {
    const place = isForeign(raw.function) ? raw.function : {};
    return {
      function: textIn(place, "name"),
      file: textIn(raw, "file"),
      line: numberIn(raw, "line"),
      isOptimized: place.optimized === true,
      raw,
    };
  });

/** Goroutines of an answer to ListGoroutines, by id. */
export const goroutinesIn = (answer: Foreign): number[] =>
  listIn(answer, "Goroutines").map((goroutine) => numberIn(goroutine, "id"));

/** Arguments and locals of a frame that a reader wants to see; `receiver`: its name in the source. */
export function variablesOf(
  { raw, isOptimized }: DebuggedFrame,
  receiver: string | null,
  hiding: Hiding,
): Variable[] {
  if (isOptimized) return [];
  const args = listIn(raw, "Arguments").map((value) => {
    const kind = (numberIn(value, "flags") & FLAG.result) === 0 ? "arg" : "result";
    return { value, kind: textIn(value, "name") === receiver ? "receiver" : kind } as const;
  });
  const locals = listIn(raw, "Locals").map((value) => ({ value, kind: "local" }) as const);
  return [...args, ...locals].filter(isWanted).slice(0, MOST_VARIABLES).map(variableIn(hiding));
}

interface Found {
  readonly value: Foreign;
  readonly kind: VariableKind;
}

/** Results are zero at a panic; what the compiler named, and the test's own handle, say nothing. */
const isWanted = ({ value, kind }: Found): boolean =>
  kind !== "result" &&
  /^&?[\p{L}_]/u.test(textIn(value, "name")) &&
  textIn(value, "name") !== "_" &&
  !isMachinery(textIn(value, "type"));

const variableIn =
  (hiding: Hiding) =>
  ({ value, kind }: Found): Variable => {
    const given = textIn(value, "name");
    const name = given.replace(/^&/, "");
    // As delve itself shows one that another of its name hides at this line.
    const isShadowed = (numberIn(value, "flags") & FLAG.shadowed) !== 0;
    return {
      ...{ name: isShadowed ? `(${name})` : name, type: typeText(textIn(value, "type")) },
      kind: given.startsWith("&") && kind === "local" ? "captured" : kind,
      ...shownValue(value, name, hiding),
    };
  };

/** What Eval answers for an expression; null where it could not be read. */
export function expressionIn(answer: unknown, text: string, hiding: Hiding): Expression | null {
  const value = isForeign(answer) && isForeign(answer.Variable) ? answer.Variable : null;
  if (value === null || textIn(value, "unreadable") !== "" || numberIn(value, "kind") === 0)
    return null;
  const type = textIn(value, "type");
  if (numberIn(value, "kind") === KIND.func || isMachinery(type)) return null;
  // A part of what is hidden is hidden: `token.raw`, `passwords[0]`.
  const words = text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  const name = words.find(hiding.hidesName) ?? words.at(-1) ?? text;
  const { value: shown } = shownValue(value, name, hiding);
  return shown === null ? null : { text, type: typeText(type), value: shown };
}
