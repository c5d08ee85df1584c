import { existsSync } from "node:fs";
import { join, resolve } from "../../files/index.ts";
import { nearestWith, nestedModules } from "../../go/index.ts";
import { loadPaths } from "../../judge/index.ts";
import { UsageError } from "../../model/index.ts";
import type { RunSettings } from "../../settings/index.ts";

/**
 * Folders of the modules that a run is for, relative to its folder and in order, where it is for several or is told which; null for the one
 * module or workspace that the folder lies in. Where it lies in none, all below it are meant. Throws UsageError.
 */
export async function modulesOf(run: RunSettings): Promise<readonly string[] | null> {
  const cwd = resolve(run.workingDirectory);
  if (run.modules.length === 0) {
    const isAll = run.packages.join() === "./..." && !liesInModule(cwd);
    const found = isAll ? nestedModules(cwd) : [];
    return found.length === 0 ? null : found;
  }
  const all = [...(existsSync(join(cwd, "go.mod")) ? ["."] : []), ...nestedModules(cwd)];
  const wanted = run.modules.includes("all") ? all : await matching(run.modules, all);
  if (wanted.length > 0) return wanted;
  const near =
    all.length === 0 ? "there is no go.mod below it" : `there are ${all.slice(0, 8).join(", ")}`;
  throw new UsageError(`no module ${run.modules.join(" ")} in ${cwd}: ${near}`);
}

async function matching(
  patterns: readonly string[],
  all: readonly string[],
): Promise<readonly string[]> {
  const { pathMatcher } = await loadPaths();
  const matchers = patterns.map((pattern) => pathMatcher(join(pattern).replace(/\/+$/, "") || "."));
  return all.filter((dir) => matchers.some((matches) => matches(dir)));
}

/** Whether go finds a go.mod or a go.work from this folder on upwards. */
const liesInModule = (dir: string): boolean =>
  ["go.mod", "go.work"].some((name) => nearestWith(dir, name) !== null);
