import type { PackageOutcome } from "../model/index.ts";

/** How a package's end is told, by go test or by whoever started its process. */
export interface ProcessEnd {
  readonly outcome: PackageOutcome;
  readonly seconds: number | null;
  /** Known only to whoever started the process. */
  readonly exitStatus?: number;
  readonly signal?: string;
  /** Ended by panicpath because its time was over. */
  readonly stopped?: boolean;
}

/** Whether the process ended before its tests were over. `verdict`: its own last word; `isTold`: why it failed is known. */
export function hasDied(
  end: ProcessEnd | null,
  verdict: "PASS" | "FAIL" | null,
  isTold: boolean,
): boolean {
  if (end?.signal !== undefined || end?.stopped === true) return true;
  if (end?.exitStatus !== undefined) {
    // The race detector turns the exit status of a process that lived into 66 (GORACE exitcode).
    if (end.exitStatus === 66 && verdict === "FAIL") return false;
    return end.exitStatus > 1 || (end.exitStatus === 1 && verdict === null);
  }
  return end?.outcome === "fail" && verdict !== "FAIL" && !isTold;
}

/** What is known of how a process died: whoever started it knows best, then its own words. */
export const causeOfEnd = (
  end: ProcessEnd | null,
  words: { readonly exitStatus: number | null; readonly killedBy: string | null },
): { exitStatus: number | null; killedBy: string | null; stopped: boolean } => ({
  exitStatus: end?.exitStatus ?? words.exitStatus,
  killedBy: end?.signal ?? words.killedBy,
  stopped: end?.stopped ?? false,
});
