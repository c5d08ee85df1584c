import { join } from "node:path";
import { escapesIn, type Verdicts } from "../correlate/index.ts";
import { readText } from "../go/index.ts";
import type { PanicSite } from "../model/index.ts";
import { type PanicCall, parseFunctions, type SourceFunctions } from "../parse/index.ts";

/** A source file of a package: where it lies, and its name in the repository. */
export interface SourceFile {
  readonly package: string;
  /** Absolute. */
  readonly path: string;
  /** Relative to the repository. */
  readonly file: string;
}

const TEXT_LIMIT = 200;

/** Functions and panics of a file; null where it can't be read. Only files with a panic are looked into. */
export function functionsIn(path: string): SourceFunctions | null {
  const text = readText(path);
  if (text === null) return null;
  return text.includes("panic") ? parseFunctions(text) : { declarations: [], panics: [] };
}

/** The explicit panics of files, with what the compiler says of them. */
export function panicSites(
  files: readonly SourceFile[],
  decided: Verdicts,
  builds: readonly Verdicts[],
): PanicSite[] {
  return files.flatMap((source) =>
    (functionsIn(source.path)?.panics ?? []).map((call) => siteOf(source, call, decided, builds)),
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
