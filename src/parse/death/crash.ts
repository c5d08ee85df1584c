import {
  type BoundedText,
  type Crash,
  type CrashHead,
  type Goroutine,
  isRepanickedByTesting,
  type Trace,
} from "../../model/index.ts";
import { parsePanicHead, signalOf } from "./head.ts";
import { boundedText, type RegionItem, textOf } from "./region.ts";

export interface CrashContext {
  /** Test events cannot be forged by what tests print: Go 1.20 and later, as JSON. */
  readonly trustedEvents: boolean;
  /** The process is known to have ended without PASS or FAIL of its own. */
  readonly died: boolean;
  /** Several processes may have spoken: a verdict behind the death is another one's. */
  readonly isBare: boolean;
}

export interface FoundCrash {
  readonly crash: Omit<Crash, "failedBefore">;
  /** The head's place in the output: results printed before it are before the death. */
  readonly headSeq: number;
  /** Where the stack begins, or the head again where there is none. */
  readonly stackSeq: number;
}

type Dump = Extract<RegionItem, { kind: "dump" }>;

/**
 * Finds the crash that ended a process in its last suspicious output, or null
 * where there is none: a stack after which the process went on is only text.
 */
export function findCrash(items: readonly RegionItem[], context: CrashContext): FoundCrash | null {
  const last = lastDump(items);
  if (last >= 0 && isFinal(items.slice(last + 1), context)) {
    return crashWithStack(items, last, context);
  }
  // Behind a stack that the program printed itself no head of before is without one.
  const lastOfAny = items.findLastIndex((item) => item.kind === "dump");
  return crashWithoutStack(items, lastOfAny, context);
}

function lastDump(items: readonly RegionItem[]): number {
  return items.findLastIndex((item) => item.kind === "dump" && !isPrintedByProgram(item));
}

/** runtime/debug.Stack is a call in the stack that it takes: whoever printed it lived on. */
function isPrintedByProgram({ dump }: Dump): boolean {
  const { groups } = dump.view();
  return (
    groups.length > 0 &&
    groups.every(({ first }) => first.frames[0]?.function === "runtime/debug.Stack")
  );
}

/** Nothing but the process's own end may follow the stack of its death. */
function isFinal(after: readonly RegionItem[], context: CrashContext): boolean {
  if (!context.isBare && after.some((item) => item.kind === "verdict")) return false;
  if (after.some((item) => item.kind === "mark" && context.trustedEvents)) return false;
  return true;
}

/** Lines that the runtime itself prints behind or between stacks. */
function isRuntimeEpilogue(line: string): boolean {
  return (
    line === "" ||
    line === "-----" ||
    line.startsWith("exit status ") ||
    line.startsWith("signal: ") ||
    line.startsWith("SIG") ||
    line.startsWith("PC=") ||
    line.startsWith("goroutine ") ||
    /^[a-z0-9]{1,6}\s+0x[0-9a-f]+$/.test(line)
  );
}

/** GOTRACEBACK=crash prints one dump a thread: the first one is the death. */
function firstOfFinalDumps(items: readonly RegionItem[], last: number): number {
  let first = last;
  for (let at = last - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item?.kind === "dump") first = at;
    else if (item?.kind !== "text" || !isRuntimeEpilogue(item.line)) break;
  }
  return first;
}

/**
 * Up to Go 1.22 a message may end in a stack of its own, and the real one follows
 * without a sign between them: the one in which testing panicked again is real.
 */
function withoutMessageStacks(trace: Trace): Trace {
  const real = trace.groups.findLastIndex((group) => isRepanickedByTesting(group.first));
  return real <= 0 ? trace : { ...trace, groups: trace.groups.slice(real) };
}

