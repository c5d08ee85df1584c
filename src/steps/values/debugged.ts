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
    const receiver =
      signatureAt((lines ?? []).join("\n"), frame.line, frame.function ?? "")?.receiver?.name ??
      null;
    const expressions =
      nth < MOST_LINES && !seen.frame.isOptimized
        ? await expressionsAt(
            session,
            lines?.[frame.line - 1] ?? "",
            found.goroutine,
            seen.at,
            hiding,
          )
        : [];
    read.set(index, {
      ...frame,
      expressions,
      variables: variablesOf(seen.frame, receiver, hiding),
    });
  }
  return path.map((frame, index) => read.get(index) ?? frame);
}

async function matchedIn(session: DebugSession, sought: Sought): Promise<Matched | null> {
  const current = sought.hangs ? null : matching(sought, await stackOf(session, -1, true));
  if (current !== null) return { goroutine: -1, frames: current };
  // A deadlock, a timeout and a fatal error have stopped in another goroutine than the path's.
  const list = { Start: 0, Count: MOST_GOROUTINES, Filters: [], GoroutineGroupingOptions: {} };
  const found: Matched[] = [];
  for (const goroutine of goroutinesIn(await session.call("ListGoroutines", list))) {
    const stack = await stackOf(session, goroutine, true).catch(() => []);
    const frames = matching(sought, stack);
    if (frames !== null) found.push({ goroutine, frames });
  }
  const most = Math.max(0, ...found.map(({ frames }) => frames.size));
  const [best, other] = found.filter(({ frames }) => frames.size === most);
  // Several that hang at the same place: nothing tells the test's own.
  return best === undefined || (sought.hangs && other !== undefined) ? null : best;
}

/** Calls of the runtime that begin a panic: what panicked stands below the last of them. */
const PANICS =
  /^runtime\.(?:gopanic|sigpanic\d?|goPanic\w*|panic\w+|throw|fatal|fatalpanic|fatalthrow)$/;

/** Null where the innermost user frame of the path is not among the frames, or where they stand at other lines than before. */
function matching(sought: Sought, frames: readonly DebuggedFrame[]): Matched["frames"] | null {
  const below = frames.findLastIndex((frame) => PANICS.test(frame.function)) + 1;
  const found = matchingFrom(sought.path, frames, below) ?? matchingFrom(sought.path, frames, 0);
  return found !== null && isMoment(found, sought) ? found : null;
}

function isMoment(found: Matched["frames"], { before, hangs }: Sought): boolean {
  const places = new Set(
    before.map((frame) => placeOf(frame.function ?? "", frame.file, frame.line)),
  );
  const names = new Set(before.map((frame) => placeOf(frame.function ?? "", frame.file, 0)));
  const innermost = Math.max(...found.keys());
  return [...found].every(
    ([
      index,
      {
        frame: { function: name, file, line },
      },
    ]) => {
      const isLoose = hangs && index === innermost;
      return isLoose || !names.has(placeOf(name, file, 0)) || places.has(placeOf(name, file, line));
    },
  );
}

const placeOf = (name: string, file: string, line: number): string =>
  `${stableFunction(name)} ${fileName(file)} ${line}`;

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
  stableFunction(wanted.function ?? "") === stableFunction(frame.function) &&
  fileName(wanted.file) === fileName(frame.file);

const fileName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

async function expressionsAt(
  session: DebugSession,
  line: string,
  goroutine: number,
  frame: number,
  hiding: Hiding,
): Promise<PathFrame["expressions"]> {
  const scope = { GoroutineID: goroutine, Frame: frame };
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
