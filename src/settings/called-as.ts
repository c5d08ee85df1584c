import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join, relative } from "node:path";
import { shellQuoted, withSlashes } from "../model/index.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where npm puts programs of a project: on the PATH of what npm starts, and of nothing else. */
const OF_NPM = /[\\/]node_modules[\\/]\.bin$/;

/**
 * What a shell has to be given for `panicpath`, where that name is not on its PATH; null where it is.
 * `script`: the file that node was started with.
 */
export function calledAs(env: Env, script: string | undefined): string | null {
  const names = process.platform === "win32" ? ["panicpath.cmd", "panicpath.exe"] : ["panicpath"];
  const dirs = (env.PATH ?? env.Path ?? "").split(delimiter).filter(isAbsolute);
  const found = dirs.filter((dir) => names.some((name) => existsSync(join(dir, name))));
  if (found.some((dir) => !OF_NPM.test(dir))) return null;
  if (found.length > 0) return "npx panicpath";
  if (script === undefined) return null;
  const below = relative(process.cwd(), script);
  const isBelow = !below.startsWith("..") && !isAbsolute(below);
  return `node ${shellQuoted(withSlashes(isBelow ? below : script))}`;
}
