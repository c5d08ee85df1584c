import { dirname, join, readText } from "../../files/index.ts";

/** A module's path and folder. */
export interface Module {
  readonly path: string;
  readonly dir: string;
}

/** The nearest go.mod, upwards; null where there is none. */
export function moduleAt(from: string): Module | null {
  for (let dir = from; ; dir = dirname(dir)) {
    const text = readText(join(dir, "go.mod"));
    const path = /^\s*module\s+"?([^\s"]+)"?/m.exec(text ?? "")?.[1];
    if (path !== undefined) return { path, dir };
    if (dirname(dir) === dir) return null;
  }
}

/** Whether an import path is one of the module. */
export const isIn = (module: Module, importPath: string): boolean =>
  importPath === module.path || importPath.startsWith(`${module.path}/`);
