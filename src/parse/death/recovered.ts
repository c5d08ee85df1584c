import type { Goroutine, RawFrame, RecoveredPanic } from "../../model/index.ts";
import { DumpReader } from "./dump.ts";
import { parseHeader } from "./frames.ts";

/** Blocks read of one test's output. */
const MOST_BLOCKS = 20;
/** A message of more lines than this is none. */
const MESSAGE_LINES = 60;

/**
 * Panics that a framework recovered and printed in the output of a test that failed. Each has a form
 * of its own, and the framework's own function on its stack where it prints one: what a test
 * prints of a panic that it got over itself is only text.
 */
export function recoveredPanics(lines: readonly string[]): RecoveredPanic[] {
  const found: RecoveredPanic[] = [];
  for (let at = 0; at < lines.length && found.length < MOST_BLOCKS; at += 1) {
    const line = lines[at] ?? "";
    const panic = line.includes("anic") ? blockAt(lines, at, line) : null;
    if (panic !== null) found.push(panic);
  }
  return found;
}

function blockAt(lines: readonly string[], at: number, line: string): RecoveredPanic | null {
  const logged = /^\s+(\S+\.go):\d+: (test panicked|panic): (.*)$/.exec(line);
  if (logged !== null) return loggedPanic(lines, at, logged);
  if (/^\s*(?:\[PANICKED\] )?Test Panicked$/.test(line)) return ginkgoPanic(lines, at);
  if (line.startsWith("... Panic: ")) return gocheckPanic(lines, at, line);
  return null;
}

/** testify's suite (failOnPanic), and testing's own in a fuzz worker (testing.go, tRunner). */
function loggedPanic(
  lines: readonly string[],
  at: number,
  [, file = "", words = "", first = ""]: RegExpExecArray,
): RecoveredPanic | null {
  const header = indexFrom(lines, at + 1, (line) => parseHeader(line.trim()) !== null);
  if (header < 0) return null;
  const stack = stackAt(lines, header);
  const names = stack?.frames.map((frame) => frame.function) ?? [];
  const isTestify =
    words === "test panicked" &&
    names.some((name) => name.startsWith("github.com/stretchr/testify/suite.failOnPanic"));
  const isFuzz =
    words === "panic" &&
    file === "testing.go" &&
    names.some((name) => name.startsWith("testing.tRunner.func1"));
  if (stack === null || (!isTestify && !isFuzz)) return null;
  const indent = indentOf(lines[header] ?? "");
  const message = [first, ...lines.slice(at + 1, header).map((line) => line.slice(indent))];
  return {
    by: isTestify ? "testify" : "testing",
    message: message.join("\n").trimEnd(),
    what: null,
    goroutine: stack,
    text: lines.slice(at, at + 60),
  };
}

/**
 * Ginkgo: `[PANICKED] Test Panicked`, where, the value, `Full Stack Trace` (v2:
 * reporters/default_reporter.go); without the first word in v1 (reporters/stenographer).
 */
function ginkgoPanic(lines: readonly string[], at: number): RecoveredPanic | null {
  const trace = indexFrom(lines, at + 1, (line) => line.trim() === "Full Stack Trace");
  if (trace < 0) return null;
  const words = lines.slice(at + 1, trace).map((line) => line.trim());
  const isV2 = (lines[at] ?? "").includes("[PANICKED]");
  if (words.some((line) => line.endsWith("Test Panicked"))) return null;
  const place = isV2 ? 0 : words.findLastIndex((line) => line !== "");
  const message = words
    .filter((line, index) => index !== place && !line.startsWith("::error "))
    .join("\n")
    .trim();
  if (message === "" || !isPlace(words[place] ?? "")) return null;
  const stack = framesFrom(lines, trace + 1, { id: 0, state: "running" });
  if (stack === null || stack.frames.length === 0) return null;
  const title = lines
    .slice(Math.max(0, at - 4), at)
    .find(
      (line) =>
        /\[(?:It|BeforeEach|AfterEach|[A-Z]\w+)\] /.test(line) && !line.includes("[PANICKED]"),
    );
  return {
    by: "ginkgo",
    message,
    what: title?.trim() ?? null,
    goroutine: stack,
    text: lines.slice(at, at + 60),
  };
}

/** Where a node of Ginkgo panicked: `In [It] at: file.go:1` first, in v1 `file.go:1` last. */
const isPlace = (line: string): boolean =>
  /^In \[.*\] at: /.test(line) || /^\S+\.(?:go|s):\d+$/.test(line);

/** gocheck: `... Panic: value (PC=0x1)`, then places, innermost first, each above `  in Function` (check.go, logPanic). */
function gocheckPanic(lines: readonly string[], at: number, line: string): RecoveredPanic | null {
  const head = lines.slice(Math.max(0, at - 2), at).find((line) => line.startsWith("PANIC: "));
  if (head === undefined) return null;
  const named = indexFrom(lines, at + 1, (each) => /^ {2}in \S+$/.test(each));
  if (named < 0) return null;
  const frames: RawFrame[] = [];
  for (let next = named - 1; next + 1 < lines.length; next += 2) {
    const place = /^(\S.*):(\d+)$/.exec(lines[next] ?? "");
    const name = /^ {2}in (\S+)$/.exec(lines[next + 1] ?? "");
    if (place === null || name === null) break;
    frames.push({
      function: name[1] === "gopanic" ? "panic" : `.${name[1]}`,
      file: place[1] ?? "",
      line: Number(place[2]),
      inlined: false,
    });
  }
  if (frames.length === 0) return null;
  return {
    by: "gocheck",
    message: [line.slice("... Panic: ".length), ...lines.slice(at + 1, named - 1)]
      .join("\n")
      .trimEnd()
      .replace(/ \(PC=0x[0-9A-Fa-f]+\)$/, ""),
    what: /: (\S+)$/.exec(head)?.[1] ?? null,
    goroutine: { ...NO_GOROUTINE, frames },
    text: [head, ...lines.slice(at, at + 60)],
  };
}

const NO_GOROUTINE: Goroutine = {
  id: 0,
  state: "running",
  frames: [],
  elided: false,
  createdBy: null,
  ancestors: [],
};

function indexFrom(
  lines: readonly string[],
  from: number,
  isWanted: (line: string) => boolean,
): number {
  for (let at = from; at < Math.min(lines.length, from + MESSAGE_LINES); at += 1) {
    if (isWanted(lines[at] ?? "")) return at;
  }
  return -1;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function stackAt(lines: readonly string[], at: number): Goroutine | null {
  const header = parseHeader((lines[at] ?? "").trim());
  return header === null ? null : framesFrom(lines, at + 1, header);
}

/** The stack in lines that are all indented alike. */
function framesFrom(
  lines: readonly string[],
  from: number,
  header: { readonly id: number; readonly state: string },
): Goroutine | null {
  const indent = indentOf(lines[from] ?? "");
  const dump = new DumpReader();
  dump.begin(header, "");
  for (let at = from; at < lines.length; at += 1) {
    if (!dump.offer((lines[at] ?? "").slice(indent))) break;
  }
  dump.finish();
  return dump.first;
}
