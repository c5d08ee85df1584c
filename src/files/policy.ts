import type { Policy } from "../judge/index.ts";
import type { RunSettings } from "../settings/index.ts";
import type { Config } from "./config.ts";

/** What the gate goes by: the settings, and the waivers of a project. Throws UsageError for wrong ones. */
export async function policyOf(run: RunSettings, config: Config): Promise<Policy> {
  const { failOn, unknownBaseline, shard } = run;
  const today = new Date().toISOString().slice(0, 10);
  const waivers = config.has("waivers")
    ? await (await import("./waivers.ts")).waiversOf(config)
    : [];
  return { failOn, unknownBaseline, waivers, today, isPart: shard !== null };
}
