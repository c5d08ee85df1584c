import { type Finding, type Report, testKey } from "../model/index.ts";

/** Findings without what another one says already: a flaky test that failed is told once. */
export function toldOnce({ findings }: Pick<Report, "findings">): Finding[] {
  const failed = new Set(
    findings.filter((each) => each.rule === "test-failure").map((each) => keyOf(each)),
  );
  return findings.filter((each) => each.rule !== "flaky" || !failed.has(keyOf(each)));
}

const keyOf = ({ package: path, test }: Finding): string => testKey(path ?? "", test ?? "");

const MARKS = { new: "new", known: "known", fixed: "fixed", unknown: "perhaps new" } as const;

/** What is to say of a failed test beside its name: `new; flaky: 2 of 3 times`, `only in go1.24.9`, `waived: see #12`. */
export function asidesOf({ baseline, message, waived }: Finding): string[] {
  const flaky = /\((flaky: [^)]*)\)/.exec(message)?.[1];
  const legs = /\n(only in [^\n]*)$/.exec(message)?.[1];
  return [
    ...(baseline === null ? [] : [MARKS[baseline]]),
    ...(flaky === undefined ? [] : [flaky]),
    ...(legs === undefined ? [] : [legs]),
    ...(waived === null ? [] : [`waived: ${waived}`]),
  ];
}
