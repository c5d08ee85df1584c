import type { GcCycle, GcFacts } from "../model/index.ts";
import { type GcSplit, parseGcCycle, splitGcLine } from "./gctrace.ts";

const GC_LIMIT = 20_000;

/** The gctrace lines of a process, which stand among its output and may be glued to it. */
export class GcLines {
  readonly #cycles: GcCycle[] = [];
  #dropped = 0;
  #unread = 0;

  get isEmpty(): boolean {
    return this.#cycles.length === 0;
  }

  facts(): GcFacts {
    return { cycles: this.#cycles, dropped: this.#dropped, unread: this.#unread };
  }

  /** Takes what gctrace printed out of a line; null where that is nothing, else the rest of it: null for none. */
  take(line: string): { readonly rest: string | null } | null {
    if (!line.includes("gc ")) return null;
    const first = splitGcLine(line);
    if (first === null) return null;
    let rest = first.rest;
    // Several cycles may be glued into one line.
    for (let split: GcSplit | null = first; split !== null; ) {
      this.#add(split.gc);
      rest = split.rest;
      split = rest === null ? null : splitGcLine(rest);
    }
    return { rest };
  }

  #add(text: string): void {
    const cycle = parseGcCycle(text);
    if (cycle === null) this.#unread += text.startsWith("gc ") ? 1 : 0;
    else if (this.#cycles.length < GC_LIMIT) this.#cycles.push(cycle);
    else this.#dropped += 1;
  }
}
