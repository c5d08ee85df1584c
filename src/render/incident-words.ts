import { type Incident, listed } from "../model/index.ts";
import { oneLine } from "./escape.ts";

/** What happened, in one line. */
export function whatOf(incident: Incident): string {
  if (incident.cause === "no-safepoint") {
    return "with async preemption off nothing can interrupt it, and the garbage collector waits";
  }
  // Of an exit its status says least.
  const isDetailed = incident.kind === "race" || incident.kind === "exit";
  const words = isDetailed
    ? (incident.detail ?? incident.message)
    : (incident.message ?? incident.detail);
  if (words !== null && words !== "") return oneLine(words);
  return incident.kind === "exit"
    ? "the process ended in the middle: os.Exit or log.Fatal"
    : "no output";
}

/** `NEW PANIC`, `KNOWN DATA RACE`; without a base the kind alone. */
export function headingOf(incident: Incident): string {
  const change = incident.baseline === null ? "" : `${CHANGE_WORDS[incident.baseline]} `;
  return change + kindWords(incident);
}

const CHANGE_WORDS = {
  new: "NEW",
  known: "KNOWN",
  fixed: "FIXED",
  unknown: "NOT COMPARED",
} as const;

const ON_BASE = {
  new: "passes on the base",
  known: "also fails on the base",
  fixed: "failed on the base",
  unknown: "not compared",
} as const;

/** What the test of an incident does on the base: `passes on the base (9 of 9)`, or why that is not known. */
export function onBase({ baseline, baselineReason, baselineTries }: Incident): string {
  if (baseline === null) return "";
  if (baselineReason !== null) return baselineReason;
  const words = ON_BASE[baseline];
  if (baselineTries === null || baselineTries.attempts === 0) {
    return baseline === "new" ? "does not happen on the base" : words;
  }
  const { attempts, failed } = baselineTries;
  return `${words} (${baseline === "new" ? attempts - failed : failed} of ${attempts})`;
}

/** What the base has to do with an incident; null where no base was asked for. */
export function baseWords(incident: Incident): string | null {
  if (incident.baseline === null) return null;
  const words = onBase(incident);
  return incident.baseline === "unknown" && words !== ON_BASE.unknown
    ? `${ON_BASE.unknown}: ${words}`
    : words;
}

/** The tests that an incident failed beside the one to blame; those of other packages with their package. */
export function otherTests(incident: Incident): string[] {
  const own = incident.tests.filter((test) => test !== incident.test);
  const others = incident.elsewhere.map(({ package: path, test }) =>
    test === null ? path : `${test} of ${path}`,
  );
  return [...own, ...others];
}

/** `a, b and 3 more`: packages that a build failure keeps from being built. */
export const blockedWords = ({ blocks }: Incident): string | null =>
  blocks.length === 0 ? null : listed(blocks, 8);

/** `panic`, `fatal error`, ... in capitals for headings. */
function kindWords(incident: Incident): string {
  if (incident.cause === "no-safepoint") return "LOOP WITHOUT SAFEPOINTS";
  if (incident.kind === "exit" && incident.test === null) return "EXIT OUTSIDE OF TESTS";
  const words = {
    panic: "PANIC",
    fatal: "FATAL ERROR",
    race: "DATA RACE",
    timeout: "TIMEOUT",
    exit: "EXIT DURING A TEST",
    signal: "SIGNAL",
    build: "BUILD FAILURE",
    vet: "VET FAILURE",
  } as const;
  return words[incident.kind];
}

/** `9 of 9, all 3 variants`, `3 of 3, noinline+gctrace only`, `1 of 1, not rerun`. */
export function howOften(incident: Incident): string {
  const { seen, counts } = countsOf(incident);
  const all = incident.occurrences.length;
  if (all <= 1) return counts;
  return seen.length === all ? `${counts}, all ${all} variants` : `${counts}, ${onlyUnder(seen)}`;
}

/** The same for a table: `6 of 6`, `3 of 3, race only`. */
export function howOftenShort(incident: Incident): string {
  const { seen, counts } = countsOf(incident);
  return seen.length < incident.occurrences.length ? `${counts}, ${onlyUnder(seen)}` : counts;
}

const onlyUnder = (seen: Incident["occurrences"]): string =>
  `${seen.map((each) => each.variant).join(", ")} only`;

function countsOf(incident: Incident): {
  readonly seen: Incident["occurrences"];
  readonly counts: string;
} {
  const seen = incident.occurrences.filter((occurrence) => occurrence.failed > 0);
  const attempts = sum(seen.map((occurrence) => occurrence.attempts));
  if (attempts <= 1) return { seen, counts: "1 of 1, not rerun" };
  const failed = sum(seen.map((occurrence) => occurrence.failed));
  return { seen, counts: `${failed} of ${attempts}` };
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((left, right) => left + right, 0);

/** How sure the test is, and which witness says so. */
export function howSure(incident: Incident): string {
  const by = {
    report: "its own FAIL line",
    stack: "on its own stack",
    creator: `started by ${incident.test ?? "it"}`,
    ancestor: "its goroutine's ancestors",
    "running-list": "listed as running",
    "only-running": "the only test running",
    stream: "the output it stands in",
    none: "no test was running",
  } as const;
  return `${incident.attribution.confidence}: ${by[incident.attribution.by]}`;
}
