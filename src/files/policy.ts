import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../judge/index.ts";
import type { RunSettings } from "../settings/index.ts";

/** What the gate goes by: the settings, and the waivers that a folder holds. Throws UsageError for wrong ones. */
export async function policyOf(run: RunSettings, root: string): Promise<Policy> {
  const { failOn, unknownBaseline } = run;
  const isPart = run.shard !== null;
  const today = new Date().toISOString().slice(0, 10);
  if (!existsSync(join(root, ".panicpath.yml")))
    return { failOn, unknownBaseline, waivers: [], today, isPart };
  const { readWaivers } = await import("./waivers.ts");
  return { failOn, unknownBaseline, waivers: await readWaivers(root), today, isPart };
}
