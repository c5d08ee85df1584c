export { openReportDir, SUMMARY_BYTES, writeParts } from "./files.ts";
export { openProgress } from "./progress.ts";

/** GitHub's toolkit is only loaded inside of GitHub Actions. */
export const loadGithub = (): Promise<typeof import("./github.ts")> => import("./github.ts");
