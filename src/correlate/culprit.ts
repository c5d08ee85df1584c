import {
  type Crash,
  type Goroutine,
  isUsersOwn,
  outermostTest,
  type Trace,
  topLevel,
} from "../model/index.ts";
import { type Layout, locate } from "./layout.ts";

/** The goroutine whose stack tells what happened; the first one, but for hangs and signals. */
export function culpritOf(crash: Crash, layout: Layout): Goroutine | null {
  const trace = crash.trace;
  const first = trace?.groups[0]?.first ?? null;
  if (trace === null || first === null) return null;
  switch (crash.head.kind) {
    case "timeout":
      return hanging(trace, crash.head.running, layout);
    case "fatal":
      return isDeadlock(crash.head.message) ? (blocked(trace, layout) ?? first) : first;
    case "signal":
      return hasUserFrame(first, layout) ? first : (blocked(trace, layout) ?? first);
    case "panic":
      return first;
  }
}

/** The goroutine to look at where it is not the one that died. */
export function placeOf(crash: Crash, culprit: Goroutine | null, layout: Layout): Goroutine | null {
  const trace = crash.trace;
  return trace === null ? culprit : (bubbleOf(crash, trace, layout) ?? culprit);
}

export const isDeadlock = (message: string): boolean => message.includes("deadlock!");

export function hasUserFrame(goroutine: Goroutine, layout: Layout): boolean {
  return goroutine.frames.some((frame) => isUsersOwn(locate(frame, layout)));
}

const waitsForSubtest = (goroutine: Goroutine): boolean =>
  goroutine.frames.some(
    ({ function: name }) => name === "testing.(*T).Run" || name === "testing.(*F).Fuzz",
  );

/** The first goroutine of the user's that does not only wait for a subtest; one with a test is better. */
function blocked(trace: Trace, layout: Layout): Goroutine | null {
  const users = trace.groups
    .map((group) => group.first)
    .filter((goroutine) => hasUserFrame(goroutine, layout) && !waitsForSubtest(goroutine));
  return users.find((goroutine) => outermostTest(goroutine.frames) !== null) ?? users[0] ?? null;
}

/** The first goroutine is the alarm: take one that runs a listed test. */
function hanging(trace: Trace, running: readonly string[], layout: Layout): Goroutine | null {
  const listed = new Set(running.map(topLevel));
  const candidates = trace.groups
    .map((group) => group.first)
    .filter((goroutine) => hasUserFrame(goroutine, layout) && !isParked(goroutine));
  const tests = candidates.filter((goroutine) =>
    goroutine.frames.some(
      ({ function: name }) => name === "testing.tRunner" || name.startsWith("testing.(*B)"),
    ),
  );
  const inList = tests.find((goroutine) => listed.has(outermostTest(goroutine.frames) ?? ""));
  return inList ?? tests[0] ?? candidates[0] ?? null;
}

const isParked = (goroutine: Goroutine): boolean =>
  waitsForSubtest(goroutine) ||
  goroutine.frames.some(({ function: name }) => name === "testing.(*T).Parallel");

/** testing/synctest panics for a goroutine that was left in the bubble; it is printed behind the test's. */
function bubbleOf(crash: Crash, trace: Trace, layout: Layout): Goroutine | null {
  if (crash.head.kind !== "panic") return null;
  if (!crash.head.parts[0]?.message.startsWith("deadlock: ")) return null;
  const others = trace.groups.slice(1).map((group) => group.first);
  return (
    others.find(
      (goroutine) => goroutine.state.includes("synctest bubble") && hasUserFrame(goroutine, layout),
    ) ?? null
  );
}
