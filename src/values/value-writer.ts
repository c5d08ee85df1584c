import { type Foreign, listIn, numberIn, textIn, type Variable } from "../model/index.ts";
import { durationText } from "./duration.ts";
import { KIND, typeText } from "./fields.ts";
import { isMachinery } from "./machinery.ts";
import type { Hiding } from "./secrets.ts";

/** Bounds of what is shown; bytes, UTF-16 units. */
const LONGEST = 1000;
const DEEPEST = 6;

type Shown = Pick<Variable, "value" | "truncated" | "redacted">;

/** One value in words, bounded; `name`: what it is called where it stands. */
export function shownValue(value: Foreign, name: string, hiding: Hiding): Shown {
  if (textIn(value, "unreadable") !== "") return { value: null, truncated: false, redacted: false };
  const writer = new ValueWriter(hiding);
  const text = writer.text(value, name, 0);
  const isLong = text.length > LONGEST;
  return {
    value: isLong ? `${text.slice(0, LONGEST)}…` : text,
    truncated: isLong || writer.isCut,
    redacted: writer.isRedacted,
  };
}

const REDACTED = "[redacted]";

/** Writes a loaded value as Go would, and notes what was left out or hidden. */
class ValueWriter {
  readonly #hiding: Hiding;
  isCut = false;
  isRedacted = false;

  constructor(hiding: Hiding) {
    this.#hiding = hiding;
  }

  text(value: Foreign, name: string, depth: number): string {
    if (textIn(value, "unreadable") !== "") return "?";
    if (depth > DEEPEST) return this.#cut("…");
    const isSecret = this.#hiding.hidesName(name) || this.#hiding.hidesType(textIn(value, "type"));
    if (isSecret) return this.#hidden(value);
    switch (numberIn(value, "kind")) {
      case KIND.string:
        return this.#string(value);
      case KIND.pointer:
        return this.#pointer(value, name, depth);
      case KIND.interface:
        return this.#interface(value, name, depth);
      case KIND.slice:
      case KIND.array:
        return this.#list(value, name, depth);
      case KIND.map:
        return this.#map(value, depth);
      case KIND.struct:
        return this.#struct(value, depth);
      case KIND.chan:
        return channelText(value);
      case KIND.func:
        return textIn(value, "value") === "" ? "nil" : this.#shape(functionText(value), "func");
      default:
        return this.#scalar(value);
    }
  }

