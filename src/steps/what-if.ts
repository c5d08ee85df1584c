import { writeFileSync } from "node:fs";
import { Verdicts } from "../assemble/index.ts";
import type { Layout } from "../correlate/index.ts";
import { join, makeFolder, readText } from "../files/index.ts";
import { type GoPackage, valueOfFlag } from "../go/index.ts";
import type { PanicSite, VerdictFlip, WhatIf } from "../model/index.ts";
import { compile, NO_LINES, type Plan, relativeTo } from "../runner/index.ts";
import { parseFunctions, withConstantMessages } from "../toolchain/index.ts";
import { type HeadInlining, repositoryNames } from "./inlining.ts";

export interface Tried {
  readonly whatIfs: readonly WhatIf[];
  readonly flips: readonly VerdictFlip[];
}

/**
 * Asks the compiler about the same packages with constant panic messages: an overlay
 * that nobody ever runs. `wanted` says of which refused functions it shall be told.
 */
export async function tryConstantMessages(
  plan: Plan,
  layout: Layout,
  head: HeadInlining,
  flips: readonly VerdictFlip[],
  wanted: (site: PanicSite) => boolean,
): Promise<Tried> {
  const lost = flips.filter((flip) => !flip.after.can);
  const sites = head.info.sites.filter((site) => isCandidate(site) && wanted(site));
  const paths = new Set([...sites, ...lost].map((each) => each.package));
  const packages = plan.packages.filter((pkg) => paths.has(pkg.importPath));
  const verdicts = await verdictsWithout(plan, layout, packages);
  if (verdicts === null) return { whatIfs: [], flips };
  return {
    whatIfs: distinctFunctions(sites).flatMap((site) => whatIfOf(site, verdicts)),
    flips: flips.map((flip) => {
      if (flip.after.can) return flip;
      const decision = verdicts.atDeclaration(flip.file, flip.line);
      return { ...flip, byPanicCode: decision?.inlining.can ?? null };
    }),
  };
}

const isCandidate = (site: PanicSite): boolean =>
  site.inlining !== null && !site.inlining.can && !site.literal && site.function !== "init";

function distinctFunctions(sites: readonly PanicSite[]): PanicSite[] {
  return [...new Map(sites.map((site) => [`${site.package} ${site.function}`, site])).values()];
}

function whatIfOf(site: PanicSite, verdicts: Verdicts): WhatIf[] {
  const { package: path, function: name, file, declared: line, inlining: before } = site;
  const after = verdicts.atDeclaration(file, line)?.inlining;
  if (after === undefined || before === null) return [];
  return [{ package: path, function: name, file, line, before, after }];
}

/** The verdicts on these packages with every panic's message made constant; null where none could be had. */
async function verdictsWithout(
  plan: Plan,
  layout: Layout,
  packages: readonly GoPackage[],
): Promise<Verdicts | null> {
  if (packages.length === 0 || valueOfFlag(plan.flags, "overlay") !== null) return null;
  let edits = editedFiles(plan, packages);
  const importPaths = packages.map((pkg) => pkg.importPath);
  const nameOf = repositoryNames(plan, layout);
  // Where panic is another function than the builtin an edit may not compile: that file stays as it is.
  for (let round = 0; round < 3 && edits.size > 0; round += 1) {
    const overlay = join(plan.tempDir, "constant-overlay.json");
    writeFileSync(overlay, JSON.stringify({ Replace: Object.fromEntries(edits) }));
    const { cwd, env } = plan;
    const compiled = await compile(plan, {
      importPaths,
      cwd,
      env,
      overlay,
      noinline: false,
      tests: false,
      lenient: false,
      escapesOn: NO_LINES,
    });
    if (compiled.kind === "compiled") return new Verdicts(compiled.facts, nameOf);
    const broken = new Set(compiled.files.map(nameOf));
    // The compiler names the copy that it read.
    const isBroken = (path: string): boolean => broken.has(relativeTo(plan.root, path));
    const left = [...edits].filter(([path, copy]) => !isBroken(path) && !isBroken(copy));
    if (left.length === edits.size) return null;
    edits = new Map(left);
  }
  return null;
}

/** Path of each file with such a panic, and of its edited copy. */
function editedFiles(plan: Plan, packages: readonly GoPackage[]): Map<string, string> {
  const dir = join(plan.tempDir, "constant");
  makeFolder(dir);
  const edits = new Map<string, string>();
  for (const { dir: folder, files } of packages) {
    for (const name of files) {
      const path = join(folder, name);
      const text = readText(path);
      if (text === null || !text.includes("panic")) continue;
      const edited = withConstantMessages(text, parseFunctions(text).panics);
      if (edited === text) continue;
      const copy = join(dir, `${edits.size}.go`);
      writeFileSync(copy, edited);
      edits.set(path, copy);
    }
  }
  return edits;
}
