import {
  detached,
  type RaceAccess,
  type RaceCreation,
  type RaceReport,
  type RawFrame,
} from "../../model/index.ts";
import { BoundedLines } from "../bounded.ts";
import { type Call, frameOf, parseCall, parsePlace } from "./frames.ts";

const RULER = "==================";

/** Lines of one report kept as printed. */
const TEXT_LIMIT = 160;

export interface ReadRace {
  readonly report: RaceReport;
  readonly text: BoundedLines;
}

/**
 * Reads `WARNING: DATA RACE` blocks between their rulers, line by line.
 * Format: llvm's tsan report with Go's frames, unchanged from Go 1.19 to 1.27.
 */
export class RaceReader {
  #sawRuler = false;
  #text: BoundedLines | null = null;
  #accesses: RaceAccess[] = [];
  #creations: RaceCreation[] = [];
  #frames: RawFrame[] = [];
  #call: Call | null = null;

  /** Inside a report. */
  get reading(): boolean {
    return this.#text !== null;
  }

  /** Takes a line; returns a report when that line ended one. */
  offer(line: string): ReadRace | null {
    if (this.#text === null) {
      if (line === "WARNING: DATA RACE" && this.#sawRuler) this.#start();
      this.#sawRuler = line === RULER;
      return null;
    }
    if (line === RULER) return this.finish();
    this.#text.push(line);
    this.#take(line);
    return null;
  }

  #start(): void {
    this.#text = new BoundedLines(TEXT_LIMIT, 0);
    this.#text.push("WARNING: DATA RACE");
    this.#accesses = [];
    this.#creations = [];
    this.#call = null;
  }

  #take(line: string): void {
    if (line.startsWith("      ") && this.#call !== null) {
      const place = parsePlace(line);
      if (place !== null) {
        this.#frames.push(frameOf(this.#call, { ...place, file: detached(place.file) }));
      }
      this.#call = null;
      return;
    }
    if (line.startsWith("  ")) {
      const call = parseCall(line.slice(2));
      this.#call = call === null ? null : { ...call, function: detached(call.function) };
      return;
    }
    this.#section(line);
  }

  /** `Read at 0x00c by goroutine 7:`, `Goroutine 7 (running) created at:`. */
  #section(line: string): void {
    const access = /^([A-Z][a-z ]*?) at 0x[0-9a-f]+ by (main goroutine|goroutine \d+):$/.exec(line);
    if (access !== null) {
      this.#frames = [];
      this.#accesses.push({ action: access[1] ?? "", by: access[2] ?? "", frames: this.#frames });
      return;
    }
    const creation = /^Goroutine (\d+) \([a-z]+\) created at:$/.exec(line);
    if (creation === null) return;
    this.#frames = [];
    this.#creations.push({ goroutine: `goroutine ${creation[1]}`, frames: this.#frames });
  }

  /** Ends the report, whole or cut off; null where none was begun. */
  finish(): ReadRace | null {
    const text = this.#text;
    this.#text = null;
    this.#sawRuler = false;
    if (text === null) return null;
    return { report: { accesses: this.#accesses, creations: this.#creations }, text };
  }
}
