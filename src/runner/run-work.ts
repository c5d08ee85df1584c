import type { Layout } from "../correlate/index.ts";
import type { Builds } from "./builds.ts";
import type { Plan } from "./plan/plan.ts";
import type { Reuse, Reused } from "./reuse/reuse.ts";
import type { Runner } from "./runner.ts";

/** What every step behind the default run needs. */
export interface RunWork {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly head: Builds;
  readonly runner: Runner;
  /** Keeps what passes; null where every package runs. */
  readonly reuse: Reuse | null;
  /** Packages that passed before: they are reused. */
  readonly reused: Reused;
}
