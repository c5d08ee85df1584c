import {
  type Crash,
  type FatalCause,
  type Goroutine,
  type GoroutineSummary,
  isUsersOwn,
  linesOf,
  type PackageFacts,
  type Place,
  type RawFrame,
  type RecoveredPanic,
  unescapedSymbol,
  unreachable,
} from "../model/index.ts";
import { type Attribution, attributeCrash, innermost } from "./attribution.ts";
import { blame, blameFrames, chainOf, overflowBlame } from "./blame.ts";
import { culpritOf, placeOf } from "./culprit.ts";
import {
  type Busy,
  type FoundIncident,
  type Identifier,
  type IncidentDraft,
  incidentOf,
} from "./incident.ts";
import { type Layout, locate } from "./layout.ts";
import { isOpen, runningLeaves } from "./running.ts";

/** Leaf functions above the loop, as an atomic load: with inlining off they have frames. */
const MOST_LEAVES = 3;

/**
 * The goroutine whose thread took the SIGQUIT, if it was in the user's own code, or in a
 * leaf that it calls; the runtime's own work stands under its own name.
 */
function busyOf(crash: Crash, layout: Layout): Busy | null {
  const first = crash.trace?.groups[0]?.first;
  if (first === undefined || !/^(?:running|runnable)\b/.test(first.state)) return null;
  const top = first.frames.slice(0, MOST_LEAVES);
  const own = top.findIndex((frame) => isUsersOwn(locate(frame, layout)));
  if (own < 0 || top.slice(0, own).some((frame) => frame.function.startsWith("runtime."))) {
    return null;
  }
  const { site, path } = blameFrames(first.frames, layout);
  if (site === null) return null;
  const goroutine = { id: first.id, state: first.state };
  const createdBy = creatorOf(first.createdBy?.function);
  return { goroutine, site, path, trace: stackLines(first), createdBy };
}

const OTHERS_LIMIT = 20;

/** The complaint is that the test called runtime.Goexit, or panicked with nil. */
const isGoexit = (crash: Crash): boolean => crash.head.kind === "panic" && crash.head.goexit;

/** The incident of a crash that left words. */
export function crashIncident(
  facts: PackageFacts,
  crash: Crash,
  exitStatus: number | null,
  layout: Layout,
  by: Identifier,
): FoundIncident {
  const culprit = culpritOf(crash, layout);
  const place = placeOf(crash, culprit, layout);
  const attribution = attributeCrash(facts, crash, culprit);
  const words = wordsOf(crash);
  const tests = testsOf(crash, attribution.test);
  const draft: IncidentDraft = {
    ...words,
    ...blame(place, layout, isGoexit(crash)),
    ...(words.cause === "stack-overflow" ? overflowBlame(place, layout) : {}),
    signal: crash.signal,
    detail: crash.detail,
    exitStatus,
    package: facts.importPath,
    attribution,
    tests,
    late: lateText(facts, attribution),
    createdBy: culprit?.createdBy == null ? null : unescapedSymbol(culprit.createdBy.function),
    goroutine: culprit === null ? null : { id: culprit.id, state: culprit.state },
    chain: crash.head.kind === "panic" ? chainOf(crash.head.parts, culprit, layout) : [],
    trace: traceLines(crash, culprit),
    others: summaries(crash, culprit, layout),
    busy: crash.head.kind === "timeout" ? busyOf(crash, layout) : null,
  };
  return incidentOf(draft, by);
}

/** A goroutine may outlive the test that started it, and die while another runs. */
function lateText(facts: PackageFacts, { test, by }: Attribution): string | null {
  if (by === "report" || by === "running-list" || test === null) return null;
  const state = facts.tests.find((each) => each.name === test);
  const last = state?.results.at(-1);
  if (state === undefined || last === undefined || isOpen(state)) return null;
  const [now] = runningLeaves(facts).filter((name) => name !== test);
  const ended = { pass: "passed", fail: "failed", skip: "been skipped" }[last.outcome];
  const during = now === undefined ? "" : `, while ${now} ran`;
  return `${test} had ${ended} when the goroutine it started panicked${during}`;
}

type Words = Pick<IncidentDraft, "kind" | "message" | "cause" | "runtimeError" | "repanicked">;

function wordsOf(crash: Crash): Words & { kind: FoundIncident["kind"] } {
  const { head } = crash;
  switch (head.kind) {
    case "panic": {
      const message = head.parts[0]?.message ?? "";
      return {
        kind: "panic",
        message,
        cause: null,
        runtimeError: isRuntimeError(message),
        repanicked: head.parts.some((part) => part.recovered),
      };
    }
    case "fatal":
      return {
        kind: "fatal",
        message: head.message,
        cause: causeOf(head.message),
        runtimeError: true,
      };
    case "signal":
      return { kind: "signal", message: head.message };
    case "timeout":
      return { kind: "timeout", message: head.message };
    default:
      return unreachable(head);
  }
}

