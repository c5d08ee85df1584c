import type { Assembled } from "../../assemble/index.ts";
import {
  comparableTally,
  groupedBy,
  type Incident,
  parentKeys,
  reportedKeys,
  type Tally,
  type TestInfo,
  type TestRun,
  testKey,
  testsOfIncident,
} from "../../model/index.ts";
import { aloneOf, type Selection } from "../../runner/index.ts";

/** Something of head's that is looked for on the base. */
export type Question =
  | { readonly kind: "build"; readonly package: string }
  | { readonly kind: "vet"; readonly package: string }
  | {
      /** An incident of the package itself, and what keeps tests from running. */
      readonly kind: "package";
      readonly package: string;
      readonly variant: string;
      readonly incident: Incident | null;
    }
  | {
      readonly kind: "test";
      readonly package: string;
      readonly test: string;
      readonly variant: string;
      readonly selection: Selection;
      /** Tries on head, and how many of them failed. */
      readonly here: Tally;
      /** Null for an ordinary failure. */
      readonly incident: Incident | null;
      /** Of a hang: seconds that the tests of its package took; null where it is none. */
      readonly siblings: readonly number[] | null;
    };

/** What a question is about: the same of a later report, which may know of more tries. */
export function keyOf(question: Question): string {
  const { kind, package: path } = question;
  if (kind === "build" || kind === "vet") return `${kind} ${path}`;
  const about = question.incident?.fingerprint ?? "";
  const test = kind === "test" ? question.test : "";
  return [kind, path, test, about, question.variant].join("\n");
}

/** What failed and was not tried again. */
const ONCE = { attempts: 1, failed: 1, whole: null, alone: null };

/** Tests of one incident that are looked for one by one. */
const MOST_TESTS = 25;

/** What to look for on the base: incidents with each of their tests, failures, packages that did not run whole. */
export function questionsOf(head: Assembled): Question[] {
  const incidents = head.incidents.filter((incident) => incident.reproduction !== "narrowed");
  const reported = reportedKeys(head.incidents);
  const failures = head.tests.filter(
    (test) => failedRun(test) !== null && !reported.has(testKey(test.package, test.name)),
  );
  const parents = parentKeys(failures);
  const leaves = failures.filter((test) => !parents.has(testKey(test.package, test.name)));
  const packages = groupedBy(head.notRun, (entry) => entry.package).map(
    ([entry]): Question => ({
      kind: "package",
      package: entry.package,
      variant: "default",
      incident: null,
    }),
  );
  return [
    ...incidents.flatMap((incident) => ofIncident(incident, head)),
    ...leaves.flatMap(ofFailure),
    ...packages,
  ];
}

function ofIncident(incident: Incident, head: Assembled): Question[] {
  const { kind, package: path } = incident;
  if (kind === "build") return [{ kind, package: path }];
  if (kind === "vet") return [{ kind, package: path }];
  const seen = incident.occurrences.find((occurrence) => occurrence.failed > 0);
  const variant = seen?.variant ?? "default";
  const tests = testsOfIncident(incident);
  if (tests.length === 0) return [{ kind: "package", package: path, variant, incident }];
  const { alone } = seen ?? ONCE;
  return tests.slice(0, MOST_TESTS).map(({ package: own, test }) => ({
    kind: "test",
    package: own,
    test,
    variant,
    selection: selectionOf(test, alone),
    here: comparableTally(seen ?? ONCE),
    incident,
    siblings:
      kind === "timeout"
        ? head.tests.flatMap((test) => (test.package === own ? (test.seconds ?? 0) : []))
        : null,
  }));
}

function ofFailure(test: TestInfo): Question[] {
  const run = failedRun(test);
  if (run === null) return [];
  return [
    {
      kind: "test",
      package: test.package,
      test: test.name,
      variant: run.variant,
      selection: selectionOf(test.name, run.alone),
      here: comparableTally(run),
      incident: null,
      siblings: null,
    },
  ];
}

const failedRun = (test: TestInfo): TestRun | null => {
  const run = test.runs.find((run) => run.variant === "default");
  return run?.outcome === "fail" ? run : null;
};

/** Alone, unless alone it was never seen to fail. */
const selectionOf = (test: string, alone: Tally | null): Selection =>
  alone !== null && alone.attempts > 0 && alone.failed === 0 ? { kind: "whole" } : aloneOf(test);
