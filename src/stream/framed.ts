import { type PackageReader, parseControlLine, parseResultLine } from "../parse/index.ts";

const MARK = "\u0016";

/**
 * Reads a test binary's own output under `-test.v=test2json`: every line of the
 * testing package stands behind a SYN byte, which may follow text without a
 * newline. Source: testing.go, chattyFlag; since Go 1.20.
 */
export class FramedReader {
  readonly #reader: PackageReader;
  #current: string | null = null;

  constructor(reader: PackageReader) {
    this.#reader = reader;
    reader.trustedEvents = true;
    reader.showsStarts = true;
  }

  /** One line without its newline. */
  line(line: string): void {
    const mark = line.indexOf(MARK);
    if (mark < 0) {
      this.#reader.line(line, this.#current);
      return;
    }
    if (mark > 0) this.#reader.line(line.slice(0, mark), this.#current);
    this.#framed(line.slice(mark + 1));
  }

  #framed(line: string): void {
    const control = parseControlLine(line);
    if (control !== null) {
      this.#current = this.#reader.control(line, control);
      return;
    }
    const result = parseResultLine(line);
    if (result !== null) {
      this.#reader.result(result.test, result.result);
      this.#reader.mark(line, { test: result.test, outcome: result.result.outcome });
      this.#current = result.test;
      return;
    }
    if (line === "PASS" || line === "FAIL") {
      this.#reader.verdict(line);
      this.#current = null;
    } else this.line(line);
  }
}
