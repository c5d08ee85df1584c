import {
  type BuildProblem,
  detached,
  isOutsideOfTesting,
  linesOf,
  NO_COMPILER_FACTS,
  type PackageFacts,
  type RunFacts,
  type Unread,
} from "../model/index.ts";
import { hasFailed, type PackageReader } from "../parse/index.ts";
import { BuildReader, type LineFilter, type PlaceOf } from "../toolchain/index.ts";
import { EventReader } from "./events/events.ts";
import { saysGoFailed } from "./go-words.ts";
import { LineSplitter } from "./lines.ts";
import { Packages } from "./packages.ts";
import type { Told } from "./plain/gotestsum.ts";
import { MixedInput } from "./plain/mixed-input.ts";
import { PlainReader } from "./plain/plain.ts";
import { errorLines, eventsOf, hidesFailure, isToldBy, moduleIn } from "./plain/told-events.ts";

const SAMPLE_LIMIT = 5;

const MESSAGE_LIMIT = 50;

const LAST_WORDS = 20;

/** One of the texts that belong to a run; feed it chunk by chunk. */
export interface RunInput {
  push(chunk: string): void;
  end(): void;
}

/** A package that is over, and how; its facts cost the most, and few ask for them. */
export type EndedPackage = Pick<
  PackageReader,
  "importPath" | "outcome" | "seconds" | "cached" | "noTestFiles" | "facts"
>;

/**
 * Reads all texts of one run of `go test`: JSON events, text for people, standard
 * error, in any order and mixture. Never throws; what it can't read it counts.
 */
export class RunReader {
  readonly #packages = new Packages();
  readonly #unnamed: PackageReader[] = [];
  readonly #builds: BuildReader;
  readonly #events: EventReader;
  readonly #samples: string[] = [];
  readonly #messages: string[] = [];
  readonly #lastWords: string[] = [];
  /** What the go command could not do. */
  #goFailure: string | null = null;
  #unread = 0;
  /** A text stops within what go test itself was saying. */
  #endsEarly = false;
  /** A text said FAIL for the whole of the run. */
  #saysFail = false;

  /** `isWanted`: on which lines escapes are of interest; without it, on all. `placeOf`: where packages lie. */
  constructor(isWanted: LineFilter = () => true, placeOf: PlaceOf = () => null) {
    this.#builds = new BuildReader(isWanted, placeOf);
    this.#events = new EventReader(this.#packages, this.#builds);
  }

  /** Called as soon as a test failed. */
  onFailure(told: (importPath: string, test: string) => void): void {
    this.#packages.onFailure = told;
  }

  /** The reader of a package, made when first asked for. */
  package(importPath: string): PackageReader {
    return this.#packages.get(importPath);
  }

