import { existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Layout, type PackageStory, tellRun } from "../correlate/index.ts";
import {
  buildFlags,
  capturedBinaries,
  type Difference,
  extendedGcflags,
  hasGoFiles,
  openCapture,
  overlayOf,
  valueOfFlag,
} from "../go/index.ts";
import { RunReader } from "../parse/index.ts";
import type { Build, CapturedBinary } from "../ports/index.ts";
import type { Target } from "./builds.ts";
import { fingerprintHash } from "./hash.ts";
import type { Plan } from "./plan.ts";
import { relativeTo } from "./sources.ts";

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

/** Packages that have Go files on the base. */
export function existsOnBase(plan: Plan, tree: BaseTree, importPath: string): boolean {
  const found = plan.packages.find((each) => each.importPath === importPath);
  return found !== undefined && hasGoFiles(baseDirOf(plan, tree, found.dir));
}

const baseDirOf = (plan: Plan, tree: BaseTree, dir: string): string =>
  join(tree.dir, relativeTo(plan.root, dir));

/**
 * Builds the base's tests of some packages: in head's folder through an overlay,
 * where go's cache knows all that did not change; else in the base's own folder.
 */
export async function buildBase(
  plan: Plan,
  tree: BaseTree,
  build: Build,
  importPaths: readonly string[],
  layout: Layout,
  vet: boolean,
  purpose = "base",
): Promise<BuiltBase> {
  const overlay = overlayFile(plan, tree, purpose);
  if (overlay !== null) {
    const built = await goTest(plan, tree, build, importPaths, layout, vet, overlay);
    if (purpose !== "base") return built;
    if (built.targets.size > 0 || built.stories.length === 0) return built;
    const onlyOwn = built.stories.every((story) => importPaths.includes(story.facts.importPath));
    if (onlyOwn && built.stories.some((story) => story.incidents.some((one) => one.site !== null)))
      return built;
  }
  return goTest(plan, tree, build, importPaths, layout, vet, null);
}

function overlayFile(plan: Plan, tree: BaseTree, purpose: string): string | null {
  const { files } = tree.difference;
  const decides = files.some(({ path }) => DECIDING.has(path.slice(path.lastIndexOf("/") + 1)));
  if (decides || valueOfFlag(plan.flags, "overlay") !== null) return null;
  const file = join(plan.tempDir, `${purpose}-overlay.json`);
  writeFileSync(file, overlayOf(plan.root, tree.dir, tree.difference));
  return file;
}

async function goTest(
  plan: Plan,
  tree: BaseTree,
  build: Build,
  importPaths: readonly string[],
  layout: Layout,
  vet: boolean,
  overlay: string | null,
): Promise<BuiltBase> {
  const name = `${overlay === null ? "worktree" : basename(overlay, "-overlay.json")}-${build}${vet ? "-vet" : ""}`;
  const capture = openCapture(join(plan.tempDir, name), false, []);
  const reader = new RunReader();
  const stdout = reader.input();
  const stderr = reader.input(true);
  const cwd = overlay === null ? baseDirOf(plan, tree, plan.cwd) : plan.cwd;
  plan.progress.status(`building the base (${build})`);
  await plan.groups.run({
    file: "go",
    args: [
      "test",
      "-json",
      "-count=1",
      ...(vet ? [] : ["-vet=off"]),
      `-exec=${capture.exec}`,
      ...(build.includes("race") ? ["-race"] : []),
      ...buildFlags(plan.flags),
      ...gcflagsOf(plan, build),
      ...(overlay === null ? [] : [`-overlay=${overlay}`]),
      ...importPaths,
    ],
    cwd,
    env: overlay === null ? worktreeEnvironment(plan, tree) : plan.env,
    merged: false,
    timeoutMs: null,
    onStdout: (chunk) => stdout.push(chunk),
    onStderr: (chunk) => stderr.push(chunk),
  });
  stdout.end();
  stderr.end();
  const how = overlay === null ? "worktree" : "overlay";
  const own = baseLayout(layout, plan, tree, how);
  const stories = tellRun(reader.facts(), own, fingerprintHash).filter(
    (story) => story.incidents.length > 0,
  );
  return { how, targets: targetsOf(plan, tree, capturedBinaries(capture), how), stories };
}

function gcflagsOf(plan: Plan, build: Build): string[] {
  if (build.includes("noinline")) return extendedGcflags(plan.flags, "-l");
  return plan.flags.flags.filter((flag) => flag.name === "gcflags").flatMap((flag) => flag.words);
}

/** A go.work that GOWORK names inside the repository is the base's own there. */
function worktreeEnvironment(plan: Plan, tree: BaseTree): Record<string, string> {
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
  const { sourceLine: _, ...rest } = layout;
  const renames = tree.difference.renames;
  if (how === "overlay") return { ...rest, renames };
  const modules = layout.modules.map((module) => ({
    ...module,
    dir: baseDirOf(plan, tree, module.dir),
  }));
  return { ...rest, modules, renames };
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
