import { lstatSync, readdirSync, type Stats, statSync } from "node:fs";
import { basename, dirname } from "node:path";

/**
 * Tells whether files were changed since a moment: what the tests saw of them may not be what is there
 * now. A file that an older one replaced keeps that one's time of modification, but not its time of change;
 * of one that is gone the folder tells.
 */
export class ChangedSince {
  readonly #thenMs: number;
  readonly #folders = new Map<string, boolean>();
  /** By folder: what was in it at that moment. */
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(thenMs: number) {
    this.#thenMs = thenMs;
  }

  /** Looks what is in a folder, as tests may make files in it and remove them. */
  remember(folder: string): void {
    try {
      this.#names.set(folder, new Set(readdirSync(folder)));
    } catch {
      // Nothing is known of it.
    }
  }

  /** `path` is absolute. */
  has(path: string): boolean {
    if (this.#wasReplaced(dirname(path))) return true;
    const [own, led] = [lookAt(lstatSync, path), lookAt(statSync, path)];
    if (own === null || led === null) return this.#hasComeOrGone(path);
    return this.#isNew(own) || this.#isNew(led);
  }

  #isNew({ mtimeMs, ctimeMs }: Stats): boolean {
    return Math.max(mtimeMs, ctimeMs) >= this.#thenMs;
  }

  /** Of what is not there now: whether it may have been there. */
  #hasComeOrGone(path: string): boolean {
    const folder = dirname(path);
    const stat = lookAt(statSync, folder);
    if (stat === null) return folder !== dirname(folder) && this.#hasComeOrGone(folder);
    return this.#isNew(stat) && this.#names.get(folder)?.has(basename(path)) !== false;
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
