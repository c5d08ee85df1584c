import { lstatSync } from "node:fs";
import { dirname, join, readWithin, realPath } from "../../files/index.ts";
import { withSlashes } from "../../model/index.ts";
import { type Asking, FILE_LISTS, type Listed, listLinked, NAMING, testedPath } from "./listing.ts";

const MOST_BYTES = 16 << 20;

/** What runs other programs, or reads Go code: which files it looks at nobody can tell. */
const LOOKING_IMPORTS =
  /^(?:os\/exec|syscall|plugin|go\/(?:parser|build|importer|format|token)|golang\.org\/x\/(?:sys\/.*|tools\/.*))$/;
/** A path that leads out of its folder, and how code finds its module. */
const LOOKING_WORDS = /["'`/\\]\.\.["'`/\\]|\bGetwd\b|\bgo\.mod\b|\bGOMOD\b/;
/** It gives the place of a source file, as it was compiled. */
const FINDING_WORDS = /\bruntime\.Caller/;

/** What one package of the repository adds. */
interface Part {
  readonly dir: string;
  readonly files: readonly string[];
  readonly embeds: boolean;
  readonly looksAround: boolean;
  readonly findsSources: boolean;
}

/** Of which folders of the repository a test binary is made, absolute and with slashes. */
export class Linked {
  readonly #dirs: ReadonlySet<string>;
  readonly #embedding: ReadonlySet<string>;
  readonly #above: ReadonlySet<string>;
  /** Files that go lists of them. */
  readonly files: readonly string[];
  /** What runs may look at files anywhere: it runs programs, or makes paths that lead out of its folder. */
  readonly looksAround: boolean;
  /** What runs may look beside its sources, by the name that the compiler gave them. */
  readonly findsSources: boolean;

  constructor(parts: readonly Part[]) {
    const dirs = parts.map((part) => part.dir);
    this.#dirs = new Set(dirs);
    this.#embedding = new Set(parts.flatMap((part) => (part.embeds ? [part.dir] : [])));
    this.#above = new Set(dirs.flatMap(upwards));
    this.files = parts.flatMap((part) => part.files);
    this.findsSources = parts.some((part) => part.findsSources);
    this.looksAround = this.findsSources || parts.some((part) => part.looksAround);
  }

  /** Whether a file that differs may be one of those that go in; absolute. */
  has(file: string): boolean {
    // A module of git's in which packages lie is one name in a difference.
    if (this.isBeside(file) || this.#above.has(file)) return true;
    return this.#embedding.size > 0 && upwards(file).some((dir) => this.#embedding.has(dir));
  }

  /** It lies in the folder of one of the packages. */
  isBeside(file: string): boolean {
    return this.#dirs.has(dirname(file));
  }
}

/** A path, and every folder above it. */
function upwards(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwards(above)];
}

/**
 * Of each package with tests, by import path; null where more may go in than go lists: C, which takes in
 * headers, and what is reached through links. `root`: of the repository, without links.
 */
export async function linkedFolders(
  { root, ...asking }: Asking & { readonly root: string },
  flags: readonly string[],
  patterns: readonly string[],
): Promise<ReadonlyMap<string, Linked | null>> {
  const listed = await listLinked(asking, flags, patterns, ["Imports"]);
  // A folder may be called like the main package that go makes for tests.
  const parts = new Map(
    listed.flatMap((each) =>
      testedPath(each) === null ? [[each.ImportPath ?? "", partOf(each, root)] as const] : [],
    ),
  );
  return new Map(
    listed.flatMap((each) => {
      const path = testedPath(each);
      return path === null ? [] : [[path, linkedOf(each, parts)] as const];
    }),
  );
}

/** Of a package of elsewhere its version is all. */
function partOf(listed: Listed, root: string): Part | "elsewhere" | "unknown" {
  const dir = withSlashes(listed.Dir ?? "");
  const isNamedHere = isBelow(root, dir);
  if (listed.Standard === true && !isNamedHere) return "elsewhere";
  const isHere = isBelow(root, realPath(dir));
  if (!isHere && !isNamedHere) return "elsewhere";
  const files = FILE_LISTS.flatMap((list) => listed[list] ?? []).map((name) => join(dir, name));
  const isKnown =
    dir === realPath(dir) &&
    listed.Incomplete !== true &&
    NAMING.every((list) => (listed[list] ?? []).length === 0) &&
    files.every(isPlain);
  if (!isKnown) return "unknown";
  const texts = (listed.GoFiles ?? []).map((name) => readWithin(root, join(dir, name), MOST_BYTES));
  const has = (words: RegExp): boolean => texts.some((text) => text === null || words.test(text));
  return {
    dir,
    files,
    embeds: (listed.EmbedFiles ?? []).length > 0,
    looksAround:
      (listed.Imports ?? []).some((path) => LOOKING_IMPORTS.test(path)) || has(LOOKING_WORDS),
    findsSources: has(FINDING_WORDS),
  };
}

const isBelow = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);

/** A file, and no link to one. */
const isPlain = (file: string): boolean =>
  lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;

function linkedOf(
  { Deps: deps = [], Incomplete: isIncomplete = false }: Listed,
  parts: ReadonlyMap<string, Part | "elsewhere" | "unknown">,
): Linked | null {
  if (isIncomplete) return null;
  const own: Part[] = [];
  for (const dep of deps) {
    const part = dep === "C" ? "elsewhere" : (parts.get(dep) ?? "unknown");
    if (part === "unknown") return null;
    if (part !== "elsewhere") own.push(part);
  }
  return new Linked(own);
}