  /** The shape alone: nil stays visible, and so do lengths. */
  #hidden(value: Foreign): string {
    if (isNil(value)) return "nil";
    this.isRedacted = true;
    const kind = numberIn(value, "kind");
    const hasLength = kind === KIND.slice || kind === KIND.map;
    return hasLength ? `len ${numberIn(value, "len")} ${REDACTED}` : REDACTED;
  }

  #cut(text: string): string {
    this.isCut = true;
    return text;
  }

  #shape(text: string, shape: string): string {
    return this.#hiding.shapesOnly ? shape : text;
  }

  #secretOr(text: string, raw = text): string {
    if (!this.#hiding.hidesText(raw)) return text;
    this.isRedacted = true;
    return REDACTED;
  }

  #scalar(value: Foreign): string {
    const text = textIn(value, "value");
    const isDuration = textIn(value, "type") === "time.Duration";
    const shown = isDuration ? durationText(text) : text;
    return this.#shape(this.#secretOr(shown), "…");
  }

  #string(value: Foreign): string {
    const text = textIn(value, "value");
    const length = numberIn(value, "len");
    if (this.#hiding.shapesOnly) return length === 0 ? '""' : `len ${length}`;
    const left = length - Buffer.byteLength(text);
    const shown = this.#secretOr(quoted(text), text);
    return left > 0 ? this.#cut(`${shown}…+${left} bytes`) : shown;
  }

  #pointer(value: Foreign, name: string, depth: number): string {
    const [to] = listIn(value, "children");
    if (to === undefined || numberIn(to, "addr") === 0) return "nil";
    const fields = listIn(to, "children");
    const isLost =
      textIn(to, "unreadable") !== "" ||
      (fields.length > 0 && fields.every((field) => textIn(field, "unreadable") !== ""));
    if (isLost) return this.#cut(`0x${numberIn(to, "addr").toString(16)} (unreadable)`);
    if (isMachinery(textIn(to, "type"))) return this.#cut("{…}");
    if (to.onlyAddr === true) return this.#cut(`*${typeText(textIn(to, "type"))} {…}`);
    return `&${this.text(to, name, depth + 1)}`;
  }

  #interface(value: Foreign, name: string, depth: number): string {
    const [inner] = listIn(value, "children");
    if (inner === undefined || numberIn(inner, "kind") === 0) return "nil";
    return `${typeText(textIn(inner, "type"))}(${this.text(inner, name, depth + 1)})`;
  }

  #list(value: Foreign, name: string, depth: number): string {
    const isSlice = numberIn(value, "kind") === KIND.slice;
    if (isSlice && numberIn(value, "base") === 0) return "nil";
    const parts = listIn(value, "children");
    const [length, capacity] = [numberIn(value, "len"), numberIn(value, "cap")];
    const size = isSlice && capacity !== length ? `len ${length} cap ${capacity}` : `len ${length}`;
    if (this.#hiding.shapesOnly) return size;
    const more = length - parts.length;
    const bytes = printableBytes(parts);
    if (bytes !== null) {
      const text = `${size} ${this.#secretOr(quoted(bytes), bytes)}`;
      return more > 0 ? this.#cut(`${text}…`) : text;
    }
    const words = parts.map((part) => this.text(part, name, depth + 1));
    if (more > 0) words.push(this.#cut(`…+${more}`));
    return `${size} [${words.join(", ")}]`;
  }

  #map(value: Foreign, depth: number): string {
    if (numberIn(value, "base") === 0) return "nil";
    const length = numberIn(value, "len");
    if (this.#hiding.shapesOnly) return `len ${length}`;
    const parts = listIn(value, "children");
    const pairs: string[] = [];
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const [key = {}, of = {}] = parts.slice(at, at + 2);
      const name = textIn(key, "value");
      pairs.push(`${this.text(key, "", depth + 1)}: ${this.text(of, name, depth + 1)}`);
    }
    if (length > pairs.length) pairs.push(this.#cut(`…+${length - pairs.length}`));
    return `len ${length} {${pairs.join(", ")}}`;
  }

  #struct(value: Foreign, depth: number): string {
    const type = textIn(value, "type");
    if (/^reflect\.(?:Value|rtype)$/.test(type)) return this.#cut(`${type} {…}`);
    const fields = listIn(value, "children");
    // `{Name: "password", Value: ...}`: one field names what another holds.
    const named = fields.find((field) => this.#hiding.hidesName(textIn(field, "value")));
    const words = fields.map((field) => {
      const name = textIn(field, "name");
      const shownAs = named !== undefined && field !== named ? textIn(named, "value") : name;
      return `${name}: ${this.text(field, shownAs, depth + 1)}`;
    });
    const more = numberIn(value, "len") - fields.length;
    if (more > 0) words.push(this.#cut(`…+${more}`));
    return `{${words.join(", ")}}`;
  }
}

/** Nil of whatever kind can be. */
function isNil(value: Foreign): boolean {
  const kind = numberIn(value, "kind");
  const [inner] = listIn(value, "children");
  if (kind === KIND.pointer) return inner === undefined || numberIn(inner, "addr") === 0;
  if (kind === KIND.interface) return inner === undefined || numberIn(inner, "kind") === 0;
  return (kind === KIND.slice || kind === KIND.map) && numberIn(value, "base") === 0;
}

/** Fields of runtime.hchan (runtime/chan.go): delve's len counts them, not the elements. */
function channelText(value: Foreign): string {
  if (numberIn(value, "base") === 0) return "nil";
  const of = (name: string): string => {
    const field = listIn(value, "children").find((each) => textIn(each, "name") === name);
    return field === undefined ? "?" : textIn(field, "value");
  };
  const closed = of("closed") === "1" ? " closed" : "";
  return `chan len ${of("qcount")} cap ${of("dataqsiz")}${closed}`;
}

const functionText = (value: Foreign): string => textIn(value, "value").split("/").at(-1) ?? "func";

/** Bytes that are text; null for other elements, and for bytes that are none. */
function printableBytes(parts: readonly Foreign[]): string | null {
  if (parts.length === 0 || parts.some((part) => textIn(part, "realType") !== "uint8")) return null;
  const text = Buffer.from(parts.map((part) => Number(textIn(part, "value")))).toString("latin1");
  return /^[\x20-\x7e\s]*$/.test(text) ? text : null;
}

/** In quotes, with escapes for all that does not print or turns text round. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\p{C}\u2028\u2029]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
