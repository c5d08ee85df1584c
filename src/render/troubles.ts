import {
  type Change,
  compareChanges,
  type Finding,
  type Incident,
  isUsersOwn,
  listed,
  type Place,
  type Report,
  type RuleId,
  ruleOf,
  shortFunction,
  type TestInfo,
  testKey,
} from "../model/index.ts";
import { visible } from "./escape.ts";
import {
  baseWords,
  blockedWords,
  changeHeading,
  headingOf,
  howOften,
  howSure,
  onBase,
  otherTests,
  triesWords,
  whatOf,
} from "./incident-words.ts";
import { toldOnce } from "./listed.ts";
import { meaningOf } from "./meanings.ts";
import { heapWords, notInlinedWords } from "./path-words.ts";
import { waiversOf } from "./words.ts";

/** One thing that is known of a trouble. */
export interface Fact {
  /** `means`, `test`, ...: what it answers. */
  readonly name: string;
  /** A name or a place, which is set as code; null where it is all words. */
  readonly code: string | null;
  readonly words: string;
  /** A page of Go's own documents; null without one. */
  readonly link: string | null;
  /** Only told where everything is: who says so, how it was compiled. */
  readonly isAside: boolean;
}

/** Something that failed: an incident, or a test in the ordinary way. */
export interface Trouble {
  /** `new panic`, `test failure`; small letters. */
  readonly heading: string;
  readonly change: Change | null;
  readonly waived: string | null;
  /** What happened, in one line. */
  readonly what: string;
  readonly test: string | null;
  readonly package: string;
  readonly place: Place | null;
  /** The change adds or edits the line of the place. */
  readonly isChanged: boolean;
  /** `6 of 6, all 4 variants`. */
  readonly often: string;
  /** `passes on the base (9 of 9)`; empty without a base. */
  readonly base: string;
  readonly fingerprint: string;
  /** One line to paste; null where there is none. */
  readonly reproduce: string | null;
  /** It passed when it was run so. */
  readonly isDoubtful: boolean;
  readonly facts: readonly Fact[];
  readonly of:
    | { readonly kind: "incident"; readonly incident: Incident }
    | { readonly kind: "failure"; readonly test: TestInfo | null };
}

/** Rules whose findings are troubles, though no incident is theirs. */
const OF_TESTS: ReadonlySet<RuleId> = new Set(["test-failure", "flaky"]);

interface Candidate {
  readonly change: Change | null;
  readonly isOld: boolean;
  readonly tell: (tests: ReadonlyMap<string, TestInfo>) => Trouble;
  /** The test that it needs to be told. */
  readonly key: string | null;
}

/**
 * What failed, news first: how much there is, and the first `most` of it. `old`: what the base has
 * too, and what a waiver covers.
 */
export function troublesOf(
  report: Pick<Report, "incidents" | "findings" | "tests">,
  which: "news" | "old" | "all",
  most: number,
): { readonly count: number; readonly shown: readonly Trouble[] } {
  const waivers = waiversOf(report);
  const all = [
    ...report.incidents.map((incident) => ofIncident(incident, waivers)),
    ...toldOnce(report)
      .filter(({ rule }) => OF_TESTS.has(rule))
      .map(ofFinding),
  ];
  const kept = all
    .filter(({ isOld }) => which === "all" || isOld === (which === "old"))
    .sort((left, right) => compareChanges(left.change, right.change));
  const shown = kept.slice(0, most);
  const keys = new Set(shown.map(({ key }) => key));
  const tests = new Map(
    report.tests.flatMap((test) => {
      const key = testKey(test.package, test.name);
      return keys.has(key) ? [[key, test] as const] : [];
    }),
  );
  return { count: kept.length, shown: shown.map(({ tell }) => tell(tests)) };
}

const isOldNews = (change: Change | null, waived: string | null): boolean =>
  change === "known" || waived !== null;

function ofIncident(incident: Incident, waivers: ReadonlyMap<string, string>): Candidate {
  const { baseline: change, fingerprint } = incident;
  const waived = waivers.get(fingerprint) ?? null;
  const isOld = isOldNews(change, waived);
  return { change, isOld, key: null, tell: () => incidentTrouble(incident, waived) };
}

