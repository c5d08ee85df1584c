import {
  type BoundedText,
  type Crash,
  type CrashHead,
  exceptionWords,
  type Goroutine,
  isRepanickedByTesting,
  parseExitStatus,
  type Trace,
} from "../../model/index.ts";
import { parseControlLine, parseResultLine } from "../result-line.ts";
import { findHead, headsIn, isHead, lostHead } from "./find-head.ts";
import { exceptionCode } from "./frames.ts";
import { parsePanicHead, signalOf } from "./head.ts";
import { boundedText, type RegionItem, textOf } from "./region.ts";

export interface CrashContext {
  /** Test events cannot be forged by what tests print: Go 1.20 and later, as JSON. */
  readonly trustedEvents: boolean;
  /** The process is known to have ended without PASS or FAIL of its own. */
  readonly died: boolean;
  /** Several processes may have spoken: a verdict behind the death is another one's. */
  readonly isBare: boolean;
  /** As whoever started the process knows it; else null, and go test may have printed it. */
  readonly exitStatus: number | null;
  /** The head of a death may stand before what was read. */
  readonly mayBeCut: boolean;
  readonly tests: { knew(test: string, seq: number): boolean };
}

/** Of a process that dies of a panic (runtime/panic.go, fatalpanic, dopanic_m). */
const PANIC_STATUS = 2;
/** Statuses above are of signals, which end a process that panicked too (GOTRACEBACK=crash). */
const MOST_STATUS = 127;
/** The same on Windows, STATUS_FAIL_FAST_EXCEPTION (runtime/signal_windows.go, dieFromException). */
const FAIL_FAST = 0xc0000602;

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
  const crash = last >= 0 ? crashWithStack(items, last, context) : null;
  if (crash !== null && isFinal(items.slice(last + 1), context, crash)) return crash;
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
function isFinal(
  after: readonly RegionItem[],
  context: CrashContext,
  { crash, headSeq, stackSeq }: FoundCrash,
): boolean {
  const exitStatus = context.exitStatus ?? printedStatus(after);
  if (exitStatus !== null && endsOtherwise(exitStatus)) {
    // It ended itself, or a wrapper around it has numbers of its own: what was recovered and logged before has no head, or life behind it.
    if (headSeq === stackSeq || (!isRuntimesOwn(crash) && hasLife(after, crash))) return false;
  }
  const verdict = after.some((item) => item.kind === "verdict");
  if (!context.isBare && verdict) return false;
  if (after.some((item) => item.kind === "mark" && context.trustedEvents)) return false;
  // Where pipes are separate a mark may come late: a process that went on has a verdict.
  return !(verdict && hasTestEndedWell(after, (test) => context.tests.knew(test, stackSeq)));
}

/** Nobody can recover these, or testing did, and died of it again. */
function isRuntimesOwn({ head, trace }: FoundCrash["crash"]): boolean {
  const first = trace?.groups[0]?.first;
  const isTimeout = head.kind === "panic" && head.parts[0]?.message.startsWith(TIMEOUT) === true;
  return (
    head.kind !== "panic" || isTimeout || (first !== undefined && isRepanickedByTesting(first))
  );
}

const TIMEOUT = "test timed out after ";

/** The process went on: a mark; and behind a stack that a deferred function took, which the runtime does not print so, any word. */
function hasLife(after: readonly RegionItem[], { trace }: FoundCrash["crash"]): boolean {
  const isLogged = trace?.groups[0]?.first.frames.some(({ function: name }) => name === "panic");
  return after.some(
    (item) =>
      item.kind === "mark" ||
      (isLogged === true && item.kind === "text" && !isRuntimeEpilogue(item.line)),
  );
}

/** An end that is no panic's: by a number of the program's own, or by an exception of Windows. */
const endsOtherwise = (exitStatus: number): boolean =>
  (exitStatus !== PANIC_STATUS && exitStatus <= MOST_STATUS) ||
  (exitStatus !== FAIL_FAST && exceptionWords(exitStatus) !== null);

/** What go test says last of a process whose output it did not hold back. */
function printedStatus(after: readonly RegionItem[]): number | null {
  const last = after.at(-1);
  return last?.kind === "text" ? parseExitStatus(last.line) : null;
}

/** A test that ran before goes on to pass: of one of another process the start would stand here too. */
function hasTestEndedWell(after: readonly RegionItem[], isOld: (test: string) => boolean): boolean {
  const started = new Set<string>();
  for (const item of after) {
    if (item.kind !== "mark") continue;
    const control = parseControlLine(item.line);
    if (control !== null) started.add(control.test);
    const ended = parseResultLine(item.line);
    if (ended === null || ended.result.outcome === "fail") continue;
    if (!started.has(ended.test) && isOld(ended.test)) return true;
  }
  return false;
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

function parseHead(lines: readonly string[], culprit: Goroutine | null): CrashHead {
  const first = lines[0] ?? "";
  if (first.startsWith("panic: ")) return parsePanicHead(lines, culprit);
  if (!first.startsWith("fatal error: ")) {
    const code = exceptionCode(first);
    return { kind: "signal", message: (code === null ? null : exceptionWords(code)) ?? first };
  }
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
