import { testOfFunction } from "../../model/index.ts";
import type { FoundCrash } from "./crash.ts";

/** Text that is cut before its last line names no package: the test on the stack does. */
export function importPathOf(found: FoundCrash | null): string {
  const frames = found?.crash.trace?.groups[0]?.first.frames ?? [];
  const frame = frames.findLast((frame) => testOfFunction(frame.function) !== null);
  if (frame === undefined) return "";
  const slash = frame.function.lastIndexOf("/");
  const path = frame.function.slice(0, frame.function.indexOf(".", slash + 1));
  return path.replace(/%2e/g, ".").replace(/_test$/, "");
}
