import type { Interruptible, Interruption as Watched } from "../runner/index.ts";

/** Signals that end a run, with the exit codes that shells give them. */
const SIGNAL_CODES: ReadonlyMap<NodeJS.Signals, number> = new Map([
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
]);

/**
 * Signals that end a run, from the program's first line on. On the first one everything started is
 * ended and the report written; the second one ends us.
 */
export class Interruption implements Watched {
  #code: number | null = null;
  #work: Interruptible | null = null;
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    const isSecond = this.#code !== null;
    this.#code ??= SIGNAL_CODES.get(signal) ?? 1;
    if (!isSecond) this.#work?.end();
    else {
      this.#work?.abandon();
      process.exit(this.#code);
    }
  };

  constructor() {
    for (const signal of SIGNAL_CODES.keys()) process.on(signal, this.#onSignal);
  }

  /** Exit code of the signal that came first; null while none came. */
  readonly code = (): number | null => this.#code;

  /** From here on this is what a signal ends; one that came already ends it now. */
  attach(work: Interruptible): void {
    this.#work = work;
    if (this.#code !== null) work.end();
  }

  /** A signal ends the process again as it ends any; one that came already is told by `code`. */
  release(): void {
    this.#work = null;
    for (const signal of SIGNAL_CODES.keys()) process.off(signal, this.#onSignal);
  }

  /** The same for commands that have nothing to tell of what they did so far: one that came already ends the process now. */
  releaseAtOnce(): void {
    this.release();
    if (this.#code !== null) process.exit(this.#code);
  }
}
