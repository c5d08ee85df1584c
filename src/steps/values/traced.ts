import { isUsersOwn, type PathFrame, stableFunction, type Variable } from "../../model/index.ts";
import type { Sources } from "../../runner/index.ts";
import { callsOf, decodedArguments, type Hiding } from "../../values/index.ts";

/**
 * A path with the arguments that a trace of the same death prints, decoded by their declarations; null
 * where it says nothing of any user frame.
 */
export function withArguments(
  path: readonly PathFrame[],
  trace: readonly string[],
  sources: Sources,
  hiding: Hiding,
): readonly PathFrame[] | null {
  const calls = callsOf(trace);
  let from = 0;
  let hasAny = false;
  const read = [...path].reverse().map((frame) => {
    if (!isUsersOwn(frame)) return frame;
    const name = stableFunction(frame.function ?? "");
    const at = calls.findIndex(
      (call, nth) => nth >= from && stableFunction(call.function) === name,
    );
    const call = calls[at];
    if (call === undefined) return frame;
    from = at + 1;
    const source = sources.lines(frame.file)?.join("\n") ?? "";
    const variables = decodedArguments(call, source).map((variable) => hidden(variable, hiding));
    hasAny ||= variables.length > 0;
    return { ...frame, variables };
  });
  return hasAny ? read.reverse() : null;
}

/** Numbers under a secret's name are hidden; nil and lengths are shapes. */
function hidden(variable: Variable, { hidesName, shapesOnly }: Hiding): Variable {
  const isShape = /^(?:nil|not nil|len .*|"")$/.test(variable.value ?? "");
  if (isShape) return variable;
  if (hidesName(variable.name)) return { ...variable, value: "[redacted]", redacted: true };
  return shapesOnly ? { ...variable, value: "…", truncated: true } : variable;
}
