import { type Goroutine, isRepanickedByTesting } from "../../model/index.ts";
import { exceptionCode } from "./frames.ts";
import { type RegionItem, textOf } from "./region.ts";

/** Where a death is told of. */
export interface HeadAt {
  readonly at: number;
  /** From the head's own words on: text glued before it is cut off. */
  readonly line: string;
  readonly test: string | null;
}

/** The head of a death whose text begins in its stack: only a goroutine that ran can have died. */
export function lostHead(
  at: number,
  culprit: Goroutine | null,
  { died, mayBeCut }: { readonly died: boolean; readonly mayBeCut: boolean },
): HeadAt | null {
  if (!died || culprit?.state.startsWith("running") !== true) return null;
  // Nobody recovers from this one, so that nobody logged it.
  const isAlarm = culprit.frames.some((frame) =>
    frame.function.startsWith("testing.(*M).startAlarm"),
  );
  if (!isAlarm && !mayBeCut) return null;
  const line = isAlarm ? "panic: test timed out after ?" : "panic: (what it said is cut off)";
  return { at, line, test: null };
}

/** The head above a stack: of several the one that the stack belongs to. */
export function findHead(
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
export function headsIn(items: readonly RegionItem[], from: number, to: number): HeadAt[] {
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

/** `panic: `, `fatal error: `, a signal. */
export function isHead(line: string): boolean {
  return (
    line.startsWith("panic: ") ||
    line.startsWith("fatal error: ") ||
    /^SIG[A-Z0-9]{2,8}: \S/.test(line) ||
    exceptionCode(line) !== null
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
