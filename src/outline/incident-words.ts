import { type Change, type Incident, listed, type Tally } from "../model/index.ts";

/** A message may have lines. */
const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, " ").trim();

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
export const headingOf = (incident: Incident): string =>
  changeHeading(incident.baseline).toUpperCase() + kindText(incident);

/** `new `, in front of what it is; nothing without a base. */
export const changeHeading = (change: Change | null): string =>
  change === null ? "" : `${CHANGE_WORDS[change]} `;

export const CHANGE_WORDS: Readonly<Record<Change, string>> = {
  new: "new",
  known: "known",
  fixed: "fixed",
  unknown: "not compared",
};

const ON_BASE = {
  new: "passes on the base",
  known: "also fails on the base",
  fixed: "failed on the base",
  unknown: "not compared",
} as const;

/** What the test of an incident does on the base: `passes on the base (9 of 9)`, or why that is not known. */
export function onBase({
  baseline,
  baselineReason,
  baselineTries,
}: Pick<Incident, "baseline" | "baselineReason" | "baselineTries">): string {
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
export const blockedText = ({ blocks }: Incident): string | null =>
  blocks.length === 0 ? null : listed(blocks, 8);

/** `panic`, `fatal error`, ... in capitals for headings. */
function kindText(incident: Incident): string {
  if (incident.cause === "no-safepoint") return "LOOP WITHOUT SAFEPOINTS";
  if (incident.kind === "exit" && incident.test === null) {
    return incident.attribution.confidence === "unsure" ? "EXIT" : "EXIT OUTSIDE OF TESTS";
  }
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
export const howOften = ({ occurrences }: Incident): string => attemptsText(occurrences);

/** The same of anything that was tried under variants. */
export function attemptsText(tallies: readonly (Tally & { readonly variant: string })[]): string {
  const seen = tallies.filter(({ failed }) => failed > 0);
  const attempts = sum(seen.map((each) => each.attempts));
  const failed = sum(seen.map((each) => each.failed));
  const counts = attempts <= 1 ? "1 of 1, not rerun" : `${failed} of ${attempts}`;
  if (tallies.length <= 1) return counts;
  const only = `${seen.map((each) => each.variant).join(", ")} only`;
  return seen.length === tallies.length
    ? `${counts}, all ${tallies.length} variants`
    : `${counts}, ${only}`;
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
