import { randomUUID } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { ImpossibleError } from "../model/index.ts";
import { makeFolder } from "./folders.ts";
import { join, resolve } from "./paths.ts";

/** GitHub drops a step summary of more than 1 MiB, whole. */
export const SUMMARY_BYTES = 1024 * 1024 - 1024;

/** Makes the folder of reports; inside a checkout it tells git to look away. */
export function openReportDir(dir: string): void {
  try {
    if (makeFolder(resolve(dir))) writeFileSync(join(dir, ".gitignore"), "*\n");
  } catch (error) {
    throw cannotWrite(dir, error);
  }
}

/** Writes a file part by part; a reader sees the old one or the whole new one. */
export function writeParts(file: string, parts: Iterable<string>): void {
  const draft = `${file}.${randomUUID()}.part`;
  try {
    // A name that nobody knows, and that must not be there: no link is followed out of the folder.
    const handle = openSync(draft, "wx");
    try {
      for (const part of parts) writeWhole(handle, part);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
}

/** A nearly full disk takes less than it is given, without an error. */
function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const written = writeSync(handle, bytes, at);
    if (written === 0) throw Object.assign(new Error("short write"), { code: "ENOSPC" });
    at += written;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOENT: "it can't be made there",
  ENOTDIR: "a part of the path is not a directory",
  EEXIST: "a file of that name is in the way",
  EISDIR: "a folder of that name is in the way",
};

function cannotWrite(place: string, error: unknown): ImpossibleError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new ImpossibleError(`${place} can't be written: ${why}; choose another folder with --out`);
}
