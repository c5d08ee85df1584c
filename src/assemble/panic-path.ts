import { isNonInlined } from "../correlate/index.ts";
import {
  type FunctionDecision,
  type Incident,
  isClosure,
  isUsersOwn,
  type PathFrame,
  type PhysicalReason,
  wrapperOf,
} from "../model/index.ts";
import { escapesIn, type Verdicts } from "./verdicts.ts";

/**
 * An incident with the compiler's reasons on its path: `decided` of the default
 * build, `builds` all that report escapes.
 */
export function explainIncident(
  incident: Incident,
  decided: Verdicts,
  builds: readonly Verdicts[],
): Incident {
  const traced = incident.nonInlined !== null;
  const path = traced ? incident.path : predictedPath(incident.path, decided);
  if (path.length === 0) return incident;
  const explained = path.map((frame, at) => explainFrame(frame, at, path, decided));
  const { site } = incident;
  const known = traced || !decided.isEmpty;
  return {
    ...incident,
    path: explained,
    nonInlined: known ? isNonInlined(explained) : null,
    pathFrom: traced ? incident.pathFrom : known ? "compiler" : null,
    // What the runtime throws needs no message: what leaks on such a line has other reasons.
    escapes: site === null || incident.runtimeError ? [] : escapesIn(builds, site.file, site.line),
  };
}

/** Which frames the default build would inline, where no trace of it shows them. */
function predictedPath(path: readonly PathFrame[], decided: Verdicts): readonly PathFrame[] {
  return path.map((frame, at) => {
    const own = isUsersOwn(frame);
    const decision = own ? decided.ofFrame(frame) : null;
    return { ...frame, inlined: at > 0 && decision !== null && decision.inlining.can };
  });
}

/** `path` is outermost first; the entry is always physical, and needs no reason. */
function explainFrame(
  frame: PathFrame,
  at: number,
  path: readonly PathFrame[],
  decided: Verdicts,
): PathFrame {
  const own = isUsersOwn(frame);
  const decision = own ? decided.ofFrame(frame) : null;
  const entry = path.findIndex(isUsersOwn);
  const needsReason = own && !frame.inlined && at > entry;
  return {
    ...frame,
    inlining: decision?.inlining ?? null,
    why:
      needsReason && !decided.isEmpty
        ? reasonOf({ frame, outer: path.slice(0, at) }, decision, decided)
        : null,
  };
}

/** A frame and those outside of it, outermost first. */
interface Call {
  readonly frame: PathFrame;
  readonly outer: readonly PathFrame[];
}

function reasonOf(
  { frame, outer }: Call,
  decision: FunctionDecision | null,
  decided: Verdicts,
): PhysicalReason {
  if (decision === null) {
    const isAsked = decided.hasAsked(frame.file);
    const text = isAsked ? "the compiler says nothing of it" : "the compiler was not asked";
    return { cause: "unknown", text };
  }
  const { can, reason } = decision.inlining;
  if (!can) return refusedReason(reason ?? "");
  const caller = outer.at(-1) ?? frame;
  const callerDecision = decided.ofFrame(caller);
  const refused = decided.refusalAt(caller, decision);
  if (refused?.reason.includes("recursive") === true || callerDecision === decision) {
    return { cause: "recursive", text: "inlinable, this call is a repeated recursive cycle" };
  }
  if (refused !== null)
    return { cause: "refused", text: `inlinable, this call not: ${refused.reason}` };
  if (isInBigFunction(outer, decided) && (decision.inlining.cost ?? 0) > MOST_INTO_BIG) {
    return {
      cause: "big-caller",
      text: "inlinable, but its caller is so large that only functions of cost 20 or less go into it",
    };
  }
  return { cause: "indirect", text: `inlinable, ${indirectText(frame, caller)}` };
}

/** cmd/compile/internal/inline/inl.go, inlineBigFunctionMaxCost. */
const MOST_INTO_BIG = 20;

/** The function whose code the call became part of: the next physical frame outwards. */
function isInBigFunction(outer: readonly PathFrame[], decided: Verdicts): boolean {
  const physical = outer.findLast((frame) => !frame.inlined);
  if (physical === undefined) return false;
  const decision = decided.ofFrame(physical);
  return decision !== null && decided.isBig(physical.file, decision);
}

function refusedReason(reason: string): PhysicalReason {
  if (reason.startsWith("marked ")) return { cause: "marked", text: reason };
  if (reason === "recursive") return { cause: "recursive", text: "it calls itself" };
  return { cause: "refused", text: reason.replace(/^function too complex: /, "") };
}

function indirectText(frame: PathFrame, caller: PathFrame): string {
  const wrapper = frame.through[0] ?? "";
  const kind = wrapperOf(wrapper);
  if (kind === "method value") return "called through a method value";
  if (kind !== null) return `called by ${kind}`;
  if (wrapper !== "") return "called through an interface";
  if (isClosure(frame.function ?? "")) return "called through a function value";
  return caller.owner === "std" || caller.owner === "dependency"
    ? "called from other code, through a function value or an interface"
    : "called through an interface or a function value, or by go or defer";
}
