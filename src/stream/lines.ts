/** What a line reader passes on: a slice of a larger text, so that nothing need be copied. */
export type LineSink = (text: string, from: number, to: number) => void;

/** Longest line that is passed on; the rest of a longer one is dropped. */
export const LINE_LIMIT = 8 << 20;
/** Since Go 1.24 all that a compiler says of a package is one event: 50 MB under -m=2 for generated code. */
const BUILD_LIMIT = 64 << 20;
const BUILD_EVENT = '{"ImportPath":';

/** Cuts chunks of text into lines; `\n` ends one, and a last line may lack it. */
export class LineSplitter {
  readonly #sink: LineSink;
  #rest = "";
  #skipping = false;
  #limit = LINE_LIMIT;

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
      if (this.#rest.length > this.#limit) this.#overflow();
      return -1;
    }
    if (!this.#skipping) {
      const line = this.#rest + chunk.slice(0, at);
      this.#sink(line, 0, line.length);
    }
    this.#rest = "";
    this.#skipping = false;
    this.#limit = LINE_LIMIT;
    return at + 1;
  }

  #overflow(): void {
    // Looking at the begin makes one text of all pieces: that is done once a line.
    if (this.#limit === LINE_LIMIT && this.#rest.startsWith(BUILD_EVENT)) {
      this.#limit = BUILD_LIMIT;
      return;
    }
    this.#sink(this.#rest, 0, LINE_LIMIT);
    this.#rest = "";
    this.#skipping = true;
  }

  end(): void {
    const rest = this.#rest;
    this.#rest = "";
    if (rest !== "") this.#sink(rest, 0, rest.length);
  }
}
