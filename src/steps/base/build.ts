import { existsSync, writeFileSync } from "node:fs";
import { type Layout, type PackageStory, tellRun } from "../../correlate/index.ts";
import { fingerprintHash, join, readSource, realPath } from "../../files/index.ts";
import { type Difference, hasGoFiles, overlayOf } from "../../git/index.ts";
import {
  type Build,
  type CapturedBinary,
  capturedBinaries,
  DEFAULT_BUILD,
  openCapture,
  valueOfFlag,
} from "../../go/index.ts";
import {
  type Builds,
  buildTests,
  NO_LINES,
  type Plan,
  type Revision,
  type RunWork,
  relativeTo,
  siteTexts,
  type Target,
} from "../../runner/index.ts";
import { RunReader } from "../../stream/index.ts";
import { decidesBuild, type Untouched } from "./untouched.ts";

/** The files of the base, and how they differ from head's. */
export interface BaseTree {
  /** Absolute; laid out like the repository. */
  readonly dir: string;
  readonly difference: Difference;
}

export interface BuiltBase {
  readonly how: "overlay" | "worktree";
  /** Import paths of those that were built: the one that was asked for, or none. */
  readonly packages: ReadonlySet<string>;
  /** By import path; of packages that do not build, there or on head, there is none. */
  readonly targets: ReadonlyMap<string, Target>;
  /** What did not build, told like head's own failures. */
  readonly stories: readonly PackageStory[];
}

/** Packages that have Go files on the base. */
function existsOnBase(plan: Plan, tree: BaseTree, importPath: string): boolean {
  const found = plan.packages.find((pkg) => pkg.importPath === importPath);
  return found !== undefined && hasGoFiles(baseDirOf(plan, tree, found.dir));
}

/** A folder of head's as the base has it. */
export const baseDirOf = (plan: Plan, tree: BaseTree, dir: string): string =>
  join(tree.dir, relativeTo(plan.root, dir));

/** Which tests are built. */
export type BasePurpose =
  /** The base's own. */
  | "base"
  /** Head's, on the base's code. */
  | "new-tests";

/** What is built of it at once. */
interface BaseWanted {
  readonly build: Build;
  readonly importPath: string;
  readonly vet: boolean;
}

/**
 * The base: its tests are built package by package, in head's folder through an overlay, where go's
 * cache knows all that did not change; else in its own folder.
 */
export class Base implements Revision {
  readonly #plan: Plan;
  readonly #tree: BaseTree;
  readonly #head: Builds;
  readonly #layout: Layout;
  readonly #purpose: BasePurpose;
  readonly #untouched: Untouched;
  readonly #built = new Map<string, Promise<BuiltBase>>();

  /** `layout`: head's. */
  constructor(
    { plan, head, layout }: RunWork,
    tree: BaseTree,
    purpose: BasePurpose,
    untouched: Untouched,
  ) {
    this.#untouched = untouched;
    this.#plan = plan;
    this.#tree = tree;
    this.#head = head;
    this.#layout = layout;
    this.#purpose = purpose;
  }

  get tree(): BaseTree {
    return this.#tree;
  }

