export type { Waiting } from "./patience.ts";
export { type Reviewed, type ReviewNote, reviewReport } from "./review.ts";
export { reviewTarget } from "./target.ts";

/** GitHub's toolkit is only loaded inside of GitHub Actions. */
export const loadRunnerFiles = (): Promise<typeof import("./runner-files.ts")> =>
  import("./runner-files.ts");

/** GitHub's API client is only loaded where there is something to send. */
export const loadReviewHost = (): Promise<typeof import("./github-host.ts")> =>
  import("./github-host.ts");
