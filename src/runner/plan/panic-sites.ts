import { escapesIn, type Verdicts } from "../../assemble/index.ts";
import { basename, join, readText, relative } from "../../files/index.ts";
import type { PanicSite } from "../../model/index.ts";
import {
  type LineFilter,
  type PanicCall,
  type PlaceOf,
  parseFunctions,
} from "../../toolchain/index.ts";

/** A source file of a package: where it lies, and its name in the repository. */
export interface SourceFile {
  readonly package: string;
  /** Absolute. */
  readonly path: string;
  /** Relative to the repository. */
  readonly file: string;
}

const TEXT_LIMIT = 200;

/** Explicit panics of files; a file is read once, and tokenised only if it has any. */
export class PanicSources {
  readonly #calls = new Map<string, readonly PanicCall[]>();

  callsIn(path: string): readonly PanicCall[] {
    const known = this.#calls.get(path);
    if (known !== undefined) return known;
    const text = readText(path) ?? "";
    const calls = /\bpanic\s*\(/.test(text) ? parseFunctions(text).panics : [];
    this.#calls.set(path, calls);
    return calls;
  }

  /** The lines of these files on which something panics, asked for when the compiler first speaks. */
  linesOf(files: readonly SourceFile[], cwd: string): LineFilter {
    let lines: ReadonlySet<string> | null = null;
    return (place) => {
      lines ??= this.#linesOf(files, cwd);
      return lines.has(place);
    };
  }

  /** The compiler names a file from go's working directory, or whole. */
  #linesOf(files: readonly SourceFile[], cwd: string): Set<string> {
    const lines = new Set<string>();
    for (const { path, package: importPath } of files) {
      // The last one is what -trimpath makes of it.
      const names = [path, relative(cwd, path), `${importPath}/${basename(path)}`];
      for (const { line, endLine } of this.callsIn(path)) {
        for (let at = line; at <= endLine; at += 1) {
          for (const name of names) lines.add(`${name}:${at}`);
        }
      }
    }
    return lines;
  }
}

/** The explicit panics of files, with what the compiler says of them. */
export function panicSites(
  files: readonly SourceFile[],
  sources: PanicSources,
  decided: Verdicts,
  builds: readonly Verdicts[],
): PanicSite[] {
  return files.flatMap((source) =>
    sources.callsIn(source.path).map((call) => siteOf(source, call, decided, builds)),
  );
}

function siteOf(
  source: SourceFile,
  call: PanicCall,
  decided: Verdicts,
  builds: readonly Verdicts[],
): PanicSite {
  const { argument } = call;
  return {
    package: source.package,
    function: call.function,
    file: source.file,
    line: call.line,
    declared: call.declared,
    text: argument.length > TEXT_LIMIT ? `${argument.slice(0, TEXT_LIMIT - 1)}…` : argument,
    literal: call.literal,
    inlining: decided.atDeclaration(source.file, call.declared)?.inlining ?? null,
    escapes: escapesIn(builds, source.file, call.line, call.endLine),
    baseline: null,
    before: null,
  };
}

/** Files of packages that are built, tests left out. */
export function sourceFiles(
  packages: readonly {
    readonly importPath: string;
    readonly dir: string;
    readonly files: readonly string[];
  }[],
  repositoryName: (path: string) => string,
): SourceFile[] {
  return packages.flatMap(({ importPath, dir, files }) =>
    files.map((name) => {
      const path = join(dir, name);
      return { package: importPath, path, file: repositoryName(path) };
    }),
  );
}

/** Where packages lie, seen from a folder in which go runs; each looked up once. */
export function placesOf(
  packages: readonly { importPath: string; dir: string; files: readonly string[] }[],
  cwd: string,
): PlaceOf {
  const known = new Map(packages.map((pkg) => [pkg.importPath, pkg]));
  return (importPath) => {
    const pkg = known.get(importPath);
    if (pkg === undefined || pkg.dir === "") return null;
    return { dir: `${relative(cwd, pkg.dir) || "."}/`, names: new Set(pkg.files) };
  };
}
