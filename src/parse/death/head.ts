import {
  type CrashHead,
  type Goroutine,
  isPanicFrame,
  nameOfException,
  type PanicPart,
} from "../../model/index.ts";
import { exceptionCode } from "./frames.ts";

const MARKS = [" [recovered, repanicked]", " [recovered]"] as const;
const TIMEOUT = "test timed out after ";

/**
 * Reads the words of a panic. `lines` start with `panic: ` and end before the
 * stack; `culprit` is the goroutine of that stack, null where none was printed.
 * Format: runtime/panic.go, printpanics; the tab before further lines since Go 1.23.
 */
export function parsePanicHead(lines: readonly string[], culprit: Goroutine | null): CrashHead {
  const words = withoutSignalLines(lines);
  const parts = mergedParts(splitParts(words, mostParts(culprit)), printsTabs(culprit));
  const first = parts[0]?.message ?? "";
  if (first.startsWith(TIMEOUT) && isAlarm(culprit)) return timeoutHead(first);
  const goexit = parts.length > 0 && isGoexit(parts.at(-1)?.message ?? "");
  return { kind: "panic", parts, goexit };
}

/** The alarm of the testing package, and no code of the user's that says the same. */
const isAlarm = (culprit: Goroutine | null): boolean =>
  culprit === null ||
  culprit.frames.some((frame) => frame.function.startsWith("testing.(*M).startAlarm"));

const isGoexit = (message: string): boolean =>
  message.startsWith("test executed panic(nil) or runtime.Goexit");

function withoutSignalLines(lines: readonly string[]): string[] {
  const words = [...lines];
  // One blank line is the runtime's; more are the end of the message.
  if (words.length > 1 && words.at(-1) === "") words.pop();
  while (words.length > 1 && words.at(-1)?.startsWith("[signal ") === true) words.pop();
  return words;
}

interface RawPart {
  readonly lines: string[];
  readonly mark: (typeof MARKS)[number] | null;
}

/**
 * A part ends where `\tpanic: ` begins a line. A message line that starts with
 * `panic: ` looks the same since Go 1.23, so the stack limits the number of parts.
 */
function splitParts(
  lines: readonly string[],
  limit: (parts: readonly RawPart[]) => number,
): RawPart[] {
  let parts: RawPart[] = [];
  let current: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0 && isFurther(line)) {
      parts.push(rawPart(current));
      current = [line.trimStart()];
    } else current.push(line);
  }
  parts.push(rawPart(current));
  while (parts.length > 1 && parts.length > limit(parts)) {
    const joint = parts.findIndex((part, index) => part.mark === null && index < parts.length - 1);
    if (joint < 0) break;
    parts = joined(parts, joint);
  }
  return parts;
}

/** `\\tpanic: `; where text was pasted the tab became blanks. */
const isFurther = (line: string): boolean => /^(?:\t| {4}| {8})panic: /.test(line);

function joined(parts: readonly RawPart[], joint: number): RawPart[] {
  const left = parts[joint];
  const right = parts[joint + 1];
  if (left === undefined || right === undefined) return [...parts];
  const lines = [...left.lines, ...right.lines.map((line, at) => (at === 0 ? `\t${line}` : line))];
  return [...parts.slice(0, joint), rawPart(lines), ...parts.slice(joint + 2)];
}

function rawPart(lines: string[]): RawPart {
  const last = lines.at(-1) ?? "";
  const mark = MARKS.find((candidate) => last.endsWith(candidate)) ?? null;
  return { lines, mark };
}

/** `panic(` and Goexit frames, and the hidden one of the panic that ended it all. */
function mostParts(culprit: Goroutine | null): (parts: readonly RawPart[]) => number {
  if (culprit === null || culprit.elided) return () => Number.POSITIVE_INFINITY;
  const panics = culprit.frames.filter((frame) => isPanicFrame(frame.function)).length;
  return (parts) => panics + 1 - parts.filter((part) => part.mark === MARKS[0]).length;
}

/** The minor version in `/opt/hostedtoolcache/go/1.22.1/x64/src` or `toolchain@v0.0.1-go1.22.1.linux-amd64`. */
function minorOf(file: string): number | null {
  const found = /(?:\/go\/|[-/]go)1\.(\d+)(?:\.\d+)?[./]/.exec(file);
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Since Go 1.23 further lines get a tab; up to 1.22 (panic.go below line 780) they stand as they are. */
function printsTabs(culprit: Goroutine | null): boolean {
  const minor = culprit?.frames.map((frame) => minorOf(frame.file)).find((minor) => minor !== null);
  if (minor !== undefined && minor !== null) return minor >= 23;
  const frame = culprit?.frames.find((frame) => frame.function === "panic");
  if (frame === undefined || !frame.file.endsWith("runtime/panic.go")) return true;
  // In Go 1.19 to 1.21 the call stood at line 884 and later.
  return frame.line >= 780 && frame.line < 880;
}

function mergedParts(raw: readonly RawPart[], tabs: boolean): PanicPart[] {
  const parts: PanicPart[] = [];
  for (const part of raw.map((each) => cleanPart(each, tabs))) {
    const previous = parts.at(-1);
    if (previous === undefined) parts.push(part);
    else if (
      sameMessage(previous.message, part.message) ||
      isCutCopy(previous, part) ||
      (previous.message === "nil" && isGoexit(part.message))
    ) {
      parts[parts.length - 1] = {
        message: previous.message,
        recovered: previous.recovered || part.recovered,
      };
    } else parts.push(part);
  }
  return parts;
}

/** A second copy whose own stack was taken for the real one. */
const isCutCopy = (first: PanicPart, second: PanicPart): boolean =>
  first.recovered &&
  second.message.trimEnd() !== "" &&
  first.message.startsWith(second.message.trimEnd()) &&
  first.message.includes("\ngoroutine ");

/** Up to Go 1.24 testing prints the same value again; a last newline may be lost. */
const sameMessage = (left: string, right: string): boolean =>
  left === right || left.replace(/\n$/, "") === right.replace(/\n$/, "");

function cleanPart(part: RawPart, tabs: boolean): PanicPart {
  const further = part.lines.slice(1);
  const tabbed = tabs && further.every((line) => line.startsWith("\t") || line === "");
  const lines = [
    (part.lines[0] ?? "").slice("panic: ".length),
    ...(tabbed ? further.map((line) => line.slice(1)) : further),
  ];
  const text = lines.join("\n");
  return {
    message: part.mark === null ? text : text.slice(0, -part.mark.length),
    recovered: part.mark !== null,
  };
}

/** `test timed out after 1s\nrunning tests:\n\tTestX (1s)`; no list up to Go 1.19. */
function timeoutHead(message: string): CrashHead {
  const [first = "", ...rest] = message.split("\n");
  const running = rest
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "running tests:")
    .map((line) => line.replace(/ \([^()]*\)$/, ""));
  return { kind: "timeout", message: first.trimEnd(), running };
}

/** The name in `[signal SIGSEGV: ...]` or at the start of `SIGSEGV: ...`; on Windows of a code: `[signal 0xc0000005 code=...]`. */
export function signalOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const found = /^(?:\[signal )?(SIG[A-Z0-9]+)\b/.exec(line);
    if (found?.[1] !== undefined) return found[1];
    const code = /^\[signal (0x[0-9a-f]{1,8}) /.exec(line)?.[1] ?? exceptionCode(line);
    if (code !== null) return nameOfException(Number(code));
  }
  return null;
}
