import {
  type ChainLink,
  type Goroutine,
  isPanicFrame,
  type PanicPart,
  type PathFrame,
  type Place,
  type RawFrame,
} from "../model/index.ts";
import { type Layout, locate } from "./layout.ts";
import { isWrapper, unescaped } from "./names.ts";

/** What a stack says about where it went wrong. */
export interface Blame {
  /** The innermost frame of the user's own code: where to look. */
  readonly site: Place | null;
  /** The innermost frame of any owner but the runtime. */
  readonly origin: Place | null;
  /** Outermost first. */
  readonly path: readonly PathFrame[];
}

const NO_BLAME: Blame = { site: null, origin: null, path: [] };

/** The frames as the report shows them, testing's and the runtime's machinery left out; innermost first. */
function shown(frames: readonly RawFrame[], layout: Layout): PathFrame[] {
  return frames
    .filter((frame) => !isMachinery(frame.function) && !isOldWrapper(frame, layout))
    .map((frame) => {
      const { owner, file } = locate(frame, layout);
      return {
        function: unescaped(frame.function),
        file,
        line: frame.line,
        owner,
        inlined: frame.inlined,
      };
    });
}

/** Up to Go 1.21 the wrapper of `defer x.f()` is named like a closure: only its line tells. */
function isOldWrapper(frame: RawFrame, layout: Layout): boolean {
  if (layout.sourceLine === undefined || !/\.func\d+$/.test(frame.function)) return false;
  const text = layout.sourceLine(frame.file, frame.line) ?? "";
  return /^\s*(?:defer|go)\s+[\w.()*[\]]+\(/.test(text) && !/\bfunc\b/.test(text);
}

function isMachinery(name: string): boolean {
  return (
    isPanicFrame(name) ||
    isWrapper(name) ||
    name.startsWith("runtime.") ||
    name.startsWith("testing.tRunner") ||
    name.startsWith("testing.(*T).Run") ||
    name === "main.main"
  );
}

const isUsers = (frame: PathFrame): boolean => frame.owner === "user" || frame.owner === "test";

const placeOf = (frame: PathFrame | undefined): Place | null =>
  frame === undefined ? null : { function: frame.function, file: frame.file, line: frame.line };

function blameOf(frames: readonly RawFrame[], layout: Layout): Blame {
  const inner = shown(frames, layout);
  return {
    site: placeOf(inner.find(isUsers)),
    origin: placeOf(inner[0]),
    path: [...inner].reverse(),
  };
}

/** Frames between two frames that run deferred calls, and the one above that opened them. */
interface Stretch {
  readonly opener: "top" | "panic" | "goexit";
  readonly frames: RawFrame[];
}

/**
 * The stretches of a stack, the innermost panic's last: the first panic of a chain
 * lies deepest, the deferred code that panicked again above it.
 */
function stretches(frames: readonly RawFrame[]): Stretch[] {
  const found: Stretch[] = [{ opener: "top", frames: [] }];
  for (const frame of frames) {
    if (frame.function === "panic") found.push({ opener: "panic", frames: [] });
    else if (isPanicFrame(frame.function)) found.push({ opener: "goexit", frames: [] });
    else found.at(-1)?.frames.push(frame);
  }
  return found;
}

/** What panicked: below the last `panic(`; what called Goexit only where that is the complaint. */
function culpritFrames(frames: readonly RawFrame[], goexit: boolean): readonly RawFrame[] {
  const all = stretches(frames);
  const found = goexit ? all.at(-1) : all.findLast((each) => each.opener !== "goexit");
  return found?.frames ?? [];
}

/** Site, origin and path of a goroutine that panicked, or was found where it was. */
export function blame(goroutine: Goroutine | null, layout: Layout, goexit = false): Blame {
  if (goroutine === null) return NO_BLAME;
  const below = blameOf(culpritFrames(goroutine.frames, goexit), layout);
  if (below.site !== null) return below;
  const whole = blameOf(goroutine.frames, layout);
  return whole.site === null ? below : whole;
}

/** Where each panic of a chain was raised, first to last; empty for a single one. */
export function chainOf(
  parts: readonly PanicPart[],
  goroutine: Goroutine | null,
  layout: Layout,
): ChainLink[] {
  if (parts.length < 2) return [];
  const all = goroutine === null ? [] : stretches(goroutine.frames);
  const upwards = all.filter((each) => each.opener !== "goexit").reverse();
  return parts.map((part, index) => {
    const frames = upwards[index]?.frames ?? [];
    return { message: part.message, site: blameOf(frames, layout).site };
  });
}

/** Of a race, the first access decides; frames are innermost first. */
export function blameFrames(frames: readonly RawFrame[], layout: Layout): Blame {
  return blameOf(frames, layout);
}

/**
 * Whether some frame of the user's but the path's entry is a frame of its own.
 * The test function and a goroutine's entry always are (called through a value).
 */
export function isNonInlined(path: readonly PathFrame[]): boolean {
  const users = path.filter(isUsers);
  return users.slice(1).some((frame) => !frame.inlined);
}
