import type { RunFacts } from "../model/index.ts";
import type { Clock } from "./clock.ts";

/** What knows of the packages that are over. */
interface Reader {
  endedFacts(): RunFacts;
}

/** A run that ends sooner writes one report, at its end. */
const FIRST_MS = 100;
/** Between two reports: a second, and so long that writing them costs a twentieth at most. */
const LEAST_MS = 1000;
const SHARE = 20;

/** Reports of packages that are over, written while others run. */
export class EarlyReports {
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #write: (facts: RunFacts, seconds: number) => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #waitMs = FIRST_MS;
  /** A package ended that no report begun so far has. */
  #isBehind = false;
  #isOver = false;

  /** `write` gets all that ended so far, and the seconds since the start. */
  constructor(clock: Clock, write: (facts: RunFacts, seconds: number) => Promise<void>) {
    this.#clock = clock;
    this.#startedMs = clock.now();
    this.#write = write;
  }

  packageEnded(reader: Reader): void {
    this.#isBehind = true;
    if (this.#isOver || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#writing = this.#tell(reader);
    }, this.#waitMs);
  }

  async #tell(reader: Reader): Promise<void> {
    this.#isBehind = false;
    const fromMs = this.#clock.now();
    await this.#write(reader.endedFacts(), (fromMs - this.#startedMs) / 1000).catch(() => {});
    this.#waitMs = Math.max(LEAST_MS, SHARE * (this.#clock.now() - fromMs));
    this.#timer = null;
    if (this.#isBehind) this.packageEnded(reader);
  }

  /** No report is begun from here on; one that is being written is waited for. */
  async stop(): Promise<void> {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
  }
}
