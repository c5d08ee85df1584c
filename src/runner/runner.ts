import { type PackageStory, tellRun } from "../correlate/index.ts";
import { fingerprintHash } from "../files/index.ts";
import { hasFlag, isAtHand } from "../go/index.ts";
import { EMPTY_RUN } from "../model/index.ts";
import type { Budget } from "./budget.ts";
import { buildOf } from "./builds.ts";
import { commandLine, environment, isRace } from "./command-line.ts";
import type { Answer, Experiment, Target } from "./experiment.ts";
import { type Bounds, boundsOf } from "./limit.ts";
import type { Plan } from "./plan/plan.ts";
import { runTestBinary } from "./test-binary.ts";

/** gctrace, schedtrace and their like, on (runtime, extern.go). */
const TRACES = /(?:^|,)\w*trace=[1-9]/;

/** For a process that ends by its own bound: until then it has printed its stacks. */
const OWN_END_MS = 5000;

/** Runs experiments, one process each, and names those that found no time. */
export class Runner {
  readonly budget: Budget;
  readonly #plan: Plan;

  constructor(plan: Plan, budget: Budget) {
    this.#plan = plan;
    this.budget = budget;
  }

  /** The same with a part of the time that is left. */
  part(share: number): Runner {
    return new Runner(this.#plan, this.budget.part(share));
  }

  async run(experiment: Experiment): Promise<Answer> {
    const { revision, settings, package: importPath, label } = experiment;
    if (!this.budget.allows(label)) return { kind: "left-out", cause: "budget" };
    const target = await revision.target(buildOf(settings), importPath);
    if (target === null) return { kind: "left-out", cause: "not-built" };
    if (!isAtHand(target.captured)) {
      this.#plan.lost.add(importPath);
      return { kind: "left-out", cause: "lost" };
    }
    return this.#runWithin(experiment, target);
  }

  /** Where the time that ended it was the budget's and not its own, nothing is known. */
  async #runWithin(experiment: Experiment, target: Target): Promise<Answer> {
    const { budget } = this;
    const left = budget.remainingMs;
    const { run, groups } = this.#plan;
    const { limit, settings } = experiment;
    const { isPosix } = groups.system;
    const { wholeMs: own, idleMs } = boundsOf(limit, settings, target, run, isPosix);
    const bounds: Bounds = { wholeMs: Math.min(own, left), idleMs };
    const ownBoundMs = isPosix || left < own ? null : own;
    const story = await this.#execute(experiment, target, bounds, ownBoundMs);
    const metMs = boundMet(story, bounds, ownBoundMs);
    if (metMs !== null) budget.forgive(metMs);
    const { ending } = story.facts;
    const isCut = metMs === bounds.wholeMs && left < own;
    const isOver = ending.kind === "lived" || (ending.kind === "died" && !ending.stopped);
    const isWhole = budget.remainingMs > 0 ? !isCut : isOver && !budget.isInterrupted;
    if (isWhole) return { kind: "seen", story };
    budget.leaveOut(experiment.label);
    return { kind: "left-out", cause: "budget" };
  }

  async #execute(
    experiment: Experiment,
    target: Target,
    { wholeMs, idleMs }: Bounds,
    ownBoundMs: number | null,
  ): Promise<PackageStory> {
    const { importPath, layout, captured } = target;
    const env = environment(this.#plan, experiment, captured.cwd);
    const isRaced = experiment.settings.some(isRace) || hasFlag(this.#plan.flags, "race");
    const { facts } = await runTestBinary(this.#plan.groups, {
      importPath,
      words: commandLine(this.#plan, target, experiment, ownBoundMs),
      cwd: captured.cwd,
      env,
      // As go test does it: only its place among what tests print tells whose a line is. But the runtime's own traces are printed
      // in pieces, and glue themselves to half a line.
      merged: isRaced || !TRACES.test(env.GODEBUG ?? ""),
      timeoutMs: Math.max(1, ownBoundMs === null ? wholeMs : wholeMs + OWN_END_MS),
      idleMs,
    });
    const [story] = tellRun({ ...EMPTY_RUN, packages: [facts] }, layout, fingerprintHash);
    if (story === undefined) throw new Error(`no story of ${importPath}`);
    return story;
  }
}

/** Milliseconds of the bound that ended it; null where none did. `ownBoundMs`: that of the process itself. */
function boundMet(
  { facts: { ending, seconds } }: PackageStory,
  { wholeMs, idleMs }: Bounds,
  ownBoundMs: number | null,
): number | null {
  const tookMs = (seconds ?? 0) * 1000;
  const isStopped = ending.kind === "died" && ending.stopped;
  if (isStopped && idleMs !== null && tookMs < wholeMs) return idleMs;
  return isStopped || (ownBoundMs !== null && tookMs >= ownBoundMs) ? wholeMs : null;
}
