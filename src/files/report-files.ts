import { readdirSync, statSync } from "node:fs";
import { UsageError } from "../model/index.ts";
import { join, resolve } from "./paths.ts";

const NAME = "report.json";
const DEEPEST = 6;

/** Files as named; of folders every report.json below, in order of their paths. Throws UsageError where there is none. */
export function reportFilesIn(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const found = isReadableFolder(path) ? below(path, 0) : [path];
    if (found.length === 0) throw new UsageError(`there is no ${NAME} below ${path}`);
    return found;
  });
  // A file that is named twice is one report.
  return [...new Map(files.map((file) => [resolve(file), file])).values()];
}

function isReadableFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new UsageError(`${path} can't be read: name a ${NAME}, or a folder that holds some`);
  }
}

/** Links are not followed: what was downloaded must not lead elsewhere. */
function below(dir: string, depth: number): string[] {
  const entries = readdirSync(dir, { withFileTypes: true });
  const sorted = entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return depth < DEEPEST ? below(path, depth + 1) : [];
    return entry.isFile() && entry.name === NAME ? [path] : [];
  });
}
