import { isUsersOwn, type PathFrame, stableFunction, type Variable } from "../../model/index.ts";
import type { Sources } from "../../runner/index.ts";
import { beginsDeath, callsOf, decodedArguments, type Hiding } from "../../values/index.ts";

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
  // A deferred call that panics again stands above the panic that it answers, with the same names perhaps.
  const below = calls.findLastIndex((call) => beginsDeath(call.function)) + 1;
  const starts = below === 0 ? [0] : [below, 0];
  for (const start of starts) {
    const found = argumentsFrom(path, calls.slice(start), sources, hiding);
    if (found.some(({ variables }) => variables.length > 0)) return found;
  }
  return null;
}

function argumentsFrom(
  path: readonly PathFrame[],
  calls: ReturnType<typeof callsOf>,
  sources: Sources,
  hiding: Hiding,
): readonly PathFrame[] {
  let from = 0;
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
    return { ...frame, variables };
  });
  return read.reverse();
}

/** Numbers under a secret's name are hidden; nil and lengths are shapes. */
function hidden(variable: Variable, { hidesName, shapesOnly }: Hiding): Variable {
  const isShape = /^(?:nil|not nil|len .*|"")$/.test(variable.value ?? "");
  if (isShape) return variable;
  if (hidesName(variable.name)) return { ...variable, value: "[redacted]", redacted: true };
  return shapesOnly ? { ...variable, value: "…", truncated: true } : variable;
}
