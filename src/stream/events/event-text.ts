import { isForeign } from "../../model/index.ts";

/** The fields of test2json's events that are read here. Source: go doc cmd/test2json. */
export interface TestEvent {
  readonly Action: string;
  readonly Time?: string;
  readonly Package?: string;
  readonly ImportPath?: string;
  readonly Test?: string;
  readonly Elapsed?: number;
  readonly Output?: string;
  /** Since Go 1.27. */
  readonly OutputType?: string;
  readonly FailedBuild?: string;
}

/** Whether the JSON string in `chunk[from, end)` ends in `\\n`. */
export function endsInNewline(chunk: string, from: number, end: number): boolean {
  return (
    chunk.charCodeAt(end - 1) === 110 &&
    chunk.charCodeAt(end - 2) === 92 &&
    end - 2 >= from &&
    !isEscaped(chunk, end - 2, from)
  );
}

/** A line without end is kept up to this length; the trace of a panic is far shorter. */
export const PARTIAL_LIMIT = 1 << 20;

export const bounded = (text: string): string =>
  text.length > PARTIAL_LIMIT ? text.slice(0, PARTIAL_LIMIT) : text;

const MATTERING = Uint8Array.from({ length: 128 }, (_, code) =>
  "=-pfSgruWescFP".includes(String.fromCharCode(code)) ? 1 : 0,
);

/** First letters of all lines that mean something outside a crash: `=== RUN`, `panic: `, `goroutine 1`, ... */
export const mayMatter = (letter: number): boolean => MATTERING[letter] === 1;

/** ` (0.00s)`, as testing prints it behind the name of a test. */
export const isTime = (text: string): boolean => /^ \(\d{1,12}\.\d\ds\)$/.test(text);

export const isFrame = (text: string): boolean =>
  text.startsWith("--- ") || text.startsWith("=== ");

/** Whether the backslash at `at` is itself escaped. */
function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0;
  for (let before = at - 1; before >= from && text.charCodeAt(before) === 92; before -= 1)
    count += 1;
  return count % 2 === 1;
}

export function unescaped(raw: string): string | null {
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

export function parseObject(line: string): TestEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

/** What test2json says of tests and packages. Source: go doc cmd/test2json. */
export const ACTIONS: ReadonlySet<string> = new Set(
  "start run pause cont pass bench fail output skip".split(" "),
);

const STRINGS = [
  "Action",
  "Time",
  "Package",
  "ImportPath",
  "Test",
  "Output",
  "OutputType",
  "FailedBuild",
] as const;

function isEvent(value: unknown): value is TestEvent {
  if (!isForeign(value)) return false;
  if (value.Elapsed !== undefined && typeof value.Elapsed !== "number") return false;
  return STRINGS.every((name) => value[name] === undefined || typeof value[name] === "string");
}

/** `isSettled`: its package has passed; a failure behind that is of a run whose start was cut off. */
export const beginsRun = ({ Action }: TestEvent, isSettled: boolean): boolean =>
  Action === "start" || Action === "run" || (isSettled && Action === "fail");
