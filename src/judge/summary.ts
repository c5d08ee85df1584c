import { type NotRun, RULES, type RuleId, ruleOf } from "../model/index.ts";
import type { Draft } from "./draft.ts";

/** `1 new panic, 2 known panics`; without a base just `3 panics`. */
function countsOf(findings: readonly Draft[], [one, many]: readonly [string, string]): string[] {
  const told = (count: number, words: string): string[] =>
    count === 0 ? [] : [`${count} ${words}${count === 1 ? one : many}`];
  const open = findings.filter((finding) => finding.waived === null);
  const counts = ([null, "new", "unknown", "known"] as const).flatMap((change) => {
    const count = open.filter((finding) => finding.baseline === change).length;
    if (change === "unknown") return told(count, "").map((words) => `${words} not compared`);
    return told(count, change === null ? "" : `${change} `);
  });
  return [...counts, ...told(findings.length - open.length, "waived ")];
}

/** What else the gate counts, by its rule: `2 lost-inlining`. */
function otherGates(findings: readonly (Draft & { readonly gates: boolean })[]): string[] {
  const counts = new Map<RuleId, number>();
  for (const { rule, gates } of findings) {
    const { counted, section } = ruleOf(rule);
    if (gates && counted === null && section !== "not-run" && section !== "run") {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  return [...counts].map(([rule, count]) => `${count} ${rule}`);
}

/** Why the whole is no pass: `interrupted`, `go test failed`. */
const runWords = (findings: readonly Draft[]): string[] =>
  findings.flatMap(({ rule, message }) => {
    if (ruleOf(rule).section !== "run") return [];
    return rule === "incomplete" ? message : "go test failed";
  });

/** `1 panic, 2 test failures, 3 tests not run`; "no panics" where there is nothing to tell. */
export function summaryOf({
  findings,
  notRun,
}: {
  readonly findings: readonly (Draft & { readonly gates: boolean })[];
  readonly notRun: readonly NotRun[];
}): string {
  const parts = RULES.flatMap(({ id, counted }) =>
    counted === null
      ? []
      : countsOf(
          findings.filter((finding) => finding.rule === id),
          counted,
        ),
  );
  parts.push(...otherGates(findings));
  const isTold = parts.length > 0;
  const missing = notRun.length;
  if (isTold && missing > 0) parts.push(`${missing} ${missing === 1 ? "test" : "tests"} not run`);
  parts.push(...runWords(findings));
  return parts.length === 0 ? "no panics" : parts.join(", ");
}
