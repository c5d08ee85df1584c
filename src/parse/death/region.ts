import { detached } from "../../model/index.ts";
import { BoundedLines } from "../bounded.ts";
import { DumpReader } from "./dump.ts";
import { exceptionCode, type Header, parseCall, parseHeader, parsePlace } from "./frames.ts";

/** What a region holds, in printed order. */
export type RegionItem =
  | {
      readonly kind: "text";
      readonly line: string;
      readonly test: string | null;
      readonly seq: number;
    }
  | { readonly kind: "mark"; readonly line: string; readonly result: boolean; readonly seq: number }
  /** A bare PASS or FAIL: the process came to its own end. */
  | { readonly kind: "verdict"; readonly line: string; readonly seq: number }
  | { readonly kind: "dump"; readonly dump: DumpReader; readonly seq: number };

/** Most text items kept; the middle of a longer region is dropped. */
const TEXT_LIMIT = 3000;
/** Letters kept of one of them: nobody reads more of a message, and a line may have megabytes. */
const LINE_LIMIT = 16_384;
/** A head without a stack is forgotten after so many signs of life. */
const MARK_LIMIT = 64;
const DUMP_LIMIT = 6;
const VERDICT_LIMIT = 64;

/**
 * Collects what may be the last words of a process: from a line that looks like
 * the head of a crash on. Memory is bounded by distinct stacks and the limits above, not by length.
 */
export class Region {
  #items: RegionItem[] = [];
  #texts = 0;
  #marks = 0;
  #dumps = 0;
  #verdicts = 0;
  #active = false;
  #dump: DumpReader | null = null;
  /** Inside a goroutine's frames, or between two goroutines of one dump. */
  #inStack = false;
  #skipping = false;
  #pending: { header: Header; lines: string[]; test: string | null } | null = null;
  #seq = 0;
  /** Windows tells of a fault in foreign code; the stack of the goroutine that called it follows, without a header. */
  #isHeadless = false;

  /** False while nothing suspicious was printed: then marks need not be told. */
  get active(): boolean {
    return this.#active;
  }

  get seq(): number {
    return this.#seq;
  }

  get items(): readonly RegionItem[] {
    this.#settle();
    return this.#items;
  }

  /** The stack of a goroutine was printed. */
  get hasDump(): boolean {
    return this.#active && this.items.some(({ kind }) => kind === "dump");
  }

  clear(): void {
    this.#items = [];
    this.#texts = 0;
    this.#marks = 0;
    this.#dumps = 0;
    this.#verdicts = 0;
    this.#active = false;
    this.#dump = null;
    this.#inStack = false;
    this.#skipping = false;
    this.#pending = null;
    this.#isHeadless = false;
  }

