import { join } from "../../files/index.ts";
import { type Difference, ignoredAmong } from "../../git/index.ts";
import { hasFlag, listFlags } from "../../go/index.ts";
import {
  type Chosen,
  chosenBy,
  flagsIn,
  type Linked,
  linkedFolders,
  type Plan,
  relativeTo,
} from "../../runner/index.ts";

/** Changes to these decide which code is built: an overlay can't show them all. */
const DECIDING = new Set(["go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt"]);

/** Whether a change concerns files that no overlay can show. */
export const decidesBuild = ({ files }: Difference): boolean =>
  files.some(({ path }) => DECIDING.has(path.slice(path.lastIndexOf("/") + 1)));

/** Flags by which files go into a test binary that belong to none of its packages. */
const TAKING_IN = "cover coverpkg covermode coverprofile overlay modfile pgo toolexec".split(" ");

/** Of prose, and of the forge: a test that stays in its folder reads such only beside code or data. */
const PROSE = /\.(?:md|rst|adoc)$|^(?:LICENSE|CODEOWNERS|\.gitignore)$|^\.(?:github|circleci)\//;

/** What a file that differs is to the tests of a package. */
type Role =
  /** It neither goes in nor lies where they look. */
  | "unseen"
  /** It goes in, if anything: the binary tells. */
  | "code"
  /** They may read it. */
  | "read";

/** Tells by what differs, and by the code of tests, whether a change can be to blame for what fails. */
export class Untouched {
  readonly #plan: Plan;
  readonly #difference: Difference;
  /** By import path, one for each choice of files; null where that can't be told. */
  readonly #linked = new Map<string, readonly Linked[] | null>();

  constructor(plan: Plan, difference: Difference) {
    this.#plan = plan;
    this.#difference = difference;
  }

  /** Those among packages of which no test sees anything that differs: the base need not be built to know that they fail there. */
  async among(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const all = [...new Set(paths)];
    const candidates = all.filter((path) => this.#mayBe(path));
    // What the others are made of is asked by the same question, where somebody will want it.
    await this.#learn(this.#hasOthers ? all : candidates);
    return new Set(candidates.filter((path) => this.#has(path, ["unseen"])));
  }

  /** Whether the test binary holds all that its tests see of what differs: then an equal one fails equally. */
  async isInBinary(importPath: string): Promise<boolean> {
    await this.#learn([importPath]);
    return this.#has(importPath, ["unseen", "code"]);
  }

  /**
   * Whether its tests may look beside their sources for something that differs: an overlay compiles the base under
   * head's names, by which they would find head's.
   */
  async looksBesideSources(importPath: string): Promise<boolean> {
    if (!this.#hasOthers) return false;
    await this.#learn([importPath]);
    const all = this.#linked.get(importPath) ?? [];
    const isCodeOf = (linked: Linked, path: string): boolean =>
      isCode(path) && linked.has(join(this.#plan.root, path));
    return all.some(
      (linked) =>
        linked.findsSources && this.#difference.files.some(({ path }) => !isCodeOf(linked, path)),
    );
  }

  /** Something differs that is no code of a package, or code that may be none. */
  get #hasOthers(): boolean {
    return this.#difference.files.some(({ path }) => !isCode(path));
  }

  /** What can be told without go. */
  #mayBe(importPath: string): boolean {
    const { flags } = this.#plan;
    if (TAKING_IN.some((name) => hasFlag(flags, name))) return false;
    const own = this.#folderOf(importPath);
    return (
      own !== null &&
      !this.#difference.isLinked &&
      !decidesBuild(this.#difference) &&
      !this.#difference.files.some(({ path }) => isBelow(own, path))
    );
  }

  #has(importPath: string, roles: readonly Role[]): boolean {
    const all = this.#linked.get(importPath) ?? null;
    const own = this.#folderOf(importPath);
    const { files, isLinked } = this.#difference;
    if (all === null || own === null || isLinked) return false;
    return all.every(
      (linked) =>
        files.length === 0 ||
        (!linked.looksAround &&
          files.every(({ path }) => roles.includes(this.#roleOf(path, own, linked)))),
    );
  }

  #roleOf(path: string, own: string, linked: Linked): Role {
    const file = join(this.#plan.root, path);
    if (linked.has(file)) return isCode(path) ? "code" : "read";
    if (isBelow(own, path)) return "read";
    const isFar = PROSE.test(path) && !/(?:^|\/)testdata\//.test(path);
    return isCode(path) || isFar ? "unseen" : "read";
  }

  /** Under each variant: a build with other tags has other files. */
  async #learn(paths: readonly string[]): Promise<void> {
    const open = paths.filter((path) => !this.#linked.has(path));
    if (open.length === 0) return;
    const found = new Map<string, (Linked | null)[]>(open.map((path) => [path, []]));
    for (const chosen of distinctChosen(this.#plan)) {
      const linked = await this.#linkedUnder(chosen, open);
      for (const [path, all] of found) all.push(linked.get(path) ?? null);
    }
    const files = [...found.values()].flat().flatMap((linked) => linked?.files ?? []);
    const { root } = this.#plan;
    const ignored = await ignoredAmong(root, this.#plan, [...new Set(files)]);
    for (const [path, all] of found) {
      const known = all.filter((linked) => linked !== null);
      const isOfBase = (file: string): boolean => ignored !== null && !ignored.has(file);
      const isTold =
        known.length === all.length && known.every((linked) => linked.files.every(isOfBase));
      this.#linked.set(path, isTold ? known : null);
    }
  }

  #linkedUnder({ flags, env: own }: Chosen, paths: readonly string[]) {
    const { cwd, root, ownFlags, env, groups } = this.#plan;
    const all = [...listFlags(ownFlags), ...listFlags(flagsIn(flags))];
    return linkedFolders({ cwd, root, groups, env: { ...env, ...own } }, all, paths);
  }

  /** Of a package, relative to the repository; null where the difference is told of another folder. */
  #folderOf(importPath: string): string | null {
    const { git, root, packages } = this.#plan;
    const found = packages.find((pkg) => pkg.importPath === importPath);
    return found === undefined || git?.root !== root ? null : relativeTo(root, found.dir);
  }
}

/** What chooses files under one variant or another. */
function distinctChosen({ variants }: Plan): Chosen[] {
  const all = variants.map(({ settings }) => chosenBy(settings));
  return [...new Map(all.map((chosen) => [JSON.stringify(chosen), chosen])).values()];
}

const isBelow = (folder: string, path: string): boolean =>
  folder === "" || path.startsWith(`${folder}/`);

/** go takes no Go file for code that lies in `testdata`, or behind a name that begins with `_` or a dot (go help packages). */
const isCode = (path: string): boolean =>
  path.endsWith(".go") && !/(?:^|\/)(?:testdata\/|[_.])/.test(path);
