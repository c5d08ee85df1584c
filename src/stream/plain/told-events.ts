import { groupsBy, splitSymbol } from "../../model/index.ts";
import { parseCall, parseHeader, parsePackageLine } from "../../parse/index.ts";
import type { Told, ToldCase, ToldPackage } from "./gotestsum.ts";

/** As test2json writes it (go doc cmd/test2json). */
export interface Event {
  readonly Action: string;
  readonly Package: string;
  readonly Test?: string;
  readonly Output?: string;
  readonly Elapsed?: number;
}

/**
 * The events from which gotestsum made what it tells, package by package, as far as they can be known; `known`: import paths that
 * the text told before, which with the stacks tell the module. A package that `isKnown` is left out.
 */
export function eventsOf(
  told: Told,
  known: readonly string[],
  isKnown: (importPath: string) => boolean,
): Event[] {
  const module = moduleIn(told, known);
  const cases = groupsBy(told.cases, ({ path }) => path);
  const ends = new Map(told.packages.map((each) => [each.path, each]));
  return [...new Set([...ends.keys(), ...cases.keys()])].flatMap((path) => {
    const importPath = wholePath(path, module);
    const [own, end] = [cases.get(path) ?? [], ends.get(path) ?? null];
    if (isKnown(importPath) || isUntold(own, end)) return [];
    return packageEvents(importPath, own, end);
  });
}

/** What stands below `=== Errors`, with the header of its package where go had printed one: since Go 1.24 it is an event's, and lost. */
export function errorLines(told: Told, known: readonly string[]): string[] {
  const module = moduleIn(told, known);
  const hasHeaders = told.errors.some((line) => line.startsWith("# "));
  let above = "";
  return told.errors.flatMap((line) => {
    const place = /^((?:[^\s:/]{1,200}\/){0,40})[^\s:/]{1,200}\.go:\d{1,9}(?::\d{1,9})?: /.exec(
      line,
    );
    if (place === null || module === null || hasHeaders) return [line];
    const header = `# ${wholePath((place[1] ?? "").slice(0, -1) || ".", module)}`;
    const isSame = header === above;
    above = header;
    return isSame ? [line] : [header, line];
  });
}

/** A package failed, and nothing says of what (`--hide-summary`). */
export function hidesFailure({ packages, cases }: Told): boolean {
  const own = groupsBy(cases, ({ path }) => path);
  return (
    packages.some((end) => isUntold(own.get(end.path) ?? [], end)) ||
    [...own.values()].some((each) => isUntold(each, null))
  );
}

function isUntold(own: readonly ToldCase[], end: ToldPackage | null): boolean {
  const failed = own.filter(({ outcome }) => outcome === "fail");
  const isEmpty = failed.every(({ test, lines }) => test === "" && lines.length === 0);
  return isEmpty && (failed.length > 0 || end?.outcome === "fail");
}

function packageEvents(path: string, cases: readonly ToldCase[], end: ToldPackage | null): Event[] {
  const failed = new Set(cases.flatMap(({ test, outcome }) => (outcome === "fail" ? [test] : [])));
  const hasFailed = failed.size > 0 || end?.outcome === "fail";
  const about = { Package: path };
  const last: Event[] = [];
  if (end?.cached === true)
    last.push({ Action: "output", ...about, Output: `ok  \t${path}\t(cached)\n` });
  // Of a process that came to its own end this is its last word.
  if (hasFailed && !cases.some(tellsDeath))
    last.push({ Action: "output", ...about, Output: "FAIL\n" });
  const Action = hasFailed ? "fail" : end?.outcome === "skip" ? "skip" : "pass";
  const elapsed = end?.seconds == null ? {} : { Elapsed: end.seconds };
  // With --rerun-fails a test may have passed as well.
  const own = cases.filter(({ test, outcome }) => outcome === "fail" || !failed.has(test));
  return [
    { Action: "start", ...about },
    ...inOrder(own).flatMap((step) => stepEvents(path, step)),
    ...last,
    { Action, ...about, ...elapsed },
  ];
}

