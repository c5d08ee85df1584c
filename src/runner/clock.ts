/** The time, for everything that measures or stamps. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** What a person sees while the work goes on. */
export interface Progress {
  /** What runs now: the live line of a terminal, where there is one. */
  status(text: string): void;
  /** The same where something begins: a line of its own off a terminal. */
  phase(text: string): void;
  /** A line that stays; its first word says how it went. */
  line(text: string, level?: "good" | "bad" | "plain"): void;
  /** Who tells of tests that take long. */
  watch(running: () => readonly string[]): void;
  /** Takes the live line away. */
  end(): void;
}