  /** A line that is no test result; begins the region where it looks like a crash. */
  line(line: string, test: string | null): void {
    if (!this.#active && !looksLikeCrash(line)) return;
    this.#active = true;
    this.#seq += 1;
    this.#take(line, test);
  }

  /** `=== RUN`, `--- FAIL`, ... : the process was alive. */
  mark(line: string, result: boolean): void {
    if (!this.#active) return;
    this.#settle();
    this.#marks += 1;
    if (this.#marks > MARK_LIMIT) {
      this.clear();
      return;
    }
    this.#push({ kind: "mark", line: detached(line), result, seq: ++this.#seq });
  }

  /** A bare `PASS` or `FAIL` of the test binary itself. */
  verdict(line: string): void {
    if (!this.#active) return;
    this.#settle();
    this.#verdicts += 1;
    this.#push({ kind: "verdict", line, seq: ++this.#seq });
    if (this.#verdicts > VERDICT_LIMIT) this.#verdicts -= this.#dropOldest("verdict");
  }

  #take(line: string, test: string | null): void {
    if (this.#pending !== null) {
      this.#takePending(line, test);
      return;
    }
    const header = parseHeader(line) ?? (line === "" && this.#isHeadless ? UNKNOWN : null);
    if (header !== null) {
      this.#isHeadless = false;
      this.#endStack();
      this.#pending = { header, lines: [line], test };
      return;
    }
    if (this.#inStack && this.#dump?.offer(line)) return;
    this.#endStack();
    if (this.#skipping && isStackLine(line)) return;
    this.#skipping = line === "runtime stack:";
    if (this.#skipping || (line === "" && this.#dump !== null)) return;
    this.#text(line, test);
  }

  /** A header counts once a call and its place follow (golang prints it so in all versions). */
  #takePending(line: string, test: string | null): void {
    const pending = this.#pending;
    if (pending === null) return;
    pending.lines.push(line);
    const [headerLine = "", call = "", place] = pending.lines;
    if (call === "\tgoroutine running on other thread; stack unavailable") {
      this.#pending = null;
      this.#begin(pending.header, headerLine);
      return;
    }
    if (place === undefined) {
      if (parseCall(call) !== null) return;
    } else if (parsePlace(place) !== null) {
      this.#pending = null;
      this.#begin(pending.header, headerLine);
      this.#dump?.offer(call);
      this.#dump?.offer(place);
      return;
    }
    this.#pending = null;
    this.#dump = null;
    for (const text of pending.lines.slice(0, -1)) this.#text(text, pending.test);
    this.#take(line, test);
  }

  #begin(header: Header, line: string): void {
    if (this.#dump === null) {
      this.#dump = new DumpReader();
      this.#push({ kind: "dump", dump: this.#dump, seq: this.#seq });
      this.#dumps += 1;
      if (this.#dumps > DUMP_LIMIT) this.#dumps -= this.#dropOldest("dump");
    }
    this.#inStack = true;
    this.#dump.begin(header, line);
  }

  #endStack(): void {
    if (this.#inStack) this.#dump?.finish();
    this.#inStack = false;
  }

  #settle(): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending !== null) {
      this.#dump = null;
      for (const text of pending.lines) this.#text(text, pending.test);
    }
    this.#endStack();
    this.#dump = null;
  }

  #text(line: string, test: string | null): void {
    this.#isHeadless ||= exceptionCode(line) !== null;
    if (line !== "") this.#dump = null;
    this.#texts += 1;
    this.#push({ kind: "text", line: detached(line.slice(0, LINE_LIMIT)), test, seq: this.#seq });
    if (this.#texts > TEXT_LIMIT) this.#dropMiddle();
  }

  #push(item: RegionItem): void {
    this.#items.push(item);
  }

  #dropMiddle(): void {
    const from = 500;
    const kept = this.#items.filter(
      (item, index) => item.kind !== "text" || index < from || index > this.#items.length - 1000,
    );
    this.#texts = kept.filter((item) => item.kind === "text").length;
    this.#items = kept;
  }

  /** How many were dropped. */
  #dropOldest(kind: RegionItem["kind"]): number {
    const oldest = this.#items.findIndex((item) => item.kind === kind);
    return oldest < 0 ? 0 : this.#items.splice(oldest, 1).length;
  }
}

function isStackLine(line: string): boolean {
  return (
    line === "" || parseCall(line) !== null || parsePlace(line) !== null || line.startsWith("...")
  );
}

const HEADS = [
  ...["panic: ", "fatal error: ", "SIG", "goroutine ", "runtime: ", "unexpected fault "],
  "Exception 0x",
];

/** Of a goroutine that is not named: it ran. */
const UNKNOWN: Header = { id: 0, state: "running" };

/** Whether a line may begin the last words of a process; `panic: ` may stand behind other text. */
export function looksLikeCrash(line: string): boolean {
  return (
    HEADS.some((head) => line.startsWith(head)) ||
    line.includes("panic: ") ||
    line.includes("fatal error: ")
  );
}

/** The printed lines of items, dumps included as far as they were kept. */
export function textOf(items: readonly RegionItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === "dump" ? item.dump.raw.view().head : [item.line]));
}

/** A bounded view of the printed lines of items. */
export function boundedText(
  items: readonly RegionItem[],
  head: number,
  tail: number,
): BoundedLines {
  const bounded = new BoundedLines(head, tail);
  for (const line of textOf(items)) bounded.push(line);
  return bounded;
}
