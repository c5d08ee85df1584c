import { detached, type PackageOutcome } from "../../model/index.ts";
import type { PackageReader } from "../../parse/index.ts";
import type { BuildReader } from "../../toolchain/index.ts";
import type { Packages } from "../packages.ts";
import { BuildEvents } from "./build-events.ts";
import { EventOutput } from "./event-output.ts";
import { EventStreams, type Stream } from "./event-streams.ts";
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

/** Consecutive log lines of one test in one chunk. */
interface Block {
  readonly stream: Stream;
  readonly chunk: string;
  readonly from: number;
  to: number;
  lines: number;
}

const RUN = '","Action":"run",';

const PASS = '","Action":"pass",';

const ELAPSED = ',"Elapsed":';

const STARTS = "=== RUN   ";

const PASSED = "--- PASS: ";

const RESULT = "    --- ";

const EXCEPTION = "Exception 0x";

const TIME = '{"Time":"';

const OUTPUT = '","Action":"output",';

const TEXT = ',"Output":"';

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
  #block: Block | null = null;
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
      const quote = chunk.indexOf('"', from + TIME.length);
      if (chunk.startsWith(OUTPUT, quote)) {
        if (this.#outputEvent(chunk, from, quote + OUTPUT.length, to)) return true;
      } else if (this.#startOrPass(chunk, quote, to)) return true;
    }
    this.#flushBlock();
    return this.#other(chunk.slice(from, to));
  }

  /** The start and the passing of a test, as go test writes them; all else is parsed as JSON. */
  #startOrPass(chunk: string, quote: number, to: number): boolean {
    if (chunk.charCodeAt(to - 1) !== 125) return false;
    if (chunk.startsWith(RUN, quote)) {
      const stream = this.#streams.of(chunk.slice(quote + RUN.length, to - 1));
      // Of a package that has ended a test starts again: `#act` knows what to do.
      if (stream?.test == null || stream.reader.ended) return false;
      this.#flushBlock();
      stream.reader.begin(stream.test);
      return true;
    }
    if (!chunk.startsWith(PASS, quote)) return false;
    const elapsed = chunk.lastIndexOf(ELAPSED, to);
    if (elapsed <= quote) return false;
    const stream = this.#streams.of(chunk.slice(quote + PASS.length, elapsed));
    const seconds = Number(chunk.slice(elapsed + ELAPSED.length, to - 1));
    if (stream?.test == null || stream.reader.ended || Number.isNaN(seconds)) return false;
    this.#flushBlock();
    stream.reader.result(stream.test, { outcome: "pass", seconds });
    return true;
  }

  #outputEvent(chunk: string, from: number, keyFrom: number, to: number): boolean {
    const { last, lastKey } = this.#streams;
    const textFrom = keyFrom + lastKey.length;
    // V8 compares slices by memory and startsWith letter by letter: eight times slower.
    if (last !== null && chunk.slice(keyFrom, textFrom) === lastKey) {
      if (chunk.startsWith(TEXT, textFrom)) {
        return this.#text(last, chunk, from, textFrom + TEXT.length, to);
      }
    }
    const text = chunk.indexOf(TEXT, keyFrom);
    if (text < 0 || text >= to) return false;
    const stream = this.#streams.of(chunk.slice(keyFrom, text));
    return stream !== null && this.#text(stream, chunk, from, text + TEXT.length, to);
  }

  #text(stream: Stream, chunk: string, line: number, from: number, to: number): boolean {
    this.#hasOutput = true;
    let end = to - 2;
    if (chunk.charCodeAt(to - 1) !== 125 || chunk.charCodeAt(end) !== 34) return false;
    let newline = endsInNewline(chunk, from, end);
    if (!newline) {
      const typed = TYPES.find((type) => chunk.startsWith(type, to - type.length));
      if (typed !== undefined) end = to - typed.length;
      newline = endsInNewline(chunk, from, end);
    }
    if (newline && stream.state !== null && chunk.startsWith(ERROR_TYPE, to - ERROR_TYPE.length)) {
      stream.state.errorLine = unescaped(chunk.slice(from, end - 2));
    }
    if (newline && this.#isQuiet(stream, chunk, from)) {
      this.#extendBlock(stream, chunk, line, to);
      return true;
    }
    if (newline && this.#isMark(stream, chunk, from, end - 2)) return true;
    this.#flushBlock();
    return this.#decoded(stream, chunk.slice(from, newline ? end - 2 : end), newline);
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
      this.#flushBlock();
      return true;
    }
    let mark = from;
    while (chunk.charCodeAt(mark) === 32) mark += 1;
    if (!chunk.startsWith(PASSED, mark)) return false;
    const behind = mark + PASSED.length + test.length;
    if (chunk.slice(mark + PASSED.length, behind) !== test) return false;
    if (!isTime(chunk.slice(behind, end))) return false;
    // What a test printed goes with its pass; an indented mark the test itself may print, and fail.
    if (mark === from && stream === this.#block?.stream) this.#block = null;
    else this.#flushBlock();
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

  /** Log lines that follow each other are one slice of the chunk. */
  #extendBlock(stream: Stream, chunk: string, from: number, to: number): void {
    const block = this.#block;
    if (block !== null && block.stream === stream && block.to + 1 === from) {
      block.to = to;
      block.lines += 1;
      return;
    }
    this.#flushBlock();
    this.#block = { stream, chunk, from, to, lines: 1 };
  }

  #flushBlock(): void {
    const block = this.#block;
    if (block === null) return;
    this.#block = null;
    block.stream.state?.pushEvents(block.chunk.slice(block.from, block.to), block.lines);
  }

  /** Must be called before the text of the last lines goes away: at the end of a chunk. */
  endChunk(): void {
    this.#flushBlock();
  }

  /** A whole line of a running test that can only be a log line: kept as it is, not even decoded. */
  #isQuiet(stream: Stream, chunk: string, from: number): boolean {
    if (stream.state === null || mayMatter(chunk.charCodeAt(from))) return false;
    // The result of a subtest, in output without events of its own; how Windows tells of a fault in foreign code.
    if (chunk.startsWith(RESULT, from) || chunk.startsWith(EXCEPTION, from)) return false;
    if (this.#output.isInLine(stream.reader)) return false;
    return stream.reader.isQuiet;
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
    this.#streams.forget(known);
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
        this.#hasOutput = true;
        this.#output.feed(reader, test, event.Output ?? "");
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
    this.#flushBlock();
    this.#streams.forget(reader);
    reader.settle();
  }

  flushAll(): void {
    this.#output.flushAll();
  }
}
