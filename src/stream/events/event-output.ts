import {
  type PackageReader,
  parseControlLine,
  parsePackageLine,
  parseResultLine,
  takeNote,
} from "../../parse/index.ts";
import { bounded, isFrame, PARTIAL_LIMIT } from "./event-text.ts";

/** The output of packages out of output events of any shape: pieces are joined to lines, and lines given to their package. */
export class EventOutput {
  readonly #partial = new Map<PackageReader, { text: string; test: string | null }>();

  /** Whether a line of the package has begun and not ended. */
  isInLine(reader: PackageReader): boolean {
    return this.#partial.size > 0 && this.#partial.has(reader);
  }

  /** Output of any shape: whole lines, pieces of lines, several lines. */
  feed(reader: PackageReader, test: string | null, text: string): void {
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      this.piece(reader, test, text.slice(from, at), true);
      from = at + 1;
    }
    if (from < text.length) this.piece(reader, test, text.slice(from), false);
  }

  /** One line, or the beginning of one. */
  piece(reader: PackageReader, test: string | null, text: string, terminated: boolean): void {
    const partial = this.#partial.get(reader);
    if (partial !== undefined) {
      // A test result behind text without a newline is an event of its own.
      const joins = partial.test === test && !(isFrame(text) && reader.trustedEvents);
      // Of a line that is full already nothing more is kept, and nothing copied.
      if (joins && !terminated && partial.text.length >= PARTIAL_LIMIT) return;
      this.#partial.delete(reader);
      if (joins) {
        this.piece(reader, test, partial.text + text, terminated);
        return;
      }
      reader.line(partial.text, partial.test);
    }
    if (terminated) this.#line(reader, test, text);
    else if (text !== "") this.#partial.set(reader, { text: bounded(text), test });
  }

  #line(reader: PackageReader, test: string | null, line: string): void {
    if (this.#isEventLine(reader, test, line)) return;
    if (test !== null) reader.line(line, test);
    else if (line === "PASS" || line === "FAIL") reader.verdict(line);
    else if (!this.#packageLine(reader, line)) reader.line(line, null);
  }

  /** Lines that only show what an event of its own says too. */
  #isEventLine(reader: PackageReader, test: string | null, line: string): boolean {
    const first = line.charCodeAt(0);
    if (first === 61 /* = */ && this.#control(reader, line)) return true;
    if (!line.includes("--- ")) return false;
    const result = first === 45 /* - */ || first === 32 ? parseResultLine(line) : null;
    if (result !== null && (result.test === test || !reader.trustedEvents)) {
      reader.mark(line, { test: result.test, outcome: result.result.outcome });
      return true;
    }
    return !reader.trustedEvents && reader.glued(line) !== null;
  }

  #control(reader: PackageReader, line: string): boolean {
    if (parseControlLine(line) === null) return false;
    reader.mark(line, null);
    return true;
  }

  #packageLine(reader: PackageReader, line: string): boolean {
    const end = parsePackageLine(line);
    if (end === null || end.importPath !== reader.importPath) return false;
    takeNote(reader, end);
    return true;
  }

  /** Ends a line that has no newline. */
  flush(reader: PackageReader): void {
    const partial = this.#partial.get(reader);
    if (partial === undefined) return;
    this.#partial.delete(reader);
    this.#line(reader, partial.test, partial.text);
  }

  flushAll(): void {
    for (const reader of [...this.#partial.keys()]) this.flush(reader);
  }
}
