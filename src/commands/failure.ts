import { ImpossibleError, UsageError } from "../model/index.ts";
import { redactionOf, type Settings } from "../settings/index.ts";

/** 2 for what the caller can mend, 3 for all else. */
export const exitCodeOf = (error: unknown): number => (error instanceof UsageError ? 2 : 3);

/**
 * What a person reads of a failure: one line for known ones, with the stack only where asked for.
 * `settings`: null where they could not be read.
 */
export async function failureText(
  error: unknown,
  verbose: boolean,
  settings: Settings | null,
): Promise<string> {
  // What is quoted in a message may come from a report of a stranger: it must be no command in a log.
  const { forLog } = await import("../render/index.ts");
  const said = wordsOf(error, verbose);
  const words = redactionOf(settings).text(said);
  return words.split("\n").map(forLog).join("\n");
}

function wordsOf(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return `panicpath: ${String(error)}`;
  const full = fullText(error);
  if (full !== null) return `panicpath: ${full}`;
  const known = error instanceof UsageError || error instanceof ImpossibleError;
  if (verbose && !known) return `panicpath: ${error.stack ?? error.message}`;
  const hint = known ? "" : " (unexpected: run again with --verbose and report it)";
  return `panicpath: ${error.message}${hint}`;
}

/** A disk that is full is nobody's fault here, whatever was being written. */
function fullText(error: Error): string | null {
  if (!("code" in error) || (error.code !== "ENOSPC" && error.code !== "EDQUOT")) return null;
  const what = "path" in error ? `for ${error.path}` : "for a file";
  return `no space is left ${what}: make room, or set TMPDIR to a folder that has it`;
}
