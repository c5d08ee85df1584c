import type { Tally } from "../../model/index.ts";

/**
 * Surefire's elements of further tries: `flakyFailure` for each try that failed of a test
 * that also passed, `rerunFailure` for each further failure of one that always fails
 * (maven-surefire-plugin, rerun-failing-tests).
 */
export function rerunsOf(_: string, failed: string, attempts: string, tag: string): string {
  const [k, n] = [Number(failed), Number(attempts)];
  const name = k < n ? "flakyFailure" : "rerunFailure";
  const element = `\n      <${name} message="failed ${k} of ${n} times" type="rerun"/>`;
  return tag + element.repeat(Math.min(10, k < n ? k : k - 1));
}

/** Tries that are elements of their own, as `rerunsOf` finds them. */
export const rerunMark = (again: Tally | undefined): string =>
  again === undefined || again.failed < 1 || again.attempts < 2
    ? ""
    : `\ue000${again.failed}of${again.attempts}`;
