/** The time, for everything that measures or stamps. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** What a person sees while the work goes on. */
export interface Progress {
  /** Replaces the live line, where there is one. */
  status(text: string): void;
  /** A line that stays. */
  line(text: string): void;
  /** Takes the live line away. */
  end(): void;
}
