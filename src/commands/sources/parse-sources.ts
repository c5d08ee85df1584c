import { readdirSync } from "node:fs";
import type { Layout } from "../../correlate/index.ts";
import { basename, join, readSource, readText } from "../../files/index.ts";
import type { GoPackage } from "../../go/index.ts";
import { declaredName, type Incident } from "../../model/index.ts";
import { Sources, siteTexts } from "../../runner/index.ts";
import { isIn, type Module } from "./module-at.ts";

/** The sources that saved output names, where this folder has them. */
export interface FoundSources {
  readonly sources: Sources;
  readonly siteText: NonNullable<Layout["siteText"]>;
  /** The module's path. */
  readonly module: string;
  /** The text of a file, by its path in the module; null where it is not there. */
  readonly text: (file: string) => string | null;
  /** Import paths whose test files were found. */
  readonly packages: ReadonlySet<string>;
}

/** More of a module's folder is not looked at for one package. */
const MOST_FILES = 5000;

/** Looks for packages of saved output in a module's folder; null where it has test files of none. */
export function findSources(importPaths: readonly string[], module: Module): FoundSources | null {
  const found = importPaths.flatMap((path) => packageIn(module, path) ?? []);
  if (found.length === 0) return null;
  const { dir: root } = module;
  const text = (file: string): string | null => readSource(root, join(root, file));
  return {
    module: module.path,
    text,
    sources: new Sources(found, root, { run: null, skip: null, bench: null }),
    siteText: siteTexts(text),
    packages: new Set(found.map((each) => each.importPath)),
  };
}

function packageIn(module: Module, importPath: string): GoPackage | null {
  if (!isIn(module, importPath) || importPath.split("/").includes("..")) return null;
  const dir = join(module.dir, importPath.slice(module.path.length));
  const testFiles = testFilesOf(dir);
  if (testFiles.length === 0) return null;
  const none = { files: [], externalTestFiles: [], imports: [], error: null };
  return { ...none, importPath, dir, testFiles, module };
}

function testFilesOf(dir: string): string[] {
  try {
    const names = readdirSync(dir).filter((name) => name.endsWith("_test.go"));
    return names.length > MOST_FILES ? [] : names.filter((name) => isAlwaysBuilt(join(dir, name)));
  } catch {
    return [];
  }
}

/** Files that a build constraint may leave out are left out: whether their tests ran can't be told. */
function isAlwaysBuilt(file: string): boolean {
  const name = basename(file);
  if (name.startsWith("_") || name.startsWith(".")) return false;
  // `x_linux_test.go`, `x_amd64_test.go`: some suffix that may be a platform (go/build, goodOSArchFile).
  if (PLATFORM.test(name)) return false;
  const text = readText(file);
  return text !== null && !/^\/\/\s*(?:go:build|\+build)\s/m.test(text.slice(0, 4096));
}

const PLATFORM =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|zos|386|amd64|arm|arm64|loong64|mips|mips64|mips64le|mipsle|ppc64|ppc64le|riscv64|s390x|wasm|unix)_test\.go$/;

/**
 * An incident without source lines where they are not those that were tested: the function that stands there is
 * another one than the trace names.
 */
export function withTrueSource(incident: Incident, { text }: FoundSources): Incident {
  const { site } = incident;
  if (site === null || site.function === null || site.source.length === 0) return incident;
  const above = (text(site.file) ?? "").split("\n").slice(0, site.line);
  const declared = above.findLast((line) => line.startsWith("func "));
  const name = declaredName(site.function);
  const isTrue = declared !== undefined && (name === null || declared.includes(name));
  return isTrue ? incident : { ...incident, site: { ...site, source: [] } };
}
