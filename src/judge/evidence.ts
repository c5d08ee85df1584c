import type { Report } from "../model/index.ts";

/** All that a verdict goes by: what happened, and how it is known. */
export type Evidence = Pick<
  Report,
  "incidents" | "tests" | "notRun" | "inlining" | "packages" | "gcComparisons"
> & {
  readonly run: Pick<Report["run"], "mode" | "complete" | "missing" | "failure" | "legs">;
};
