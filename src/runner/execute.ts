import { join } from "node:path";
import { type Layout, type PackageStory, tellRun, testPattern } from "../correlate/index.ts";
import { fingerprintHash } from "../files/index.ts";
import { binaryArguments, flagNameOf, hasFlag, isAtHand } from "../go/index.ts";
import { EMPTY_RUN, type PackageFacts, type Setting } from "../model/index.ts";
import type { Budget } from "./budget.ts";
import type { Target } from "./builds.ts";
import type { Plan } from "./plan.ts";
import { runTestBinary } from "./test-binary.ts";

/** Which tests of a package a run is for. */
export type Selection =
  /** As the user's own flags say. */
  | { readonly kind: "whole" }
  /** The same, without some. */
  | {
      readonly kind: "skip";
      readonly pattern: string;
      readonly seed: string | null;
      readonly only: string | null;
    }
  /** One test, once. */
  | { readonly kind: "alone"; readonly pattern: string; readonly benchmark: boolean };

/** One test on its own, as often as it is run. */
export const aloneOf = (test: string): Selection => ({
  kind: "alone",
  pattern: testPattern(test),
  benchmark: test.startsWith("Benchmark"),
});

export interface Execution {
  readonly settings: readonly Setting[];
  readonly selection: Selection;
  /** More GODEBUG, as `tracebackancestors=10`. */
  readonly debug: readonly string[];
  /** More flags of the test binary. */
  readonly flags?: readonly string[];
  /** Print the frames too that the runtime hides, unless the user chose otherwise. */
  readonly system?: boolean;
  readonly timeoutMs: number;
}

/** Runs a test binary that was put aside, and tells the story of it. */
async function execute(
  plan: Plan,
  target: Target,
  execution: Execution,
  layout: Layout,
): Promise<PackageStory> {
  const facts = await runBinary(plan, target, execution);
  const [story] = tellRun({ ...EMPTY_RUN, packages: [facts] }, layout, fingerprintHash);
  if (story === undefined) throw new Error(`no story of ${target.importPath}`);
  return story;
}

/**
 * The same within a budget: null where there was no time, or where the time that
 * ended the run was the budget's and not its own; what was left out is named.
 */
export async function executeWithin(
  plan: Plan,
  target: Target,
  execution: Execution,
  layout: Layout,
  budget: Budget,
  what: string,
): Promise<PackageStory | null> {
  if (!budget.allows(what)) return null;
  if (!isAtHand(target.captured)) {
    plan.lost.add(target.importPath);
    return null;
  }
  const left = budget.remainingMs;
  const timeoutMs = Math.min(execution.timeoutMs, left);
  const story = await execute(plan, target, { ...execution, timeoutMs }, layout);
  const { ending } = story.facts;
  if (ending.kind === "died" && ending.stopped) budget.forgive(timeoutMs);
  const cutShort = ending.kind === "died" && ending.stopped && left < execution.timeoutMs;
  if (!cutShort && budget.remainingMs > 0) return story;
  const ended = ending.kind === "lived" || (ending.kind === "died" && !ending.stopped);
  if (ended && !budget.isInterrupted) return story;
  budget.leaveOut(what);
  return null;
}

async function runBinary(plan: Plan, target: Target, execution: Execution): Promise<PackageFacts> {
  const { cwd } = target.captured;
  const { facts } = await runTestBinary(plan.groups, {
    importPath: target.importPath,
    words: commandLine(plan, target, execution),
    cwd,
    env: environment(plan, execution, cwd),
    // A race report does not end the process: only its place among the tests tells whose it is.
    merged: execution.settings.some(isRace) || hasFlag(plan.flags, "race"),
    timeoutMs: Math.max(1, execution.timeoutMs),
  });
  return facts;
}

/** Also of a project's own. */
const isRace = ({ buildFlags }: Setting): boolean => buildFlags.includes("-race");

function commandLine(plan: Plan, target: Target, execution: Execution): string[] {
  const { flags, rest } = binaryArguments(target.captured.args);
  const selected = [
    ...selectedFlags(flags, execution.selection),
    ...execution.settings.flatMap((setting) => setting.binaryFlags),
    ...(execution.flags ?? []),
  ];
  return [
    ...plan.parent,
    ...plan.userExec,
    target.captured.binary,
    ...selected,
    "-test.v=test2json",
    ...rest,
  ];
}

const ALONE_DROPS = new Set(["run", "skip", "bench", "count", "shuffle", "failfast"]);

function selectedFlags(flags: readonly string[], selection: Selection): string[] {
  switch (selection.kind) {
    case "whole":
      return [...flags];
    case "skip": {
      const kept = flags.filter((flag) => !isReplaced(flag, selection));
      const given = flags.find((flag) => flagNameOf(flag) === "skip")?.replace(/^[^=]*=/, "");
      const pattern = [given, selection.pattern].filter((part) => part).join("|");
      const seed = selection.seed === null ? [] : [`-test.shuffle=${selection.seed}`];
      const only = selection.only === null ? [] : [`-test.run=${selection.only}`];
      return [...kept, ...seed, ...only, `-test.skip=${pattern}`];
    }
    case "alone": {
      const kept = flags.filter((flag) => !ALONE_DROPS.has(flagNameOf(flag) ?? ""));
      const chosen = selection.benchmark
        ? ["-test.run=^$", `-test.bench=${selection.pattern}`]
        : [`-test.run=${selection.pattern}`];
      return [...kept, ...chosen, "-test.count=1"];
    }
  }
}

function isReplaced(flag: string, selection: Extract<Selection, { kind: "skip" }>): boolean {
  const name = flagNameOf(flag);
  return name === "skip" || (name === "shuffle" && selection.seed !== null);
}

/** GODEBUG belongs to the test process alone, and adds to the user's; PATH and PWD are as go test sets them. */
function environment(plan: Plan, execution: Execution, cwd: string): Record<string, string> {
  const { settings } = execution;
  const debug = [
    plan.env.GODEBUG ?? "",
    ...settings.flatMap((setting) => setting.godebug),
    ...execution.debug,
  ].filter((word) => word !== "");
  const traceback =
    execution.system === true && plan.env.GOTRACEBACK === "all" ? { GOTRACEBACK: "system" } : {};
  return {
    ...plan.env,
    ...Object.assign({}, ...settings.map((setting) => setting.env)),
    ...traceback,
    PWD: cwd,
    PATH: `${join(plan.go.goroot, "bin")}:${plan.env.PATH ?? ""}`,
    ...(debug.length === 0 ? {} : { GODEBUG: debug.join(",") }),
  };
}

const LEAST_BOUND_SECONDS = 30;

/** Milliseconds that a package may take: a multiple of what it took by default. */
export function boundMs(
  settings: readonly Setting[],
  target: Target,
  timeout: number | null,
): number {
  const slowdown = settings.reduce((most, each) => most * each.slowdown, 1);
  const factor = 5 * slowdown;
  const bound = Math.max(LEAST_BOUND_SECONDS, factor * target.defaultSeconds);
  return 1000 * (timeout === null || timeout === 0 ? bound : Math.min(bound, timeout));
}

const LEAST_HANG_SECONDS = 4;

/** Milliseconds for a test that hung, tried alone again: many times what any other of its package took. */
export function hangBoundMs(siblingSeconds: readonly number[], bound: number): number {
  const slowest = siblingSeconds.reduce((most, each) => Math.max(most, each), 0);
  return Math.min(bound, 1000 * Math.max(LEAST_HANG_SECONDS, 10 * slowest));
}

/** Works on `items` with at most `width` at a time; answers in their order. */
export async function inPool<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) answers[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return answers;
}
