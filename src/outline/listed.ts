import {
  type Finding,
  listed,
  type Report,
  ruleOf,
  type Section,
  testKey,
} from "../model/index.ts";

/** Findings without what another one says already: a flaky test that failed stands once. */
export function reportedOnce({ findings }: Pick<Report, "findings">): Finding[] {
  const telling = new Set(
    findings
      .filter((finding) => finding.rule === "test-failure" && finding.flaky !== null)
      .filter((finding) => finding.waived === null)
      .map(keyOf),
  );
  return findings.filter((finding) => finding.rule !== "flaky" || !telling.has(keyOf(finding)));
}

/** Findings that are listed in a section; what is shown elsewhere is listed too where it gates. */
export const listedIn = (report: Pick<Report, "findings">, section: Section): Finding[] =>
  reportedOnce(report).filter((finding) => {
    const own = ruleOf(finding.rule).section;
    return (own === "aside" && finding.gates ? "inlining" : own) === section;
  });

const MOST_CUT = 8;

/** Tests that were running when a run was cut short: one of them may be why. Null where none was. */
export function cutText({ run, tests }: Pick<Report, "run" | "tests">): string | null {
  if (run.complete) return null;
  const names = tests.filter((test) => test.outcome === "interrupted").map((test) => test.name);
  if (names.length === 0) return null;
  return `running when the run was interrupted: ${listed(names, MOST_CUT)}`;
}

const keyOf = ({ package: path, test }: Finding): string => testKey(path ?? "", test ?? "");

/** A finding in words: its message, and what its fields add to that. */
export function messageOf(finding: Finding): string {
  const parts = partsOf(finding);
  return parts.length === 0 ? finding.message : `${finding.message}: ${parts.join("; ")}`;
}

function partsOf({ flaky, note, onlyIn }: Finding): string[] {
  return [
    ...(note === null ? [] : [note]),
    ...(flaky === null
      ? []
      : [`flaky: ${flaky.failed} of ${flaky.attempts} times on the same code`]),
    ...(onlyIn.length === 0 ? [] : [`only in ${onlyIn.join("; ")}`]),
  ];
}
