const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);

const TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`;

/**
 * What systems put before every line that they keep, each told by its shape. Sources: the logs
 * themselves, and docs.gitlab.com (job logs), buildkite.com (log output), kubectl logs --prefix.
 */
const SHAPES: readonly RegExp[] = [
  /** `gh run view --log`: job, step, time. */
  new RegExp(String.raw`[^\t]{1,200}\t[^\t]{1,200}\t\ufeff?${TIME}(?: |$)`, "y"),
  /** GitLab: time, stream, and a plus sign where a line goes on. */
  new RegExp(String.raw`${TIME} [0-9a-f]{2}[OE](?:\+| |$)`, "y"),
  /** GitHub Actions, Azure, kubectl --timestamps, docker --timestamps. */
  new RegExp(`${TIME}(?: |$)`, "y"),
  /** Jenkins: `[2026-01-01T00:00:00.000Z] `; also `INFO[2026-01-01T00:00:00Z] `. */
  new RegExp(String.raw`(?:[A-Z]{4,5})?\[${TIME}\](?: |$)`, "y"),
  /** `[00:00:00] `, and `00:00:00  ` of Jenkins. */
  /\[\d\d:\d\d:\d\d(?:\.\d+)?\](?: |$)/y,
  /\d\d:\d\d:\d\d(?:\.\d+)?(?: {1,2}|$)/y,
  /** kubectl --prefix: `[pod/name/container] `; a branch of a Jenkins pipeline: `[name] `. */
  /\[[\w./ -]{1,200}\](?: |$)/y,
  /** docker compose: `web-1  | `. */
  /[\w.-]{1,100} *\|(?: |$)/y,
  /** journald: `Jan 01 00:00:00 host unit[12]: `. */
  /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [A-Za-z0-9][\w.-]{0,99} [^\s:[]{1,100}(?:\[\d+\])?:(?: |$)/y,
  /** Buildkite: `\e_bk;t=1700000000000\a`. */
  new RegExp(`${ESCAPE}_bk;t=\\d+${BELL}`, "y"),
  /** BuildKit: `#12 0.345 `; containers (CRI): `stdout F ` behind a time. */
  /#\d+ \d+\.\d+(?: |$)/y,
  /(?:stdout|stderr) [FP](?: |$)/y,
  /** act: `[CI/test]   | `; `host unit[12]: ` behind a time; a time of ts; seconds. */
  /\[[^\]\t]{1,200}\] +\|(?: |$)/y,
  /[\w.-]{1,100} [^\s:[]{1,100}\[\d+\]:(?: |$)/y,
  /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?: |$)/y,
  /\d{10,13}(?:\.\d+)?(?: |$)/y,
  /** A quotation in a message or an issue. */
  />(?: |$)/y,
];

/** Prefixes stand behind each other: a time, then a pod. */
const MOST_SHAPES = 3;

/** How every line of a text begins that is no part of what was printed. */
export type Prefix =
  | { readonly kind: "shapes"; readonly shapes: readonly number[] }
  | { readonly kind: "indent"; readonly columns: number };

/** The prefix that one line has; null for none. */
function prefixOfLine(line: string): Prefix | null {
  const shapes: number[] = [];
  let at = 0;
  while (shapes.length < MOST_SHAPES) {
    const found = SHAPES.findIndex(
      (_, index) => !shapes.includes(index) && endOf(index, line, at) > at,
    );
    if (found < 0) break;
    shapes.push(found);
    at = endOf(found, line, at);
  }
  if (shapes.length > 0) return { kind: "shapes", shapes };
  const columns = line.length - line.trimStart().length;
  return columns > 0 && columns < line.length && line.slice(0, columns).trim() === ""
    ? { kind: "indent", columns }
    : null;
}

function endOf(shape: number, line: string, at: number): number {
  const source = SHAPES[shape];
  if (source === undefined) return -1;
  const pattern = new RegExp(source);
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : -1;
}

/** Where a line's own text begins behind a prefix; -1 where it has another. */
function behind(prefix: Prefix, line: string): number {
  if (prefix.kind === "indent") {
    return line.slice(0, prefix.columns).trim() === "" ? Math.min(prefix.columns, line.length) : -1;
  }
  let at = 0;
  for (const shape of prefix.shapes) {
    const end = endOf(shape, line, at);
    if (end < 0) return -1;
    at = end;
  }
  return at;
}

/** The line without the prefix; as it is where it has another one. */
export function withoutPrefix(prefix: Prefix, line: string): string {
  const at = behind(prefix, line);
  return at < 0 ? line : line.slice(at);
}

/** What only go test itself begins a line with. */
const GO_TALK = ["=== RUN   ", "ok  \t", "FAIL\t", "--- FAIL: ", '{"Time":"', '{"Action":"'];

export const startsWithGo = (line: string): boolean =>
  GO_TALK.some((words) => line.startsWith(words));

/**
 * The prefix of a line behind which go test speaks: headers without one may stand before it.
 * Null where go speaks at its start, or not at all.
 */
export function prefixBeforeGo(line: string): Prefix | null {
  const at = GO_TALK.map((words) => line.indexOf(words)).find((index) => index >= 0) ?? -1;
  if (at <= 0 || at > MOST_PREFIX) return null;
  const isSubtest = line.startsWith("--- ", at) && line.slice(0, at).trim() === "";
  const prefix = isSubtest ? null : prefixOfLine(line);
  return prefix !== null && behind(prefix, line) === at ? prefix : null;
}

const MOST_PREFIX = 500;

/** Lines looked at before anything is decided. */
export const SAMPLE_LINES = 40;

/** Whether a text that begins with this line may have a prefix. */
export const mayHavePrefix = (line: string): boolean => prefixOfLine(line) !== null;

/** The prefix that all of the first lines of a text share, empty ones left out; null for none. */
export function sharedPrefix(lines: readonly string[]): Prefix | null {
  const written = lines.filter((line) => line.trim() !== "");
  for (let prefix = prefixOfLine(written[0] ?? ""); prefix !== null; prefix = shorter(prefix)) {
    const shared = prefix;
    if (written.every((line) => behind(shared, line) >= 0)) return shared;
  }
  return null;
}

/** A time that every line has, and behind it what only the first one looked like. */
function shorter(prefix: Prefix): Prefix | null {
  if (prefix.kind === "indent" || prefix.shapes.length < 2) return null;
  return { kind: "shapes", shapes: prefix.shapes.slice(0, -1) };
}
