import type { Layout } from "../correlate/index.ts";
import type { Budget } from "./budget.ts";
import type { Builds } from "./builds.ts";
import type { Plan } from "./plan.ts";

/** What every step that runs test binaries needs. */
export interface RunWork {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly builds: Builds;
  readonly budget: Budget;
}
