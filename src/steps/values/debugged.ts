import { basename } from "../../files/index.ts";
import type { DebugError, DebugSession } from "../../go/index.ts";
import {
  type Foreign,
  foreignIn,
  isForeign,
  isUsersOwn,
  type PathFrame,
  type RawFrame,
  stableFunction,
  wrapperOf,
} from "../../model/index.ts";
import {
  beginsDeath,
  type DebuggedFrame,
  expressionIn,
  expressionsOf,
  framesIn,
  goroutinesIn,
  type Hiding,
  LOAD,
  signatureAt,
  variablesOf,
} from "../../values/index.ts";

/** Frames of a stack that are asked for; a stack overflow has thousands. */
const DEEPEST = 64;
/** Goroutines that are looked at where the one that stopped has none of the path. */
const MOST_GOROUTINES = 60;
/** User frames whose line's expressions are read, from the site on. */
const MOST_LINES = 4;

/** Lines of a file of the repository, by its path in the report. */
export type LinesOf = (file: string) => readonly string[] | null;

/** Where a program stands that was run until it died, or hung. */
export type Stop =
  | { readonly kind: "died" }
  | { readonly kind: "exits" }
  | { readonly kind: "halted" }
  /** It came to its end as if nothing were. */
  | { readonly kind: "lived" };

/** delve's own breakpoints are the runtime's two ways to die; os.Exit is ours. */
const EXIT = "panicpathExit";

