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
  /** By import path, one for each choice of files. */
  readonly #linked = new Map<string, readonly Linked[]>();
  /** Packages of files that the base can't have: git ignores them, or can't tell. */
  readonly #ignored = new Set<string>();

  constructor(plan: Plan, difference: Difference) {
    this.#plan = plan;
    this.#difference = difference;
  }

  /** Those among packages of which no test sees anything that differs: the base need not be built to know that they fail there. */
  async among(paths: readonly string[]): Promise<ReadonlySet<string>> {
    // What the others are made of is asked by the same question, as it will be wanted.
    await this.#learn([...new Set(paths)]);
    return new Set(paths.filter((path) => this.#has(path, ["unseen"])));
  }

  /** Whether the test binary holds all that its tests see of what differs: then an equal one fails equally. */
  async isInBinary(importPath: string): Promise<boolean> {
    await this.#learn([importPath]);
    return this.#has(importPath, ["unseen", "code"]);
  }

  /**
   * Whether an overlay would show its tests something of head's: it goes by names, so what go reaches through a
   * link is not replaced; and it compiles the base under head's names, beside which tests may look for what differs.
   */
  async isMisledByOverlay(importPath: string): Promise<boolean> {
    await this.#learn([importPath]);
    const all = this.#linked.get(importPath) ?? [];
    return all.some(
      (linked) =>
        (linked.isLinked && this.#difference.isLinked) ||
        (linked.findsSources &&
          this.#difference.files.some(({ path }) => this.#mayBeFound(path, linked))),
    );
  }

  #mayBeFound(path: string, linked: Linked): boolean {
    const isIn = linked.has(join(this.#plan.root, path));
    if (isIn && isCode(path)) return linked.readsCode;
    return isIn || !isFar(path);
  }

  #has(importPath: string, roles: readonly Role[]): boolean {
    const { flags } = this.#plan;
    const { files, isLinked } = this.#difference;
    const all = this.#linked.get(importPath) ?? [];
    const own = this.#folderOf(importPath);
    if (all.length === 0 || own === null || isLinked || this.#ignored.has(importPath)) return false;
    if (TAKING_IN.some((name) => hasFlag(flags, name)) || decidesBuild(this.#difference))
      return false;
    const looksAround = flags.args.some((word) => word.includes(".."));
    return all.every(
      (linked) =>
        linked.isWhole &&
        (files.length === 0 ||
          (!looksAround &&
            !linked.looksAround &&
            files.every(({ path }) => roles.includes(this.#roleOf(path, own, linked))))),
    );
  }

  #roleOf(path: string, own: string, linked: Linked): Role {
    if (linked.has(join(this.#plan.root, path))) return isCode(path) ? "code" : "read";
    if (isBelow(own, path)) return "read";
    return isCode(path) || isFar(path) ? "unseen" : "read";
  }

  /** Under each variant: a build with other tags has other files. */
  async #learn(paths: readonly string[]): Promise<void> {
    const open = paths.filter((path) => !this.#linked.has(path));
    if (open.length === 0) return;
    const found = new Map<string, Linked[]>(open.map((path) => [path, []]));
    const choices = distinctChosen(this.#plan);
    for (const chosen of choices) {
      const linked = await this.#linkedUnder(chosen, open);
      for (const [path, all] of found) {
        const under = linked.get(path);
        if (under !== undefined) all.push(under);
      }
    }
    for (const [path, all] of found)
      this.#linked.set(path, all.length === choices.length ? all : []);
    await this.#lookForIgnored(found);
  }

  /** One question for all; where git fails, as it does at a file of a submodule, one for each. */
  async #lookForIgnored(found: ReadonlyMap<string, readonly Linked[]>): Promise<void> {
    const filesOf = (all: readonly Linked[]): string[] => all.flatMap((linked) => linked.files);
    const { root } = this.#plan;
    const together = await ignoredAmong(root, this.#plan, filesOf([...found.values()].flat()));
    for (const [path, all] of found) {
      const files = filesOf(all);
      const ignored = together ?? (await ignoredAmong(root, this.#plan, files));
      if (ignored === null || files.some((file) => ignored.has(file))) this.#ignored.add(path);
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

/** Prose and the forge's files, but for those among data. */
const isFar = (path: string): boolean => PROSE.test(path) && !/(?:^|\/)testdata\//.test(path);

/** go takes no Go file for code that lies in `testdata`, or behind a name that begins with `_` or a dot (go help packages). */
const isCode = (path: string): boolean =>
  path.endsWith(".go") && !/(?:^|\/)(?:testdata\/|[_.])/.test(path);
