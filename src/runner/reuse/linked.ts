import { lstatSync } from "node:fs";
import { dirname, join, readWithin, realPath } from "../../files/index.ts";
import { withSlashes } from "../../model/index.ts";
import { type Asking, FILE_LISTS, type Listed, listLinked, NAMING, testedPath } from "./listing.ts";

const MOST_BYTES = 16 << 20;

/** What runs other programs, or reads Go code: which files it looks at nobody can tell. */
const RUNNING = /^(?:os\/exec|syscall|plugin|golang\.org\/x\/sys\/.*)$/;
const READING_CODE = /^(?:go\/(?:parser|build|importer|format|token)|golang\.org\/x\/tools\/.*)$/;
/** Of packages of elsewhere those that are made for it: many run a program somewhere. */
const MADE_FOR_IT = /^(?:os\/exec|go\/(?:parser|build)|golang\.org\/x\/tools\/go\/packages)$/;
/** Libraries that keep files beside the sources of tests, which they find by runtime.Caller. */
const KEEPING_FILES =
  /^github\.com\/(?:gkampitakis\/go-snaps|approvals\/go-approval-tests|hexops\/autogold)(?:\/|$)/;
/** A path that leads out of its folder, and how code finds where it stands. */
const LOOKING_WORDS =
  /(?<![.\w])\.\.(?![.\w])|\bfilepath\.Abs\b|\bGetwd\b|\bgo\.mod\b|\bGOMOD\b|"PWD"/;
/** It gives the place of a source file, as it was compiled; stacks alone (`Callers`) are for people. */
const FINDING_WORDS = /\.Caller\(|\bFuncForPC\b|\.FileLine\(/;

/** What one package adds. */
interface Part {
  /** Of the repository; null for a package of elsewhere, of which its version is all. */
  readonly dir: string | null;
  readonly files: readonly string[];
  readonly embeds: boolean;
  readonly looksAround: boolean;
  readonly readsCode: boolean;
  readonly findsSources: boolean;
  /** Go goes through a link to it, or to one of its files. */
  readonly isLinked: boolean;
  /** All that goes in is listed: no C, which takes in headers, and it loads. */
  readonly isListed: boolean;
}

/** Of what a test binary is made, as far as it lies in the repository; paths are absolute, with slashes. */
export class Linked {
  readonly #dirs: ReadonlySet<string>;
  readonly #embedding: ReadonlySet<string>;
  readonly #above: ReadonlySet<string>;
  /** Files that go lists of them. */
  readonly files: readonly string[];
  /** What runs may look at files anywhere: it runs programs, or makes paths that lead out of its folder. */
  readonly looksAround: boolean;
  /** It reads Go code. */
  readonly readsCode: boolean;
  /** It may look beside its sources, by the name that the compiler gave them. */
  readonly findsSources: boolean;
  /** Go reaches some of it through a link. */
  readonly isLinked: boolean;
  /** Nothing else goes in. */
  readonly isWhole: boolean;

  constructor(parts: readonly Part[], isWhole: boolean) {
    const dirs = parts.flatMap((part) => part.dir ?? []);
    this.#dirs = new Set(dirs);
    this.#embedding = new Set(parts.flatMap(({ dir, embeds }) => (embeds && dir ? [dir] : [])));
    this.#above = new Set(dirs.flatMap(upwards));
    this.files = parts.flatMap((part) => part.files);
    this.readsCode = parts.some((part) => part.readsCode);
    this.findsSources = parts.some((part) => part.findsSources);
    this.looksAround =
      this.readsCode || this.findsSources || parts.some((part) => part.looksAround);
    this.isLinked = parts.some((part) => part.isLinked);
    this.isWhole = isWhole && !this.isLinked && parts.every((part) => part.isListed);
  }

  /** Whether a file that differs may be one of those that go in. */
  has(file: string): boolean {
    // A module of git's in which packages lie is one name in a difference.
    if (this.#dirs.has(dirname(file)) || this.#above.has(file)) return true;
    return this.#embedding.size > 0 && upwards(file).some((dir) => this.#embedding.has(dir));
  }
}

/** A path, and every folder above it. */
function upwards(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwards(above)];
}

/** Of each package with tests, by import path. `root`: of the repository, without links. */
export async function linkedFolders(
  { root, ...asking }: Asking & { readonly root: string },
  flags: readonly string[],
  patterns: readonly string[],
): Promise<ReadonlyMap<string, Linked>> {
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

const NOTHING: Part = {
  ...{ dir: null, files: [], embeds: false, isLinked: false, isListed: true },
  ...{ looksAround: false, readsCode: false, findsSources: false },
};

function partOf(listed: Listed, root: string): Part {
  const dir = withSlashes(listed.Dir ?? "");
  const isNamedHere = isBelow(root, dir);
  const imports = listed.Imports ?? [];
  if (listed.Standard === true && !isNamedHere) return NOTHING;
  const real = realPath(dir);
  if (!isNamedHere && !isBelow(root, real)) {
    return {
      ...NOTHING,
      looksAround: imports.some((path) => MADE_FOR_IT.test(path)),
      findsSources: KEEPING_FILES.test(listed.ImportPath ?? ""),
    };
  }
  const files = FILE_LISTS.flatMap((list) => listed[list] ?? []).map((name) => join(dir, name));
  const texts = (listed.GoFiles ?? []).map((name) => readWithin(root, join(dir, name), MOST_BYTES));
  const has = (words: RegExp): boolean => texts.some((text) => text === null || words.test(text));
  return {
    dir,
    files,
    embeds: (listed.EmbedFiles ?? []).length > 0,
    looksAround: imports.some((path) => RUNNING.test(path)) || has(LOOKING_WORDS),
    readsCode: imports.some((path) => READING_CODE.test(path)),
    findsSources: imports.includes("runtime") && has(FINDING_WORDS),
    isLinked: dir !== real || files.some(isLink),
    isListed:
      listed.Incomplete !== true && NAMING.every((list) => (listed[list] ?? []).length === 0),
  };
}

const isBelow = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);

const isLink = (file: string): boolean =>
  lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

function linkedOf(
  { Deps: deps = [], Incomplete: isIncomplete = false }: Listed,
  parts: ReadonlyMap<string, Part>,
): Linked {
  const named = deps.filter((dep) => dep !== "C");
  const own = named.flatMap((dep) => parts.get(dep) ?? []);
  return new Linked(own, !isIncomplete && own.length === named.length);
}
