import type { Ending, RaceFacts } from "../../model/index.ts";
import { RaceReader, type ReadRace } from "./race.ts";

const RACE_LIMIT = 50;

/** The race reports of a process, and what testing says of them. */
export class Races {
  readonly #reader = new RaceReader();
  readonly #found: { race: ReadRace; onTest: string | null; confirmed: boolean }[] = [];
  /** The race detector's own last line. */
  #isCounted = false;

  get isReading(): boolean {
    return this.#reader.reading;
  }

  get isEmpty(): boolean {
    return !this.#reader.reading && this.#found.length === 0;
  }

  /** Takes a line of a report, or one that ends it; false where it is none. `test`: under which it came. */
  offer(line: string, test: string | null): boolean {
    const race = this.#reader.offer(line);
    if (race !== null) this.#add(race, test);
    return race !== null || this.#reader.reading;
  }

  /** What stands behind it can't belong to a report. */
  close(test: string | null): void {
    if (!this.#reader.reading) return;
    const race = this.#reader.finish();
    if (race !== null) this.#add(race, test);
  }

  /** Lines by which testing and the detector confirm what was reported. */
  note(line: string): void {
    if (/^Found \d+ data race\(s\)$/.test(line)) this.#isCounted = true;
    else if (line.includes("race detected during execution of test")) {
      for (const fact of this.#found) fact.confirmed = true;
    }
  }

  #add(race: ReadRace, onTest: string | null): void {
    if (this.#found.length < RACE_LIMIT) this.#found.push({ race, onTest, confirmed: false });
  }

  /** In a package that passed, or without testing's own word for it, a report is only text. */
  facts(ending: Ending, hasFailed: boolean): RaceFacts[] {
    const halted =
      ending.kind === "died" && ending.crash === null && (ending.exitStatus ?? 66) === 66;
    const last = this.#found.length - 1;
    return this.#found
      .map(({ race, onTest, confirmed }, at) => ({
        report: race.report,
        onTest,
        confirmed: confirmed || this.#isCounted || (halted && at === last),
        text: race.text.view(),
      }))
      .filter((fact) => hasFailed && fact.confirmed);
  }
}
