import {
  allAbove,
  groupsBy,
  namesAbove,
  type SplitSymbol,
  splitSymbol,
  topLevel,
} from "../../model/index.ts";
import {
  hasFailed,
  type PackageReader,
  parseCall,
  parseHeader,
  parsePackageLine,
} from "../../parse/index.ts";
import { isFailing, type Told, type ToldCase, type ToldPackage } from "./gotestsum.ts";

/** As test2json writes it (go doc cmd/test2json). */
export interface Event {
  readonly Action: string;
  readonly Package: string;
  readonly Test?: string;
  readonly Output?: string;
  readonly Elapsed?: number;
}

/** The events from which gotestsum made what it tells, package by package, as far as they can be known; a package that `isKnown` is left out. */
export function eventsOf(
  told: Told,
  module: string | null,
  isKnown: (importPath: string, hasFailed: boolean) => boolean,
): Event[] {
  const cases = groupsBy(told.cases, ({ path }) => path);
  const ends = new Map(told.packages.map((each) => [each.path, each]));
  return [...new Set([...ends.keys(), ...cases.keys()])].flatMap((path) => {
    const importPath = wholePath(path, module);
    const [own, end] = [cases.get(path) ?? [], ends.get(path) ?? null];
    const hasFailed = [...own, end].some((each) => each?.outcome === "fail");
    if (isUntold(own, end) || isKnown(importPath, hasFailed)) return [];
    return packageEvents(importPath, own, end);
  });
}

/**
 * What stands below `=== Errors`, with the header of its package, which gotestsum leaves out; and behind what a compiler says the
 * last line of a package that nothing else tells of (Go 1.23 and older have no event for it).
 */
export function errorLines(told: Told, module: string | null): string[] {
  if (module === null) return [...told.errors, ...told.notBuilt];
  const spoken = new Set([...told.packages, ...told.cases].map(({ path }) => path));
  const lines: string[] = [];
  let above: string | null = null;
  const close = (): void => {
    if (above !== null && !spoken.has(above))
      lines.push(`FAIL\t${wholePath(above, module)} [build failed]`);
  };
  for (const line of told.errors) {
    const dir = folderOf(line);
    if (dir !== null && dir !== above) {
      close();
      lines.push(`# ${wholePath(dir, module)}`);
      above = dir;
    }
    lines.push(line);
  }
  close();
  return [...lines, ...told.notBuilt.filter((line) => !lines.includes(line))];
}

/** Of `d/d_test.go:8:2: undefined: x`; null for what is no place in a Go file. */
function folderOf(line: string): string | null {
  const place = /^((?:[^\s:/]{1,200}\/){0,40})[^\s:/]{1,200}\.go:\d{1,9}(?::\d{1,9})?: /.exec(line);
  return place === null ? null : (place[1] ?? "").slice(0, -1) || ".";
}

/**
 * Whether what was read before is told again: what has not failed, or died with words that stand in the summary too. Another
 * process's failure may stand in the same text.
 */
export function isToldBy(told: Told, reader: PackageReader): boolean {
  if (!reader.hasFailed && !reader.isSuspicious) return true;
  if (!isFailing(told)) return false;
  const heads = reader.region.items.flatMap((item) =>
    item.kind === "text" && DEATH.test(item.line) ? [item.line] : [],
  );
  const lines = new Set(told.cases.flatMap((each) => each.lines));
  const names = new Set(told.cases.map(({ test }) => test));
  const failed = [...reader.tests.all].filter(hasFailed).map(({ name }) => name);
  return heads.every((head) => lines.has(head)) && failed.every((name) => names.has(name));
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
  const dying = new Set(cases.filter(holdsDeath).map(({ test }) => test));
  const around = allAbove(dying);
  const isNear = ({ test }: ToldCase): boolean =>
    [test, ...namesAbove(test)].some((name) => dying.has(name)) || test === "" || around.has(test);
  const near = cases.filter(isNear);
  const steps = (all: readonly ToldCase[], ...said: Step["says"][]): Step[] =>
    all.flatMap((told) => said.map((says) => ({ told, says })));
  return [
    ...steps(
      cases.filter((told) => !isNear(told)),
      ...(["run", "output", "result"] as const),
    ),
    // A test is listed behind its subtests; what panics is reported, and that around it, before the stack (testing, tRunner).
    ...steps(near.toReversed(), "run"),
    ...steps(near, "mark"),
    ...steps(near, "output"),
    ...steps(near, "result"),
  ];
}

/** The head of a death, with a stack: no stack that a test only logs. */
const holdsDeath = ({ outcome, lines }: ToldCase): boolean =>
  outcome === "fail" &&
  lines.some((line) => DEATH.test(line)) &&
  lines.some((line, at) => parseHeader(line) !== null && !isLogged(lines[at + 1] ?? ""));

const isLogged = (call: string): boolean => call.startsWith("runtime/debug.Stack(");

const DEATH = /^(?:panic: |fatal error: |SIG[A-Z]+: |unexpected fault |runtime: |Exception 0x)/;

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

/** A test that never ended, what a package printed by itself, or a death. */
const tellsDeath = (told: ToldCase): boolean =>
  told.outcome === "fail" && (told.seconds === null || told.test === "" || holdsDeath(told));

/**
 * The module below which paths are told, by go's own lines, by stacks, and by import paths that the text told before (`known`); null
 * where nothing tells.
 */
export function moduleIn(told: Told, known: readonly string[]): string | null {
  for (const { path, test, lines } of told.cases) {
    const ended = lines.flatMap((line) => parsePackageLine(line)?.importPath ?? []);
    const called = lines.flatMap((line) => symbolOf(line) ?? []);
    // At the root nothing of the path is told: its own line does it, or a call of the test.
    const own = called.filter(({ rest }) => rest.split(".", 1)[0] === topLevel(test));
    const named = [...ended, ...called.map(({ importPath }) => importPath)];
    const root = path === "." ? [...ended, ...own.map(({ importPath }) => importPath)] : [];
    const found = [...root, ...named.map((whole) => aboveOf(whole, path))];
    const first = found.find((above) => above !== null);
    if (first != null) return first;
  }
  const paths = new Set([...told.cases, ...told.packages].map(({ path }) => path));
  for (const whole of known) {
    for (const path of paths) {
      const above = aboveOf(whole, path);
      if (above !== null) return above;
    }
  }
  // A run of one package, which go named.
  const [only, ...others] = known;
  return paths.size === 1 && paths.has(".") && others.length === 0 ? (only ?? null) : null;
}

/** Of a call in a stack; in a race report they are indented. */
function symbolOf(line: string): SplitSymbol | null {
  const call = parseCall(line.trimStart());
  return call === null ? null : splitSymbol(call.function);
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
