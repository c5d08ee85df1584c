import { assemble, gcOf, tellRun, type VariantStory } from "../correlate/index.ts";
import { hasFlag, valueOfFlag } from "../go/index.ts";
import { judge } from "../judge/index.ts";
import { REPORT_SCHEMA, type Report, type VariantInfo } from "../model/index.ts";
import type { Clock } from "../ports/index.ts";
import { type FirstRun, firstRun } from "./first-run.ts";
import { fingerprintHash } from "./hash.ts";
import type { Plan } from "./plan.ts";
import { layoutOfPackages, Sources } from "./sources.ts";
import { runVariants } from "./variants.ts";
import { VERSION } from "./version.ts";

/** Runs the tests under all variants and tells what happened. */
export async function runCommand(
  plan: Plan,
  clock: Clock,
  isInterrupted: () => boolean,
): Promise<Report> {
  const startedMs = clock.now();
  const layout = layoutOfPackages(plan.packages, plan.root, plan.go.goroot);
  const first = await firstRun(plan);
  const stories: VariantStory = {
    variant: "default",
    stories: tellRun(first.facts, layout, fingerprintHash),
  };
  const others = await runVariants(plan, first, layout, isInterrupted);
  const variants = [stories, ...others.flatMap((each) => each.story ?? [])];
  const infos = [defaultInfo(first, isInterrupted()), ...others.map((each) => each.info)];
  return reportOf(plan, first, variants, infos, {
    started: new Date(startedMs).toISOString(),
    seconds: (clock.now() - startedMs) / 1000,
    complete: !isInterrupted(),
  });
}

function defaultInfo(first: FirstRun, interrupted: boolean): VariantInfo {
  const cut = interrupted && first.result.signal !== null;
  return {
    name: "default",
    settings: [],
    state: cut ? "interrupted" : "ran",
    reason: cut ? "interrupted" : null,
    seconds: first.result.seconds,
  };
}

function reportOf(
  plan: Plan,
  first: FirstRun,
  variants: readonly VariantStory[],
  infos: readonly VariantInfo[],
  time: { started: string; seconds: number; complete: boolean },
): Report {
  const layout = layoutOfPackages(plan.packages, plan.root, plan.go.goroot);
  const sources = new Sources(plan.packages, plan.root, {
    run: valueOfFlag(plan.flags, "run"),
    skip: valueOfFlag(plan.flags, "skip"),
    bench: valueOfFlag(plan.flags, "bench"),
  });
  const assembled = assemble(variants, sources.surroundings(hasFlag(plan.flags, "failfast")));
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      mode: "run",
      ...time,
      commit: plan.git?.commit ?? null,
      dirty: plan.git?.dirty ?? null,
      goTestFlags: plan.run.goTestFlags,
      packages: plan.patterns,
      budgetLeftOut: [],
    },
    go: {
      version: plan.go.version,
      goos: plan.go.goos,
      goarch: plan.go.goarch,
      modules: layout.modules.map((module) => ({ path: module.path, dir: module.repoDir })),
    },
    base: { ref: null, commit: null, state: "not-asked", reason: null },
    variants: infos,
    ...assembled,
    gc: gcOf(variants),
    unread: first.facts.unread,
    ...judge(assembled, plan.run),
    warnings: [...plan.warnings, ...first.facts.goMessages],
  };
}