function ofFinding(finding: Finding): Candidate {
  const { baseline: change, waived } = finding;
  const key = testKey(finding.package ?? "", finding.test ?? "");
  return {
    ...{ change, key, isOld: isOldNews(change, waived) },
    tell: (tests) => failureTrouble(finding, tests.get(key) ?? null),
  };
}

function incidentTrouble(incident: Incident, waived: string | null): Trouble {
  const { site, baseline: change } = incident;
  const heading = headingOf(incident).toLowerCase();
  return {
    heading: waived === null ? heading : `waived ${heading}`,
    ...{ change, waived },
    what: whatOf(incident),
    test: incident.test,
    package: incident.package,
    place: site,
    isChanged: incident.path.some((frame) => frame.inChange === true && isAt(frame, site)),
    often: howOften(incident),
    base: onBase(incident),
    fingerprint: incident.fingerprint,
    reproduce: incident.reproduce,
    isDoubtful: incident.reproduceProven === false,
    facts: incidentFacts(incident, waived),
    of: { kind: "incident", incident },
  };
}

const isAt = (frame: Place, place: Place | null): boolean =>
  place !== null && frame.file === place.file && frame.line === place.line;

/** A test that failed; of a flaky one that passed at last its rule is named. */
function failureTrouble(finding: Finding, test: TestInfo | null): Trouble {
  const { baseline: change, waived, rule } = finding;
  const [word = ""] = ruleOf(rule).counted ?? [ruleOf(rule).title.toLowerCase()];
  const heading = changeHeading(change) + word;
  const place = finding.file === null ? null : { file: finding.file, line: finding.line ?? 0 };
  return {
    heading: waived === null ? heading : `waived ${heading}`,
    ...{ change, waived },
    what: reasonOf(test) ?? withoutName(finding),
    test: finding.test,
    package: finding.package ?? "",
    place: place === null ? null : { ...place, function: null },
    isChanged: finding.inChange === true,
    often: triesOf(finding, test),
    base: baseOf(test),
    fingerprint: finding.fingerprint,
    reproduce: test?.reproduce ?? null,
    isDoubtful: false,
    facts: failureFacts(finding, test),
    of: { kind: "failure", test },
  };
}

/** What a finding says of its test, which stands beside it. */
function withoutName({ message, test }: Finding): string {
  const start = `${test ?? ""} `;
  return test !== null && message.startsWith(start) ? message.slice(start.length) : message;
}

const PLACED = /^\s*\S+\.go:\d+: ?/;

/** What it logged last, in one line without its place; null where it logged nothing. */
function reasonOf(test: TestInfo | null): string | null {
  const [first = "", ...further] = (test?.failure ?? "").replace(PLACED, "").split("\n");
  const words = [first, ...further].map((line) => line.trim()).find((line) => line !== "");
  return words === undefined ? null : visible(words);
}

const triesOf = ({ flaky }: Finding, test: TestInfo | null): string =>
  flaky === null ? triesWords(test?.runs ?? []) : `${flaky.failed} of ${flaky.attempts}`;

const baseOf = (test: TestInfo | null): string =>
  test === null || test.baseline === null ? "" : onBase({ ...test, baselineTries: null });

const fact = (name: string, words: string | null, more: Partial<Fact> = {}): Fact[] =>
  words === null || (words === "" && more.code == null)
    ? []
    : [{ name, words, code: null, link: null, isAside: false, ...more }];

const aside = (name: string, words: string | null): Fact[] => fact(name, words, { isAside: true });

function incidentFacts(incident: Incident, waived: string | null): Fact[] {
  const meaning = meaningOf(incident);
  const isSure = incident.attribution.confidence === "certain";
  // A race and an exit are headed by it.
  const isHead = incident.kind === "race" || incident.kind === "exit";
  const exitWords = incident.kind === "exit" && incident.detail !== null ? incident.message : null;
  return [
    ...fact("means", meaning?.words ?? null, { link: meaning?.link ?? null }),
    ...testFact(incident.test, isSure ? "" : `(${howSure(incident)})`),
    ...fact("also in", listed(otherTests(incident), 10)),
    ...fact("reproduced", howOften(incident)),
    ...fact("base", baseWords(incident)),
    ...fact("changed here", changedWords(incident)),
    ...fact("waived", waived),
    ...fact("detail", isHead ? exitWords : incident.detail),
    ...fact("note", incident.note),
    ...fact("blocks", blockedWords(incident)),
    ...incident.chain.slice(1).flatMap((link) => fact("then", `panic: ${link.message}`)),
    ...waitingFacts(incident),
    ...(isSure && incident.test !== null ? aside("blamed", howSure(incident)) : []),
    ...aside("package", incident.package),
    ...aside("goroutine", goroutineOf(incident)),
    ...aside("path", pathOf(incident)),
    ...aside("not inlined", notInlinedWords(incident)),
    ...aside("heap", heapWords(incident)),
    ...aside("others", othersOf(incident)),
  ];
}

