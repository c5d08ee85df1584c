import {
  isNotBuilt,
  type PackageLine,
  type PackageReader,
  parsePackageLine,
  takeNote,
} from "../../parse/index.ts";
import type { BuildReader } from "../../toolchain/index.ts";
import { saysGoFailed } from "../go-words.ts";
import { BuildBlocks } from "./build-blocks.ts";
import { HeldEnd, mayBeForged } from "./held-end.ts";
import { Lead } from "./lead.ts";
import { isHalfPackageLine } from "./plain-lines.ts";
import { Speaker } from "./speaker.ts";

/**
 * Reads what `go test` and `go test -v` print for people. A package is named by
 * its last line only, and whatever a test prints looks like the tool's own words.
 */
export class PlainReader {
  readonly #known: (importPath: string, outcome: PackageLine["outcome"]) => PackageReader;
  /** Takes lines that are nobody's. */
  readonly #stray: (line: string) => void;
  readonly #speaker: Speaker;
  readonly #blocks: BuildBlocks;
  readonly #lead = new Lead();
  #held: HeldEnd | null = null;
  #last = "";
  #isCutOff = false;

  constructor(
    adopt: (reader: PackageReader) => void,
    known: (importPath: string, outcome: PackageLine["outcome"]) => PackageReader,
    builds: BuildReader,
    stray: (line: string) => void,
  ) {
    this.#known = known;
    this.#stray = stray;
    this.#speaker = new Speaker(adopt);
    this.#blocks = new BuildBlocks(builds, (line) => this.#speaker.line(line));
  }

  /** True while nothing of a test was read since the last package ended. */
  get idle(): boolean {
    return this.#speaker.reader === null && this.#held === null;
  }

  /** A package has spoken, and not ended: what stands here may be a test's output. */
  get isInPackage(): boolean {
    return this.#held === null && this.#speaker.reader !== null;
  }

  /** The text stops in the middle of a package's last line, or of a block of errors. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /** FAIL on a line of its own, behind a package: the run has failed. */
  get saysFail(): boolean {
    return this.#speaker.saysFail;
  }

  line(line: string): void {
    this.#last = line;
    if (this.#held !== null) this.#holdEnd(this.#held, line);
    else this.#take(line);
  }

  /** What -m=2 prints below the header of a package; false for any other line. */
  optimiserLine(line: string): boolean {
    return this.#blocks.optimiserLine(line);
  }

  /** Below the header of a package that is being built. */
  get inBuild(): boolean {
    return this.#blocks.isIn;
  }

  /** Something else speaks now: what was printed below a header is over. */
  leaveBuild(): void {
    this.#blocks.settle("build");
    this.#blocks.leave();
  }

  /** One line of go's standard error: only what stands there for a build is taken. */
  errorLine(line: string): boolean {
    if (this.idle && this.#blocks.take(line, true)) return true;
    const end = parsePackageLine(line);
    if (end !== null) this.#endPackage(end);
    return end !== null;
  }

  /** Forgets what was read since a package ended, where it is told better by what follows. */
  abandon(isTold: (reader: PackageReader) => boolean): void {
    while (this.#held !== null) this.#release(this.#held);
    this.#lead.take();
    this.#speaker.abandon(isTold);
  }

  /** The text is over: a package without its last line stays unnamed. */
  end(): void {
    // Behind one end that was held another one may be.
    while (this.#held !== null) this.#release(this.#held);
    this.#blocks.settle("build");
    for (const line of this.#lead.take()) this.#stray(line);
    this.#isCutOff = isHalfPackageLine(this.#last) || this.#blocks.stopsInErrors;
    this.#speaker.close();
  }

  #take(line: string): void {
    const { reader } = this.#speaker;
    const isFree = reader === null && this.#lead.isEmpty;
    if (isFree && this.#blocks.take(line, false)) return;
    const end = parsePackageLine(line);
    if (end !== null && !this.#isPrinted(end)) this.#meetEnd(end, line);
    else if (reader !== null) this.#speaker.line(line);
    else if (isFree && line === "FAIL") this.#speaker.fail();
    else if (!isFree || line !== "") this.#takeLead(line);
  }

  /** A package's last line, which may also be part of a panic's message. */
  #meetEnd(end: PackageLine, line: string): void {
    const items = this.#speaker.reader?.region.items ?? [];
    if (mayBeForged(items)) this.#held = new HeldEnd(end, line);
    else this.#endPackage(end);
  }

  /** A line that stands between packages, or before the first. */
  #takeLead(line: string): void {
    const placed = this.#lead.place(line);
    if (placed.kind === "held") return;
    if (placed.kind === "build") {
      for (const before of placed.before) this.#stray(before);
      this.#blocks.begin(placed.header.slice(2));
      this.#take(line);
      return;
    }
    for (const own of [...placed.before, line]) this.#speaker.line(own);
  }

  /** What a running test shows of a go command of its own: no package that runs ends so. */
  #isPrinted({ note }: PackageLine): boolean {
    if (this.#speaker.reader?.tests.isRunning !== true) return false;
    return /\[(?:build|setup) failed\]|\(cached\)|\[no test/.test(note);
  }

  #holdEnd(held: HeldEnd, line: string): void {
    const answer = held.offer(line, this.#speaker.reader?.region.items ?? []);
    if (answer === "over") this.#release(held);
    if (answer !== "continues") return;
    this.#held = null;
    this.#speaker.output(held.line);
    for (const earlier of held.lines) this.#speaker.line(earlier);
  }

  #release(held: HeldEnd): void {
    this.#held = null;
    this.#endPackage(held.end);
    for (const line of held.lines) this.line(line);
  }

  #endPackage(end: PackageLine): void {
    for (const line of this.#lead.take()) {
      if (isNotBuilt(end) || saysGoFailed(line)) this.#stray(line);
      else this.#speaker.line(line);
    }
    const { importPath, outcome, seconds } = end;
    const reader =
      this.#speaker.end(importPath, outcome === "pass") ?? this.#known(importPath, outcome);
    this.#blocks.leave();
    takeNote(reader, end);
    reader.end({ outcome, seconds });
  }
}