function crashWithStack(
  items: readonly RegionItem[],
  last: number,
  context: CrashContext,
): FoundCrash | null {
  const at = firstOfFinalDumps(items, last);
  const dump = items[at];
  if (dump?.kind !== "dump") return null;
  const trace = withoutMessageStacks(dump.dump.view());
  const culprit = trace.groups[0]?.first ?? null;
  const head = findHead(items, at, culprit) ?? lostHead(at, culprit, context);
  if (head === null) return null;
  const between = items.slice(head.at, at);
  const words = textOf(between);
  const first = [head.line, ...words.slice(head.at === at ? 0 : 1)];
  return {
    crash: {
      head: parseHead(first, culprit),
      onTest: head.test,
      signal: signalOf(first.slice(-3)) ?? signalOf(first.slice(0, 2)),
      detail: detailBefore(items, head.at),
      trace,
      text: textOfCrash(head.line, items.slice(head.at + 1, at + 1)),
    },
    headSeq: items[head.at]?.seq ?? 0,
    stackSeq: dump.seq,
  };
}

/** No stack was printed: the head must be the last thing the process said. */
function crashWithoutStack(
  items: readonly RegionItem[],
  last: number,
  context: CrashContext,
): FoundCrash | null {
  if (!context.died) return null;
  const signs = items.findLastIndex((item) => item.kind === "mark" || item.kind === "verdict");
  const from = Math.max(last, signs) + 1;
  const head = headsIn(items, from, items.length).findLast((each) =>
    isHead(lineAt(items, each.at)),
  );
  if (head === undefined) return null;
  const rest = items.slice(head.at);
  const words = textOf(rest).filter((line) => !/^(?:exit status |signal: )/.test(line));
  const lines = [head.line, ...words.slice(1)];
  const upToBlank = lines.indexOf("") > 0 ? lines.slice(0, lines.indexOf("")) : lines;
  const seq = items[head.at]?.seq ?? 0;
  return {
    crash: {
      head: parseHead(upToBlank, null),
      onTest: head.test,
      signal: signalOf(upToBlank),
      detail: detailBefore(items, head.at),
      trace: null,
      text: textOfCrash(head.line, rest.slice(1)),
    },
    headSeq: seq,
    stackSeq: seq,
  };
}

const lineAt = (items: readonly RegionItem[], at: number): string => {
  const item = items[at];
  return item?.kind === "text" ? item.line : "";
};

function textOfCrash(headLine: string, rest: readonly RegionItem[]): BoundedText {
  const bounded = boundedText(rest, 219, 0).view();
  return { ...bounded, head: [headLine, ...bounded.head] };
}

interface HeadAt {
  readonly at: number;
  /** From the head's own words on: text glued before it is cut off. */
  readonly line: string;
  readonly test: string | null;
}

/** The head of a death whose text begins in its stack: only a goroutine that ran can have died. */
function lostHead(at: number, culprit: Goroutine | null, { died }: CrashContext): HeadAt | null {
  if (!died || culprit?.state.startsWith("running") !== true) return null;
  const isAlarm = culprit.frames.some((frame) =>
    frame.function.startsWith("testing.(*M).startAlarm"),
  );
  const line = isAlarm ? "panic: test timed out after ?" : "panic: (what it said is cut off)";
  return { at, line, test: null };
}

function findHead(
  items: readonly RegionItem[],
  dumpAt: number,
  culprit: Goroutine | null,
): HeadAt | null {
  const doubled = doubledHead(items, dumpAt);
  if (doubled !== null) return doubled;
  const results = items
    .slice(0, dumpAt)
    .findLastIndex((item) => item.kind === "mark" && item.result);
  const afterResult = headsIn(items, results + 1, dumpAt);
  if (culprit !== null && isRepanickedByTesting(culprit)) {
    const first = afterResult.find((head) => head.line.startsWith("panic: "));
    if (first !== undefined) return first;
  }
  const previousDump = items.slice(0, dumpAt).findLastIndex((item) => item.kind === "dump");
  const near = afterResult.filter((head) => head.at > previousDump);
  return (
    near.at(-1) ?? afterResult.at(-1) ?? headsIn(items, previousDump + 1, dumpAt).at(-1) ?? null
  );
}

