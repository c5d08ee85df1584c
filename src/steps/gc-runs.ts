import { differClearly } from "../assemble/index.ts";
import { compareGcPauses } from "../compare/index.ts";
import { locate, type PackageStory } from "../correlate/index.ts";
import { DEFAULT_BUILD } from "../go/index.ts";
import {
  type GcComparison,
  type GcInfo,
  hasSetting,
  type Place,
  pauseOf,
  SETTINGS,
  type Setting,
  type Spread,
  spreadOf,
} from "../model/index.ts";
import { type Revision, type RunWork, settingsOf, storyOf } from "../runner/index.ts";
import type { Base } from "./base/build.ts";
import { hasTap, TapRunner } from "./preempt/tapped.ts";

/** More packages than this are not run again with the tap. */
const TAPPED = 3;

/**
 * Figures in which a variant stands out only if a second run of both builds says so too; it names the
 * function that was waited for.
 */
export async function withWaitedFor(work: RunWork, all: readonly GcInfo[]): Promise<GcInfo[]> {
  const slow = all.filter((info) => info.standsOut).slice(0, TAPPED);
  const waited = new Map<GcInfo, Place | null>();
  for (const info of slow) {
    if (await standsOutAgain(work, info)) waited.set(info, await placeWaitedFor(work, info));
  }
  return all.map((info) => ({
    ...info,
    standsOut: info.standsOut && waited.has(info),
    waitedFor: waited.get(info) ?? null,
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

/** Runs in which the same function must be seen. */
const TAPPED_RUNS = 2;
/** For building with the tap, beside the tests. */
const BUILD_MS = 120_000;

/**
 * The function that collections wait for, with async preemption on: where the signal was taken in the goroutine that a stop waited
 * for last, by the tap and an execution trace. A CPU profile alone says what runs, not who is waited for. Null where that can't be told.
 */
async function placeWaitedFor(
  { plan, layout, runner }: RunWork,
  info: GcInfo,
): Promise<Place | null> {
  const pkg = plan.packages.find(({ importPath }) => importPath === info.package);
  const label = `who is waited for in ${info.package}`;
  if (pkg === undefined || !hasTap(plan.go) || !runner.budget.allows(label)) return null;
  plan.progress.status(label);
  const taps = await TapRunner.open(plan, [pkg]);
  const limitMs = BUILD_MS + (plan.run.timeout || 60) * 1000;
  const place = await taps.lastStopped(pkg, TAPPED_RUNS, limitMs);
  if (place === null) return null;
  const { file } = locate({ ...place, inlined: false }, layout);
  return { function: place.function, file, line: place.line };
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
