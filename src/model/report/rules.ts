import type { FatalCause, IncidentKind, Severity } from "../words.ts";

/** Where a finding is shown. */
export type Section =
  /** A block of its own with source, path and trace. */
  | "incidents"
  /** Rows of tests that failed, or that need a look. */
  | "failures"
  /** The list of tests that did not run. */
  | "not-run"
  /** What makes the whole run no pass, whatever its tests say. */
  | "run"
  /** What the change did to panic code and inlining. */
  | "inlining"
  /** Told within the block of its incident, or in a table: listed only where it gates. */
  | "aside";

/** How JUnit tells a finding. */
export type JunitCase =
  /** By the case of its test, or of its package. */
  | "test"
  /** By a case of its own. */
  | "own"
  /** By a case of its own where it gates, and not at all elsewhere: its test has passed. */
  | "gating";

interface RuleWords {
  /** What a finding has when nothing else decides. */
  readonly severity: Severity;
  readonly section: Section;
  /** Singular and plural in a verdict's summary; null: `2 lost-inlining`, and only where it gates. */
  readonly counted: readonly [string, string] | null;
  readonly junit: JunitCase;
  /** One line, sentence case, for lists and SARIF. */
  readonly title: string;
  /** One sentence of help: what it means to the reader. */
  readonly help: string;
  /** Whether `--fail-on incidents` includes it. */
  readonly incident: boolean;
  /** No `--fail-on` and no waiver keeps it from the gate. */
  readonly always: boolean;
}

const incident = (counted: readonly [string, string], title: string, help: string): RuleWords => ({
  severity: "error",
  section: "incidents",
  counted,
  junit: "test",
  title,
  help,
  incident: true,
  always: false,
});

const other = (
  severity: Severity,
  section: Section,
  junit: JunitCase,
  title: string,
  help: string,
  counted: readonly [string, string] | null = null,
): RuleWords => ({
  severity,
  section,
  counted,
  junit,
  title,
  help,
  incident: false,
  always: section === "run",
});

/** Every rule a finding can have, in the order in which findings are shown and counted. */
const TABLE = {
  panic: incident(
    ["panic", "panics"],
    "Panic",
    "A goroutine panicked and took the whole test binary with it.",
  ),
  fatal: incident(
    ["fatal error", "fatal errors"],
    "Fatal error",
    "The Go runtime stopped the process; no deferred call can catch this.",
  ),
  race: incident(
    ["data race", "data races"],
    "Data race",
    "Two goroutines touched the same memory without synchronisation, one of them writing.",
  ),
  timeout: incident(
    ["timeout", "timeouts"],
    "Timeout",
    "The test binary was still running when its time was over.",
  ),
  exit: incident(
    ["exit", "exits"],
    "os.Exit or log.Fatal during a test",
    "The process ended in the middle of a test: os.Exit or log.Fatal.",
  ),
  signal: incident(
    ["death by signal", "deaths by signal"],
    "Killed by a signal",
    "A signal ended the process: C code, the kernel, or somebody's kill.",
  ),
  "build-failure": incident(
    ["build failure", "build failures"],
    "Build failure",
    "The package or its tests do not compile, so none of its tests ran.",
  ),
  "vet-failure": incident(
    ["vet failure", "vet failures"],
    "Vet failure",
    "go vet refused the package, so none of its tests ran.",
  ),
  "test-failure": other(
    "error",
    "failures",
    "test",
    "Test failure",
    "A test reported failure in the ordinary way.",
    ["test failure", "test failures"],
  ),
  "go-test-failure": other(
    "error",
    "run",
    "own",
    "go test failed, unexplained",
    "go test ended with a failure, and nothing that was found says why.",
  ),
  incomplete: other(
    "error",
    "run",
    "own",
    "Incomplete run",
    "Not everything ran or was read to its end, so nothing can be called passed.",
  ),
  "not-run": other(
    "warning",
    "not-run",
    "test",
    "Tests not run",
    "The process ended before these tests started; nothing is known of them.",
  ),
  flaky: other(
    "warning",
    "failures",
    "gating",
    "Flaky test",
    "The same test passed and failed on the same code.",
  ),
  "variant-only-failure": other(
    "note",
    "failures",
    "gating",
    "Failure under one variant only",
    "The test passes as built by default and fails under the named settings.",
  ),
  "no-safepoint-loop": {
    ...incident(
      ["loop without safepoints", "loops without safepoints"],
      "Loop without safepoints",
      "With async preemption off nothing can interrupt this loop, and the garbage collector waits for it.",
    ),
    severity: "warning",
    junit: "own",
    incident: false,
  },
  "gc-pause-regression": other(
    "warning",
    "aside",
    "own",
    "Longer GC pauses than on the base",
    "Stop-the-world pauses are longer than on the base, beyond what runs of the same code differ.",
  ),
  "lost-inlining": other(
    "warning",
    "inlining",
    "own",
    "Inlining lost to panic code",
    "On the base the compiler could inline this function; now it can't, and the code of its panics is why.",
  ),
  "panic-escape": other(
    "warning",
    "inlining",
    "own",
    "A panic that costs every call",
    "Because of the panic a parameter or variable is moved to the heap, whether it panics or not.",
  ),
  "new-panic-site": other(
    "note",
    "inlining",
    "own",
    "New explicit panic",
    "This change adds a call of panic.",
  ),
  "non-inlined-panic-path": other(
    "note",
    "aside",
    "own",
    "Panic path with frames that are not inlined",
    "The compiler kept frames between the test and the panic; for cold code that is often right.",
  ),
  "inlining-suggestion": other(
    "note",
    "inlining",
    "gating",
    "Would be inlined with a cheaper panic",
    "With a constant or lazily built message the compiler would inline this function.",
  ),
  waiver: other(
    "warning",
    "failures",
    "gating",
    "Expired or stale waiver",
    "A waiver in .panicpath.yml is expired, or matches nothing that was found.",
  ),
} as const satisfies Record<string, RuleWords>;

export type RuleId = keyof typeof TABLE;

export interface Rule extends RuleWords {
  readonly id: RuleId;
}

const isRuleId = (id: string): id is RuleId => id in TABLE;

export const RULE_IDS: readonly RuleId[] = Object.keys(TABLE).filter(isRuleId);

export const RULES: readonly Rule[] = RULE_IDS.map((id) => ({ id, ...TABLE[id] }));

/** The rule of that id. */
export const ruleOf = (id: RuleId): Rule => ({ id, ...TABLE[id] });

/** The rule under which an incident is reported. */
export function ruleOfIncident({
  kind,
  cause,
}: {
  readonly kind: IncidentKind;
  readonly cause: FatalCause | null;
}): RuleId {
  if (cause === "no-safepoint") return "no-safepoint-loop";
  if (kind === "build") return "build-failure";
  if (kind === "vet") return "vet-failure";
  return kind;
}
