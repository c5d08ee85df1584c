import { groupedBy, type NotRun, ruleOf } from "../model/index.ts";
import type { Draft } from "./draft.ts";
import { listed } from "./listed.ts";

/** One finding a package whose tests did not all run. */
export function notRunFindings(notRun: readonly NotRun[]): Draft[] {
  return groupedBy(notRun, (entry) => entry.package).map((entries) => {
    const [first] = entries;
    const names = listed(entries.map((entry) => entry.test));
    return {
      rule: "not-run",
      severity: ruleOf("not-run").severity,
      message: `${entries.length} ${entries.length === 1 ? "test" : "tests"} never ran: ${names}`,
      file: first.file,
      line: first.line,
      package: first.package,
      test: null,
      fingerprint: `not-run:${first.package}`,
      former: null,
      baseline: null,
      waived: null,
    };
  });
}
