import {
  defaultRun,
  groupedBy,
  listed,
  NO_ASIDES,
  parentKeys,
  type RuleId,
  reportedKeys,
  ruleOf,
  type TestInfo,
  testKey,
} from "../model/index.ts";
import type { Draft } from "./draft.ts";
import type { Evidence } from "./evidence.ts";

/** Ordinary failures gate only under `default`: another build changes allocation counts, for one. */
export function failureFindings(evidence: Evidence): Draft[] {
  const reported = reportedKeys(evidence.incidents);
  const parents = parentKeys(evidence.tests.filter(fails));
  const open = evidence.tests.filter((test) => {
    const key = testKey(test.package, test.name);
    return fails(test) && !reported.has(key) && !parents.has(key);
  });
  const isPassed = ({ outcome }: { readonly outcome: string }): boolean => outcome === "pass";
  const failed = new Set(
    evidence.packages.filter((pkg) => !isPassed(pkg)).map((pkg) => pkg.importPath),
  );
  // Several test binaries without a name may be told of: one that passed forgives no other.
  const passed = new Set(
    evidence.packages
      .filter((pkg) => isPassed(pkg) && !failed.has(pkg.importPath))
      .map((pkg) => pkg.importPath),
  );
  return [
    ...open.flatMap((test) => failureFinding(test, passed.has(test.package))),
    ...variantOnlyFindings(open),
  ];
}

const fails = (test: TestInfo): boolean => test.runs.some((run) => run.outcome === "fail");

/** A package that passed says that nobody asked for this test: it ran inside another, or TestMain forgives it. */
function failureFinding(test: TestInfo, isForgiven: boolean): Draft[] {
  const byDefault = defaultRun(test.runs);
  if (byDefault?.outcome !== "fail") return [];
  const { attempts, failed } = byDefault;
  const notes = [test.note, isForgiven ? "its package passed all the same" : null];
  const note = notes.filter((note) => note !== null).join("; ");
  const failure: Draft = {
    ...testDraft(test, "test-failure", `${test.name} failed`),
    severity: isForgiven ? "warning" : ruleOf("test-failure").severity,
    note: note === "" ? null : note,
    flaky: failed < attempts ? { attempts, failed } : null,
  };
  if (failure.flaky === null) return [failure];
  const often = `${failed} of ${attempts} times on the same code`;
  return [failure, testDraft(test, "flaky", `${test.name} failed ${often}`)];
}

/** One note for all tests of a package that the same variants fail for the same reason. */
function variantOnlyFindings(tests: readonly TestInfo[]): Draft[] {
  const others = tests.filter((test) => defaultRun(test.runs)?.outcome !== "fail");
  const groups = groupedBy(others, (test) =>
    [test.package, failingVariants(test), test.note ?? ""].join("\n"),
  );
  return groups.map((group) => {
    const [first] = group;
    const names = listed(group.map((test) => test.name));
    const verbs = group.length === 1 ? ["passes", "fails"] : ["pass", "fail"];
    const note = first.note === null ? "" : `: ${first.note}`;
    const words = `${names} ${verbs[0]} as built by default and ${verbs[1]} under ${failingVariants(first)}${note}`;
    return testDraft(first, "variant-only-failure", words);
  });
}

const failingVariants = (test: TestInfo): string =>
  test.runs
    .filter((run) => run.outcome === "fail")
    .map((run) => run.variant)
    .join(", ");

function testDraft(test: TestInfo, rule: RuleId, message: string): Draft {
  const place = test.failedAt ?? (test.file === null ? null : { file: test.file, line: test.line });
  return {
    rule,
    severity: ruleOf(rule).severity,
    message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    package: test.package,
    test: test.name,
    fingerprint: `${rule}:${test.package}:${test.name}`,
    former: null,
    baseline: rule === "test-failure" ? test.baseline : null,
    waived: null,
    ...NO_ASIDES,
  };
}
