import {
  compareChanges,
  type Finding,
  type Report,
  ruleOf,
  type Section,
  testKey,
} from "../model/index.ts";

/** Findings without what another one says already: a flaky test that failed is told once. */
export function toldOnce({ findings }: Pick<Report, "findings">): Finding[] {
  const telling = new Set(
    findings
      .filter((each) => each.rule === "test-failure" && flakyWords(each) !== null)
      .filter((each) => each.waived === null)
      .map(keyOf),
  );
  return findings.filter((each) => each.rule !== "flaky" || !telling.has(keyOf(each)));
}

const flakyWords = ({ message }: Finding): string | null =>
  /\((flaky: [^)]*)\)/.exec(message)?.[1] ?? null;

/** Findings that are listed in a section; what is told elsewhere is listed too where it gates. */
export const listedIn = (report: Pick<Report, "findings">, section: Section): Finding[] =>
  toldOnce(report).filter((finding) => {
    const own = ruleOf(finding.rule).section;
    return (own === "aside" && finding.gates ? "inlining" : own) === section;
  });

/** News first; sorting is stable. */
export const newsFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((left, right) => compareChanges(left.baseline, right.baseline));

const MOST_CUT = 8;

/** Tests that were running when a run was cut short: one of them may be why. Null where none was. */
export function cutWords({ run, tests }: Pick<Report, "run" | "tests">): string | null {
  if (run.complete) return null;
  const names = tests.filter((test) => test.outcome === "interrupted").map((test) => test.name);
  if (names.length === 0) return null;
  const more = names.length > MOST_CUT ? ` and ${names.length - MOST_CUT} more` : "";
  return `running when the run was cut short: ${names.slice(0, MOST_CUT).join(", ")}${more}`;
}

const keyOf = ({ package: path, test }: Finding): string => testKey(path ?? "", test ?? "");

const MARKS = { new: "new", known: "known", fixed: "fixed", unknown: "perhaps new" } as const;

/** What is to say of a failed test beside its name: `new; flaky: 2 of 3 times`, `only in go1.24.9`, `waived: see #12`. */
export function asidesOf(finding: Finding): string[] {
  const { baseline, message, waived, test } = finding;
  const flaky = flakyWords(finding);
  const [first = "", ...more] = message.split("\n");
  const said = `${test} failed`;
  const note = first.startsWith(said)
    ? first
        .slice(said.length)
        .replace(` (${flaky})`, "")
        .replace(/^[:,] /, "")
    : "";
  const parts = [baseline === null ? "" : MARKS[baseline], note, flaky ?? "", ...more];
  return [...parts, waived === null ? "" : `waived: ${waived}`]
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
