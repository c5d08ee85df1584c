import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ask, type Caller, listedObjects } from "../../go/index.ts";

/** A file that is larger is not hashed: what it belongs to is never reused. */
const MOST_BYTES = 64 << 20;

const FILE_LISTS = [
  "GoFiles",
  "CgoFiles",
  "CFiles",
  "CXXFiles",
  "MFiles",
  "HFiles",
  "FFiles",
  "SFiles",
  "SwigFiles",
  "SwigCXXFiles",
  "SysoFiles",
  "EmbedFiles",
] as const;

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

/** The profile that the compiler takes for a main package by itself (cmd/go, -pgo=auto). */
const PROFILE = "default.pgo";

type Listed = Readonly<Partial<Record<(typeof FILE_LISTS)[number], readonly string[]>>> & {
  readonly ImportPath?: string;
  readonly Dir?: string;
  readonly Standard?: boolean;
  readonly ForTest?: string;
  readonly Module?: {
    readonly Path?: string;
    readonly Version?: string;
    readonly GoVersion?: string;
    readonly Replace?: { readonly Path?: string; readonly Version?: string };
  };
  readonly Deps?: readonly string[];
  readonly DefaultGODEBUG?: string;
  readonly Incomplete?: boolean;
};

/** What `packageKeys` gives. */
export interface PackageKeys {
  /** By import path; of a package that can't be told there is none. */
  readonly keys: ReadonlyMap<string, string>;
  /** Files of the repository that were read for them. */
  readonly files: readonly string[];
}

/**
 * What the test binary of each package is made of, or a package without tests, as a hash: every file of
 * the packages of the repository that it links, modules by their version, the standard library by Go's.
 * It holds no path of this machine, so that a checkout elsewhere has the same; `flags` are those of go
 * list that choose files.
 */
export async function packageKeys(
  cwd: string,
  caller: Caller,
  root: string,
  flags: readonly string[],
  patterns: readonly string[],
): Promise<PackageKeys> {
  const json = `-json=${[...FIELDS, ...FILE_LISTS].join(",")}`;
  const args = ["list", "-e", "-test", "-deps", json, ...flags, "--", ...patterns];
  const { stdout } = await ask("go", args, cwd, caller);
  const listed: Listed[] = listedObjects(stdout);
  const files = new Map<string, string | null>();
  const own = new Map(listed.map((each) => [each.ImportPath ?? "", ownHash(each, root, files)]));
  // Of a package with tests its binary decides; of one without only that it can be compiled.
  const withTests = listed.filter((each) => testedPath(each) !== null);
  const without = listed.filter(({ ImportPath, ForTest, Standard }) =>
    [ImportPath?.endsWith(".test"), ForTest !== undefined, Standard].every((each) => each !== true),
  );
  const keys = new Map(
    [...without, ...withTests].flatMap((each) => {
      const path = testedPath(each) ?? each.ImportPath ?? "";
      const key = linkedHash(each, own);
      return key === null ? [] : [[path, key] as const];
    }),
  );
  return { keys, files: [...files.keys()] };
}

/** `p` of the main package `p.test` that go makes for its tests. */
function testedPath({ ImportPath: path = "", ForTest }: Listed): string | null {
  return ForTest === undefined && path.endsWith(".test") ? path.slice(0, -".test".length) : null;
}

/** Of all that it imports, and of itself; null where some part is not known. */
function linkedHash(
  { ImportPath: path = "", Deps = [], DefaultGODEBUG: debug = "" }: Listed,
  own: ReadonlyMap<string, string | null>,
): string | null {
  const hash = createHash("sha256").update(`${debug}\n`);
  for (const dep of [...Deps, path].sort()) {
    // What cgo needs is listed by its name alone.
    const part = dep === "C" ? "C" : own.get(dep);
    if (part === undefined || part === null) return null;
    hash.update(`${dep} ${part}\n`);
  }
  return hash.digest("hex");
}

function ownHash(listed: Listed, root: string, files: Map<string, string | null>): string | null {
  if (listed.Standard === true) return "std";
  if (testedPath(listed) !== null) return "main";
  if (listed.Incomplete === true) return null;
  const { Module: module, Dir: dir = "" } = listed;
  const version = module?.Replace === undefined ? module?.Version : module.Replace.Version;
  const isHere = dir === root || dir.startsWith(`${root}/`);
  if (version === undefined || isHere) return filesHash(listed, dir, files);
  return `${module?.Replace?.Path ?? module?.Path}@${version}`;
}

/** Null where one of its files can't be read. */
function filesHash(listed: Listed, dir: string, files: Map<string, string | null>): string | null {
  const profile = existsSync(join(dir, PROFILE)) ? [PROFILE] : [];
  const included = (listed.CgoFiles ?? []).length === 0 ? [] : includedBelow(dir);
  if (included === null) return null;
  const names = [...profile, ...FILE_LISTS.flatMap((list) => listed[list] ?? []), ...included];
  // The language version decides what the same text means (go.dev/ref/mod, go directive).
  const hash = createHash("sha256").update(`go ${listed.Module?.GoVersion ?? ""}\n`);
  for (const name of names) {
    const content = hashOf(join(dir, name), files);
    if (content === null) return null;
    hash.update(`${name} ${content}\n`);
  }
  return hash.digest("hex");
}

function hashOf(file: string, known: Map<string, string | null>): string | null {
  const found = known.get(file);
  if (found !== undefined) return found;
  const made = contentHash(file);
  known.set(file, made);
  return made;
}

/** Null for what is no regular file, or is too large. */
export function contentHash(file: string): string | null {
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > MOST_BYTES) return null;
    return createHash("sha256").update(readFileSync(file)).digest("hex");
  } catch {
    return null;
  }
}

const MOST_INCLUDED = 5000;

/** What C code of a package may include from folders below it, which go lists nowhere; null for too much. */
function includedBelow(dir: string): readonly string[] | null {
  try {
    const names = readdirSync(dir, { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes("/") && /\.(?:h|hh|hpp|hxx|inc|inl|c|cc|cpp|def)$/.test(name))
      .sort();
    return names.length > MOST_INCLUDED ? null : names;
  } catch {
    return null;
  }
}
