import { failureFinding, incompleteFinding } from "../model/index.ts";
import type { Draft } from "./draft.ts";
import type { Evidence } from "./evidence.ts";

/** Why the whole is no pass, whatever was found: it was cut, or go test failed for a reason that nothing here tells. */
export function runFindings({ run }: Evidence, found: readonly Draft[]): Draft[] {
  if (run.missing.length > 0) return run.missing.map(incompleteFinding);
  if (!run.complete) {
    const words = run.mode === "run" ? "interrupted" : "the output ends before the tests do";
    return [incompleteFinding(words)];
  }
  // What one leg of a matrix found explains nothing about another.
  const isExplained = run.legs.length === 0 && found.some((draft) => draft.severity === "error");
  return run.failure === null || isExplained ? [] : [failureFinding(run.failure)];
}
