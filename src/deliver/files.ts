import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { ImpossibleError } from "../model/index.ts";

/** GitHub drops a step summary of more than 1 MiB, whole. */
export const SUMMARY_BYTES = 1024 * 1024 - 1024;

/** Makes the folder of reports; inside a checkout it tells git to look away. */
export function openReportDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    const ignore = join(dir, ".gitignore");
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  } catch (error) {
    throw cannotWrite(dir, error);
  }
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
    throw cannotWrite(file, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is in the way",
  EISDIR: "a folder of that name is in the way",
};

function cannotWrite(place: string, error: unknown): ImpossibleError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new ImpossibleError(`${place} can't be written: ${why}; choose another folder with --out`);
}
