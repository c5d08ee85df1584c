import {
  type GcComparison,
  type GcInfo,
  type Incident,
  isDefault,
  isUsersOwn,
  listed,
  type PackageInfo,
  type PathFrame,
  type Report,
  shortFunction,
  type TestInfo,
  type TestOutcome,
  withPreemption,
} from "../model/index.ts";
import { oneLine } from "./escape.ts";

/** Whether a reviewer must know: something was fixed, or there is trouble. */
export const hasNews = (report: Report): boolean => report.fixed.length > 0 || hasTrouble(report);

/** Whether the gate failed, or something is there that is not old news. */
export function hasTrouble(report: Report): boolean {
  return (
    !report.verdict.pass ||
    report.findings.some(
      (finding) =>
        finding.severity !== "note" && finding.baseline !== "known" && finding.waived === null,
    )
  );
}

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

/** Reasons of the waivers that cover incidents, by fingerprint. */
export function waiversOf({ findings }: Pick<Report, "findings">): ReadonlyMap<string, string> {
  return new Map(
    findings.flatMap(({ fingerprint, waived }) => (waived === null ? [] : [[fingerprint, waived]])),
  );
}

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

/** `base 9a1b2c3 (the merge base of HEAD and main), built by overlay`; null without a base. */
export function baseLine(report: Report): string | null {
  const { base } = report;
  if (base.state === "not-asked") return null;
  // Why there is none stands among the warnings.
  if (base.state === "unavailable") return null;
  const name = base.commit?.slice(0, 8) ?? base.ref ?? "";
  const how = base.how === null ? "" : `, by ${base.how}`;
  return `base ${name} (${base.reason ?? ""})${how}`;
}

/** `panic`, `fatal error`, ... in capitals for headings. */
function kindWords(incident: Incident): string {
  if (incident.cause === "no-safepoint") return "LOOP WITHOUT SAFEPOINTS";
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

/** How a frame of a path was compiled; the entry is never inlined, and counts for nothing. */
export function compiledAs(path: readonly PathFrame[], at: number): string {
  const frame = path[at];
  if (frame === undefined) return "";
  const entry = path.findIndex(isUsersOwn);
  if (at === entry) return "entry";
  return frame.inlined ? "inlined" : "not inlined";
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ["unhandled op DEFER", "uses defer"],
  ["unhandled op GO", "uses go"],
  ["call to recover", "calls recover"],
]);

/** The compiler's reason in words for those who do not read its source. */
const plainly = (text: string): string => PLAIN.get(text) ?? text;

/** Why a frame is not inlined, or what an inlined one cost, in a few words. */
export function reasonWords(frame: PathFrame): string {
  const through = frame.through.map((name) => shortFunction(name)).join(", ");
  const by = through === "" ? "" : `through ${through}`;
  if (frame.why !== null) {
    const text = plainly(frame.why.text);
    return by === "" ? text : `${text} (${by})`;
  }
  if (!frame.inlined || frame.inlining?.cost == null) return by;
  return [`cost ${frame.inlining.cost}`, by].filter((part) => part !== "").join(", ");
}

/** `1 of 2 frames: (*Ring).Push: cost 170 exceeds budget 80`; null where all are inlined or it is not known. */
export function notInlinedWords(incident: Incident): string | null {
  if (incident.nonInlined !== true) return null;
  const users = incident.path.filter(isUsersOwn);
  const physical = users.slice(1).filter((frame) => !frame.inlined);
  const reasons = physical.flatMap((frame) =>
    frame.why === null ? [] : `${shortFunction(frame.function ?? "?")}: ${plainly(frame.why.text)}`,
  );
  const distinct = [...new Set(reasons)];
  const more = distinct.length > 3 ? ` · and ${distinct.length - 3} more` : "";
  const why = distinct.length === 0 ? "" : `: ${distinct.slice(0, 3).join(" · ")}${more}`;
  const how = incident.pathFrom === "compiler" ? ", by the compiler's words alone" : "";
  return `${physical.length} of ${users.length - 1} frames${how}${why}`;
}

const PAID = {
  constant: "read-only data",
  panicking: "escapes only when it panics",
  always: "escapes on every call",
} as const;

/** What goes to the heap at the site; constants, which cost nothing, left out. */
export function heapWords(incident: Incident): string | null {
  const paid = incident.escapes.filter((each) => each.paid !== "constant");
  if (paid.length === 0) return null;
  const words = (["always", "panicking"] as const).flatMap((kind) => {
    const names = paid.filter((each) => each.paid === kind).map((each) => each.what);
    const more = names.length > 4 ? `, and ${names.length - 4} more` : "";
    return names.length === 0 ? [] : `${PAID[kind]}: ${names.slice(0, 4).join(", ")}${more}`;
  });
  return words.join("; ");
}

const LONGEST_SECONDS = 1e9;

/** Seconds that every format can write: not negative, not endless; 0 where they are not known. */
export const plainSeconds = (seconds: number | null): number =>
  seconds !== null && seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : 0;

