import { delimiter, join, native } from "../files/index.ts";
import { binaryArguments, flagNameOf } from "../go/index.ts";
import type { Setting } from "../model/index.ts";
import type { Experiment, Selection, Target } from "./experiment.ts";
import type { Plan } from "./plan/plan.ts";

/** Also of a project's own. */
export const isRace = ({ buildFlags }: Setting): boolean => buildFlags.includes("-race");

/** The words that run an experiment's tests in a binary; `ownBoundMs`: behind it the process is to end by itself, with its stacks. */
export const commandLine = (
  plan: Plan,
  target: Target,
  experiment: Experiment,
  ownBoundMs: number | null,
): string[] => [
  ...plan.parent,
  ...plan.userExec,
  ...binaryWords(target, experiment, [
    "-test.v=test2json",
    // The last of equal flags counts (flag.Parse).
    ...(ownBoundMs === null ? [] : [`-test.timeout=${Math.ceil(ownBoundMs)}ms`]),
  ]),
];

/** The same without programs before the binary; `own`: flags beside those that select tests. */
export function binaryWords(
  target: Target,
  experiment: Pick<Experiment, "selection" | "settings" | "log">,
  own: readonly string[],
): string[] {
  const { log } = experiment;
  const { flags, rest } = binaryArguments(target.captured.args);
  const selected = [
    ...selectedFlags(flags, experiment.selection),
    ...experiment.settings.flatMap((setting) => setting.binaryFlags),
    ...(log === undefined ? [] : [`-test.testlogfile=${log}`]),
  ];
  return [native(target.captured.binary), ...selected, ...own, ...rest];
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

/** A goroutine's creators are printed on request; it makes starting one slower, so only where it is needed. */
const ANCESTORS = "tracebackancestors=10";

/** GODEBUG belongs to the test process alone, and adds to the user's; PATH and PWD are as go test sets them. */
export function environment(
  plan: Plan,
  { settings, stacks }: Experiment,
  cwd: string,
): Record<string, string> {
  const debug = [
    plan.env.GODEBUG ?? "",
    ...settings.flatMap((setting) => setting.godebug),
    ...(stacks?.ancestors === true ? [ANCESTORS] : []),
  ].filter((word) => word !== "");
  const traceback =
    stacks?.hidden === true && plan.env.GOTRACEBACK === "all" ? { GOTRACEBACK: "system" } : {};
  return {
    ...plan.env,
    ...Object.assign({}, ...settings.map((setting) => setting.env)),
    ...traceback,
    PWD: native(cwd),
    PATH: `${native(join(plan.go.goroot, "bin"))}${delimiter}${plan.env.PATH ?? ""}`,
    ...(debug.length === 0 ? {} : { GODEBUG: debug.join(",") }),
  };
}