  /** Whose last line for people this is: behind a pass that JSON told, a failure is another run's. */
  #ending(importPath: string, outcome: "pass" | "fail" | "skip"): PackageReader {
    const known = this.#packages.get(importPath);
    if (known.settled === null || outcome !== "fail") return known;
    return this.#packages.again(importPath);
  }

  /** Nothing was said of any package but that it can't be loaded. */
  get isEmpty(): boolean {
    return this.#packages.isEmpty && this.#unnamed.every((reader) => reader.tests.size === 0);
  }

  /** The run is being ended by its reader: packages that are not over stay without an end. */
  cut(): void {
    this.#packages.cut();
  }

  /** Packages that ended since this was asked last. */
  takeEnded(): EndedPackage[] {
    return this.#packages.takeEnded().filter(({ importPath }) => importPath !== "");
  }

  /** Tests that run now. */
  runningTests(): { readonly importPath: string; readonly test: string }[] {
    return this.#packages.runningTests();
  }

  /** Opens one more text of this run; of go's own standard error, where no test speaks, if `isStderr`. */
  input(isStderr = false): RunInput {
    let unnamed: PackageReader[] = [];
    const plain = new PlainReader(
      (reader) => {
        if (!this.#packages.adopt(reader)) unnamed.push(reader);
      },
      (importPath, outcome) => this.#ending(importPath, outcome),
      this.#builds,
      (line) => this.#stray(line),
    );
    const input = new MixedInput(
      this.#events,
      plain,
      (line) => this.#stray(line),
      (line) => this.#say(line),
      (told) => {
        unnamed = unnamed.filter((reader) => !isToldBy(told, reader));
        return this.#tell(told);
      },
      isStderr,
    );
    const splitter = new LineSplitter((text, from, to) => input.line(text, from, to));
    return {
      push: (chunk) => {
        splitter.push(chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk);
        this.#events.endChunk();
      },
      end: () => {
        splitter.end();
        this.#events.endChunk();
        input.end();
        this.#endsEarly ||= plain.isCutOff;
        this.#saysFail ||= plain.saysFail;
        this.#unnamed.push(...unnamed);
      },
    };
  }

  /** Reads the events behind what gotestsum tells; go's own words of a package, where it printed them in full, are better. */
  #tell(told: Told): string[] {
    const { cases, failures, isCut } = told;
    this.#endsEarly ||= isCut;
    const isTold = cases.some(({ outcome }) => outcome === "fail");
    this.#saysFail ||= (failures > 0 && !isTold) || hidesFailure(told);
    const before = this.#packages.all.map(({ importPath }) => importPath);
    const module = moduleIn(told, before);
    const events = eventsOf(told, module, (path, hasFailed) => {
      const known = this.#packages.known(path);
      if (known === null) return false;
      // What passed before, and fails now, ran again.
      if (known.outcome !== "fail") return !hasFailed;
      return !hasFailed || known.tests.hasFailed || known.region.hasDump;
    });
    const paths = new Set(events.map((event) => event.Package));
    for (const path of paths)
      if (this.#packages.known(path)?.outcome === "fail") this.#packages.drop(path);
    for (const event of events) {
      const line = JSON.stringify(event);
      this.#events.line(line, 0, line.length);
    }
    // Most of its formats leave out what passed.
    const showsStarts = cases.some(({ outcome }) => outcome === "pass");
    for (const path of paths) this.#packages.get(path).showsStarts = showsStarts;
    return errorLines(told, module);
  }

  /** The last lines of go's standard error, headers and the optimiser's own left out. */
  get lastWords(): readonly string[] {
    return this.#lastWords;
  }

  /** What compilers complain of, where the caller knows that a build failed (go list names no failure). */
  get buildProblems(): readonly BuildProblem[] {
    return this.#builds.problems;
  }

  #say(line: string): void {
    if (line.trim() === "" || line.startsWith("# ")) return;
    this.#lastWords.push(detached(line.slice(0, 500)));
    if (this.#lastWords.length > LAST_WORDS) this.#lastWords.shift();
  }

  /** A line between JSON events: the go command speaking, or noise. */
  #stray(line: string): void {
    if (line === "" || /^##\[(?:error|warning|group|endgroup|command|debug|section)\]/.test(line))
      return;
    if (/^(?:go: (?:downloading|finding|extracting) |WORK=)/.test(line)) return;
    if (saysGoFailed(line)) this.#goFailure ??= detached(line.slice(0, 500));
    if (line.startsWith("go: ") || line.startsWith("warning: ")) {
      if (this.#messages.length < MESSAGE_LIMIT) this.#messages.push(detached(line.slice(0, 500)));
      return;
    }
    this.#unread += 1;
    if (this.#samples.length < SAMPLE_LIMIT) this.#samples.push(detached(line.slice(0, 200)));
  }

  /** Lines that began no package after all. */
  #strayPackage({ output }: PackageFacts): void {
    for (const line of linesOf(output)) this.#stray(line);
    this.#unread += output.dropped;
  }

  /** Of a run that goes on: the packages that are over. */
  endedFacts(): RunFacts {
    const ended = this.#packages.all.filter((reader) => reader.ended);
    const packages = ended.map((reader) => reader.facts()).filter(isPackage);
    const notBuilt = packages.filter(({ ending }) => ending.kind === "not-built");
    return {
      packages,
      buildFailures: this.#builds.view(notBuilt),
      compiler: NO_COMPILER_FACTS,
      unread: { lines: 0, samples: [] },
      goMessages: this.#messages,
      isCut: false,
      saysFail: false,
      goFailure: null,
    };
  }

  facts(): RunFacts {
    this.#events.flushAll();
    this.#packages.close();
    const named = this.#packages.all.map((reader) => reader.facts()).filter(isPackage);
    const unnamed = this.#unnamed.map((reader) => reader.facts());
    // A head or a report without its end: whatever it was, the text does not tell the whole of it.
    const isOpen = (_: PackageFacts, at: number) => this.#unnamed[at]?.isSuspicious === true;
    const others = unnamed.filter((facts, at) => isPackage(facts) || isOpen(facts, at));
    for (const facts of unnamed) if (!others.includes(facts)) this.#strayPackage(facts);
    // `go test` in one directory of one package: its verdict is the last line there is.
    const isAlone = named.length === 0 && others.filter(isUnended).length === 1;
    const packages = [...named, ...(isAlone ? others.map(endedByVerdict) : others)];
    const notBuilt = packages.filter(({ ending }) => ending.kind === "not-built");
    const unread: Unread = { lines: this.#unread, samples: this.#samples };
    return {
      packages,
      buildFailures: this.#builds.view(notBuilt),
      compiler: this.#builds.compiler(),
      unread,
      goMessages: this.#messages,
      isCut: this.#endsEarly,
      saysFail: this.#saysFail,
      goFailure: this.#goFailure,
    };
  }
}

const isUnended = ({ outcome }: PackageFacts): boolean => outcome === "incomplete";

/** A test binary that was run by hand, or through test2json without -p, ends in PASS or FAIL, or dies. */
function endedByVerdict(facts: PackageFacts): PackageFacts {
  // A crash file is all there is: nothing of it is missing.
  if (isOutsideOfTesting(facts)) return { ...facts, outcome: "fail" };
  if (facts.outcome !== "incomplete" || facts.tests.length === 0) return facts;
  if (facts.ending.kind === "died") return { ...facts, outcome: "fail" };
  if (facts.verdict === null) return facts;
  // PASS behind a failure is another process's, of which nothing else was read.
  const passed = facts.verdict === "PASS" && !facts.tests.some(hasFailed);
  return { ...facts, outcome: passed ? "pass" : "fail", ending: { kind: "lived" } };
}

/** Text without a package's last line is one if a test or a death stands in it, and noise otherwise. */
const isPackage = ({ importPath, tests, ending, races }: PackageFacts): boolean =>
  importPath !== "" ||
  tests.length > 0 ||
  races.length > 0 ||
  (ending.kind === "died" && ending.crash !== null);
