import { join } from "../../files/index.ts";
import type { Difference } from "../../git/index.ts";
import { hasFlag, listFlags } from "../../go/index.ts";
import {
  type Chosen,
  chosenBy,
  flagsIn,
  Linked,
  linkedFolders,
  type Plan,
  relativeTo,
} from "../../runner/index.ts";
import { decidesBuild } from "./build.ts";

/** Flags by which files go into a test binary that belong to none of its packages. */
const TAKING_IN = "cover coverpkg covermode coverprofile overlay modfile pgo toolexec".split(" ");

/**
 * Packages whose tests are made of nothing that differs from the base: it would fail as head does, and need
 * neither be laid out nor built to know it.
 */
export class Untouched {
  readonly #plan: Plan;
  readonly #difference: Difference;
  readonly #known = new Map<string, boolean>();

  constructor(plan: Plan, difference: Difference) {
    this.#plan = plan;
    this.#difference = difference;
  }

  /** Those among packages, by import path. */
  async among(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const open = [...new Set(paths)].filter((path) => !this.#known.has(path));
    const candidates = open.filter((path) => this.#mayBe(path));
    for (const path of open) this.#known.set(path, candidates.includes(path));
    if (candidates.length > 0) await this.#look(candidates);
    return new Set(paths.filter((path) => this.#known.get(path) === true));
  }

  /** What can be told without go. */
  #mayBe(importPath: string): boolean {
    const { flags, packages, root } = this.#plan;
    const found = packages.find((pkg) => pkg.importPath === importPath);
    if (found === undefined || TAKING_IN.some((name) => hasFlag(flags, name))) return false;
    if (decidesBuild(this.#difference) || hasData(this.#difference, root, found.dir)) return false;
    return !this.#isTouched(new Linked([found.dir], []));
  }

  /** Under each variant: a build with other tags has other files. */
  async #look(candidates: readonly string[]): Promise<void> {
    for (const chosen of distinctChosen(this.#plan)) {
      const linked = await this.#linked(chosen, candidates);
      for (const path of candidates) {
        const folders = linked.get(path) ?? null;
        if (folders === null || this.#isTouched(folders)) this.#known.set(path, false);
      }
    }
  }

  #linked({ flags, env: own }: Chosen, paths: readonly string[]) {
    const { cwd, root, ownFlags, env, groups } = this.#plan;
    const all = [...listFlags(ownFlags), ...listFlags(flagsIn(flags))];
    return linkedFolders({ cwd, root, groups, env: { ...env, ...own } }, all, paths);
  }

  #isTouched(linked: Linked): boolean {
    const { root } = this.#plan;
    return this.#difference.files.some(({ path }) => linked.has(join(root, path)));
  }
}

/** What chooses files under one variant or another. */
function distinctChosen({ variants }: Plan): Chosen[] {
  const all = variants.map(({ settings }) => chosenBy(settings));
  return [...new Map(all.map((chosen) => [JSON.stringify(chosen), chosen])).values()];
}

/** Of prose, and of the forge: a test reads such only where it lies beside it. */
const PROSE = /\.(?:md|rst|adoc)$|^(?:LICENSE|CODEOWNERS|\.gitignore)$|^\.(?:github|circleci)\//;

/** Whether something differs that is no code of a package, and that the tests in a folder may read. */
export function hasData({ files }: Difference, root: string, dir: string): boolean {
  const below = relativeTo(root, dir);
  const isBeside = (path: string): boolean => below === "" || path.startsWith(`${below}/`);
  return files.some(({ path }) => isData(path) && (isBeside(path) || !PROSE.test(path)));
}

/** go takes no Go file for code that lies in `testdata`, or behind a name that begins with `_` or a dot (go help packages). */
const isData = (path: string): boolean =>
  !path.endsWith(".go") || /(?:^|\/)(?:testdata\/|[_.])/.test(path);
