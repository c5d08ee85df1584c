export interface ProcessResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Ended by us because its time was over. */
  readonly stopped: boolean;
  readonly seconds: number;
}
