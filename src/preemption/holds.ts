import { STACK_GROWTH } from "../model/index.ts";
import type { Yield } from "./stops.ts";
import type { Request } from "./tap-file.ts";

/** An address of the binary in words. */
export interface CodePlace {
  readonly function: string;
  readonly isAssembly: boolean;
  /** As the binary names it; absolute unless it was built with -trimpath. */
  readonly file: string;
  readonly line: number;
}

export type Symbolizer = (address: bigint) => CodePlace | null;

/** A row of refused requests on one thread: something ran that could not be stopped. */
export interface Hold {
  /** The function; of a stack that grows one name for all of it. */
  readonly function: string;
  readonly isAssembly: boolean;
  readonly refusals: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly thread: number;
  readonly beginNs: number;
  readonly endNs: number;
  /** Functions around it, innermost first, as far as frame pointers lead. */
  readonly callers: readonly string[];
}

/**
 * What was measured to be a wait, and no scheduling of the machine: so many requests in a row, no more of the thread's own time between two, and
 * so much of it in all. A row of one or two is a thread that had no processor.
 */
const LEAST_REFUSALS = 5;
const MOST_GAP_NS = 300_000;
const LEAST_CPU_NS = 1_000_000;

/** They wait themselves: nobody waits for them. */
const IDLE = /^runtime\.(?:futex|osyield|usleep|epollwait|procyield)/;
const GROWS = /^runtime\.(?:newstack|copystack|morestack\w*|adjust\w+)$/;

/**
 * The holds among the requests of a process (in order of time), the longest first. `yields`, in order, end them too: between two calls
 * of assembly a goroutine stops without a signal.
 */
export function holdsIn(
  requests: readonly Request[],
  symbolOf: Symbolizer,
  yields: readonly Yield[] = [],
): Hold[] {
  const open = new Map<number, Row>();
  const rows: Row[] = [];
  for (const request of withYields(requests, yields)) {
    const row = open.get(request.thread);
    const name = request.isRefused ? nameOf(request, symbolOf) : null;
    if (row !== undefined && name !== null && goesOn(row, request, name.function)) {
      row.requests.push(request);
      continue;
    }
    if (row !== undefined) rows.push(row);
    open.delete(request.thread);
    if (name !== null) open.set(request.thread, { name, requests: [request] });
  }
  return [...rows, ...open.values()]
    .filter((row) => isHold(row))
    .map((row) => holdOf(row, symbolOf))
    .sort((left, right) => right.cpuMs - left.cpuMs);
}

/** A yield ends a row as a request that was taken does. */
function withYields(requests: readonly Request[], yields: readonly Yield[]): readonly Request[] {
  if (yields.length === 0) return requests;
  const taken = { cpuNs: 0, isRefused: false, pc: 0n, callers: [] };
  const all = [...requests, ...yields.map((each): Request => ({ ...each, ...taken }))];
  return all.sort((left, right) => left.timeNs - right.timeNs);
}

interface Row {
  readonly name: CodePlace;
  readonly requests: Request[];
}

const goesOn = ({ name, requests }: Row, next: Request, function_: string): boolean =>
  name.function === function_ && next.cpuNs - (requests.at(-1)?.cpuNs ?? 0) <= MOST_GAP_NS;

function isHold({ name, requests }: Row): boolean {
  const cpuNs = (requests.at(-1)?.cpuNs ?? 0) - (requests[0]?.cpuNs ?? 0);
  return requests.length >= LEAST_REFUSALS && cpuNs >= LEAST_CPU_NS && !IDLE.test(name.function);
}

const NOWHERE: CodePlace = { function: "?", isAssembly: false, file: "", line: 0 };

function nameOf({ pc, callers }: Request, symbolOf: Symbolizer): CodePlace {
  const own = symbolOf(pc) ?? NOWHERE;
  const grows = [own, ...callers.map((address) => symbolOf(address - 1n))].some(
    (symbol) => symbol !== null && GROWS.test(symbol.function),
  );
  return grows ? { ...NOWHERE, function: STACK_GROWTH } : own;
}

function holdOf({ name, requests }: Row, symbolOf: Symbolizer): Hold {
  const [first] = requests;
  const last = requests.at(-1);
  const callers = (first?.callers ?? [])
    .map((address) => symbolOf(address - 1n)?.function ?? "?")
    .filter(
      (caller) => caller !== "?" && caller !== name.function && !caller.startsWith("runtime."),
    );
  return {
    ...{ function: name.function, isAssembly: name.isAssembly },
    refusals: requests.length,
    cpuMs: ((last?.cpuNs ?? 0) - (first?.cpuNs ?? 0)) / 1e6,
    wallMs: ((last?.timeNs ?? 0) - (first?.timeNs ?? 0)) / 1e6,
    thread: first?.thread ?? 0,
    beginNs: first?.timeNs ?? 0,
    endNs: last?.timeNs ?? 0,
    callers: [...new Set(callers)],
  };
}
