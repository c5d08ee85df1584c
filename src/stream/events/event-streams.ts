import { detached } from "../../model/index.ts";
import type { PackageReader, TestState } from "../../parse/index.ts";
import { parseObject } from "./event-text.ts";

/** Whose output event it is, of a package or of one of its tests. */
export interface Stream {
  /** `"Package":"p","Test":"T"` as it stands in every event. */
  readonly key: string;
  readonly reader: PackageReader;
  readonly test: string | null;
  readonly state: TestState | null;
}

const PACKAGE = '"Package":"';

const TEST = '","Test":"';

/** Told by the text of package and test, as it stands in events: nearly all events are of the one that spoke before. */
export class EventStreams {
  readonly #packages: (importPath: string) => PackageReader;
  readonly #all = new Map<PackageReader, Map<string, Stream>>();
  /** Of the package that spoke last. */
  #near: Map<string, Stream> | null = null;
  lastKey = "";
  last: Stream | null = null;

  constructor(packages: (importPath: string) => PackageReader) {
    this.#packages = packages;
  }

  /** `key`: `"Package":"p","Test":"T"`; null where it is something else, or of a package that has passed. */
  of(key: string): Stream | null {
    const stream = this.#near?.get(key) ?? this.#found(key);
    if (stream === null) return null;
    this.lastKey = stream.key;
    this.last = stream;
    return stream;
  }

  #found(key: string): Stream | null {
    const names = namesIn(key);
    if (names === null) return null;
    const reader = this.#packages(names.importPath);
    if (reader.settled !== null) return null;
    const near = this.#all.get(reader) ?? new Map<string, Stream>();
    this.#all.set(reader, near);
    this.#near = near;
    const known = near.get(key);
    if (known !== undefined) return known;
    const { test } = names;
    const state = test === null ? null : reader.test(test);
    const stream = { key: detached(key), reader, test: state?.name ?? null, state };
    near.set(stream.key, stream);
    return stream;
  }

  /** The package is over, or begins anew. */
  forget(reader: PackageReader): void {
    this.#all.delete(reader);
    this.#near = null;
    this.lastKey = "";
    this.last = null;
  }
}

/** As go test writes them; parsed as JSON where a name has a letter that is escaped. */
function namesIn(key: string): { importPath: string; test: string | null } | null {
  const end = key.length - 1;
  const between = key.indexOf('"', PACKAGE.length);
  const isPlain = key.startsWith(PACKAGE) && key.endsWith('"') && !key.includes("\\");
  if (isPlain && between === end) return { importPath: key.slice(PACKAGE.length, end), test: null };
  if (isPlain && key.startsWith(TEST, between)) {
    const from = between + TEST.length;
    if (key.indexOf('"', from) === end)
      return { importPath: key.slice(PACKAGE.length, between), test: key.slice(from, end) };
  }
  const fields = parseObject(`{${key}}`);
  if (typeof fields?.Package !== "string" || fields.Elapsed !== undefined) return null;
  return { importPath: fields.Package, test: fields.Test ?? null };
}
