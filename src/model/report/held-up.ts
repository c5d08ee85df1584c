/** What a copy of a goroutine's stack is called: it takes as long as the stack is deep, whatever part of it a signal meets. */
export const STACK_GROWTH = "stack growth";

/** A function that held up others, again and again. */
export interface HeldUp {
  readonly package: string;
  readonly function: string;
  readonly isAssembly: boolean;
  /** Of the longest hold. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly refusals: number;
  readonly callers: readonly string[];
  /** Null where neither the trace nor the callers tell. */
  readonly test: string | null;
  /** The stop-the-world that waited, and the goroutine that it waited for; null where nothing tells. */
  readonly stop: {
    readonly reason: string;
    readonly ms: number;
    readonly goroutine: number;
  } | null;
  /** Traces were read: where no stop is known, none waited. */
  readonly isTraced: boolean;
  /** In how many runs of how many it was seen. */
  readonly seen: number;
  readonly runs: number;
}