/** `12.3 ms`, `85 µs`. */
export function shortTime(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  if (seconds >= 0.001) return `${(seconds * 1000).toFixed(1)} ms`;
  return `${Math.round(seconds * 1e6)} µs`;
}

/** A row of GC figures: who, cycles, pauses, CPU, heap. */
export function gcCells(info: GcInfo): string[] {
  const pauses = info.pauseSeconds;
  const times =
    pauses === null
      ? ["", "", ""]
      : [pauses.median, pauses.p95, pauses.max].map((seconds) => shortTime(seconds));
  const forced = info.forced === 0 ? "" : ` (${info.forced} forced)`;
  return [
    info.package ?? "all packages",
    info.variant,
    `${info.cycles}${forced}`,
    ...times,
    info.cpuPercent === null ? "" : `${info.cpuPercent} %`,
    info.heapGoalMb === null ? "" : `${info.heapGoalMb} MB`,
  ];
}

/** What is worth a table: everything where it was asked for, else what differs clearly. */
export function gcShown(report: Report): GcInfo[] {
  if (report.run.gc === "never") return [];
  if (report.run.gc === "always") {
    const all = report.gc.filter((info) => info.package === null);
    return [...all, ...report.gc.filter((info) => info.package !== null)].slice(0, 30);
  }
  const slow = report.gc.filter((info) => info.standsOut);
  return slow
    .slice(0, 10)
    .flatMap((info) => [
      ...report.gc.filter(
        (each) => each.package === info.package && each.variant === withPreemption(info.variant),
      ),
      info,
    ]);
}

/** `x: a cycle stops 1.2 ms, on the base 1.1 ms (medians of 5 and 5 runs)`. */
export function gcComparisonWords({ package: path, head, base, regressed }: GcComparison): string {
  const words = `a cycle stops ${shortTime(head.median)}, on the base ${shortTime(base.median)} (medians of ${head.n} and ${base.n} runs)`;
  return `${path}: ${words}${regressed ? ", clearly longer" : ""}`;
}

/** Where the world was held up, in words; null where no loop is known. */
export function loopWords({ package: path, longestLoop: loop }: GcInfo): string | null {
  if (loop === null) return null;
  const name = loop.function === null ? "" : ` (${shortFunction(loop.function)})`;
  return `${path}: most CPU time of a profiled run was spent at ${loop.file}:${loop.line}${name}; a loop without calls there can only be stopped by a signal, and asyncpreemptoff takes that away`;
}

/** Tests by outcome, subtests included. */
export function countTests(tests: readonly TestInfo[]): Record<TestOutcome, number> {
  const counts = { pass: 0, fail: 0, skip: 0, interrupted: 0, "not-run": 0 };
  for (const test of tests) counts[test.outcome] += 1;
  return counts;
}

/** Tests of the user's own build: one that only another variant saw is none of these. */
const countedTests = (tests: readonly TestInfo[]): readonly TestInfo[] =>
  tests.filter(({ runs }) => runs.length === 0 || runs.some((run) => isDefault(run.variant)));

/** `58 of 59 tests passed, 1 skipped`. */
export function countsLine(report: Report): string {
  const counted = countedTests(report.tests);
  const counts = countTests(counted);
  const all = counted.length;
  if (all === 0) return "no tests ran";
  const rest = [
    counts.fail > 0 ? `${counts.fail} failed` : "",
    counts.skip > 0 ? `${counts.skip} skipped` : "",
    counts.interrupted > 0 ? `${counts.interrupted} interrupted` : "",
    counts["not-run"] > 0 ? `${counts["not-run"]} not run` : "",
  ].filter((part) => part !== "");
  return [`${counts.pass} of ${all} tests passed`, ...rest].join(", ");
}

/** Tests of each package, in the order of the packages; packages known by their tests only come last. */
export function byPackage(
  report: Report,
): { path: string; info: PackageInfo | null; tests: TestInfo[] }[] {
  const groups = new Map<string, { path: string; info: PackageInfo | null; tests: TestInfo[] }>();
  for (const info of report.packages) {
    groups.set(info.importPath, { path: info.importPath, info, tests: [] });
  }
  for (const test of report.tests) {
    const group = groups.get(test.package) ?? { path: test.package, info: null, tests: [] };
    group.tests.push(test);
    groups.set(test.package, group);
  }
  return [...groups.values()];
}

/** Why tests not run, for people. */
export function becauseOf(because: string, incidents: readonly Incident[]): string {
  switch (because) {
    case "failfast":
      return "-failfast ended the package";
    case "testmain":
      return "TestMain ended without running them";
    case "build":
      return "it imports a package that does not build";
    case "interrupted":
      return "the run was interrupted";
    default: {
      const incident = incidents.find((candidate) => candidate.fingerprint === because);
      return incident === undefined
        ? "the process ended before"
        : `${headingOf(incident).toLowerCase()} in ${incident.test ?? incident.package}`;
    }
  }
}
