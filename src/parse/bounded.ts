import type { BoundedText } from "../model/index.ts";

/** The most characters kept of one line. */
const LINE_LIMIT = 4096;

/**
 * A copy of `text` that does not keep the much longer string alive from which it
 * was sliced: V8's slices hold on to their parent, here a whole input chunk.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** Keeps the first and the last lines of an output of any length. */
export class BoundedLines {
  readonly #headLimit: number;
  readonly #tailLimit: number;
  readonly #head: string[] = [];
  /** Up to twice the tail limit, so that dropping is cheap. */
  #tail: string[] = [];
  #dropped = 0;

  constructor(headLimit: number, tailLimit: number) {
    this.#headLimit = headLimit;
    this.#tailLimit = tailLimit;
  }

  /** Takes one line without its newline. */
  push(line: string): void {
    const kept = line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
    if (this.#head.length < this.#headLimit) {
      this.#head.push(detached(kept));
      return;
    }
    if (this.#tailLimit === 0) {
      this.#dropped += 1;
      return;
    }
    this.#tail.push(detached(kept));
    if (this.#tail.length < 2 * this.#tailLimit) return;
    this.#dropped += this.#tailLimit;
    this.#tail = this.#tail.slice(this.#tailLimit);
  }

  view(): BoundedText {
    const excess = Math.max(0, this.#tail.length - this.#tailLimit);
    return {
      head: [...this.#head],
      dropped: this.#dropped + excess,
      tail: this.#tail.slice(excess),
    };
  }
}
