import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "../files/index.ts";

/** The folder at or above `from` (absolute) that holds a name, as `go.mod` or `.git`; null where none does. */
export function nearestWith(from: string, name: string): string | null {
  for (let dir = from; ; dir = dirname(dir)) {
    if (existsSync(join(dir, name))) return dir;
    if (dirname(dir) === dir) return null;
  }
}

const FOLDER_LIMIT = 20_000;
const SKIPPED = new Set(["vendor", "node_modules", "testdata"]);

/** Folders below `root`, relative, that hold a go.mod of their own: `./...` leaves them out. */
export function nestedModules(root: string): string[] {
  const found: string[] = [];
  const open = [""];
  let seen = 0;
  for (let dir = open.pop(); dir !== undefined && seen < FOLDER_LIMIT; dir = open.pop()) {
    seen += 1;
    for (const entry of entriesOf(join(root, dir))) {
      if (entry.isFile() && entry.name === "go.mod" && dir !== "") found.push(dir);
      if (!entry.isDirectory() || SKIPPED.has(entry.name) || /^[._]/.test(entry.name)) continue;
      open.push(dir === "" ? entry.name : `${dir}/${entry.name}`);
    }
  }
  return found.sort();
}

function entriesOf(dir: string): { name: string; isFile(): boolean; isDirectory(): boolean }[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}
