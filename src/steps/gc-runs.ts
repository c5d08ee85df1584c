import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { compareGcPauses } from "../compare/index.ts";
import { differClearly, type Layout, locate, type PackageStory } from "../correlate/index.ts";
import { ask, DEFAULT_BUILD, isAtHand } from "../go/index.ts";
import {
  type GcComparison,
  type GcInfo,
  hasSetting,
  isUsersOwn,
  type Place,
  pauseOf,
  SETTINGS,
  type Setting,
  type Spread,
  spreadOf,
} from "../model/index.ts";
import {
  boundMs,
  buildOf,
  executeWithin,
  type Plan,
  type RunWork,
  settingsOf,
  type Target,
} from "../runner/index.ts";
import { type BaseTree, buildBase, existsOnBase } from "./base-build.ts";

/** More packages than this are not profiled for their loop. */
const PROFILED = 3;

/**
 * Figures in which a variant stands out only if a second run of both builds says so too; it names the
 * loop which held the world up, by one profiled run.
 */
export async function withLoops(work: RunWork, all: readonly GcInfo[]): Promise<GcInfo[]> {
  const slow = all.filter((info) => info.standsOut).slice(0, PROFILED);
  const loops = new Map<GcInfo, Place | null>();
  for (const info of slow) {
    if (await standsOutAgain(work, info)) loops.set(info, await longestLoop(work, info));
  }
  return all.map((info) => ({
    ...info,
    standsOut: info.standsOut && loops.has(info),
    longestLoop: loops.get(info) ?? null,
  }));
}

const GC_TRACE = SETTINGS.filter((setting) => setting.name === "gctrace");

/** A busy machine makes long pauses too: once is chance. */
async function standsOutAgain(work: RunWork, info: GcInfo): Promise<boolean> {
  const settings = settingsOf(work.plan, info.variant);
  const calm = settings.filter((setting) => setting.name !== "asyncpreemptoff");
  const [slow, other] = [
    await pausesUnder(work, info, settings),
    await pausesUnder(work, info, calm),
  ];
  return differClearly(other, slow);
}

async function pausesUnder(
  work: RunWork,
  info: GcInfo,
  settings: readonly Setting[],
): Promise<Spread | null> {
  const target = await work.builds.target(buildOf(settings), info.package ?? "");
  if (target === null || !isAtHand(target.captured)) return null;
  const all = hasSetting(settings, "gctrace") ? settings : [...settings, ...GC_TRACE];
  const story = await traced(work, target, `GC pauses of ${target.importPath}`, all);
  return story === null ? null : spreadOf(story.facts.gc.cycles.map(pauseOf));
}

async function longestLoop(work: RunWork, info: GcInfo): Promise<Place | null> {
  const { plan, layout, builds, budget } = work;
  const settings = settingsOf(work.plan, info.variant);
  const target = await builds.target(buildOf(settings), info.package ?? "");
  if (target === null || !isAtHand(target.captured)) return null;
  const profile = join(plan.tempDir, "loop.prof");
  // Another package's must not be read for this one.
  rmSync(profile, { force: true });
  const execution = {
    settings,
    selection: { kind: "whole" as const },
    debug: [],
    flags: [`-test.cpuprofile=${profile}`],
    timeoutMs: boundMs(settings, target, plan.run.timeout),
  };
  const what = `the longest loop of ${target.importPath}`;
  const story = await executeWithin(plan, target, execution, layout, budget, what);
  return story === null || !existsSync(profile) ? null : busiestLine(plan, layout, profile);
}

/** Percent of all samples. */
const LEAST_SHARE = 25;

/** `1.20s 60.00% 60.00%  1.20s 60.00%  example.com/x.Sum /a/x.go:7`, most first. */
async function busiestLine(plan: Plan, layout: Layout, profile: string): Promise<Place | null> {
  const args = ["tool", "pprof", "-top", "-lines", "-nodecount=60", profile];
  const { stdout } = await ask("go", args, plan.cwd, plan);
  for (const line of stdout.split("\n")) {
    const found =
      /^\s*\S+\s+([\d.]+)%\s+\S+%\s+\S+\s+\S+%\s+(\S+)\s+(.+):(\d+)(?: \(inline\))?$/.exec(line);
    // A line with a small share of the samples holds nothing up.
    if (found === null || Number(found[1]) < LEAST_SHARE) continue;
    const [, , name = "", file = "", row = "0"] = found;
    const frame = { function: name, file, line: Number(row), inlined: false };
    const place = locate(frame, layout);
    if (!isUsersOwn(place)) continue;
    return { function: name, file: place.file, line: Number(row) };
  }
  return null;
}

/** At least so many runs on each side: fewer say nothing on a shared machine. */
const LEAST_RUNS = 5;

/** Runs packages of head and base in turn under gctrace alone, and sets their pauses against each other. */
export async function compareGc(
  work: RunWork,
  tree: BaseTree,
  all: readonly GcInfo[],
): Promise<GcComparison[]> {
  const paths = new Set(
    all.flatMap((info) => (info.package !== null && info.cycles >= 3 ? [info.package] : [])),
  );
  const found: GcComparison[] = [];
  for (const path of paths) {
    const compared = await compareOne(work, tree, path);
    if (compared !== null) found.push(compared);
  }
  return found;
}

async function compareOne(
  work: RunWork,
  tree: BaseTree,
  importPath: string,
): Promise<GcComparison | null> {
  const { plan, layout, builds } = work;
  const what = `GC pauses of ${importPath} on the base`;
  if (!existsOnBase(plan, tree, importPath) || !work.budget.allows(what)) return null;
  const head = await builds.target(DEFAULT_BUILD, importPath);
  const wanted = { build: DEFAULT_BUILD, importPath, vet: false, purpose: "base" as const };
  const { targets } = await buildBase(plan, tree, wanted, layout);
  const base = targets.get(importPath);
  if (head === null || base === undefined) return null;
  const captured = { ...base.captured, args: head.captured.args };
  const other: Target = { ...head, captured };
  const runs: [number[], number[]] = [[], []];
  for (let run = 0; run < Math.max(LEAST_RUNS, plan.run.attempts); run += 1) {
    for (const [side, target] of [head, other].entries()) {
      const story = await traced(work, target, what);
      const seconds = story === null ? null : pauseSeconds(story);
      if (seconds !== null) runs[side]?.push(seconds);
    }
  }
  return compareGcPauses(importPath, ...runs);
}

function traced(
  work: RunWork,
  target: Target,
  what: string,
  settings: readonly Setting[] = GC_TRACE,
): Promise<PackageStory | null> {
  const { plan, layout, budget } = work;
  plan.progress.status(what);
  const execution = {
    settings,
    selection: { kind: "whole" as const },
    debug: [],
    timeoutMs: boundMs(settings, target, plan.run.timeout),
  };
  return executeWithin(plan, target, execution, layout, budget, what);
}

/** Seconds a cycle of a run that passed, by the median; more tests on one side make more cycles, not longer ones. */
const pauseSeconds = ({ facts }: PackageStory): number | null =>
  facts.outcome === "pass" ? (spreadOf(facts.gc.cycles.map(pauseOf))?.median ?? null) : null;
