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

/** False too for a name that is too long, or that may not be looked at. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Makes a folder and those above it; false where it was there. Node's own `recursive` never ends where the system says of a folder
 * that is there that it is not (Node.js 20, `/proc/x`).
 */
export function makeFolder(dir: string): boolean {
  if (isFolder(dir)) return false;
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  try {
    mkdirSync(dir);
    return true;
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!isFolder(dir)) throw error;
    return false;
  }
}
