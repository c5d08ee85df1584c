import type { DeclaredTest, RunContext } from "../../assemble/index.ts";
import type { Layout, ModuleRoot } from "../../correlate/index.ts";
import { join, readSource, readText } from "../../files/index.ts";
import type { GoPackage } from "../../go/index.ts";
import type { SourceLine } from "../../model/index.ts";
import { isSelected, type TestFilter } from "../../parse/index.ts";
import { inRunOrder, parseDeclarations } from "../../toolchain/index.ts";
import { siteTexts } from "./site-text.ts";

const LINES_AROUND = 2;

/** What the sources on disk say of packages, read once each and only when asked for. */
export class Sources {
  readonly #packages: ReadonlyMap<string, GoPackage>;
  readonly #root: string;
  readonly #filter: TestFilter;
  readonly #declared = new Map<string, readonly DeclaredTest[]>();
  readonly #texts = new Map<string, readonly string[] | null>();

  /** `root`: the folder to which the report's paths are relative, absolute. */
  constructor(packages: readonly GoPackage[], root: string, filter: TestFilter) {
    this.#packages = new Map(packages.map((pkg) => [pkg.importPath, pkg]));
    this.#root = root;
    this.#filter = filter;
  }

  /** `flags`: the user's own that a reproduction needs; `workspace`: a go.work joins the modules; `settings` of a variant. */
  runContext(
    failFast: boolean,
    flags: readonly string[],
    args: readonly string[],
    workspace: boolean,
    settings: RunContext["settingsOf"],
  ): RunContext {
    return {
      commandPlace: (importPath) => this.#commandPlace(importPath, workspace),
      flags,
      args,
      dirOf: (importPath) => this.#dirOf(importPath),
      declared: (importPath) => this.declared(importPath),
      source: (file, line) => this.around(file, line),
      failFast,
      settingsOf: settings,
    };
  }

  #dirOf(importPath: string): string | null {
    const dir = this.#packages.get(importPath)?.dir;
    return dir === undefined ? null : relativeTo(this.#root, dir);
  }

  #commandPlace(importPath: string, workspace: boolean): { dir: string | null; package: string } {
    const found = this.#packages.get(importPath);
    if (found === undefined) return { dir: null, package: importPath };
    const moduleDir = found.module?.dir ?? this.#root;
    const from = workspace ? this.#root : moduleDir;
    const below = relativeTo(from, found.dir);
    const dir = relativeTo(this.#root, from);
    return { dir: dir === "" ? null : dir, package: below === "" ? "." : `./${below}` };
  }

  /** Tests in the order in which they run. */
  declared(importPath: string): readonly DeclaredTest[] {
    const known = this.#declared.get(importPath);
    if (known !== undefined) return known;
    const found = this.#read(importPath);
    this.#declared.set(importPath, found);
    return found;
  }

  #read(importPath: string): DeclaredTest[] {
    const found = this.#packages.get(importPath);
    if (found === undefined) return [];
    const files = [...found.testFiles, ...found.externalTestFiles];
    const declarations = files.flatMap((name) => {
      const file = join(found.dir, name);
      const text = readText(file);
      if (text === null) return [];
      return parseDeclarations(text).map((declaration) => ({
        ...declaration,
        file: relativeTo(this.#root, file),
      }));
    });
    return inRunOrder(declarations).map(({ name, kind, file, line }) => ({
      name,
      file,
      line,
      selected: isSelected(name, kind, this.#filter),
    }));
  }

  /** Lines around a place of the repository, as reports show them; empty where it can't be read. */
  around(file: string, line: number): SourceLine[] {
    const lines = this.lines(file);
    if (lines === null || line < 1 || line > lines.length) return [];
    const from = Math.max(1, line - LINES_AROUND);
    const to = Math.min(lines.length, line + LINES_AROUND);
    return lines
      .slice(from - 1, to)
      .map((text, index) => ({ line: from + index, text: text.slice(0, 300) }));
  }

  /** All lines of a file of the repository; null where it can't be read, or lies elsewhere. */
  lines(file: string): readonly string[] | null {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const inside = !file.startsWith("/") && !file.split("/").includes("..");
    const path = join(this.#root, file);
    const lines = inside ? (readSource(this.#root, path)?.split("\n") ?? null) : null;
    this.#texts.set(file, lines);
    return lines;
  }
}

/** `path` below `root`; the path itself where it lies elsewhere. */
export function relativeTo(root: string, path: string): string {
  if (path === root) return "";
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** The modules of listed packages as the traces name their files. */
export function layoutOfPackages(
  packages: readonly GoPackage[],
  root: string,
  goroot: string,
): Layout {
  const modules = new Map<string, ModuleRoot>();
  for (const { module } of packages) {
    if (module === null || module.dir === "" || modules.has(module.path)) continue;
    modules.set(module.path, { ...module, repoDir: relativeTo(root, module.dir) });
  }
  const texts = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const lines = readSource(root, file)?.split("\n") ?? [];
    texts.set(file, lines);
    return lines;
  };
  return {
    modules: [...modules.values()],
    goroot,
    sourceLine: (file, line) => linesOf(file)[line - 1] ?? null,
    siteText: siteTexts((file) => readSource(root, join(root, file))),
  };
}
