import {
  type BigIntStats,
  type Dirent,
  lstatSync,
  readdirSync,
  readlinkSync,
  type Stats,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "../../files/index.ts";

/** Folders of one run that are looked into before it. */
const MOST_FOLDERS = 10_000;
/** As the kernel counts them. */
const MOST_LINKS = 40;

/** A folder as it was before. */
interface Folder {
  readonly inode: bigint;
  readonly names: ReadonlySet<string>;
}

/**
 * Tells whether files were changed since a moment: what the tests saw of them may not be what is there
 * now. A file that an older one replaced keeps that one's time of modification, but not its time of change;
 * of one that is gone the folder tells.
 */
export class ChangedSince {
  readonly #thenMs: number;
  /** By folder: whether it, or what it leads to, is another one. */
  readonly #replaced = new Map<string, boolean>();
  readonly #before = new Map<string, Folder>();

  constructor(thenMs: number) {
    this.#thenMs = thenMs;
  }

  /** Looks what is in a folder and below it, as tests may make files there and remove them. */
  remember(folder: string): void {
    const open = [folder];
    for (let dir = open.pop(); dir !== undefined; dir = open.pop()) {
      if (this.#before.size >= MOST_FOLDERS || this.#before.has(dir)) continue;
      const entries = entriesOf(dir);
      const inode = inodeOf(dir);
      if (entries === null || inode === null) continue;
      this.#before.set(dir, { inode, names: new Set(entries.map(({ name }) => name)) });
      for (const entry of entries) {
        if (entry.isDirectory() && !SKIPPED.has(entry.name)) open.push(join(dir, entry.name));
      }
    }
  }

  /** `path` is absolute. */
  has(path: string): boolean {
    if (this.#isReplaced(dirname(path), MOST_LINKS)) return true;
    const [own, led] = [lookAt(lstatSync, path), lookAt(statSync, path)];
    if (own === null || led === null) return this.#hasComeOrGone(path);
    if (this.#isNew(own) || this.#isNew(led)) return true;
    return own.isSymbolicLink() && this.#isLinkNew(path, MOST_LINKS);
  }

  #isNew({ mtimeMs, ctimeMs }: Stats): boolean {
    return Math.max(mtimeMs, ctimeMs) >= this.#thenMs;
  }

  /** Of what is not there now: whether it may have been there. */
  #hasComeOrGone(path: string): boolean {
    const folder = dirname(path);
    const stat = lookAt(statSync, folder);
    if (stat === null) return folder !== dirname(folder) && this.#hasComeOrGone(folder);
    return this.#isNew(stat) && this.#before.get(folder)?.names.has(basename(path)) !== false;
  }

  /** Whether a link, or one on the way to where it leads, is new. */
  #isLinkNew(link: string, left: number): boolean {
    const own = lookAt(lstatSync, link);
    if (own === null || left === 0 || this.#isNew(own)) return true;
    if (!own.isSymbolicLink()) return false;
    const to = resolve(dirname(link), readlinkSync(link));
    return this.#isReplaced(dirname(to), left - 1) || this.#isLinkNew(to, left - 1);
  }

  /** Whether a folder on the way is a new link, leads over one, or was put in place by another name. */
  #isReplaced(folder: string, left: number): boolean {
    const known = this.#replaced.get(folder);
    if (known !== undefined) return known;
    const above = folder !== dirname(folder) && this.#isReplaced(dirname(folder), left);
    const made = above || this.#isItself(folder, left);
    this.#replaced.set(folder, made);
    return made;
  }

  #isItself(folder: string, left: number): boolean {
    const own = lookAt(lstatSync, folder);
    if (own === null) return false;
    if (own.isSymbolicLink()) return left === 0 || this.#isLinkNew(folder, left);
    const before = this.#before.get(folder);
    if (before !== undefined) return before.inode !== inodeOf(folder);
    // New entries change both times of a folder, a new name of its own only one.
    return own.ctimeMs >= this.#thenMs && own.mtimeMs < this.#thenMs;
  }
}

const SKIPPED = new Set([".git", "node_modules"]);

function entriesOf(dir: string): Dirent[] | null {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return null;
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

function inodeOf(dir: string): bigint | null {
  try {
    const stat: BigIntStats = lstatSync(dir, { bigint: true });
    return stat.ino;
  } catch {
    return null;
  }
}