/** Runs the program until it dies, exits from within a test, or `haltMs` are over. */
export async function runToStop(session: DebugSession, haltMs: number): Promise<Stop> {
  const breakpoint = { name: EXIT, functionName: "os.Exit", line: -1 };
  await session.call("CreateBreakpoint", { Breakpoint: breakpoint });
  let isHalted = false;
  const timer = setTimeout(() => {
    isHalted = true;
    session.call("Command", { name: "halt" }).catch(() => {});
  }, haltMs);
  try {
    for (;;) {
      const state = foreignIn(await session.call("Command", { name: "continue" }), "State");
      if (state.exited === true) return { kind: "lived" };
      const name = foreignIn(foreignIn(state, "currentThread"), "breakPoint").name;
      if (isHalted) return { kind: "halted" };
      if (name !== EXIT) return { kind: "died" };
      if (isWithinTest(await stackOf(session, -1, false))) return { kind: "exits" };
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The main goroutine's os.Exit ends a run whose tests are over: go test's main, or a TestMain of the user's. */
const isWithinTest = (frames: readonly DebuggedFrame[]): boolean =>
  frames.some(({ function: name }) => name === "testing.tRunner") ||
  !frames.some(({ function: name }) => name === "main.main");

async function stackOf(
  session: DebugSession,
  goroutine: number,
  isFull: boolean,
): Promise<DebuggedFrame[]> {
  const load = isFull ? { Full: true, Cfg: LOAD } : { Full: false };
  return framesIn(await session.call("Stacktrace", { Id: goroutine, Depth: DEEPEST, ...load }));
}

/** A goroutine with the frames of a path in it. */
interface Matched {
  readonly goroutine: number;
  /** By index in the path: the frame of the debugger, and its number on the stack. */
  readonly frames: ReadonlyMap<number, { readonly frame: DebuggedFrame; readonly at: number }>;
}

/** A path to be found under the debugger, and how the same binary stood when it died before. */
export interface Sought {
  readonly path: readonly PathFrame[];
  /** Of that death, in the same build: what stands at another line of it is another moment. */
  readonly before: readonly PathFrame[];
  /** It hangs: its innermost frames may stand anywhere in a loop, and only the test's own goroutine counts. */
  readonly hangs: boolean;
}

/**
 * A path with what the debugger reads in its user frames; null where no goroutine has its site. The
 * path's frames are the report's: delve's are matched to them, never the other way round.
 */
export async function withDebugged(
  session: DebugSession,
  sought: Sought,
  linesOf: LinesOf,
  hiding: Hiding,
): Promise<readonly PathFrame[] | null> {
  const { path } = sought;
  const found = await matchedIn(session, sought);
  if (found === null) return null;
  const own = [...found.frames.keys()].sort((left, right) => right - left);
  const read = new Map<number, PathFrame>();
  for (const [nth, index] of own.entries()) {
    const frame = path[index];
    const seen = found.frames.get(index);
    if (frame === undefined || seen === undefined) continue;
    const lines = linesOf(frame.file);
    const source = (lines ?? []).join("\n");
    const receiver = signatureAt(source, frame.line, frame.function ?? "")?.receiver?.name ?? null;
    const isRead = nth < MOST_LINES && !seen.frame.isOptimized;
    const line = isRead ? (lines?.[frame.line - 1] ?? "") : "";
    const scope = { GoroutineID: found.goroutine, Frame: seen.at };
    const expressions = await expressionsAt(session, line, scope, hiding);
    const variables = variablesOf(seen.frame, receiver, hiding);
    read.set(index, { ...frame, expressions, variables });
  }
  return path.map((frame, index) => read.get(index) ?? frame);
}

async function matchedIn(session: DebugSession, sought: Sought): Promise<Matched | null> {
  const match = matcherOf(sought);
  const current = sought.hangs ? null : match(await stackOf(session, -1, true));
  if (current !== null) return { goroutine: -1, frames: current };
  // A deadlock, a timeout and a fatal error have stopped in another goroutine than the path's.
  const goroutine = await goroutineOf(session, sought, match);
  const frames = goroutine === null ? null : match(await stackOf(session, goroutine, true));
  return goroutine === null || frames === null ? null : { goroutine, frames };
}

/** The goroutine with most of the path. Their stacks are asked for without values: only one is read. */
async function goroutineOf(
  session: DebugSession,
  { hangs }: Sought,
  match: Matcher,
): Promise<number | null> {
  const list = { Start: 0, Count: MOST_GOROUTINES, Filters: [], GoroutineGroupingOptions: {} };
  const found: { readonly goroutine: number; readonly size: number }[] = [];
  for (const goroutine of goroutinesIn(await session.call("ListGoroutines", list))) {
    const stack = await stackOf(session, goroutine, false).catch(() => []);
    found.push({ goroutine, size: match(stack)?.size ?? 0 });
  }
  const most = Math.max(0, ...found.map(({ size }) => size));
  const [best, other] = found.filter(({ size }) => size > 0 && size === most);
  // Several that hang at the same place: nothing tells the test's own.
  return best === undefined || (hangs && other !== undefined) ? null : best.goroutine;
}

/** Null where the innermost user frame of the path is not among the frames, or where they stand at other lines than before. */
type Matcher = (frames: readonly DebuggedFrame[]) => Matched["frames"] | null;

function matcherOf({ path, before, hangs }: Sought): Matcher {
  const stoodAt = placesOf(before);
  const isMoment = (found: Matched["frames"]): boolean => {
    const innermost = Math.max(...found.keys());
    return [...found].every(
      ([index, { frame }]) => (hangs && index === innermost) || stoodAt(frame),
    );
  };
  return (frames) => {
    const below = frames.findLastIndex((frame) => beginsDeath(frame.function)) + 1;
    const found = matchingFrom(path, frames, below) ?? matchingFrom(path, frames, 0);
    return found !== null && isMoment(found) ? found : null;
  };
}

/** Whether a frame stands at a line that its function stood at; of one that was not there nothing is known. */
function placesOf(path: readonly PathFrame[]): (frame: DebuggedFrame) => boolean {
  const names = new Set(path.map(({ function: name, file }) => nameOf(name ?? "", file)));
  const places = new Set(
    path.map(({ function: name, file, line }) => `${nameOf(name ?? "", file)} ${line}`),
  );
  return ({ function: name, file, line }) =>
    !names.has(nameOf(name, file)) || places.has(`${nameOf(name, file)} ${line}`);
}

/** What a function is called in another build: a literal's number may differ, and the folder of its file. */
const nameOf = (name: string, file: string): string => `${stableFunction(name)} ${basename(file)}`;

function matchingFrom(
  path: readonly PathFrame[],
  frames: readonly DebuggedFrame[],
  start: number,
): Matched["frames"] | null {
  const found: Map<number, { frame: DebuggedFrame; at: number }> = new Map();
  let from = start;
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const wanted = path[index];
    if (wanted === undefined || !isUsersOwn(wanted)) continue;
    const at = frames.findIndex((frame, nth) => nth >= from && isSame(wanted, frame));
    const frame = frames[at];
    if (frame === undefined) {
      if (found.size === 0) return null;
      continue;
    }
    found.set(index, { frame, at });
    from = at + 1;
  }
  return found.size === 0 ? null : found;
}

/** Lines are left out: without optimization a deferred call stands at another one. */
const isSame = (wanted: PathFrame, frame: DebuggedFrame): boolean =>
  wrapperOf(frame.function) === null &&
  nameOf(wanted.function ?? "", wanted.file) === nameOf(frame.function, frame.file);

async function expressionsAt(
  session: DebugSession,
  line: string,
  scope: { readonly GoroutineID: number; readonly Frame: number },
  hiding: Hiding,
): Promise<PathFrame["expressions"]> {
  const found = [];
  for (const text of expressionsOf(line)) {
    const question = { Scope: scope, Expr: text, Cfg: { ...LOAD, MaxVariableRecurse: 1 } };
    const answer = await session
      .call("Eval", question)
      .catch((_: DebugError): Foreign | null => null);
    const expression = isForeign(answer) ? expressionIn(answer, text, hiding) : null;
    if (expression !== null) found.push(expression);
  }
  return found;
}

/** The stack of an exit from within a test, as a trace would have printed it. */
export async function exitFrames(session: DebugSession): Promise<RawFrame[]> {
  const frames = await stackOf(session, -1, false);
  return frames.map(({ function: name, file, line }) => ({
    ...{ function: name, file, line },
    inlined: false,
  }));
}
