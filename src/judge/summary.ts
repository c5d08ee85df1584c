import { type NotRun, RULES, type RuleId, ruleOf } from "../model/index.ts";
import type { Draft } from "./draft.ts";

type Judged = Draft & { readonly gates: boolean };

/** `1 panic, 2 test failures`: by the words of their rules, in the table's order. */
function kindsOf(findings: readonly Judged[]): string[] {
  return RULES.flatMap(({ id, counted }) => {
    const count = findings.filter(({ rule }) => rule === id).length;
    if (counted === null || count === 0) return [];
    const [one, many] = counted;
    return [`${count} ${count === 1 ? one : many}`];
  });
}

/** `3 new: 1 panic, 2 test failures`; what is no news is only counted: `3 known`. */
function countsOf(findings: readonly Judged[]): string[] {
  const all = findings.filter(({ rule }) => ruleOf(rule).counted !== null);
  const open = all.filter(({ waived }) => waived === null);
  const of = (change: Draft["baseline"]) => open.filter(({ baseline }) => baseline === change);
  const named = (["new", "unknown"] as const).flatMap((change) => {
    const some = of(change);
    const word = change === "new" ? "new" : "not compared";
    return some.length === 0 ? [] : [`${some.length} ${word}: ${kindsOf(some).join(", ")}`];
  });
  const plain = kindsOf(of(null)).join(", ");
  const known = of("known").length;
  const waived = all.length - open.length;
  const aside = [
    ...(known === 0 ? [] : [`${known} known`]),
    ...(waived === 0 ? [] : [`${waived} waived`]),
  ];
  const news = [...named, ...(plain === "" ? [] : [plain])];
  if (aside.length > 0 && news.length === 0)
    news.push(known > 0 ? "nothing new" : "nothing to fix");
  return [...news, ...aside];
}

/** What else the gate counts, by its rule: `2 lost-inlining`. */
function otherGates(findings: readonly Judged[]): string[] {
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

/** `2 new: 1 panic, 1 test failure; 3 known; 3 tests not run`; "no panics" where there is nothing to tell. */
export function summaryOf({
  findings,
  notRun,
}: {
  readonly findings: readonly Judged[];
  readonly notRun: readonly NotRun[];
}): string {
  const parts = [...countsOf(findings), ...otherGates(findings)];
  const missing = notRun.length;
  if (parts.length > 0 && missing > 0) {
    parts.push(`${missing} ${missing === 1 ? "test" : "tests"} not run`);
  }
  parts.push(...runWords(findings));
  if (parts.length === 0) return "no panics";
  const hasParts = parts.some((part) => part.includes(":")) || parts[0]?.startsWith("nothing ");
  return parts.join(hasParts === true ? "; " : ", ");
}
