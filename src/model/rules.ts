import type { FatalCause, IncidentKind, Severity } from "./words.ts";

export const RULE_IDS = [
  "panic",
  "fatal",
  "race",
  "timeout",
  "exit",
  "signal",
  "build-failure",
  "vet-failure",
  "test-failure",
  "not-run",
  "flaky",
  "variant-only-failure",
  "no-safepoint-loop",
  "gc-pause-regression",
  "lost-inlining",
  "panic-escape",
  "new-panic-site",
  "non-inlined-panic-path",
  "inlining-suggestion",
  "waiver",
] as const;
export type RuleId = (typeof RULE_IDS)[number];

export interface Rule {
  readonly id: RuleId;
  /** What a finding has when nothing else decides. */
  readonly severity: Severity;
  /** One line, sentence case, for lists and SARIF. */
  readonly title: string;
  /** One sentence of help: what it means to the reader. */
  readonly help: string;
  /** Whether `--fail-on incidents` includes it. */
  readonly incident: boolean;
}

const incident = (id: RuleId, title: string, help: string): Rule => ({
  id,
  severity: "error",
  title,
  help,
  incident: true,
});

/** Every rule a finding can have, in the order in which findings are shown. */
export const RULES: readonly Rule[] = [
  incident("panic", "Panic", "A goroutine panicked and took the whole test binary with it."),
  incident(
    "fatal",
    "Fatal error",
    "The Go runtime stopped the process; no deferred call can catch this.",
  ),
  incident(
    "race",
    "Data race",
    "Two goroutines touched the same memory without synchronisation, one of them writing.",
  ),
  incident("timeout", "Timeout", "The test binary was still running when its time was over."),
  incident(
    "exit",
    "Unexpected exit",
    "The process ended in the middle of a test: os.Exit or log.Fatal.",
  ),
  incident(
    "signal",
    "Killed by a signal",
    "A signal ended the process: C code, the kernel, or somebody's kill.",
  ),
  incident(
    "build-failure",
    "Build failure",
    "The package or its tests do not compile, so none of its tests ran.",
  ),
  incident("vet-failure", "Vet failure", "go vet refused the package, so none of its tests ran."),
  {
    id: "test-failure",
    severity: "error",
    title: "Test failure",
    help: "A test reported failure in the ordinary way.",
    incident: false,
  },
  {
    id: "not-run",
    severity: "warning",
    title: "Tests that never ran",
    help: "The process ended before these tests started; nothing is known of them.",
    incident: false,
  },
  {
    id: "flaky",
    severity: "warning",
    title: "Flaky test",
    help: "The same test passed and failed on the same code.",
    incident: false,
  },
  {
    id: "variant-only-failure",
    severity: "note",
    title: "Failure under one variant only",
    help: "The test passes as built by default and fails under the named settings.",
    incident: false,
  },
  {
    id: "no-safepoint-loop",
    severity: "warning",
    title: "Loop without safepoints",
    help: "With async preemption off nothing can interrupt this loop, and the garbage collector waits for it.",
    incident: false,
  },
  {
    id: "gc-pause-regression",
    severity: "warning",
    title: "Longer GC pauses than on the base",
    help: "The world stands still longer than on the base, beyond what runs of the same code differ.",
    incident: false,
  },
  {
    id: "lost-inlining",
    severity: "warning",
    title: "Inlining lost to panic code",
    help: "On the base the compiler could inline this function; now it can't, and the code of its panics is why.",
    incident: false,
  },
  {
    id: "panic-escape",
    severity: "warning",
    title: "A panic that costs every call",
    help: "Because of the panic a parameter or variable is moved to the heap, whether it panics or not.",
    incident: false,
  },
  {
    id: "new-panic-site",
    severity: "note",
    title: "New explicit panic",
    help: "This change adds a call of panic.",
    incident: false,
  },
  {
    id: "non-inlined-panic-path",
    severity: "note",
    title: "Panic path with frames of its own",
    help: "The compiler kept frames between the test and the panic; for cold code that is often right.",
    incident: false,
  },
  {
    id: "inlining-suggestion",
    severity: "note",
    title: "Would be inlined with a cheaper panic",
    help: "With a constant or lazily built message the compiler would inline this function.",
    incident: false,
  },
  {
    id: "waiver",
    severity: "warning",
    title: "Waiver to take away",
    help: "A waiver in .panicpath.yml is expired, or speaks of nothing that was found.",
    incident: false,
  },
];

/** The rule of that id. */
export function ruleOf(id: RuleId): Rule {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`no rule "${id}"`);
  return rule;
}

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
