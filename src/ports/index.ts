export type { Clock, Progress } from "./clock.ts";
export type {
  Build,
  CapturedBinary,
  GoEnvironment,
  GoPackage,
  ListAnswer,
} from "./go-tool.ts";
export type { Group, ProcessResult } from "./process.ts";
export type {
  Answer,
  HostComment,
  OpenPull,
  PublishedCheck,
  ReviewHost,
  WrittenComment,
} from "./review-host.ts";
