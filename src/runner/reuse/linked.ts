import { lstatSync } from "node:fs";
import { dirname, join } from "../../files/index.ts";
import { withSlashes } from "../../model/index.ts";
import { type Asking, FILE_LISTS, type Listed, listLinked, NAMING, testedPath } from "./listing.ts";

/** Of which folders of the repository a test binary is made. */
export class Linked {
  readonly #dirs: ReadonlySet<string>;
  readonly #embedding: ReadonlySet<string>;
  readonly #above: ReadonlySet<string>;

  /** `dirs`: of packages; `embedding`: of those among them that embed files. Absolute, with slashes. */
  constructor(dirs: readonly string[], embedding: readonly string[]) {
    this.#dirs = new Set(dirs);
    this.#embedding = new Set(embedding);
    this.#above = new Set(dirs.flatMap(upwards));
  }

  /** Whether a file that differs may be one of those that go in; absolute. */
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

/**
 * Of each package with tests, by import path; null where more may go in than go lists: C, which takes in
 * headers, and links to files elsewhere. `root`: of the repository.
 */
export async function linkedFolders(
  { root, ...asking }: Asking & { readonly root: string },
  flags: readonly string[],
  patterns: readonly string[],
): Promise<ReadonlyMap<string, Linked | null>> {
  const listed = await listLinked(asking, flags, patterns);
  const parts = new Map(listed.map((each) => [each.ImportPath ?? "", partOf(each, root)]));
  return new Map(
    listed.flatMap((each) => {
      const path = testedPath(each);
      return path === null ? [] : [[path, linkedOf(each, parts)] as const];
    }),
  );
}

/** What one package of the repository adds. */
interface Part {
  readonly dir: string;
  readonly embeds: boolean;
  readonly isKnown: boolean;
}

/** Null for a package of elsewhere: its version is all of it. */
function partOf(listed: Listed, root: string): Part | null {
  const dir = withSlashes(listed.Dir ?? "");
  const isHere = dir === root || dir.startsWith(`${root}/`);
  if (!isHere || listed.Standard === true || testedPath(listed) !== null) return null;
  const files = FILE_LISTS.flatMap((list) => listed[list] ?? []);
  const isKnown =
    listed.Incomplete !== true &&
    NAMING.every((list) => (listed[list] ?? []).length === 0) &&
    files.every((file) => isPlain(join(dir, file)));
  return { dir, embeds: (listed.EmbedFiles ?? []).length > 0, isKnown };
}

/** A file, and no link to one. */
function isPlain(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function linkedOf(
  { Deps: deps = [], Incomplete: isIncomplete = false }: Listed,
  parts: ReadonlyMap<string, Part | null>,
): Linked | null {
  const own = deps.flatMap((dep) => parts.get(dep) ?? []);
  const isListed = deps.every((dep) => dep === "C" || parts.has(dep));
  if (isIncomplete || !isListed || !own.every((part) => part.isKnown)) return null;
  const embedding = own.filter((part) => part.embeds);
  return new Linked(
    own.map((part) => part.dir),
    embedding.map((part) => part.dir),
  );
}
