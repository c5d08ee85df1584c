import {
  type GcComparison,
  type Incident,
  NO_ASIDES,
  ruleOf,
  shortFunction,
} from "../model/index.ts";
import type { Draft } from "./draft.ts";

/** Longer pauses than on the base, where the runs leave no doubt. */
export function gcFinding({ package: path, head, base, regressed }: GcComparison): Draft[] {
  if (!regressed) return [];
  const ms = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`;
  return [
    {
      rule: "gc-pause-regression",
      severity: ruleOf("gc-pause-regression").severity,
      message: `in the tests of ${path} a GC cycle stops the world for ${ms(head.median)}, on the base for ${ms(base.median)} (medians of ${head.n} and ${base.n} runs, far apart)`,
      file: null,
      line: null,
      package: path,
      test: null,
      fingerprint: `gc-pause-regression:${path}`,
      former: null,
      baseline: "new",
      waived: null,
      ...NO_ASIDES,
    },
  ];
}

/** Why a loop without safepoints matters, and what to do. */
export function loopMessage({ site, test, package: path }: Incident): string {
  const name = site?.function ?? "a function";
  return `${shortFunction(name)} loops without a point at which it could be stopped: with async preemption off the garbage collector, and every goroutine with it, waits for this loop (${test ?? path} never ends). By default the runtime interrupts it with a signal. Block instead of spinning, or give the loop a call that is not inlined, or runtime.Gosched().`;
}