const testFact = (test: string | null, words: string): Fact[] =>
  test === null ? [] : fact("test", words, { code: test });

function failureFacts(finding: Finding, test: TestInfo | null): Fact[] {
  const { flaky, note, onlyIn, waived } = finding;
  return [
    ...testFact(finding.test, ""),
    ...fact("reproduced", triesOf(finding, test)),
    ...fact("flaky", flaky === null ? null : "it passed and failed on the same code"),
    ...fact("base", baseOf(test)),
    ...fact("only in", onlyIn.join("; ")),
    ...fact("waived", waived),
    ...fact("note", note),
    ...aside("package", finding.package),
  ];
}

/** Frames of the user's own on lines of the change, but for the place itself. */
function changedWords({ path, site }: Incident): string | null {
  const changed = path.filter((frame) => frame.inChange === true && !isAt(frame, site));
  if (changed.length === 0) return null;
  return listed(
    changed.map((frame) => `${frame.file}:${frame.line} ${shortFunction(frame.function ?? "?")}`),
    3,
  );
}

function goroutineOf({ goroutine, createdBy }: Incident): string | null {
  if (goroutine === null) return null;
  const by = createdBy === null ? "" : `, created by ${createdBy}`;
  return `${goroutine.id} [${goroutine.state}]${by}`;
}

function pathOf(incident: Incident): string | null {
  const names = incident.path.map((frame) => shortFunction(frame.function ?? "?"));
  if (names.length < 2) return null;
  const shown = names.length > 10 ? [...names.slice(0, 4), "…", ...names.slice(-5)] : names;
  return shown.join(" › ");
}

const HANGS = new Set(["timeout", "deadlock"]);

const isHang = ({ kind, cause }: Incident): boolean => HANGS.has(kind) || HANGS.has(cause ?? "");

const MOST_WAITING = 4;

/** Of a hang: who waits for what, since when, and where it was started; the longest wait first. */
function waitingFacts(incident: Incident): Fact[] {
  if (!isHang(incident)) return [];
  const own = incident.others
    .filter(({ top }) => top !== null)
    .sort((left, right) => minutesOf(right.state) - minutesOf(left.state));
  const { goroutine, site } = incident;
  const first =
    goroutine === null || site === null ? [] : [`${goroutine.state} at ${site.file}:${site.line}`];
  const rest = own.slice(0, MOST_WAITING).map(({ count, state, top, createdBy }) => {
    const times = count === 1 ? "" : `${count} x `;
    const by = createdBy === null ? "" : `, started at ${createdBy.file}:${createdBy.line}`;
    return `${times}${state} at ${top?.file}:${top?.line}${by}`;
  });
  const more = own.length > MOST_WAITING ? [`and ${own.length - MOST_WAITING} more groups`] : [];
  const all = rest.length === 0 ? [] : [...first, ...rest, ...more];
  return all.flatMap((words) => fact("waits", words));
}

/** `chan receive, 5 minutes`: the runtime tells waits of a minute and more (runtime/traceback.go). */
const minutesOf = (state: string): number => Number(/, (\d+) minutes/.exec(state)?.[1] ?? 0);

function othersOf(incident: Incident): string | null {
  // Those of the runtime and of testing are in every test.
  const own = incident.others.find((other) => other.top !== null);
  if (own?.top == null || isHang(incident)) return null;
  const all = incident.others.reduce((sum, other) => sum + other.count, 0);
  const each = all === 1 ? "" : `${own.count} of them `;
  const words = `${all} other ${all === 1 ? "goroutine" : "goroutines"}`;
  return `${words}, ${each}[${own.state}] at ${own.top.file}:${own.top.line}`;
}

/** Frames of a path that are the user's own. */
export const ownFrames = ({ path }: Incident): Incident["path"] => path.filter(isUsersOwn);
