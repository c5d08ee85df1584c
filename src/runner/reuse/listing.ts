import { isAbsolute } from "../../files/index.ts";
import { ask, type Caller, listedObjects } from "../../go/index.ts";

/** Files that may name others, which go lists nowhere. */
export const NAMING = [
  "CgoFiles",
  "CFiles",
  "CXXFiles",
  "MFiles",
  "HFiles",
  "FFiles",
  "SFiles",
  "SwigFiles",
  "SwigCXXFiles",
] as const;

export const FILE_LISTS = ["GoFiles", ...NAMING, "SysoFiles", "EmbedFiles"] as const;

const FIELDS = [
  "ImportPath",
  "Dir",
  "Standard",
  "ForTest",
  "Module",
  "Deps",
  "Incomplete",
  "DefaultGODEBUG",
];

/** What `go list -json` tells of a package (cmd/go/internal/load, PackagePublic). */
export type Listed = Readonly<Partial<Record<(typeof FILE_LISTS)[number], readonly string[]>>> & {
  readonly ImportPath?: string;
  readonly Dir?: string;
  readonly Standard?: boolean;
  readonly ForTest?: string;
  readonly Module?: {
    readonly Path?: string;
    readonly Version?: string;
    readonly GoVersion?: string;
    readonly GoMod?: string;
    readonly Replace?: { readonly Path?: string; readonly Version?: string };
  };
  readonly Imports?: readonly string[];
  readonly Deps?: readonly string[];
  readonly DefaultGODEBUG?: string;
  readonly Incomplete?: boolean;
};

/** Where go is asked. */
export interface Asking extends Caller {
  readonly cwd: string;
}

/** Packages, their tests, and all that these link; `flags` are those of go list that choose files; `more`: fields that few ask for. */
export async function listLinked(
  { cwd, ...caller }: Asking,
  flags: readonly string[],
  patterns: readonly string[],
  more: readonly "Imports"[] = [],
): Promise<readonly Listed[]> {
  const json = `-json=${[...FIELDS, ...FILE_LISTS, ...more].join(",")}`;
  const args = ["list", "-e", "-test", "-deps", json, ...flags, "--", ...patterns];
  const { stdout } = await ask("go", args, cwd, caller);
  return listedObjects(stdout);
}

/** `p` of the main package `p.test` that go makes for its tests: its one file lies in go's cache. A folder may be called so too. */
export function testedPath({
  ImportPath: path = "",
  ForTest,
  GoFiles: [file = ""] = [],
}: Listed): string | null {
  const isMade = ForTest === undefined && path.endsWith(".test") && isAbsolute(file);
  return isMade ? path.slice(0, -".test".length) : null;
}
