import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Layout, type PackageStory, tellRun } from "../correlate/index.ts";
import { fingerprintHash, readSource, realPath } from "../files/index.ts";
import { type Difference, hasGoFiles, overlayOf } from "../git/index.ts";
import {
  type Build,
  type CapturedBinary,
  capturedBinaries,
  openCapture,
  valueOfFlag,
} from "../go/index.ts";
import { RunReader } from "../parse/index.ts";
import {
  buildTests,
  NO_LINES,
  type Plan,
  relativeTo,
  siteTexts,
  type Target,
} from "../runner/index.ts";

/** The files of the base, and how they differ from head's. */
export interface BaseTree {
  /** Absolute; laid out like the repository. */
  readonly dir: string;
  readonly difference: Difference;
}

export interface BuiltBase {
  readonly how: "overlay" | "worktree";
  /** By import path; of packages that do not build there is none. */
  readonly targets: ReadonlyMap<string, Target>;
  /** What did not build, told like head's own failures. */
  readonly stories: readonly PackageStory[];
}

/** Changes to these decide which code is built: an overlay can't show them all. */
const DECIDING = new Set(["go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt"]);

/** Whether a change concerns files that no overlay can show. */
export const decidesBuild = ({ files }: Difference): boolean =>
  files.some(({ path }) => DECIDING.has(path.slice(path.lastIndexOf("/") + 1)));

/** Packages that have Go files on the base. */
export function existsOnBase(plan: Plan, tree: BaseTree, importPath: string): boolean {
  const found = plan.packages.find((each) => each.importPath === importPath);
  return found !== undefined && hasGoFiles(baseDirOf(plan, tree, found.dir));
}

/** A folder of head's as the base has it. */
export const baseDirOf = (plan: Plan, tree: BaseTree, dir: string): string =>
  join(tree.dir, relativeTo(plan.root, dir));

/** Which tests of the base are wanted. */
export interface BaseWanted {
  readonly build: Build;
  readonly importPath: string;
  readonly vet: boolean;
  /** The base's own, or head's tests on the base's code. */
  readonly purpose: "base" | "new-tests";
}

/**
 * Builds the base's tests of a package: in head's folder through an overlay,
 * where go's cache knows all that did not change; else in the base's own folder.
 */
export async function buildBase(
  plan: Plan,
  tree: BaseTree,
  wanted: BaseWanted,
  layout: Layout,
): Promise<BuiltBase> {
  const overlay = overlayFile(plan, tree, wanted.purpose);
  if (overlay !== null) {
    const built = await goTest(plan, tree, wanted, layout, overlay);
    if (wanted.purpose !== "base" || isFinal(built, wanted.importPath)) return built;
  }
  return goTest(plan, tree, wanted, layout, null);
}

/** Whether what an overlay gave would be no other in the base's own folder. */
function isFinal({ targets, stories }: BuiltBase, importPath: string): boolean {
  if (targets.size > 0 || stories.length === 0) return true;
  const onlyOwn = stories.every((story) => story.facts.importPath === importPath);
  return onlyOwn && stories.some((story) => story.incidents.some((one) => one.site !== null));
}

/** Writes the overlay that shows the base in head's folder; null where it could not show all. */
export function overlayFile(
  plan: Plan,
  tree: BaseTree,
  purpose: BaseWanted["purpose"],
): string | null {
  if (decidesBuild(tree.difference) || valueOfFlag(plan.flags, "overlay") !== null) return null;
  const file = join(plan.tempDir, `${purpose}-overlay.json`);
  writeFileSync(file, overlayOf(plan.root, tree.dir, tree.difference));
  return file;
}

async function goTest(
  plan: Plan,
  tree: BaseTree,
  { build, importPath, vet, purpose }: BaseWanted,
  layout: Layout,
  overlay: string | null,
): Promise<BuiltBase> {
  const how = overlay === null ? "worktree" : "overlay";
  const name = `${overlay === null ? how : purpose}-${build.key}${vet ? "-vet" : ""}`;
  const capture = openCapture(join(plan.tempDir, name), null);
  plan.progress.phase(`building the base (${build.key})`);
  const cwd = overlay === null ? baseDirOf(plan, tree, plan.cwd) : plan.cwd;
  const env = overlay === null ? worktreeEnvironment(plan, tree) : plan.env;
  const tests = { build, capture, importPaths: [importPath], cwd, env, vet, overlay };
  const reader = new RunReader(NO_LINES);
  const stderr = reader.input(true);
  await buildTests(plan, tests, reader, (chunk) => stderr.push(chunk));
  stderr.end();
  const own = baseLayout(layout, plan, tree, how);
  const stories = tellRun(reader.facts(), own, fingerprintHash).filter(
    (story) => story.incidents.length > 0,
  );
  return { how, targets: targetsOf(plan, tree, capturedBinaries(capture), how), stories };
}

/** A go.work that GOWORK names inside the repository is the base's own there. */
export function worktreeEnvironment(plan: Plan, tree: BaseTree): Record<string, string> {
  const given = plan.env.GOWORK;
  if (given === undefined || !given.startsWith(`${plan.root}/`)) return { ...plan.env };
  const own = join(tree.dir, relativeTo(plan.root, given));
  return { ...plan.env, GOWORK: existsSync(own) ? own : "off" };
}

/** How the traces of the base's binaries name files. */
export function baseLayout(
  layout: Layout,
  plan: Plan,
  tree: BaseTree,
  how: BuiltBase["how"],
): Layout {
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

/** Binaries by package; they run in the base's folder, beside its testdata. */
function targetsOf(
  plan: Plan,
  tree: BaseTree,
  binaries: readonly CapturedBinary[],
  how: BuiltBase["how"],
): Map<string, Target> {
  const targets = new Map<string, Target>();
  for (const { importPath, dir } of plan.packages) {
    const own = baseDirOf(plan, tree, dir);
    const captured = binaries.find((each) => each.cwd === (how === "overlay" ? dir : own));
    if (captured !== undefined) {
      targets.set(importPath, {
        importPath,
        captured: { ...captured, cwd: own },
        defaultSeconds: 0,
      });
    }
  }
  return targets;
}
