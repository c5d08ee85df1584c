import { detached, type PackageOutcome } from "../../model/index.ts";
import type { PackageReader } from "../../parse/index.ts";
import type { BuildReader } from "../../toolchain/index.ts";
import type { Packages } from "../packages.ts";
import { BuildEvents } from "./build-events.ts";
import { EventOutput } from "./event-output.ts";
import { EventStreams, OUTPUT, type Stream, TEXT } from "./event-streams.ts";
import {
  ACTIONS,
  beginsRun,
  endsInNewline,
  isTime,
  mayMatter,
  parseObject,
  type TestEvent,
  unescaped,
} from "./event-text.ts";
import { LogBlock } from "./log-block.ts";

const RUN = '","Action":"run",';

const PASS = '","Action":"pass",';

const ELAPSED = ',"Elapsed":';

const STARTS = "=== RUN   ";

const PASSED = "--- PASS: ";

const RESULT = "    --- ";

const EXCEPTION = "Exception 0x";

const TIME = '{"Time":"';

const TYPES = [
  '","OutputType":"frame"}',
  '","OutputType":"error"}',
  '","OutputType":"error-continue"}',
];

/** The first line that t.Error or t.Fatal prints; since Go 1.27. */
const ERROR_TYPE = '","OutputType":"error"}';

/**
 * Reads `go test -json` events. Output events, nearly all of a stream, take a
 * path of their own that does not parse the line as JSON: go test writes the
 * fields in a fixed order, so package and test are told by comparing one slice.
 */
export class EventReader {
  readonly #packages: Packages;
  readonly #builds: BuildEvents;
  readonly #output = new EventOutput();
  readonly #streams: EventStreams;
  readonly #block = new LogBlock();
  /** How far into its line the time of the last output event ends. */
  #timeLength = 0;
  /** Some event told of output. */
  #hasOutput = false;

  constructor(packages: Packages, builds: BuildReader) {
    this.#packages = packages;
    this.#streams = new EventStreams((importPath) => packages.get(importPath));
    this.#builds = new BuildEvents(builds);
  }

  /** Takes `chunk[from, to)`, one line that begins with a brace; false where it is no event. */
  line(chunk: string, from: number, to: number): boolean {
    if (chunk.startsWith(TIME, from)) {
      if (this.#sameOutput(chunk, from, to)) return true;
      const quote = chunk.indexOf('"', from + TIME.length);
      if (chunk.startsWith(OUTPUT, quote)) {
        this.#timeLength = quote - from;
        if (this.#outputEvent(chunk, from, quote + OUTPUT.length, to)) return true;
      } else if (this.#startOrPass(chunk, quote, to)) return true;
    }
    this.#block.flush();
    return this.#other(chunk.slice(from, to));
  }

  /** Output of whoever spoke before, with a time of the same length: nearly all events. */
  #sameOutput(chunk: string, line: number, to: number): boolean {
    const { last, lastHead } = this.#streams;
    if (last === null) return false;
    const head = line + this.#timeLength;
    const from = head + lastHead.length;
    // V8 compares slices by memory and startsWith letter by letter: eight times slower.
    return chunk.slice(head, from) === lastHead && this.#text(last, chunk, line, from, to);
  }

  /** The start and the passing of a test, as go test writes them; all else is parsed as JSON. */
  #startOrPass(chunk: string, quote: number, to: number): boolean {
    if (chunk.charCodeAt(to - 1) !== 125) return false;
    if (chunk.startsWith(RUN, quote)) {
      const stream = this.#streams.of(chunk.slice(quote + RUN.length, to - 1));
      // Of a package that has ended a test starts again: `#act` knows what to do.
      if (stream?.test == null || stream.reader.ended) return false;
      this.#block.flush();
      stream.reader.begin(stream.test);
      return true;
    }
    if (!chunk.startsWith(PASS, quote)) return false;
    const elapsed = chunk.lastIndexOf(ELAPSED, to);
    if (elapsed <= quote) return false;
    const stream = this.#streams.of(chunk.slice(quote + PASS.length, elapsed));
    const seconds = Number(chunk.slice(elapsed + ELAPSED.length, to - 1));
    if (stream?.test == null || stream.reader.ended || Number.isNaN(seconds)) return false;
    this.#block.flush();
    stream.reader.result(stream.test, { outcome: "pass", seconds });
    return true;
  }

  #outputEvent(chunk: string, line: number, from: number, to: number): boolean {
    const text = chunk.indexOf(TEXT, from);
    if (text < 0 || text >= to) return false;
    const stream = this.#streams.of(chunk.slice(from, text));
    return stream !== null && this.#text(stream, chunk, line, text + TEXT.length, to);
  }

