import { groupedBy, listed, NO_ASIDES, type NotRun, ruleOf } from "../model/index.ts";
import type { Draft } from "./draft.ts";

/**
 * One finding a package and change whose tests did not all run. Against a base it is an error where
 * the base ran them, or nobody knows: tests that do not run can't make a gate green.
 */
export function notRunFindings(notRun: readonly NotRun[]): Draft[] {
  const keyOf = ({ package: path, baseline }: NotRun): string => `${baseline}\n${path}`;
  return groupedBy(notRun, keyOf).map((entries) => {
    const [{ package: path, baseline, baselineReason, file, line }] = entries;
    const names = listed(entries.map((entry) => entry.test));
    const why = baselineReason === null ? "" : ` (${baselineReason})`;
    const isOpen = baseline === "new" || baseline === "unknown";
    return {
      rule: "not-run",
      severity: isOpen ? "error" : ruleOf("not-run").severity,
      message: `${entries.length} ${entries.length === 1 ? "test" : "tests"} not run: ${names}${why}`,
      file,
      line,
      package: path,
      test: null,
      fingerprint: `not-run:${path}`,
      former: null,
      baseline,
      waived: null,
      ...NO_ASIDES,
    };
  });
}
