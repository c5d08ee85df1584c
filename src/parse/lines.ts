/** What a line reader passes on: a slice of a larger text, so that nothing need be copied. */
export type LineSink = (text: string, from: number, to: number) => void;

/** Longest line that is passed on; the rest of a longer one is dropped. */
export const LINE_LIMIT = 8 << 20;

/** Cuts chunks of text into lines; `\n` ends one, and a last line may lack it. */
export class LineSplitter {
  readonly #sink: LineSink;
  #rest = "";
  #skipping = false;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  push(chunk: string): void {
    let from = 0;
    if (this.#skipping || this.#rest !== "") from = this.#finishLine(chunk);
    if (from < 0) return;
    for (let at = chunk.indexOf("\n", from); at >= 0; at = chunk.indexOf("\n", from)) {
      this.#sink(chunk, from, at);
      from = at + 1;
    }
    this.#rest = chunk.slice(from);
  }

  /** Completes the line begun in an earlier chunk; where this chunk goes on, or -1. */
  #finishLine(chunk: string): number {
    const at = chunk.indexOf("\n");
    if (at < 0) {
      if (!this.#skipping) this.#rest += chunk;
      if (this.#rest.length > LINE_LIMIT) {
        this.#sink(this.#rest, 0, LINE_LIMIT);
        this.#rest = "";
        this.#skipping = true;
      }
      return -1;
    }
    if (!this.#skipping) {
      const line = this.#rest + chunk.slice(0, at);
      this.#sink(line, 0, line.length);
    }
    this.#rest = "";
    this.#skipping = false;
    return at + 1;
  }

  end(): void {
    const rest = this.#rest;
    this.#rest = "";
    if (rest !== "") this.#sink(rest, 0, rest.length);
  }
}