  #text(stream: Stream, chunk: string, line: number, from: number, to: number): boolean {
    this.#hasOutput = true;
    if (chunk.charCodeAt(to - 1) !== 125 || chunk.charCodeAt(to - 2) !== 34) return false;
    if (!endsInNewline(chunk, from, to - 2)) return this.#typedText(stream, chunk, line, from, to);
    return this.#wholeLine(stream, chunk, line, from, to - 4, to);
  }

  /** What go test marks since Go 1.27; or a piece of a line. */
  #typedText(stream: Stream, chunk: string, line: number, from: number, to: number): boolean {
    const typed = TYPES.find((type) => chunk.startsWith(type, to - type.length));
    const end = typed === undefined ? to - 2 : to - typed.length;
    if (!endsInNewline(chunk, from, end)) {
      this.#block.flush();
      return this.#decoded(stream, chunk.slice(from, end), false);
    }
    if (typed === ERROR_TYPE && stream.state !== null)
      stream.state.errorLine = unescaped(chunk.slice(from, end - 2));
    return this.#wholeLine(stream, chunk, line, from, end - 2, to);
  }

  /** `chunk[from, end)`: one line of output, without its newline, of the event `chunk[line, to)`. */
  #wholeLine(
    stream: Stream,
    chunk: string,
    line: number,
    from: number,
    end: number,
    to: number,
  ): boolean {
    if (this.#isQuiet(stream, chunk, line, from)) {
      this.#block.take(stream, chunk, line, to);
      return true;
    }
    if (this.#isMark(stream, chunk, from, end)) return true;
    this.#block.flush();
    return this.#decoded(stream, chunk.slice(from, end), true);
  }

  /**
   * `=== RUN   T` and `--- PASS: T (0.00s)`, which say what an event of the test itself says: where nothing suspicious
   * is collected they need not be read. `end`: of the text, where its newline stands.
   */
  #isMark(stream: Stream, chunk: string, from: number, end: number): boolean {
    const { reader, test } = stream;
    if (test === null || !reader.isQuiet || this.#output.isInLine(reader)) return false;
    if (chunk.startsWith(STARTS, from)) {
      if (chunk.slice(from + STARTS.length, end) !== test) return false;
      this.#block.flush();
      return true;
    }
    let mark = from;
    while (chunk.charCodeAt(mark) === 32) mark += 1;
    if (!chunk.startsWith(PASSED, mark)) return false;
    const behind = mark + PASSED.length + test.length;
    if (chunk.slice(mark + PASSED.length, behind) !== test) return false;
    if (!isTime(chunk.slice(behind, end))) return false;
    // What a test printed goes with its pass; an indented mark the test itself may print, and fail.
    if (mark === from && this.#block.isOf(stream)) this.#block.drop();
    else this.#block.flush();
    reader.mark("", { test, outcome: "pass" });
    return true;
  }

  #decoded(stream: Stream, raw: string, newline: boolean): boolean {
    const text = raw.includes("\\") ? unescaped(raw) : raw;
    if (text === null) return false;
    if (text.includes("\n"))
      this.#output.feed(stream.reader, stream.test, newline ? `${text}\n` : text);
    else this.#output.piece(stream.reader, stream.test, newline ? text : detached(text), newline);
    return true;
  }

  /** Must be called before the text of the last lines goes away: at the end of a chunk. */
  endChunk(): void {
    this.#block.flush();
  }

  /** A whole line of a running test that can only be a log line: kept as it is, not even decoded. */
  #isQuiet(stream: Stream, chunk: string, line: number, from: number): boolean {
    if (stream.state === null || mayMatter(chunk.charCodeAt(from))) return false;
    // The result of a subtest, in output without events of its own; how Windows tells of a fault in foreign code.
    if (chunk.startsWith(RESULT, from) || chunk.startsWith(EXCEPTION, from)) return false;
    if (this.#block.goesOn(stream, chunk, line)) return true;
    return stream.reader.isQuiet && !this.#output.isInLine(stream.reader);
  }

  #other(line: string): boolean {
    const event = parseObject(line);
    if (typeof event?.Action !== "string") return false;
    if (event.Action === "build-output" || event.Action === "build-fail") {
      this.#builds.take(event);
      return true;
    }
    // test2json without -p names no package: the stacks may.
    if (event.Package === undefined && !ACTIONS.has(event.Action)) return false;
    const reader = this.#readerFor(event.Package ?? "", event);
    reader.started ??= event.Time ?? null;
    this.#act(reader, event);
    return true;
  }

  /** `gotestsum --rerun-fails`, or two runs in one file: what follows a package's end is another run of it. */
  #readerFor(importPath: string, event: TestEvent): PackageReader {
    const known = this.#packages.get(importPath);
    if (!known.ended) return known;
    if (!beginsRun(event, known.settled !== null))
      return known.settled === null ? known : this.#packages.behind(importPath);
    this.#output.flush(known);
    this.#streams.forget();
    return this.#packages.again(importPath);
  }

  #act(reader: PackageReader, event: TestEvent): void {
    const test = event.Test ?? null;
    reader.showsStarts = true;
    switch (event.Action) {
      case "start":
        reader.trustedEvents = true;
        return;
      case "output":
        this.#printed(reader, test, event);
        return;
      case "run":
        if (test !== null) reader.begin(test);
        return;
      case "pause":
        if (test !== null) reader.pause(test);
        return;
      case "cont":
        if (test !== null) reader.proceed(test);
        return;
      case "pass":
      case "fail":
      case "skip":
        this.#outcome(reader, test, event.Action, event);
        return;
      default:
    }
  }

  #printed(
    reader: PackageReader,
    test: string | null,
    { Output = "", OutputType }: TestEvent,
  ): void {
    this.#hasOutput = true;
    if (OutputType === "error" && test !== null && Output.endsWith("\n"))
      reader.test(test).errorLine = Output.slice(0, -1);
    this.#output.feed(reader, test, Output);
  }

  #outcome(
    reader: PackageReader,
    test: string | null,
    outcome: "pass" | "fail" | "skip",
    event: TestEvent,
  ): void {
    const seconds = event.Elapsed ?? null;
    if (test !== null) {
      reader.result(test, { outcome, seconds });
      return;
    }
    this.#output.flush(reader);
    reader.isTimingOnly = !this.#hasOutput;
    if (event.FailedBuild !== undefined) {
      reader.failedBuild = this.#builds.headerOf(event.FailedBuild);
      reader.buildFailed = true;
    }
    reader.end({ outcome: outcome satisfies PackageOutcome, seconds });
    this.#block.flush();
    this.#streams.forget();
    reader.settle();
  }

  flushAll(): void {
    this.#output.flushAll();
  }
}
