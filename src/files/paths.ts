import path from "node:path";

/**
 * Paths with `/` on every system, as Go's traces and git write them: Windows takes them as well, and
 * what is compared, cut and shown needs one form. All rooms take these in place of `node:path`.
 */
const { sep } = path;

/** On Windows a path of any form; elsewhere a backslash is a letter. */
const slashed = (made: string): string => (sep === "\\" ? made.replaceAll("\\", "/") : made);

export const { basename, delimiter, isAbsolute } = path;

export const dirname = (of: string): string => slashed(path.dirname(of));

export const join = (...parts: readonly string[]): string => slashed(path.join(...parts));

export const relative = (from: string, to: string): string => slashed(path.relative(from, to));

export const resolve = (...parts: readonly string[]): string => slashed(path.resolve(...parts));

/** As the system itself writes it: for what other programs see, and compare with what they ask for. */
export const native = (of: string): string => (sep === "\\" ? of.replaceAll("/", "\\") : of);
