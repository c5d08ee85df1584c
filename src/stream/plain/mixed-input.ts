import { uncoloured } from "../../model/index.ts";
import { parsePackageLine } from "../../parse/index.ts";
import type { EventReader } from "../events/events.ts";
import { GotestsumReader, type Taken, type Told } from "./gotestsum.ts";
import type { PlainReader } from "./plain.ts";
import {
  mayHavePrefix,
  type Prefix,
  prefixBeforeGo,
  SAMPLE_LINES,
  sharedPrefix,
  startsWithGo,
  withoutPrefix,
} from "./prefix.ts";
import { isToldBy } from "./told-events.ts";

/** One text whose lines are told apart by what they look like. */
export class MixedInput {
  readonly #events: EventReader;
  readonly #plain: PlainReader;
  readonly #stray: (line: string) => void;
  /** Takes what go's standard error says to people. */
  readonly #said: (line: string) => void;
  readonly #isStderr: boolean;
  /** Takes what gotestsum says of a whole run; gives what of it go prints for people. */
  readonly #told: (told: Told) => readonly string[];
  readonly #gotestsum = new GotestsumReader();
  #json = false;
  /** What every line begins with; undefined while the first lines are looked at. */
  #prefix: Prefix | null | undefined = undefined;
  #sample: string[] = [];
  /** A line was go test's own, and had no prefix. */
  #hasSpoken = false;
  /** Lines before go test spoke, which may have the prefix that is found then. */
  #early: string[] = [];

  constructor(
    events: EventReader,
    plain: PlainReader,
    stray: (line: string) => void,
    said: (line: string) => void,
    told: (told: Told) => readonly string[],
    isStderr: boolean,
  ) {
    this.#told = told;
    this.#isStderr = isStderr;
    this.#events = events;
    this.#plain = plain;
    this.#stray = stray;
    this.#said = said;
  }

  line(text: string, from: number, to: number): void {
    if (this.#prefix === null) this.#line(text, from, to);
    else this.#prefixed(text.slice(from, to));
  }

  /** A line of a text that may have a prefix, or has one. */
  #prefixed(line: string): void {
    const plain = uncoloured(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (this.#prefix != null) {
      const own = withoutPrefix(this.#prefix, plain);
      this.#line(own, 0, own.length);
      return;
    }
    if (this.#sample.length === 0 && (line.startsWith("{") || !mayHavePrefix(plain))) {
      if (line.trim() !== "") this.#prefix = null;
      this.#line(line, 0, line.length);
      return;
    }
    this.#sample.push(plain);
    if (this.#sample.length >= SAMPLE_LINES) this.#decide();
  }

  #decide(): void {
    const lines = this.#sample;
    this.#sample = [];
    this.#prefix = sharedPrefix(lines);
    // One may still be found behind the first of them.
    for (const line of lines) this.line(line, 0, line.length);
  }

  #line(text: string, from: number, to: number): void {
    if (text.charCodeAt(from) === 123 /* { */ && this.#events.line(text, from, to)) {
      this.#json = true;
      if (this.#plain.inBuild) this.#plain.leaveBuild();
      return;
    }
    const end = to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to;
    this.#own(uncoloured(text.slice(from, end)));
  }

  #own(line: string): void {
    if (this.#findsPrefix(line)) return;
    this.#text(line);
  }

  /** Lines of something else came first, without the prefix behind which go test speaks. */
  #findsPrefix(line: string): boolean {
    if (this.#prefix !== null || this.#hasSpoken) return false;
    this.#hasSpoken = this.#json || startsWithGo(line) || this.#early.length >= MOST_EARLY;
    const prefix = this.#hasSpoken ? null : prefixBeforeGo(line);
    if (prefix === null && !this.#hasSpoken) {
      this.#early.push(line);
      return true;
    }
    const early = this.#early;
    this.#early = [];
    this.#prefix = prefix;
    for (const before of early) this.#behindPrefix(before);
    if (prefix === null) return false;
    this.#behindPrefix(line);
    return true;
  }

  /** A line without the prefix, where there is one. */
  #behindPrefix(line: string): void {
    const own = this.#prefix == null ? line : withoutPrefix(this.#prefix, line);
    this.#text(own);
  }

  /** A line for people, which gotestsum may have printed. */
  #text(line: string): void {
    const taken = this.#isStderr ? null : this.#gotestsum.take(line, this.#plain.isInPackage);
    if (taken === null || taken.kind === "other") this.#read(line);
    else if (taken.kind !== "noted") this.#settle(taken);
    // Below the header of a build it is no compiler's.
    else if (this.#plain.inBuild) this.#plain.leaveBuild();
    else this.#read(line);
  }

  #read(line: string): void {
    if (this.#json) this.#between(line);
    else this.#words(line);
  }

  /** Up to Go 1.21 a package that does not build has a line for people in the JSON stream. */
  #between(line: string): void {
    if (parsePackageLine(line) !== null || isBuildTalk(line) || this.#plain.inBuild)
      this.#plain.line(line);
    else if (line.startsWith("{") || this.#plain.idle) this.#stray(line);
    else this.#plain.line(line);
  }

  #settle(taken: Taken): void {
    if (taken.kind === "over") this.#tell(taken.told);
    if (taken.kind === "none") for (const held of taken.lines) this.#read(held);
    if ("again" in taken && taken.again !== null) this.#text(taken.again);
  }

  /** What gotestsum tells of a run replaces what its format made of it. */
  #tell(told: Told): void {
    this.#plain.abandon((reader) => isToldBy(told, reader));
    for (const line of this.#told(told)) this.#words(line);
    if (this.#plain.inBuild) this.#plain.leaveBuild();
  }

  #words(line: string): void {
    if (isOpaque(line) && this.#plain.idle) {
      this.#stray(line.replace(/[^\x20-\x7e]/g, "."));
      return;
    }
    if (this.#isStderr) {
      if (this.#plain.optimiserLine(line)) return;
      this.#said(line);
      if (!this.#plain.errorLine(line)) this.#stray(line);
    } else if (this.#plain.idle && isGoTalk(line)) this.#stray(line);
    else this.#plain.line(line);
  }

  end(): void {
    if (this.#sample.length > 0) this.#decide();
    for (const line of this.#early) this.#behindPrefix(line);
    this.#early = [];
    this.#settle(this.#gotestsum.end());
    this.#plain.end();
  }
}

/** Lines kept while it is open whether a prefix stands before them. */
const MOST_EARLY = 5000;

const isBuildTalk = (line: string): boolean => line.startsWith("# ");

const isGoTalk = (line: string): boolean => /^(?:go: |warning: |WORK=)/.test(line);

/** NUL bytes stand in no text. */
const isOpaque = (line: string): boolean => line.includes("\0");
