/** One preemption request as it met its thread: SIGURG, written down by the tap (see steps/preempt/tap-source.ts). */
export interface Request {
  /** Nanoseconds of CLOCK_MONOTONIC, as in an execution trace. */
  readonly timeNs: number;
  /** Of the thread. */
  readonly cpuNs: number;
  readonly thread: number;
  /** The runtime let the goroutine go on: it stood where it can't be stopped. */
  readonly isRefused: boolean;
  readonly pc: bigint;
  /** Return addresses of callers, as far as frame pointers lead. */
  readonly callers: readonly bigint[];
}

export interface TapFile {
  /** All requests of the process; more than the ring holds are overwritten. */
  readonly total: number;
  readonly requests: readonly Request[];
  /** Where the tap's own handler lay: it tells where a PIE was loaded. */
  readonly tapAddress: bigint;
}

const MAGIC = 0x31504154n;
const HEAD_BYTES = 4096;
const ENTRY_BYTES = 128;
const ENTRIES = 1 << 16;
const CALLERS = 6;

/** Reads what the tap wrote, words of 64 bits in the machine's order; null where it is none of its files. */
export function parseTap(bytes: Uint8Array): TapFile | null {
  if (bytes.byteLength < HEAD_BYTES + ENTRIES * ENTRY_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (offset: number): bigint => view.getBigUint64(offset, true);
  if (word(8) !== MAGIC) return null;
  const total = Number(word(0));
  const requests = Array.from({ length: Math.min(total, ENTRIES) }, (_, at) =>
    requestAt(word, HEAD_BYTES + at * ENTRY_BYTES),
  )
    .filter((request) => request !== null)
    .sort((left, right) => left.timeNs - right.timeNs);
  return { total, requests, tapAddress: word(24) };
}

/** Null for one that was being written when the process ended. */
function requestAt(word: (offset: number) => bigint, at: number): Request | null {
  const of = (index: number): bigint => word(at + 8 * index);
  if (of(0) !== 1n) return null;
  const callers = Array.from({ length: CALLERS }, (_, index) => of(10 + index));
  return {
    timeNs: Number(of(1)) * 1e9 + Number(of(2)),
    cpuNs: Number(of(3)) * 1e9 + Number(of(4)),
    thread: Number(of(5)),
    isRefused: of(9) !== 2n,
    pc: of(6),
    // The top of the stack is the return address of a leaf without a frame.
    callers: [of(8), ...callers].filter((address) => address !== 0n),
  };
}
