export { openReportDir, SUMMARY_BYTES, writeParts } from "./files.ts";
export { openProgress } from "./progress.ts";

/** GitHub's toolkit is only loaded inside of GitHub Actions. */
export const loadGithub = (): Promise<typeof import("./github.ts")> => import("./github.ts");

/** GitHub's API client is only loaded where there is something to send. */
export const loadReviewHost = (): Promise<typeof import("./github-host.ts")> =>
  import("./github-host.ts");
export type { Waiting } from "./patience.ts";