/** Heads in items [from, to), those at the start of a line; glued ones only if there is no other. */
function headsIn(items: readonly RegionItem[], from: number, to: number): HeadAt[] {
  const clean: HeadAt[] = [];
  const glued: HeadAt[] = [];
  for (let at = Math.max(0, from); at < to; at += 1) {
    const item = items[at];
    if (item?.kind !== "text") continue;
    if (isHead(item.line)) clean.push({ at, line: item.line, test: item.test });
    else {
      const start = gluedHead(item.line);
      if (start > 0) glued.push({ at, line: item.line.slice(start), test: item.test });
    }
  }
  return clean.length > 0 ? clean : glued;
}

function isHead(line: string): boolean {
  return (
    line.startsWith("panic: ") ||
    line.startsWith("fatal error: ") ||
    /^SIG[A-Z0-9]{2,8}: \S/.test(line)
  );
}

function gluedHead(line: string): number {
  if (line.startsWith("\tpanic: ")) return -1;
  return Math.max(line.indexOf("panic: "), line.indexOf("fatal error: "));
}

/**
 * Up to Go 1.24 a re-panicked message stands twice, `M [recovered]` and `\tpanic: M`.
 * Where events can be forged by the message itself, that is the only sure sign.
 */
function doubledHead(items: readonly RegionItem[], dumpAt: number): HeadAt | null {
  const lines = wordsBefore(items, dumpAt);
  for (let again = 1; again < lines.length; again += 1) {
    const start = 2 * again - lines.length;
    const head = lines[start];
    if (head === undefined || !lines[again]?.text.startsWith("\tpanic: ")) continue;
    if (!isDoubled(lines, start, again)) continue;
    const item = items[head.at];
    return { at: head.at, line: head.text, test: item?.kind === "text" ? item.test : null };
  }
  return null;
}

interface LineAt {
  readonly text: string;
  /** Index of its item. */
  readonly at: number;
}

/** All lines before a stack, without those that end every head. */
function wordsBefore(items: readonly RegionItem[], dumpAt: number): LineAt[] {
  const lines = items
    .slice(0, dumpAt)
    .flatMap((item, at) => textOf([item]).map((text) => ({ text, at })));
  const last = lines.findLastIndex(({ text }) => text !== "" && !text.startsWith("[signal "));
  return lines.slice(0, last + 1);
}

function isDoubled(lines: readonly LineAt[], start: number, again: number): boolean {
  const left = lines.slice(start, again).map((line) => line.text);
  const right = lines.slice(again).map((line) => line.text);
  const first = right[0]?.slice(1) ?? "";
  const expected = [first, ...right.slice(1)];
  expected.push(`${expected.pop() ?? ""} [recovered]`);
  return first.startsWith("panic: ") && left.join("\n") === expected.join("\n");
}

function parseHead(lines: readonly string[], culprit: Goroutine | null): CrashHead {
  const first = lines[0] ?? "";
  if (first.startsWith("panic: ")) return parsePanicHead(lines, culprit);
  if (!first.startsWith("fatal error: ")) return { kind: "signal", message: first };
  const message = first.slice("fatal error: ".length);
  const signalLine = lines.find((line) => line.startsWith("[signal ")) ?? "";
  // A fault inside C code, or one that kill(2) sent (si_code SI_TKILL), is no fault of Go code.
  if (message.startsWith("unexpected signal")) {
    return { kind: "signal", message: signalWords(signalLine) ?? message };
  }
  if (signalLine.includes("code=0xfffffffffffffffa")) {
    return { kind: "signal", message: signalWords(signalLine) ?? message };
  }
  return { kind: "fatal", message };
}

/** `SIGSEGV: segmentation violation` of `[signal SIGSEGV: segmentation violation code=0x1 ...]`. */
function signalWords(line: string): string | null {
  const found = /^\[signal (SIG[A-Z0-9]+: [a-z ]*?)(?: code=| \(|\])/.exec(line);
  return found?.[1] ?? null;
}

function detailBefore(items: readonly RegionItem[], head: number): string | null {
  for (let at = head - 1; at >= Math.max(0, head - 4); at -= 1) {
    const item = items[at];
    if (item?.kind !== "text") return null;
    if (/^runtime: (?:sp=|frame )/.test(item.line)) continue;
    if (item.line.startsWith("runtime: ") || item.line.startsWith("unexpected fault "))
      return item.line;
    return null;
  }
  return null;
}