  has(importPath: string): boolean {
    return existsOnBase(this.#plan, this.#tree, importPath);
  }

  async target(build: Build, importPath: string): Promise<Target | null> {
    const { targets } = await this.built({ build, importPath, vet: false });
    return targets.get(importPath) ?? null;
  }

  /** One build serves all questions about a package under it. */
  built(wanted: BaseWanted): Promise<BuiltBase> {
    const key = `${wanted.build.key} ${wanted.vet} ${wanted.importPath}`;
    const known = this.#built.get(key);
    if (known !== undefined) return known;
    const made = this.#make(wanted);
    this.#built.set(key, made);
    return made;
  }

  async #make(wanted: BaseWanted): Promise<BuiltBase> {
    const isMisled = await this.#untouched.isMisledByOverlay(wanted.importPath);
    const overlay = isMisled ? null : overlayFile(this.#plan, this.#tree, this.#purpose);
    if (overlay !== null) {
      const built = await this.#goTest(wanted, overlay);
      if (this.#purpose !== "base" || isFinal(built, wanted.importPath)) return built;
    }
    return this.#goTest(wanted, null);
  }

  async #goTest(
    { build, importPath, vet }: BaseWanted,
    overlay: string | null,
  ): Promise<BuiltBase> {
    const [plan, tree] = [this.#plan, this.#tree];
    const how = overlay === null ? "worktree" : "overlay";
    const name = `${overlay === null ? how : this.#purpose}-${build.key}${vet ? "-vet" : ""}`;
    const capture = await openCapture(plan.groups, join(plan.tempDir, "builds/base", name), null);
    const what = this.#purpose === "base" ? "the base" : "new tests on the base";
    plan.progress.phase(`building ${what} (${build.key})`);
    const cwd = overlay === null ? baseDirOf(plan, tree, plan.cwd) : plan.cwd;
    const env = overlay === null ? worktreeEnvironment(plan, tree) : plan.env;
    const tests = { build, capture, importPaths: [importPath], cwd, env, vet, overlay };
    const reader = new RunReader(NO_LINES);
    const stderr = reader.input(true);
    await buildTests(plan, tests, reader, (chunk) => stderr.push(chunk));
    stderr.end();
    const layout = baseLayout(this.#layout, plan, tree, how);
    const stories = tellRun(reader.facts(), layout, fingerprintHash).filter(
      (story) => story.incidents.length > 0,
    );
    // The folder is one for all packages of a build.
    const own = [...this.#ownBinaries(capturedBinaries(capture), how)].filter(
      ([path]) => path === importPath,
    );
    const targets = await this.#targets(new Map(own), layout);
    return { how, packages: new Set(own.map(([path]) => path)), targets, stories };
  }

  /** Binaries by package: they run in the base's folder, beside its testdata. */
  #ownBinaries(
    binaries: readonly CapturedBinary[],
    how: BuiltBase["how"],
  ): Map<string, CapturedBinary> {
    const byDir = new Map(binaries.map((binary) => [binary.cwd, binary]));
    return new Map(
      this.#plan.packages.flatMap(({ importPath, dir }) => {
        const cwd = baseDirOf(this.#plan, this.#tree, dir);
        const captured = byDir.get(how === "overlay" ? dir : cwd);
        return captured === undefined ? [] : [[importPath, { ...captured, cwd }] as const];
      }),
    );
  }

  /** With the arguments of the user's own run. */
  async #targets(
    binaries: ReadonlyMap<string, CapturedBinary>,
    layout: Layout,
  ): Promise<Map<string, Target>> {
    const targets = new Map<string, Target>();
    for (const [importPath, captured] of binaries) {
      const head = await this.#head.target(DEFAULT_BUILD, importPath);
      if (head === null) continue;
      const { args } = head.captured;
      targets.set(importPath, { ...head, captured: { ...captured, args }, layout });
    }
    return targets;
  }
}

/** Whether what an overlay gave would be no other in the base's own folder. */
function isFinal({ packages, stories }: BuiltBase, importPath: string): boolean {
  if (packages.size > 0 || stories.length === 0) return true;
  const onlyOwn = stories.every((story) => story.facts.importPath === importPath);
  return onlyOwn && stories.some((story) => story.incidents.some((one) => one.site !== null));
}

/** Writes the overlay that shows the base in head's folder; null where it could not show all. */
export function overlayFile(plan: Plan, tree: BaseTree, purpose: BasePurpose): string | null {
  if (decidesBuild(tree.difference) || valueOfFlag(plan.flags, "overlay") !== null) return null;
  const { gowork } = plan.go;
  // It goes by names, and go's would begin with the link.
  if (gowork !== "" && realPath(gowork) !== gowork) return null;
  const file = join(plan.tempDir, `${purpose}-overlay.json`);
  writeFileSync(file, overlayOf(plan.root, tree.dir, tree.difference));
  return file;
}

/** A go.work that GOWORK names inside the repository is the base's own there. */
export function worktreeEnvironment(plan: Plan, tree: BaseTree): Record<string, string> {
  const given = plan.env.GOWORK === undefined ? undefined : realPath(plan.env.GOWORK);
  if (given === undefined || !given.startsWith(`${plan.root}/`)) return { ...plan.env };
  const own = join(tree.dir, relativeTo(plan.root, given));
  return { ...plan.env, GOWORK: existsSync(own) ? own : "off" };
}

/** How the traces of the base's binaries name files. */
function baseLayout(layout: Layout, plan: Plan, tree: BaseTree, how: BuiltBase["how"]): Layout {
  const { sourceLine: _, ...parts } = layout;
  const { renames } = tree.difference;
  const rest = { ...parts, siteText: siteTexts((file) => baseText(plan, tree, file)) };
  if (how === "overlay") return { ...rest, renames };
  const modules = layout.modules.map((module) => ({
    ...module,
    dir: baseDirOf(plan, tree, module.dir),
  }));
  return { ...rest, modules, renames };
}

/** The base's text of a file that head knows by this name; what did not change lies in head. */
function baseText(plan: Plan, { dir, difference }: BaseTree, file: string): string | null {
  const before = [...difference.renames].find(([, now]) => now === file)?.[0] ?? file;
  const isChanged = difference.files.some(({ path }) => path === before || path === file);
  const root = isChanged ? realPath(dir) : plan.root;
  return readSource(root, join(root, isChanged ? before : file));
}