/** Messages of errors that the runtime throws without the prefix (runtime/error.go, chan.go, map.go). */
const UNPREFIXED = [
  "assignment to entry in nil map",
  "close of closed channel",
  "close of nil channel",
  "send on closed channel",
  "interface conversion: ",
  "all goroutines are asleep",
];

function isRuntimeError(message: string): boolean {
  if (message === "runtime error: panic called with nil argument") return false;
  return (
    message.startsWith("runtime error: ") ||
    UNPREFIXED.some((start) => message.startsWith(start)) ||
    /^value method \S+ called using nil \*\S+ pointer$/.test(message)
  );
}

/** What the runtime threw, by its words (runtime/panic.go, throw and fatal). */
function causeOf(message: string): FatalCause {
  if (message.includes("deadlock!")) return "deadlock";
  if (message.startsWith("stack overflow")) return "stack-overflow";
  if (message.includes("out of memory")) return "out-of-memory";
  if (message.startsWith("concurrent map ")) return "concurrent-map";
  if (message.startsWith("sync: ")) return "mutex";
  if (message.startsWith("checkptr: ")) return "checkptr";
  return message.startsWith("fault") ? "fault" : "other";
}

function testsOf(crash: Crash, test: string | null): readonly string[] {
  const listed = crash.head.kind === "timeout" ? innermost(crash.head.running) : [];
  if (test === null || listed.includes(test)) return listed;
  return [test, ...listed];
}

/** The words and the culprit's stack; the alarm's or main's stack that stands first is no help. */
function traceLines(crash: Crash, culprit: Goroutine | null): readonly string[] {
  const printed = linesOf(crash.text);
  const first = crash.trace?.groups[0]?.first;
  if (culprit === null || culprit === first) return withoutOthers(printed);
  const head = printed.slice(
    0,
    Math.max(
      1,
      printed.findIndex((line) => line.startsWith("goroutine ")),
    ),
  );
  return [...head, ...stackLines(culprit)];
}

function withoutOthers(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.startsWith("goroutine "));
  const second = lines.findIndex((line, at) => at > first && line.startsWith("goroutine "));
  const kept = first < 0 || second < 0 ? lines : lines.slice(0, second);
  return kept.at(-1) === "" ? kept.slice(0, -1) : kept;
}

function stackLines(goroutine: Goroutine): string[] {
  const frames = goroutine.frames.flatMap((frame) => [
    `${frame.function}(${frame.inlined ? "..." : "…"})`,
    `\t${frame.file}:${frame.line}`,
  ]);
  const creator = goroutine.createdBy;
  const by =
    creator === null ? [] : [`created by ${creator.function}`, `\t${creator.file}:${creator.line}`];
  return [`goroutine ${goroutine.id} [${goroutine.state}]:`, ...frames, ...by];
}

function summaries(crash: Crash, culprit: Goroutine | null, layout: Layout): GoroutineSummary[] {
  const groups = crash.trace?.groups ?? [];
  return groups
    .filter((group) => group.first !== culprit)
    .sort((left, right) => right.count - left.count)
    .slice(0, OTHERS_LIMIT)
    .map(({ count, first }) => ({
      count,
      state: first.state,
      top: blame(first, layout).site,
      createdBy: startOf(first, layout),
    }));
}

/** Where a goroutine was started, if that is the user's own code: testing starts every test. */
function startOf({ createdBy }: Goroutine, layout: Layout): Place | null {
  if (createdBy === null) return null;
  const frame = { ...createdBy, inlined: false };
  const located = locate(frame, layout);
  if (!isUsersOwn(located)) return null;
  return {
    function: unescapedSymbol(createdBy.function),
    file: located.file,
    line: createdBy.line,
  };
}

/** The incident of a panic that a framework recovered: its test has failed, and the process lived on. */
export function recoveredIncident(
  facts: PackageFacts,
  test: string,
  { by: recoveredBy, message, what, goroutine, text }: RecoveredPanic,
  layout: Layout,
  by: Identifier,
): FoundIncident {
  const frames = goroutine.frames.map((frame) =>
    frame.function.startsWith(".") ? namedByFile(frame, facts.importPath) : frame,
  );
  return incidentOf(
    {
      kind: "panic",
      message,
      detail: what,
      runtimeError: isRuntimeError(message),
      recoveredBy,
      package: facts.importPath,
      attribution: { test, by: "report", confidence: "certain" },
      tests: [test],
      ...blame({ ...goroutine, frames }, layout),
      trace: text,
    },
    by,
  );
}

/** gocheck prints functions without their package: a file of no folder is the tested package's own. */
function namedByFile(frame: RawFrame, importPath: string): RawFrame {
  const slash = frame.file.lastIndexOf("/");
  const isOwn = slash < 0;
  const folder = frame.file.slice(frame.file.lastIndexOf("/", slash - 1) + 1, slash);
  return { ...frame, function: `${isOwn ? importPath : folder}${frame.function}` };
}

export const creatorOf = (name: string | undefined): string | null =>
  name === undefined ? null : unescapedSymbol(name);
