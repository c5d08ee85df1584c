import { statfsSync } from "node:fs";
import { ImpossibleError } from "../../model/index.ts";
import type { FirstRun } from "../first-run.ts";
import type { Plan } from "./plan.ts";

/** As the system names errors (errno(3)): no fault of the code that is built. */
const FULL = /no space left on device|disk quota exceeded|read-only file system/i;
/** With less room no package is built; go then says anything, as that a package of std is not there. */
const LEAST_BYTES = 4 << 20;

/** A build that failed for want of room says nothing of the code: throws ImpossibleError with what to do. */
export function refuseFullDisk({ go, tempDir }: Plan, { facts, words }: FirstRun): void {
  const { buildFailures, goMessages, packages } = facts;
  // Where tests ran, what could not be written is theirs, or a profile.
  if (buildFailures.length === 0 && packages.length > 0) return;
  const said = [
    // A compiler's complaint has a place in a file, and may quote anything.
    ...buildFailures.flatMap(({ problems }) =>
      problems.flatMap(({ file, message }) => (file === null ? [message] : [])),
    ),
    ...goMessages,
    ...words,
  ].find((message) => FULL.test(message));
  const full = buildFailures.length === 0 ? undefined : [go.gocache, tempDir].find(isFull);
  if (said === undefined && full === undefined) return;
  const why = said?.trim().slice(0, 300) ?? `${full} is on a disk that is full`;
  throw new ImpossibleError(
    `go can't build: ${why}; make room, or set TMPDIR and GOCACHE to folders that have it`,
  );
}

function isFull(dir: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize < LEAST_BYTES;
  } catch {
    return false;
  }
}
