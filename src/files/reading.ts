import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { withSlashes } from "../model/index.ts";

/** A report, the largest file that is read whole. */
const MOST_BYTES = 512 << 20;
/** No source that a person wrote is longer. */
const MOST_SOURCE_BYTES = 4 << 20;
const CHUNK = 1 << 16;

/** The text of a regular file; null where it is none, or can't be read. A pipe or a device is never waited for. */
export function readText(file: string): string | null {
  return readOpened(file, constants.O_RDONLY, MOST_BYTES, () => true);
}

/**
 * The text of a source file that lies below `root` (absolute, without links); null elsewhere. What
 * is named by a trace or a `//line` comes from a stranger: a link at the end is not followed, and
 * where the opened file really is decides, so that nothing can be put in its place meanwhile.
 */
export function readSource(root: string, file: string): string | null {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  return readOpened(file, flags, MOST_SOURCE_BYTES, (handle) =>
    isBelow(root, realPathOf(handle, file)),
  );
}

/** The same for a file that the user names below a folder: links lead anywhere in it, and not out of it. */
export function readWithin(root: string, file: string, most: number): string | null {
  return readOpened(file, constants.O_RDONLY, most, (handle) =>
    isBelow(realpathSync(root), realPathOf(handle, file)),
  );
}

function readOpened(
  file: string,
  flags: number,
  most: number,
  isAllowed: (handle: number) => boolean,
): string | null {
  try {
    const handle = openSync(file, flags | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(handle);
      if (!stat.isFile() || stat.size > most || !isAllowed(handle)) return null;
      return readAtMost(handle, stat.size, most);
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}

/** It may grow while it is read, and files of /proc tell no size. */
function readAtMost(handle: number, size: number, most: number): string | null {
  const chunks: Buffer[] = [];
  let total = 0;
  for (let wanted = size + 1; total <= most; wanted = CHUNK) {
    const buffer = Buffer.allocUnsafe(wanted);
    const count = readSync(handle, buffer, 0, wanted, null);
    if (count === 0) return Buffer.concat(chunks).toString("utf8");
    chunks.push(buffer.subarray(0, count));
    total += count;
  }
  return null;
}

const isBelow = (root: string, path: string): boolean =>
  withSlashes(path).startsWith(`${withSlashes(root)}/`);

/** Of the open file where the kernel tells it (Linux), of its name elsewhere. */
function realPathOf(handle: number, file: string): string {
  try {
    return realpathSync(`/proc/self/fd/${handle}`);
  } catch {
    return realpathSync(file);
  }
}
