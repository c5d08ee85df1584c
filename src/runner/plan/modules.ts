import { dirname, isAbsolute, join, realPath, relative } from "../../files/index.ts";
import { type Caller, type GoEnvironment, nestedModules, workspaceOf } from "../../go/index.ts";
import { ImpossibleError } from "../../model/index.ts";
import type { RunSettings } from "../../settings/index.ts";
import { relativeTo } from "./sources.ts";

/**
 * `./...` at the root of a workspace: all of its modules below it. go itself takes only the module of that very folder, or
 * says that there is none.
 */
export async function ofWorkspace(
  patterns: readonly string[],
  cwd: string,
  { gowork }: GoEnvironment,
  caller: Caller,
): Promise<readonly string[]> {
  if (gowork === "" || realPath(dirname(gowork)) !== cwd || !patterns.includes("./..."))
    return patterns;
  const { uses } = await workspaceOf(gowork, caller);
  const below = uses
    .map((dir) => relativeTo(cwd, realPath(dir)))
    .filter((dir) => !isAbsolute(dir))
    .map((dir) => (dir === "" ? "./..." : `./${dir}/...`));
  return [...patterns.filter((pattern) => pattern !== "./..."), ...below];
}

/** Patterns that name nothing, with what is near. */
export function nothingMatches(
  patterns: readonly string[],
  cwd: string,
  words: string,
): ImpossibleError {
  const modules = nestedModules(cwd);
  const said = words === "" ? "" : ` (${words.split("\n")[0]})`;
  const hint =
    modules.length === 0
      ? "name a package that exists"
      : `there are modules in ${modules.slice(0, 5).join(", ")}: name their packages, or use --module`;
  return new ImpossibleError(`no package matches ${patterns.join(" ")} in ${cwd}${said}; ${hint}`);
}

/** `./...` stops at a nested go.mod without a word: say what was left out, and is not tested beside it. */
export function leftOut(
  patterns: readonly string[],
  moduleDir: string,
  go: GoEnvironment,
  { modules, rootDir }: Pick<RunSettings, "modules" | "rootDir">,
): string[] {
  if (!patterns.some((pattern) => pattern.endsWith("..."))) return [];
  if (go.gowork !== "") return [];
  const isTested = (dir: string): boolean =>
    rootDir !== null && modules.includes(relative(realPath(rootDir), join(moduleDir, dir)));
  const nested = nestedModules(moduleDir).filter((dir) => !isTested(dir));
  if (nested.length === 0) return [];
  const named = nested.slice(0, 8).join(", ");
  return [
    `nested modules were left out, as go test does: ${named}${nested.length > 8 ? ", ..." : ""} (--module all runs them too)`,
  ];
}
