import {
  type Finding,
  type Incident,
  listed,
  type Place,
  shortFunction,
  type TestInfo,
} from "../model/index.ts";
import {
  attemptsText,
  baseWords,
  blockedText,
  howOften,
  howSure,
  onBase,
  otherTests,
} from "./incident-words.ts";
import { meaningOf } from "./meanings.ts";
import { heapText, notInlinedText } from "./path-words.ts";
import { valuesText } from "./value-words.ts";

/** One thing that is known of a failure. */
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

export const tallyOf = ({ flaky }: Finding, test: TestInfo | null): string =>
  flaky === null ? attemptsText(test?.runs ?? []) : `${flaky.failed} of ${flaky.attempts}`;

export const baseOf = (test: TestInfo | null): string =>
  test === null || test.baseline === null ? "" : onBase({ ...test, baselineTries: null });

const fact = (name: string, words: string | null, more: Partial<Fact> = {}): Fact[] =>
  words === null || (words === "" && more.code == null)
    ? []
    : [{ name, words, code: null, link: null, isAside: false, ...more }];

const aside = (name: string, words: string | null): Fact[] => fact(name, words, { isAside: true });

/** What is known of an incident, in the order in which it is shown. */
export function incidentFacts(
  incident: Incident,
  waived: string | null,
  owners: readonly string[],
): Fact[] {
  const meaning = meaningOf(incident);
  const isSure = incident.attribution.confidence === "certain";
  // A race and an exit are headed by it.
  const isHead = incident.kind === "race" || incident.kind === "exit";
  const exitText = incident.kind === "exit" && incident.detail !== null ? incident.message : null;
  return [
    ...fact("means", meaning?.words ?? null, { link: meaning?.link ?? null }),
    ...testFact(incident.test, isSure ? "" : `(${howSure(incident)})`),
    ...fact("also in", listed(otherTests(incident), 10)),
    ...fact("reproduced", howOften(incident)),
    ...fact("base", baseWords(incident)),
    ...fact("changed here", changedText(incident)),
    ...fact("owners", listed(owners)),
    ...fact("waived", waived),
    ...fact("detail", isHead ? exitText : incident.detail),
    ...fact("note", incident.note),
    ...fact("blocks", blockedText(incident)),
    ...incident.chain.slice(1).flatMap((link) => fact("then", `panic: ${link.message}`)),
    ...waitingFacts(incident),
    ...(isSure && incident.test !== null ? aside("blamed", howSure(incident)) : []),
    ...aside("package", incident.package),
    ...aside("goroutine", goroutineOf(incident)),
    ...aside("path", pathOf(incident)),
    ...aside("not inlined", notInlinedText(incident)),
    ...aside("heap", heapText(incident)),
    ...valuesFact(incident),
    ...aside("others", othersOf(incident)),
  ];
}

/** That there are none is said to who asked for them. */
const valuesFact = (incident: Incident): Fact[] =>
  fact("values", valuesText(incident), { isAside: incident.values?.reason === null });

const testFact = (test: string | null, words: string): Fact[] =>
  test === null ? [] : fact("test", words, { code: test });

/** The same of a test that failed in the ordinary way. */
export function failureFacts(finding: Finding, test: TestInfo | null): Fact[] {
  const { flaky, note, onlyIn, waived } = finding;
  return [
    ...testFact(finding.test, ""),
    ...fact("reproduced", tallyOf(finding, test)),
    ...fact("flaky", flaky === null ? null : "it passed and failed on the same code"),
    ...fact("base", baseOf(test)),
    ...fact("owners", listed(finding.owners)),
    ...fact("only in", onlyIn.join("; ")),
    ...fact("waived", waived),
    ...fact("note", note),
    ...aside("package", finding.package),
  ];
}

/** Whether a frame stands at a place. */
export const isAt = (frame: Place, place: Place | null): boolean =>
  place !== null && frame.file === place.file && frame.line === place.line;

/** Frames of the user's own on lines of the change, but for the place itself. */
function changedText({ path, site }: Incident): string | null {
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