interface Step {
  readonly told: ToldCase;
  readonly says: "run" | "mark" | "output" | "result";
}

/**
 * The summary lists tests by their ends. A death is the last that a process says: what holds its stack, and what ran around and
 * below it, had started before and has its result behind it.
 */
function inOrder(cases: readonly ToldCase[]): Step[] {
  const dying = cases.filter(({ outcome, lines }) => outcome === "fail" && lines.some(isHeader));
  const isNear = ({ test }: ToldCase): boolean =>
    test === "" || dying.some((each) => isWithin(test, each.test) || isWithin(each.test, test));
  const near = cases.filter(isNear);
  const before = cases.filter((told) => !near.includes(told));
  const steps = (all: readonly ToldCase[], ...said: Step["says"][]): Step[] =>
    all.flatMap((told) => said.map((says) => ({ told, says })));
  return [
    ...steps(before, "run", "output", "result"),
    // A test is listed behind its subtests; what panics is reported, and that around it, before the stack (testing, tRunner).
    ...steps(near.toReversed(), "run"),
    ...steps(near, "mark"),
    ...steps(near, "output"),
    ...steps(near, "result"),
  ];
}

const isWithin = (test: string, other: string): boolean =>
  test === other || test.startsWith(`${other}/`);

const isHeader = (line: string): boolean => parseHeader(line) !== null;

function stepEvents(path: string, { told, says }: Step): Event[] {
  const { test, outcome, seconds, lines } = told;
  const about = { Package: path, ...(test === "" ? {} : { Test: test }) };
  if (says === "output") {
    return lines.map((line) => {
      // A package's own last line stands there too, and is no test's.
      const isEnd = parsePackageLine(line) !== null;
      return { Action: "output", ...(isEnd ? { Package: path } : about), Output: `${line}\n` };
    });
  }
  if (test === "") return [];
  if (says === "run") return [{ Action: "run", ...about }];
  if (says === "mark" && seconds !== null && outcome === "fail")
    return [{ Action: "output", ...about, Output: `--- FAIL: ${test} (${seconds.toFixed(2)}s)\n` }];
  return seconds === null || says === "mark"
    ? []
    : [{ Action: outcome, ...about, Elapsed: seconds }];
}

/** A test that never ended, what a package printed by itself, or a stack. */
const tellsDeath = ({ test, outcome, seconds, lines }: ToldCase): boolean =>
  outcome === "fail" && (seconds === null || test === "" || lines.some(isHeader));

/** The module below which paths are told; null where nothing tells. */
function moduleIn(told: Told, known: readonly string[]): string | null {
  for (const { path, lines } of told.cases) {
    const named = lines.flatMap(
      (line) => parsePackageLine(line)?.importPath ?? packageOfCall(line) ?? [],
    );
    const found = named.map((whole) => aboveOf(whole, path)).find((above) => above !== null);
    if (found != null) return found;
  }
  const paths = new Set([...told.cases, ...told.packages].map(({ path }) => path));
  for (const whole of known) {
    for (const path of paths) {
      const above = aboveOf(whole, path);
      if (above !== null) return above;
    }
  }
  return null;
}

function packageOfCall(line: string): string | null {
  const call = parseCall(line);
  return call === null ? null : splitSymbol(call.function).importPath;
}

/** `example.com/m` of `example.com/m/a/b`, where `a/b` is told. */
function aboveOf(whole: string, path: string): string | null {
  const plain = whole.replace(/_test$/, "");
  return path !== "." && plain.endsWith(`/${path}`) ? plain.slice(0, -path.length - 1) : null;
}

/** A path whose first element has a dot is whole already. */
function wholePath(path: string, module: string | null): string {
  if (module === null) return path;
  if (path === ".") return module;
  return /^[^/]*\.[^/]*\//.test(path) ? path : `${module}/${path}`;
}
