import { type BoundedText, detached, type JoinedText, joinedText } from "../model/index.ts";

/** The most characters kept of one line. */
const LINE_LIMIT = 4096;
/** The most characters kept of the last lines: a hundred tests that run side by side may print megabytes each. */
const TAIL_LETTERS = 512 << 10;
/** Characters for a line from which on lines are decoded at once, and cut. */
const LONG = 4 * LINE_LIMIT;
/** Lines kept behind one that was dropped and may say why a test failed. */
const FOLLOWING_LINES = 40;

/** One line, or several that are still a piece of JSON. */
type Entry =
  | { readonly line: string; readonly lines: 1 }
  | { readonly encoded: string; readonly lines: number };

/** Turns encoded text into its lines. */
export type Decode = (encoded: string) => readonly string[];

/** Keeps the first and the last lines of an output of any length. */
export class BoundedLines {
  readonly #headLimit: number;
  readonly #tailLimit: number;
  readonly #decode: Decode;
  #head: Entry[] = [];
  #headLines = 0;
  #tail: Entry[] = [];
  #tailFrom = 0;
  #tailLines = 0;
  #tailLetters = 0;
  #leftLetters = 0;
  #dropped = 0;
  /** The last of those dropped that may hold what testing logs, with indented lines behind it. */
  #lastDropped: Entry[] = [];
  #isFollowed = false;

  constructor(headLimit: number, tailLimit: number, decode: Decode = () => []) {
    this.#headLimit = headLimit;
    this.#tailLimit = tailLimit;
    this.#decode = decode;
  }

  /** Takes what an earlier one kept, as if its lines came again. */
  restore({ head, dropped, tail }: JoinedText): void {
    for (const line of head?.split("\n") ?? []) this.push(line);
    this.#dropped += dropped;
    for (const line of tail?.split("\n") ?? []) this.push(line);
  }

  /** Takes one line without its newline. */
  push(line: string): void {
    if (this.#tailLimit === 0 && this.#headLines >= this.#headLimit) this.#dropped += 1;
    else this.#store({ line: kept(line), lines: 1 });
  }

  /** Takes several lines that are decoded only if they are ever looked at. */
  pushEncoded(encoded: string, lines: number): void {
    if (encoded.length > LONG * lines) for (const line of this.#decode(encoded)) this.push(line);
    else this.#store({ encoded: detached(encoded), lines });
  }

  #store(entry: Entry): void {
    if (this.#headLines < this.#headLimit) {
      this.#head.push(entry);
      this.#headLines += entry.lines;
      return;
    }
    this.#tail.push(entry);
    this.#tailLines += entry.lines;
    this.#tailLetters += textOf(entry).length;
    for (let oldest = this.#oldest(); oldest !== null; oldest = this.#oldest()) {
      const letters = textOf(oldest).length;
      this.#dropped += oldest.lines;
      this.#look(oldest);
      this.#tailLines -= oldest.lines;
      this.#tailLetters -= letters;
      this.#tailFrom += 1;
      this.#leftLetters += letters;
    }
    // Those that were dropped are held until then.
    if (this.#tailFrom < 512 && this.#leftLetters < TAIL_LETTERS / 4) return;
    this.#tail = this.#tail.slice(this.#tailFrom);
    this.#tailFrom = 0;
    this.#leftLetters = 0;
  }

  #look(dropped: Entry): void {
    const text = textOf(dropped);
    if (text.includes(".go:")) {
      this.#lastDropped = [dropped];
      this.#isFollowed = true;
    } else if (this.#isFollowed) {
      this.#isFollowed = text.startsWith("        ") && this.#lastDropped.length < FOLLOWING_LINES;
      if (this.#isFollowed) this.#lastDropped.push(dropped);
    }
  }

  /** The oldest entry of the tail, if the rest is long enough without it, or too long with it. */
  #oldest(): Entry | null {
    const entry = this.#tail[this.#tailFrom];
    if (entry === undefined) return null;
    const isLast = this.#tailFrom === this.#tail.length - 1;
    const isTooLong = this.#tailLetters > TAIL_LETTERS && !isLast;
    return isTooLong || this.#tailLines - entry.lines >= this.#tailLimit ? entry : null;
  }

  /** Lines that were dropped, the last ones that may name a place in a Go file. */
  get lastDropped(): readonly string[] {
    return this.#linesOf(this.#lastDropped);
  }

  view(): BoundedText {
    return this.#viewed(this.#headLimit, this.#tailLimit);
  }

  /** What is kept, decoded: of it the first and last lines, not more than these, each cut where it is long. */
  joined(headLimit: number, tailLimit: number): JoinedText {
    const { head, dropped, tail } = this.#viewed(headLimit, tailLimit);
    return joinedText({ head: head.map(cut), dropped, tail: tail.map(cut) });
  }

  #viewed(headLimit: number, tailLimit: number): BoundedText {
    const first = this.#linesOf(this.#head);
    const last = this.#linesOf(this.#tail.slice(this.#tailFrom));
    const all = [...first, ...last];
    if (this.#dropped === 0 && all.length <= headLimit + tailLimit) {
      return { head: all.slice(0, headLimit), dropped: 0, tail: all.slice(headLimit) };
    }
    const head = all.slice(0, Math.min(headLimit, first.length));
    const tail = tailLimit === 0 ? [] : all.slice(head.length).slice(-tailLimit);
    return { head, dropped: this.#dropped + all.length - head.length - tail.length, tail };
  }

  #linesOf(entries: readonly Entry[]): string[] {
    return entries.flatMap((entry) => ("line" in entry ? entry.line : this.#decode(entry.encoded)));
  }
}

const textOf = (entry: Entry): string => ("line" in entry ? entry.line : entry.encoded);

const cut = (line: string): string =>
  line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;

const kept = (line: string): string => detached(cut(line));
