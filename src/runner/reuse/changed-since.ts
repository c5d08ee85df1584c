import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Tells whether files were changed since a moment: what the tests saw of them may not be what is there
 * now. A file that an older one replaced keeps that one's time of modification, but not its time of change;
 * of one that is gone the folder tells.
 */
export class ChangedSince {
  readonly #thenMs: number;
  readonly #folders = new Map<string, boolean>();

  constructor(thenMs: number) {
    this.#thenMs = thenMs;
  }

  /** `path` is absolute. */
  has(path: string): boolean {
    if (this.#wasReplaced(dirname(path))) return true;
    const [own, led] = [lookAt(lstatSync, path), lookAt(statSync, path)];
    if (own === null || led === null) return this.#hasFolderChanged(dirname(path));
    return this.#isNew(own) || this.#isNew(led);
  }

  #isNew({ mtimeMs, ctimeMs }: Stats): boolean {
    return Math.max(mtimeMs, ctimeMs) >= this.#thenMs;
  }

  /** Whether the nearest folder that there is got or lost entries. */
  #hasFolderChanged(folder: string): boolean {
    const stat = lookAt(statSync, folder);
    if (stat !== null) return this.#isNew(stat);
    return folder !== dirname(folder) && this.#hasFolderChanged(dirname(folder));
  }

  /** Whether a folder on the way is a new link, or was put in place by another name. */
  #wasReplaced(folder: string): boolean {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const own = lookAt(lstatSync, folder);
    // New entries change both times of a folder, a new name of its own only one.
    const isItself =
      own !== null &&
      own.ctimeMs >= this.#thenMs &&
      (own.isSymbolicLink() || own.mtimeMs < this.#thenMs);
    const made = isItself || (folder !== dirname(folder) && this.#wasReplaced(dirname(folder)));
    this.#folders.set(folder, made);
    return made;
  }
}

/** Null for what is not there. */
function lookAt(look: typeof statSync | typeof lstatSync, path: string): Stats | null {
  try {
    return look(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
