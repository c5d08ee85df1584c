import {
  type Change,
  defaultRun,
  type Incident,
  type Report,
  type TestInfo,
  type TestOutcome,
  testKey,
  type Unjudged,
} from "../model/index.ts";

/** What is known of one test on the base. */
export interface BaseTest {
  readonly outcome: TestOutcome;
  /** How often it was tried there, and failed. */
  readonly attempts: number;
  readonly failed: number;
}

/** What is known of the base, however it was learnt. */
export interface BaseFacts {
  /** Fingerprints of incidents that happen there. */
  readonly incidents: ReadonlySet<string>;
  /** The same without their file, for code that moved: see `movedKey`. */
  readonly moved: ReadonlySet<string>;
  /** By `testKey`; absent where the base has no such test. */
  readonly tests: ReadonlyMap<string, BaseTest>;
  /** Packages of which all is known: a test that is absent there is new. */
  readonly packages: ReadonlySet<string>;
  /** Packages that do not build there, or die before their first test. */
  readonly broken: ReadonlySet<string>;
  /** Packages whose test binary is the same on both sides. */
  readonly equalBinaries: ReadonlySet<string>;
}

/** Kind, message and function: what stays when a file is moved or renamed. */
export const movedKey = (
  incident: Pick<Incident, "kind" | "package" | "message"> & {
    readonly site: { readonly function: string | null } | null;
  },
): string =>
  [incident.kind, incident.package, incident.message ?? "", incident.site?.function ?? ""].join(
    "\n",
  );

/** Below this chance that a flaky test had passed by luck alone, its passing counts. */
const LUCK = 0.05;

export interface Compared {
  readonly change: Change;
  /** In words, where it is not plain: "unknown: ..." */
  readonly why: string | null;
}

const EQUAL = "the test binary is the same on the base, and no file beside it changed";

/** Whether an incident is this change's work. */
export function compareIncident(incident: Incident, base: BaseFacts): Compared {
  if (base.incidents.has(incident.fingerprint)) return { change: "known", why: null };
  if (base.equalBinaries.has(incident.package)) {
    return { change: "known", why: EQUAL };
  }
  if (base.moved.has(movedKey(incident))) return { change: "known", why: "the code moved" };
  if (incident.test === null) {
    const known = base.packages.has(incident.package);
    return known ? { change: "new", why: null } : absentPackage(incident.package);
  }
  const tries = sumOf(incident.occurrences);
  return compareTest(incident.package, incident.test, tries, base);
}

/** Whether an ordinary failure under `default` is this change's work. */
export function compareFailure(test: TestInfo, base: BaseFacts): Compared {
  const known = base.tests.get(testKey(test.package, test.name));
  if (known !== undefined && known.failed > 0) return { change: "known", why: null };
  if (base.equalBinaries.has(test.package)) {
    return { change: "known", why: EQUAL };
  }
  const tries = sumOf(test.runs.filter((run) => run.outcome === "fail"));
  return compareTest(test.package, test.name, tries, base);
}

interface Tries {
  readonly attempts: number;
  readonly failed: number;
}

function sumOf(all: readonly Tries[]): Tries {
  const seen = all.filter((each) => each.failed > 0);
  return {
    attempts: seen.reduce((sum, each) => sum + each.attempts, 0),
    failed: seen.reduce((sum, each) => sum + each.failed, 0),
  };
}

function compareTest(path: string, name: string, tries: Tries, base: BaseFacts): Compared {
  const known = base.tests.get(testKey(path, name));
  if (known === undefined) {
    if (base.broken.has(path))
      return { change: "unknown", why: `${path} does not build or does not start on the base` };
    return base.packages.has(path)
      ? { change: "new", why: "the test is new" }
      : absentPackage(path);
  }
  if (known.outcome === "not-run" || known.outcome === "interrupted" || known.attempts === 0) {
    return { change: "unknown", why: "the test did not run to its end on the base" };
  }
  const rate = tries.attempts === 0 ? 1 : tries.failed / tries.attempts;
  if (rate >= 1 || (1 - rate) ** known.attempts < LUCK) return { change: "new", why: null };
  return {
    change: "unknown",
    why: `flaky on head (${tries.failed} of ${tries.attempts}): it passed ${known.attempts} times on the base, which may be luck`,
  };
}

const absentPackage = (path: string): Compared => ({
  change: "unknown",
  why: `nothing is known of ${path} on the base`,
});

/** The facts that a report of the base holds. */
export function factsOfReport(report: Report): BaseFacts {
  const tests = new Map<string, BaseTest>();
  for (const test of report.tests) {
    const run = defaultRun(test.runs) ?? test.runs[0];
    tests.set(testKey(test.package, test.name), {
      outcome: test.outcome,
      attempts: run?.attempts ?? 0,
      failed: run?.failed ?? 0,
    });
  }
  const whole = report.packages.filter((each) => each.outcome !== "incomplete");
  return {
    incidents: new Set(report.incidents.map((incident) => incident.fingerprint)),
    moved: new Set(report.incidents.map(movedKey)),
    tests,
    packages: new Set(report.run.complete ? whole.map((each) => each.importPath) : []),
    broken: new Set(
      report.incidents.filter((each) => each.kind === "build").map((each) => each.package),
    ),
    equalBinaries: new Set(),
  };
}

/** Why two reports can't be compared in everything; empty where they can. */
export function doubtsOf(base: Report, head: Unjudged): string[] {
  const doubts: string[] = [];
  const differ = (what: string, left: string | null, right: string | null): void => {
    if (left !== null && right !== null && left !== right) {
      doubts.push(`the base was run with ${what} ${left}, this with ${right}`);
    }
  };
  differ("Go", base.go.version, head.go.version);
  differ("GOARCH", base.go.goarch, head.go.goarch);
  differ("GOOS", base.go.goos, head.go.goos);
  differ("flags", base.run.goTestFlags.join(" "), head.run.goTestFlags.join(" "));
  return doubts;
}

/** Incidents of the base that this change ended: their tests pass now. */
export function fixedIncidents(base: Report, head: Unjudged): Incident[] {
  const now = new Set(head.incidents.map((incident) => incident.fingerprint));
  const moved = new Set(head.incidents.map(movedKey));
  const outcomes = new Map(
    head.tests.map((test) => [testKey(test.package, test.name), test.outcome]),
  );
  return base.incidents
    .filter((incident) => !now.has(incident.fingerprint) && !moved.has(movedKey(incident)))
    .filter((incident) => {
      if (incident.test !== null)
        return outcomes.get(testKey(incident.package, incident.test)) === "pass";
      return head.packages.some(
        (each) => each.importPath === incident.package && each.outcome === "pass",
      );
    })
    .map((incident) => ({ ...incident, baseline: "fixed" as const }));
}
