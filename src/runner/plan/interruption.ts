/** What runs, and has to end when a signal comes. */
export interface Interruptible {
  /** Ends what was started; the work goes on to its report. */
  readonly end: () => void;
  /** Leaves nothing behind: the process ends at once. */
  readonly abandon: () => void;
}

/** Signals that end a run, as a session sees them. */
export interface Interruption {
  /** Exit code of the signal that came first; null while none came. */
  readonly code: () => number | null;
  /** From here on this is what a signal ends; one that came already ends it now. */
  attach(work: Interruptible): void;
  /** A signal ends the process again as it ends any. */
  release(): void;
}
