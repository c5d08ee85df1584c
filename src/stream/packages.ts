import { detached } from "../model/index.ts";
import { PackageReader } from "../parse/index.ts";

/** The readers of one run's packages, by import path. */
export class Packages {
  /** Called as soon as a test failed. */
  onFailure: (importPath: string, test: string) => void = () => {};
  readonly #current = new Map<string, PackageReader>();
  /** Of packages that ran again since. */
  readonly #earlier: PackageReader[] = [];
  /** What JSON tells of packages that have passed: of another run of theirs, or of nothing. */
  readonly #behind = new Map<string, PackageReader>();
  /** Not told as ended. */
  readonly #open = new Set<PackageReader>();
  #isCut = false;

  get isEmpty(): boolean {
    return this.#current.size === 0;
  }

  /** Of every run of every package, in the order they were first spoken of. */
  get all(): PackageReader[] {
    return [...this.#earlier, ...this.#current.values()];
  }

  /** The reader of a package, made when first asked for. */
  get(importPath: string): PackageReader {
    return this.#current.get(importPath) ?? this.#enter(this.#made(importPath));
  }

  /** Null where nothing was said of it. */
  known(importPath: string): PackageReader | null {
    return this.#current.get(importPath) ?? null;
  }

  /** The same for a package that runs again, behind its own end: two runs in one text, or in two. */
  again(importPath: string): PackageReader {
    const earlier = this.#current.get(importPath);
    if (earlier === undefined) return this.get(importPath);
    this.#earlier.push(earlier);
    // In its place of the order: as if it were spoken of for the first time.
    this.#current.delete(importPath);
    const behind = this.#behind.get(importPath);
    this.#behind.delete(importPath);
    return this.#enter(behind === undefined || behind.ended ? this.#made(importPath) : behind);
  }

  /** Takes what is told of a package that has passed; it counts where `again` is called, or where it died. */
  behind(importPath: string): PackageReader {
    const known = this.#behind.get(importPath);
    if (known !== undefined && !known.ended) return known;
    const made = this.#made(importPath);
    made.trustedEvents = this.get(importPath).trustedEvents;
    this.#behind.set(made.importPath, made);
    return made;
  }

  /** Forgets a package that is told again, better. */
  drop(importPath: string): void {
    const reader = this.#current.get(importPath);
    this.#current.delete(importPath);
    if (reader !== undefined) this.#open.delete(reader);
  }

  /** A package read elsewhere; false where there is one of its name, or where it has none. */
  adopt(reader: PackageReader): boolean {
    if (reader.importPath === "" || this.#current.has(reader.importPath)) return false;
    this.#current.set(reader.importPath, reader);
    return true;
  }

  /** No more text comes: a stack behind the end of a package that passed is a run of it that was cut off. */
  close(): void {
    for (const [importPath, reader] of this.#behind)
      if (!reader.ended && reader.region.hasDump) this.again(importPath);
  }

  /** Packages that are not over stay without an end. */
  cut(): void {
    this.#isCut = true;
    for (const reader of this.#current.values()) reader.isCut ||= !reader.ended;
  }

  /** Those that ended since this was asked last. */
  takeEnded(): PackageReader[] {
    const ended = [...this.#open].filter((reader) => reader.ended);
    for (const reader of ended) this.#open.delete(reader);
    return ended;
  }

  /** Tests that run now. */
  runningTests(): { readonly importPath: string; readonly test: string }[] {
    return [...this.#open].flatMap(({ importPath, tests }) =>
      tests.running.map((test) => ({ importPath, test })),
    );
  }

  #made(importPath: string): PackageReader {
    const reader = new PackageReader(detached(importPath));
    reader.isCut = this.#isCut;
    reader.tests.onFailure = (test) => this.onFailure(reader.importPath, test);
    return reader;
  }

  #enter(reader: PackageReader): PackageReader {
    this.#current.set(reader.importPath, reader);
    this.#open.add(reader);
    return reader;
  }
}
