import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "../../files/index.ts";
import type { Caller } from "../../go/index.ts";
import { compilersHash, namesFilesBelow } from "./compilers.ts";
import { contentHash } from "./content.ts";
import { type Asking, FILE_LISTS, type Listed, listLinked, NAMING, testedPath } from "./listing.ts";
import { isUnwatched } from "./unwatched.ts";

/** The profile that the compiler takes for a main package by itself (cmd/go, -pgo=auto). */
const PROFILE = "default.pgo";

/** What something is made of, as a hash; or, in words, why that can't be told. */
export type Made =
  | { readonly kind: "known"; readonly hash: string }
  | { readonly kind: "unknown"; readonly why: string };

const known = (hash: string): Made => ({ kind: "known", hash });
const unknown = (why: string): Made => ({ kind: "unknown", why });

/** What `packageKeys` gives. */
export interface PackageKeys {
  /** By import path. */
  readonly keys: ReadonlyMap<string, Made>;
  /** Files that were read for them. */
  readonly files: readonly string[];
  /** Folders and files by which go chose them: what comes or goes there may be in other lists. */
  readonly chosenBy: readonly string[];
}

/** Where go is asked. */
interface Asked extends Asking {
  readonly root: string;
  /** Variables that go keeps in a file (go env -w). */
  readonly kept: Caller["env"];
}

/**
 * What the test binary of each package is made of, or a package without tests, as a hash: every file of
 * the packages of the repository that it links, modules by their version, the standard library by Go's.
 * It holds no path of this machine, so that a checkout elsewhere has the same; `flags` are those of go
 * list that choose files.
 */
export async function packageKeys(
  { root, kept, ...asking }: Asked,
  flags: readonly string[],
  patterns: readonly string[],
): Promise<PackageKeys> {
  const listed = await listLinked(asking, flags, patterns);
  const files = new Map<string, string | null>();
  const env = { ...kept, ...asking.env };
  const surrounding = { root, namesOwn: namesFilesBelow(root, env) };
  const own = new Map(
    listed.map((each) => [each.ImportPath ?? "", ownHash(each, surrounding, files)]),
  );
  const compilers = compilersHash(root, env);
  // Of a package with tests its binary decides; of one without only that it can be compiled.
  const withTests = listed.filter((each) => testedPath(each) !== null);
  const without = listed.filter(
    (each) => testedPath(each) === null && each.ForTest === undefined && each.Standard !== true,
  );
  const keys = new Map(
    [...without, ...withTests].map(
      (each) =>
        [testedPath(each) ?? each.ImportPath ?? "", linkedHash(each, own, compilers)] as const,
    ),
  );
  return { keys, files: [...files.keys()], chosenBy: chosenBy(listed, [...files.keys()]) };
}

/** Folders of packages and of what they embed, and the files of modules. */
function chosenBy(listed: readonly Listed[], files: readonly string[]): string[] {
  const ofModules = listed.flatMap(({ Module: module, Standard: isStandard }) =>
    module?.GoMod === undefined || module.Version !== undefined || isStandard === true
      ? []
      : MODULE_FILES.map((name) => join(dirname(module.GoMod ?? ""), name)),
  );
  return [...new Set([...files.map((file) => dirname(file)), ...ofModules])];
}

const MODULE_FILES = ["go.mod", "go.sum", "vendor/modules.txt"] as const;

/** Of all that it imports, and of itself. */
function linkedHash(
  { ImportPath: path = "", Deps = [], DefaultGODEBUG: debug = "" }: Listed,
  own: ReadonlyMap<string, Made>,
  compilers: string,
): Made {
  const hash = createHash("sha256").update(`${debug}\n`);
  if (Deps.includes("runtime/cgo")) hash.update(`${compilers}\n`);
  for (const dep of [...Deps, path].sort()) {
    // What cgo needs is listed by its name alone.
    const part = dep === "C" ? known("C") : own.get(dep);
    if (part === undefined) return unknown(`${dep} is not listed`);
    if (part.kind === "unknown") return part;
    hash.update(`${dep} ${part.hash}\n`);
  }
  return known(hash.digest("hex"));
}

/** What is the same for all packages. */
interface Surrounding {
  readonly root: string;
  /** Variables name headers or libraries of the repository. */
  readonly namesOwn: boolean;
}

function ownHash(
  listed: Listed,
  surrounding: Surrounding,
  files: Map<string, string | null>,
): Made {
  const { root } = surrounding;
  if (listed.Standard === true) return known("std");
  if (testedPath(listed) !== null) return known("main");
  const { Module: module, Dir: dir = "", ImportPath: path = "" } = listed;
  if (listed.Incomplete === true) return unknown(`${path} does not load`);
  const version = module?.Replace === undefined ? module?.Version : module.Replace.Version;
  const isHere = dir === root || dir.startsWith(`${root}/`);
  if (version === undefined || isHere) return filesHash(listed, surrounding, files);
  return known(`${module?.Replace?.Path ?? module?.Path}@${version}`);
}

function filesHash(
  listed: Listed,
  { root, namesOwn }: Surrounding,
  files: Map<string, string | null>,
): Made {
  const { Dir: dir = "", ImportPath: listedPath = "" } = listed;
  // `p [p.test]` is p with its tests.
  const path = listedPath.replace(/ .*/, "");
  const profile = existsSync(join(dir, PROFILE)) ? [PROFILE] : [];
  const names = [...profile, ...FILE_LISTS.flatMap((list) => listed[list] ?? [])];
  const naming = NAMING.flatMap((list) => listed[list] ?? []);
  const isC = (listed.CgoFiles ?? []).length > 0;
  if ((isC && namesOwn) || isUnwatched({ dir, root }, new Set(names), naming)) {
    return unknown(`${path} takes in C headers or libraries that go does not look at`);
  }
  // The language version decides what the same text means (go.dev/ref/mod, go directive).
  const hash = createHash("sha256").update(`go ${listed.Module?.GoVersion ?? ""}\n`);
  for (const name of names) {
    const content = hashOf(join(dir, name), files);
    if (content === null) return unknown(`${join(path, name)} can't be read, or is too large`);
    hash.update(`${name} ${content}\n`);
  }
  return known(hash.digest("hex"));
}

function hashOf(file: string, known: Map<string, string | null>): string | null {
  const found = known.get(file);
  if (found !== undefined) return found;
  const made = contentHash(file);
  known.set(file, made);
  return made;
}
