export { type Config, fieldsOf, isMap, readConfig } from "./config.ts";
export { isFolder, makeFolder, realPath } from "./folders.ts";
export { fingerprintHash } from "./hash.ts";
export { feed } from "./input.ts";
export {
  basename,
  delimiter,
  dirname,
  isAbsolute,
  join,
  native,
  relative,
  resolve,
} from "./paths.ts";
export { policyOf } from "./policy.ts";
export { readSource, readText, readWithin } from "./reading.ts";
export { reportFilesIn } from "./report-files.ts";
export { makeTempDir, removeDeadDirs, removeTempDir } from "./temp-dir.ts";
export { openReportDir, SUMMARY_BYTES, writeParts } from "./writing.ts";

/** What waivers are made of is only loaded where a project has some. */
export const loadWaivers = (): Promise<typeof import("./waivers.ts")> => import("./waivers.ts");

/** The schema's validator is large: it is loaded where a report is read. */
export const loadReports = (): Promise<typeof import("./read-report.ts")> =>
  import("./read-report.ts");

/** YAML is only loaded where some is read. */
export const loadYaml = (): Promise<typeof import("./yaml.ts")> => import("./yaml.ts");

/** The same of settings that a project names itself. */
export const loadOwnSettings = (): Promise<typeof import("./own-settings.ts")> =>
  import("./own-settings.ts");
