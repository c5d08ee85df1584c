import { type CreatedBy, isDigits, type RawFrame } from "../../model/index.ts";

/** `pkg.F` and what stood between its last parentheses. */
export interface Call {
  readonly function: string;
  readonly inlined: boolean;
}

/**
 * `example.com/x.(*T).M(0x1, {0x2, ...})`. The arguments never hold a
 * parenthesis, so the last one opens them (runtime/traceback.go, printArgs).
 */
export function parseCall(line: string): Call | null {
  if (line.charCodeAt(line.length - 1) !== 41 /* ) */) return null;
  const open = line.lastIndexOf("(");
  if (open < 1) return null;
  const name = line.slice(0, open);
  if (!looksLikeFunction(name)) return null;
  return { function: name, inlined: line.length - open === 5 && line.endsWith("(...)") };
}

/** A function of a trace: no white space outside brackets, and a dot, or `panic`. */
function looksLikeFunction(name: string): boolean {
  if (name === "panic") return true;
  const bracket = name.indexOf("[");
  const plain = bracket < 0 ? name : name.slice(0, bracket);
  return !plain.includes(" ") && !plain.includes("\t") && name.includes(".");
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** `\t/a b/x.go:12 +0x1d fp=0x1 sp=0x2 pc=0x3`; race reports indent by spaces. */
export function parsePlace(line: string): Place | null {
  const start = firstNonBlank(line);
  if (start === 0) return null;
  let end = line.length;
  const offset = line.indexOf(" +0x", start);
  if (offset >= 0) end = offset;
  else {
    const pointers = line.indexOf(" fp=0x", start);
    if (pointers >= 0) end = pointers;
  }
  const colon = line.lastIndexOf(":", end - 1);
  if (colon <= start) return null;
  const digits = line.slice(colon + 1, end);
  if (!isDigits(digits)) return null;
  return { file: line.slice(start, colon), line: Number(digits) };
}

function firstNonBlank(line: string): number {
  let at = 0;
  while (at < line.length) {
    const code = line.charCodeAt(at);
    if (code !== 32 && code !== 9) break;
    at += 1;
  }
  return at;
}

export interface Header {
  readonly id: number;
  readonly state: string;
}

/**
 * `goroutine 7 gp=0xc0 m=0 mp=0x52 [select, 5 minutes]:`, in 1.26 with labels
 * inside the bracket and from 1.27 with ` {k: "v"}` behind it.
 */
export function parseHeader(line: string): Header | null {
  if (!line.startsWith("goroutine ") || !line.endsWith(":")) return null;
  const open = line.indexOf(" [");
  if (open < 0) return null;
  const words = line.slice(10, open).split(" ");
  const id = words[0] ?? "";
  if (!isDigits(id)) return null;
  if (words.slice(1).some((word) => !/^(?:gp|m|mp)=/.test(word))) return null;
  const close = closingBracket(line, open + 1);
  return close < 0 ? null : { id: Number(id), state: line.slice(open + 2, close) };
}

/** The bracket that ends the state; one inside a quoted label does not count. */
function closingBracket(line: string, open: number): number {
  let quoted = false;
  for (let at = open + 1; at < line.length; at += 1) {
    const char = line[at];
    if (char === "\\" && quoted) at += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === "]" && !quoted) return at;
  }
  return -1;
}

/** `created by pkg.F in goroutine 7`; up to Go 1.20 without the goroutine. */
export function parseCreatedBy(line: string): Pick<CreatedBy, "function" | "goroutine"> | null {
  if (!line.startsWith("created by ")) return null;
  const rest = line.slice(11);
  const marker = rest.lastIndexOf(" in goroutine ");
  if (marker < 0) return { function: rest, goroutine: null };
  const id = rest.slice(marker + 14);
  if (!isDigits(id)) return { function: rest, goroutine: null };
  return { function: rest.slice(0, marker), goroutine: Number(id) };
}

/** `...202 frames elided...` since Go 1.21; `...additional frames elided...` before. */
export function isElision(line: string): boolean {
  return line.startsWith("...") && line.endsWith("frames elided...");
}

/** `[originating from goroutine 7]:`, under GODEBUG=tracebackancestors. */
export function parseAncestor(line: string): number | null {
  if (!line.startsWith("[originating from goroutine ") || !line.endsWith("]:")) return null;
  const id = line.slice(28, -2);
  return isDigits(id) ? Number(id) : null;
}

/** Joins a call and its place. */
export function frameOf(call: Call, place: Place): RawFrame {
  return { function: call.function, file: place.file, line: place.line, inlined: call.inlined };
}

/** A goroutine's header, a call, or its place; or the signal's line above them. */
export const isStackLine = (line: string): boolean =>
  line.startsWith("[signal ") ||
  parseHeader(line) !== null ||
  parseCall(line) !== null ||
  parsePlace(line) !== null;

/** The code in `Exception 0xc0000005 0x0 0x10 0x7ffb2c51d6f0`, before what it says of itself and its place (runtime/signal_windows.go, winthrow); else null. */
export function exceptionCode(line: string): number | null {
  const found = /^Exception (0x[0-9a-f]{1,16})(?: 0x[0-9a-f]{1,16}){3}$/.exec(line);
  return found === null ? null : Number(found[1]);
}
