import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** For nektos/act, with all that it keeps below a folder. */
export const actEnvironment = (dir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ACT_DISABLE_VERSION_CHECK: "1",
  XDG_CONFIG_HOME: join(dir, "config"),
  XDG_CACHE_HOME: join(dir, "cache"),
  // Where go keeps what it built would move with the cache's home.
  GOCACHE: spawnSync("go", ["env", "GOCACHE"], { encoding: "utf8" }).stdout.trim(),
});
