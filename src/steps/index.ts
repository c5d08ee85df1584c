export { withChanges } from "./changed-lines.ts";
export { type HeadInlining, repositoryNames } from "./inlining.ts";
export { hasTap, type Tapped, TapRunner } from "./preempt/tapped.ts";
export type { ReuseWishes } from "./reused.ts";
export { runCommand } from "./run.ts";
export { unstartedReport } from "./run-report.ts";
export { tryConstantMessages } from "./what-if.ts";
