import { createHash, randomBytes } from "node:crypto";
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { dirname, join, makeFolder } from "../../files/index.ts";
import type { Entry } from "./entry.ts";

/** An entry that is larger when it is unpacked is none of ours. */
const MOST_BYTES = 64 << 20;
/** Sets of inputs kept for one key: tests may read files that change to and fro. */
const MOST_ENTRIES = 4;
const DAY_MS = 86_400_000;
const OLDEST_MS = 30 * DAY_MS;
const MOST_STORED_BYTES = 256 << 20;
/** The mark of use is renewed no more often. */
const TOUCH_MS = DAY_MS / 24;

/**
 * Outcomes of packages that passed, by key, in a folder that several runs may use at once: each file
 * is put in place whole, and one that can't be read is as if it were not there.
 */
export class Store {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = join(dir, "v2");
  }

  /** Newest first. */
  read(key: string): readonly Entry[] {
    try {
      const packed = readFileSync(this.#fileOf(key));
      const value: unknown = JSON.parse(
        gunzipSync(packed, { maxOutputLength: MOST_BYTES }).toString("utf8"),
      );
      return isKept(value) && value.digest === digestOf(value.entries) ? value.entries : [];
    } catch {
      return [];
    }
  }

  /** What is used stays. */
  touch(key: string): void {
    const file = this.#fileOf(key);
    try {
      const now = Date.now();
      if (now - statSync(file).mtimeMs > TOUCH_MS) utimesSync(file, now / 1000, now / 1000);
    } catch {
      // Somebody removed it, or it is not ours to touch.
    }
  }

  /** Nothing is lost by an entry that can't be written but time. */
  write(key: string, entry: Entry): void {
    const names = JSON.stringify(entry.inputs);
    const others = this.read(key).filter((each) => JSON.stringify(each.inputs) !== names);
    this.#replace(key, [entry, ...others].slice(0, MOST_ENTRIES));
  }

  /** What came out another way is kept no more. */
  forget(key: string, isOther: (entry: Entry) => boolean): void {
    const entries = this.read(key);
    const left = entries.filter((entry) => !isOther(entry));
    if (left.length === 0) remove(this.#fileOf(key));
    else if (left.length < entries.length) this.#replace(key, left);
  }

  #replace(key: string, entries: readonly Entry[]): void {
    const file = this.#fileOf(key);
    const part = `${file}.${randomBytes(6).toString("hex")}`;
    try {
      makeFolder(dirname(file));
      const kept: Kept = { digest: digestOf(entries), entries };
      writeFileSync(part, gzipSync(JSON.stringify(kept)), { flag: "wx" });
      renameSync(part, file);
    } catch {
      remove(part);
    }
  }

  /** Once a day: what was not used for a month goes, and the oldest where there is too much. */
  prune(): void {
    const mark = join(this.#dir, "pruned");
    try {
      const last = statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      const now = Date.now();
      if (now - last < DAY_MS) return;
      writeFileSync(mark, "");
      let left = MOST_STORED_BYTES;
      for (const { file, mtimeMs, size } of this.#files()) {
        left -= size;
        if (now - mtimeMs > OLDEST_MS || left < 0) rmSync(file, { force: true });
      }
    } catch {
      // Another run may be at it.
    }
  }

  /** The latest first. */
  #files(): { file: string; mtimeMs: number; size: number }[] {
    return readdirSync(this.#dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "pruned")
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const { mtimeMs, size } = statSync(file);
        return { file, mtimeMs, size };
      })
      .sort((left, right) => right.mtimeMs - left.mtimeMs);
  }

  #fileOf(key: string): string {
    return join(this.#dir, key.slice(0, 2), `${key}.gz`);
  }
}

/** A file of the store: what is damaged has another digest. */
interface Kept {
  readonly digest: string;
  readonly entries: readonly Entry[];
}

const isKept = (value: unknown): value is Kept =>
  typeof value === "object" && value !== null && "digest" in value && "entries" in value;

const digestOf = (entries: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(entries) ?? "")
    .digest("hex");

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder is none.
  }
}
