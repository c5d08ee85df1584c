import { Verdicts } from "../../assemble/index.ts";
import { compareSites, compareVerdicts, type JudgedFunction } from "../../compare/index.ts";
import type { Layout } from "../../correlate/index.ts";
import { dirname, join, readText } from "../../files/index.ts";
import { goEnvironment } from "../../go/index.ts";
import { type CompilerFacts, type InliningInfo, NO_COMPILER_FACTS } from "../../model/index.ts";
import {
  compile,
  NO_LINES,
  type Plan,
  panicSites,
  relativeTo,
  type SourceFile,
} from "../../runner/index.ts";
import { type FunctionDeclaration, parseFunctions } from "../../toolchain/index.ts";
import { type HeadInlining, repositoryNames } from "../inlining.ts";
import { type BaseTree, baseDirOf, overlayFile, worktreeEnvironment } from "./build.ts";

export interface ComparedInlining {
  readonly info: InliningInfo;
  /** Functions whose text the change touches, `file\nname`. */
  readonly touched: ReadonlySet<string>;
}

/** Source files of packages, tests left out, that differ between head and base. */
export function changedSources(plan: Plan, tree: BaseTree): string[] {
  const dirs = packagesByFolder(plan, tree);
  const built = new Set(
    plan.packages.flatMap(({ dir, files }) =>
      files.map((name) => relativeTo(plan.root, join(dir, name))),
    ),
  );
  return tree.difference.files
    .filter(({ path }) => path.endsWith(".go") && !path.endsWith("_test.go"))
    .filter(({ path, inHead }) => (inHead ? built.has(path) : isForHere(path, plan)))
    .map(({ path }) => path)
    .filter((path) => dirs.has(folderOf(path)));
}

const SYSTEMS =
  /_(aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows)(?:_\w+)?\.go$/;

/** Whether a file that head has no more was built here, as far as its name tells (go help buildconstraint). */
function isForHere(path: string, { go }: Plan): boolean {
  const system = SYSTEMS.exec(path)?.[1];
  return system === undefined || system === go.goos;
}

/** Import paths by folder of the repository; a folder that was renamed has its new package. */
function packagesByFolder(plan: Plan, tree: BaseTree): Map<string, string> {
  const byDir = new Map(
    plan.packages.map((pkg) => [relativeTo(plan.root, pkg.dir), pkg.importPath]),
  );
  for (const [from, to] of tree.difference.renames) {
    const path = byDir.get(folderOf(to));
    if (path !== undefined && !byDir.has(folderOf(from))) byDir.set(folderOf(from), path);
  }
  return byDir;
}

const folderOf = (path: string): string => {
  const dir = dirname(path);
  return dir === "." ? "" : dir;
};

/** `changed`: see `changedSources`. What a change did to explicit panics and to the inliner's verdicts, in the packages that it touches. */
export async function compareInlining(
  plan: Plan,
  layout: Layout,
  tree: BaseTree,
  changed: ReadonlySet<string>,
  head: HeadInlining,
): Promise<ComparedInlining> {
  const files = baseFiles(plan, tree, changed);
  const none = new Verdicts(NO_COMPILER_FACTS, (file) => file);
  const own = head.info.sites.filter((site) => changed.has(site.file));
  const compared = compareSites(own, panicSites(files, plan.panics, none, []));
  const bySite = new Map(own.map((site, at) => [site, compared.sites[at] ?? site]));
  const sites = head.info.sites.map(
    (site) => bySite.get(site) ?? { ...site, baseline: "known" as const },
  );
  const touched = touchedFunctions(plan, tree, changed);
  const base = await baseFacts(plan, tree, changed);
  const info: InliningInfo = { ...head.info, sites, gone: compared.gone };
  if (base.kind === "unknown") return { info: { ...info, notCompared: base.reason }, touched };
  const flips = compareVerdicts(judgedFunctions(plan, layout, head, changed), base.facts.decisions);
  return { info: { ...info, flips }, touched };
}

function baseFiles(plan: Plan, tree: BaseTree, changed: ReadonlySet<string>): SourceFile[] {
  const byDir = packagesByFolder(plan, tree);
  return [...changed].map((file) => ({
    package: byDir.get(folderOf(file)) ?? "",
    path: join(tree.dir, file),
    file,
  }));
}

/** Functions of changed files whose text is not on the base. */
function touchedFunctions(
  plan: Plan,
  tree: BaseTree,
  changed: ReadonlySet<string>,
): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const file of changed) {
    const before = functionTexts(join(tree.dir, file));
    for (const [name, text] of functionTexts(join(plan.root, file))) {
      if (before.get(name) !== text) touched.add(`${file}\n${name}`);
    }
  }
  return touched;
}

function functionTexts(path: string): Map<string, string> {
  const text = readText(path);
  if (text === null) return new Map();
  const lines = text.split("\n");
  const textOf = ({ line, endLine }: FunctionDeclaration): string =>
    lines.slice(line - 1, endLine).join("\n");
  return new Map(
    parseFunctions(text).declarations.map((declaration) => [declaration.name, textOf(declaration)]),
  );
}

type BaseText =
  | { readonly kind: "known"; readonly facts: CompilerFacts }
  | { readonly kind: "unknown"; readonly reason: string };

/** The compiler's words on the base of the touched packages, where they can be held against head's. */
async function baseFacts(
  plan: Plan,
  tree: BaseTree,
  changed: ReadonlySet<string>,
): Promise<BaseText> {
  const dirs = new Set([...changed].map(folderOf));
  const importPaths = plan.packages
    .filter((pkg) => dirs.has(relativeTo(plan.root, pkg.dir)))
    .map((pkg) => pkg.importPath);
  if (importPaths.length === 0) return { kind: "known", facts: NO_COMPILER_FACTS };
  const overlay = overlayFile(plan, tree, "base");
  const place =
    overlay === null
      ? { cwd: baseDirOf(plan, tree, plan.cwd), env: worktreeEnvironment(plan, tree) }
      : { cwd: plan.cwd, env: plan.env };
  if (overlay === null) {
    const { version } = await goEnvironment(place.cwd, { ...place, groups: plan.groups });
    if (version !== plan.go.version) {
      const reason = `the base is built with ${version}, this with ${plan.go.version}: what the compilers decide is not compared`;
      return { kind: "unknown", reason };
    }
  }
  const compiled = await compile(plan, {
    importPaths,
    ...place,
    overlay,
    noinline: false,
    tests: true,
    lenient: true,
    escapesOn: NO_LINES,
  });
  return compiled.kind === "compiled"
    ? { kind: "known", facts: compiled.facts }
    : { kind: "unknown", reason: "the touched packages do not all compile on the base" };
}

function judgedFunctions(
  plan: Plan,
  layout: Layout,
  head: HeadInlining,
  changed: ReadonlySet<string>,
): JudgedFunction[] {
  const nameOf = repositoryNames(plan, layout);
  const dirs = new Set([...changed].map(folderOf));
  return head.facts.decisions.flatMap(({ package: path, name, file, line, inlining }) => {
    const placed = nameOf(file);
    if (!dirs.has(folderOf(placed))) return [];
    return [{ package: path, function: name, file: placed, line, inlining }];
  });
}
