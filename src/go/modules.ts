import { readdirSync } from "node:fs";
import { join } from "node:path";

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
