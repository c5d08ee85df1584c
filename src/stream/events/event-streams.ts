import type { PackageReader, TestState } from "../../parse/index.ts";
import { parseObject } from "./event-text.ts";

/** Whose output event it is, of a package or of one of its tests. */
export interface Stream {
  readonly reader: PackageReader;
  readonly test: string | null;
  readonly state: TestState | null;
}

const PACKAGE = '"Package":"';

const TEST = ',"Test":"';

/** What stands between the time of an output event and the key of its stream, and between that and its text. */
export const OUTPUT = '","Action":"output",';

export const TEXT = ',"Output":"';

/** Told by the text of package and test, as it stands in events: nearly all events are of the one that spoke before. */
export class EventStreams {
  readonly #packages: (importPath: string) => PackageReader;
  /** The package that spoke last, and the text that names it. */
  #near: { readonly reader: PackageReader; readonly head: string } | null = null;
  last: Stream | null = null;
  /** How output events of the last one go on behind their time, up to their text. */
  lastHead = "";
  #lastKey = "";

  constructor(packages: (importPath: string) => PackageReader) {
    this.#packages = packages;
  }

  /** `key`: `"Package":"p","Test":"T"`; null where it is something else, or of a package that has passed. */
  of(key: string): Stream | null {
    if (this.last !== null && key === this.#lastKey) return this.last;
    const names = this.#namesBehind(key) ?? namesIn(key);
    if (names === null) return null;
    const reader = this.#readerOf(names.importPath);
    if (reader === null) return null;
    const state = names.test === null ? null : reader.test(names.test);
    this.#lastKey = key;
    this.lastHead = `${OUTPUT}${key}${TEXT}`;
    this.last = { reader, test: state?.name ?? null, state };
    return this.last;
  }

  /** Names of the package that spoke last; null for another, and where JSON has to be read. */
  #namesBehind(key: string): Names | null {
    if (this.#near === null) return null;
    const { reader, head } = this.#near;
    if (key.slice(0, head.length) !== head) return null;
    if (key.length === head.length) return { importPath: reader.importPath, test: null };
    return key.startsWith(TEST, head.length)
      ? named(reader.importPath, key, head.length + TEST.length)
      : null;
  }

  #readerOf(importPath: string): PackageReader | null {
    const near = this.#near?.reader;
    if (near?.importPath === importPath && near.settled === null) return near;
    const reader = this.#packages(importPath);
    if (reader.settled !== null) return null;
    // JSON writes other names in another way.
    if (!/["\\]/.test(importPath)) this.#near = { reader, head: `${PACKAGE}${importPath}"` };
    return reader;
  }

  /** The package is over, or begins anew. */
  forget(): void {
    this.#near = null;
    this.last = null;
  }
}

interface Names {
  readonly importPath: string;
  readonly test: string | null;
}

/** The test whose name stands from `from` to the quote that ends the key; null where letters are escaped. */
function named(importPath: string, key: string, from: number): Names | null {
  const isPlain = key.indexOf('"', from) === key.length - 1 && !key.includes("\\", from);
  return isPlain ? { importPath, test: key.slice(from, -1) } : null;
}

/** As go test writes them; parsed as JSON where a name has a letter that is escaped. */
function namesIn(key: string): Names | null {
  const end = key.indexOf('"', PACKAGE.length);
  const importPath = key.slice(PACKAGE.length, end);
  if (key.startsWith(PACKAGE) && end >= 0 && !importPath.includes("\\")) {
    if (end === key.length - 1) return { importPath, test: null };
    const plain = key.startsWith(TEST, end + 1)
      ? named(importPath, key, end + 1 + TEST.length)
      : null;
    if (plain !== null) return plain;
  }
  const fields = parseObject(`{${key}}`);
  if (typeof fields?.Package !== "string" || fields.Elapsed !== undefined) return null;
  return { importPath: fields.Package, test: fields.Test ?? null };
}
