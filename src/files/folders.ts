import { mkdirSync, realpathSync, statSync } from "node:fs";
import { withSlashes } from "../model/index.ts";
import { dirname } from "./paths.ts";

/** A path without symbolic links; itself where it can't be followed. */
export function realPath(path: string): string {
  try {
    return withSlashes(realpathSync(path));
  } catch {
    return path;
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where the system says of a folder
 * that is there that it is not (Node.js 20, `/proc/x`).
 */
export function makeFolder(dir: string): void {
  if (isFolder(dir)) return;
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  try {
    mkdirSync(dir);
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!isFolder(dir)) throw error;
  }
}
