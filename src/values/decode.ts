import type { Variable, VariableKind } from "../model/index.ts";
import type { CallWords, Word } from "./argument-words.ts";
import { durationText } from "./duration.ts";
import { isMachinery } from "./machinery.ts";
import { type Parameter, type Signature, signatureAt, underlyingIn } from "./signature.ts";

/**
 * The arguments of a call by its declaration: what the words of a trace say for sure. Only a trace of a
 * build with `-N -l` has the true words; `source` is the text of the call's file.
 */
export function decodedArguments(
  { words, line, function: name }: CallWords,
  source: string,
): Variable[] {
  const signature = signatureAt(source, line, name);
  if (signature === null) return [];
  // A name may be that of a type parameter, whatever the file declares.
  const typeIn = (type: string): string =>
    signature.isGeneric ? type : underlyingIn(source, type);
  return parametersOf(signature).flatMap(({ kind, parameter }, at) => {
    const word = words[at];
    // In place of a generic method's receiver stands its dictionary (cmd/compile, ssagen, EmitArgInfo).
    if (kind === "receiver" && signature.isGeneric) return [];
    if (word === undefined || parameter.name === "" || isMachinery(parameter.type)) return [];
    const value = decoded(word, typeIn(parameter.type));
    return value === null ? [] : [variableOf(kind, parameter, value)];
  });
}

interface Role {
  readonly kind: VariableKind;
  readonly parameter: Parameter;
}

const parametersOf = ({ receiver, parameters }: Signature): Role[] => [
  ...(receiver === null ? [] : [{ kind: "receiver" as const, parameter: receiver }]),
  ...parameters.map((parameter) => ({ kind: "arg" as const, parameter })),
];

const variableOf = (kind: VariableKind, { name, type }: Parameter, value: string): Variable => ({
  ...{ name, type, kind, value },
  // Where it points to, or what it holds, is not known.
  truncated: /^(?:not nil|len [1-9])/.test(value),
  redacted: false,
});

/** What one word, or the words of a composite, say of a value of a type; null where they say nothing for sure. */
function decoded(word: Word, type: string): string | null {
  if (word.kind === "unknown") return null;
  if (type === "string") return stringValue(word);
  if (type.startsWith("[]") || type.startsWith("...")) return sliceValue(word);
  if (/^(?:any$|error$|interface\b)/.test(type)) return interfaceValue(word);
  if (word.kind === "group") return null;
  if (/^(?:\*|map\[|chan\b|<-chan\b|func\b|unsafe\.Pointer$)/.test(type)) {
    return word.value === 0n ? "nil" : "not nil";
  }
  return scalarValue(word.value, type);
}

const SIGNED: Readonly<Record<string, number>> = {
  int: 64,
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  rune: 32,
  "time.Month": 64,
  "time.Weekday": 64,
  "reflect.Kind": 64,
};
const UNSIGNED = /^(?:uint(?:8|16|32|64|ptr)?|byte|os\.FileMode|fs\.FileMode)$/;

function scalarValue(value: bigint, type: string): string | null {
  if (type === "bool") return value === 0n ? "false" : value === 1n ? "true" : null;
  const bits = SIGNED[type];
  if (type === "time.Duration") return durationText(String(BigInt.asIntN(64, value)));
  if (bits !== undefined) return String(BigInt.asIntN(bits, value));
  if (UNSIGNED.test(type)) return String(value);
  if (type === "float64") return floatText(value, 8);
  return type === "float32" ? floatText(value, 4) : null;
}

function floatText(value: bigint, bytes: 4 | 8): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, value);
  return String(bytes === 8 ? view.getFloat64(0) : Math.fround(view.getFloat32(4)));
}

const numbersOf = (word: Word): bigint[] | null => {
  if (word.kind !== "group") return null;
  const values = word.words.flatMap((part) => (part.kind === "number" ? [part.value] : []));
  return values.length === word.words.length ? values : null;
};

/** A string is a pointer and a length; its text is not in a trace. */
function stringValue(word: Word): string | null {
  const [, length] = numbersOf(word) ?? [];
  if (length === undefined) return null;
  return length === 0n ? '""' : `len ${length}`;
}

/** Pointer, length and capacity. */
function sliceValue(word: Word): string | null {
  const [pointer, length, capacity] = numbersOf(word) ?? [];
  if (pointer === undefined || length === undefined || capacity === undefined) return null;
  if (pointer === 0n) return "nil";
  return length === capacity ? `len ${length}` : `len ${length} cap ${capacity}`;
}

/** A type word and a data word; no type is nil. */
function interfaceValue(word: Word): string | null {
  const [type] = numbersOf(word) ?? [];
  if (type === undefined) return null;
  return type === 0n ? "nil" : "not nil";
}
