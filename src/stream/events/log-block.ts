import type { Stream } from "./event-streams.ts";

/** Consecutive log lines of one test in one chunk: one slice of it, looked at only where it is ever wanted. */
export class LogBlock {
  #stream: Stream | null = null;
  #chunk = "";
  #from = 0;
  #to = 0;
  #lines = 0;

  /** Whether the line at `from` stands right behind the block, and is of the same test: nothing came between. */
  goesOn(stream: Stream, chunk: string, from: number): boolean {
    // A line that came in two chunks is a text of its own.
    return this.#stream === stream && this.#to + 1 === from && this.#chunk === chunk;
  }

  isOf(stream: Stream): boolean {
    return this.#stream === stream;
  }

  /** One more line, `chunk[from, to)`. */
  take(stream: Stream, chunk: string, from: number, to: number): void {
    if (!this.goesOn(stream, chunk, from)) {
      this.flush();
      this.#stream = stream;
      this.#chunk = chunk;
      this.#from = from;
    }
    this.#to = to;
    this.#lines += 1;
  }

  /** Gives the lines to their test. */
  flush(): void {
    if (this.#stream === null) return;
    this.#stream.state?.pushEvents(this.#chunk.slice(this.#from, this.#to), this.#lines);
    this.drop();
  }

  drop(): void {
    this.#stream = null;
    this.#chunk = "";
    this.#lines = 0;
  }
}
