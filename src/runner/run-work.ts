import type { Layout } from "../correlate/index.ts";
import type { Builds } from "./builds.ts";
import type { Plan } from "./plan/plan.ts";
import type { Runner } from "./runner.ts";

/** What every step behind the default run needs. */
export interface RunWork {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly head: Builds;
  readonly runner: Runner;
}
