import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { differClearly } from "../assemble/index.ts";
import { compareGcPauses } from "../compare/index.ts";
import { type Layout, locate, type PackageStory } from "../correlate/index.ts";
import { ask, DEFAULT_BUILD } from "../go/index.ts";
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
import { type Plan, type Revision, type RunWork, settingsOf, storyOf } from "../runner/index.ts";
import type { Base } from "./base/build.ts";

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
  const importPath = info.package ?? "";
  const all = hasSetting(settings, "gctrace") ? settings : [...settings, ...GC_TRACE];
  const story = await traced(work, work.head, importPath, `GC pauses of ${importPath}`, all);
  return story === null ? null : spreadOf(story.facts.gc.cycles.map(pauseOf));
}

async function longestLoop(
  { plan, head, layout, runner }: RunWork,
  info: GcInfo,
): Promise<Place | null> {
  const importPath = info.package ?? "";
  const cpuProfile = join(plan.tempDir, "loop.prof");
  // Another package's must not be read for this one.
  rmSync(cpuProfile, { force: true });
  const answer = await runner.run({
    ...{ package: importPath, revision: head, settings: settingsOf(plan, info.variant) },
    ...{ selection: { kind: "whole" }, limit: { kind: "package" }, cpuProfile },
    label: `the longest loop of ${importPath}`,
  });
  const isThere = answer.kind === "seen" && existsSync(cpuProfile);
  return isThere ? busiestLine(plan, layout, cpuProfile) : null;
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
  base: Base,
  all: readonly GcInfo[],
): Promise<GcComparison[]> {
  const paths = new Set(
    all.flatMap((info) => (info.package !== null && info.cycles >= 3 ? [info.package] : [])),
  );
  const found: GcComparison[] = [];
  for (const path of paths) {
    const compared = base.has(path) ? await compareOne(work, base, path) : null;
    if (compared !== null) found.push(compared);
  }
  return found;
}

async function compareOne(
  work: RunWork,
  base: Base,
  importPath: string,
): Promise<GcComparison | null> {
  const { plan, head, runner } = work;
  const label = `GC pauses of ${importPath} on the base`;
  if (!runner.budget.allows(label)) return null;
  if ((await base.target(DEFAULT_BUILD, importPath)) === null) return null;
  const runs: [number[], number[]] = [[], []];
  for (let run = 0; run < Math.max(LEAST_RUNS, plan.run.attempts); run += 1) {
    for (const [side, revision] of [head, base].entries()) {
      const story = await traced(work, revision, importPath, label);
      const seconds = story === null ? null : pauseSeconds(story);
      if (seconds !== null) runs[side]?.push(seconds);
    }
  }
  return compareGcPauses(importPath, ...runs);
}

async function traced(
  { plan, runner }: RunWork,
  revision: Revision,
  importPath: string,
  label: string,
  settings: readonly Setting[] = GC_TRACE,
): Promise<PackageStory | null> {
  plan.progress.status(label);
  const answer = await runner.run({
    ...{ package: importPath, revision, settings, label },
    ...{ selection: { kind: "whole" }, limit: { kind: "package" } },
  });
  return storyOf(answer);
}

/** Seconds a cycle of a run that passed, by the median; more tests on one side make more cycles, not longer ones. */
const pauseSeconds = ({ facts }: PackageStory): number | null =>
  facts.outcome === "pass" ? (spreadOf(facts.gc.cycles.map(pauseOf))?.median ?? null) : null;
