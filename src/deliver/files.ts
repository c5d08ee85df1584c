import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ImpossibleError } from "../model/index.ts";

/** GitHub drops a step summary of more than 1 MiB, whole. */
export const SUMMARY_BYTES = 1024 * 1024 - 1024;

/** Makes the folder of reports; inside a checkout it tells git to look away. */
export function openReportDir(dir: string): void {
  try {
    if (makeFolder(resolve(dir))) writeFileSync(join(dir, ".gitignore"), "*\n");
    else if (!statSync(dir).isDirectory()) throw Object.assign(new Error(dir), { code: "EEXIST" });
  } catch (error) {
    throw cannotWrite(dir, error);
  }
}

/** Makes a folder and those above it; false where it was there. node's own way hangs below /proc. */
function makeFolder(dir: string): boolean {
  if (existsSync(dir)) return false;
  const parent = dirname(dir);
  if (parent !== dir) makeFolder(parent);
  mkdirSync(dir);
  return true;
}

/** Writes a file part by part; a reader sees the old one or the whole new one. */
export function writeParts(file: string, parts: Iterable<string>): void {
  const draft = `${file}.part`;
  try {
    const handle = openSync(draft, "w");
    try {
      for (const part of parts) writeSync(handle, part);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOENT: "it can't be made there",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is in the way",
  EISDIR: "a folder of that name is in the way",
};

function cannotWrite(place: string, error: unknown): ImpossibleError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new ImpossibleError(`${place} can't be written: ${why}; choose another folder with --out`);
}
