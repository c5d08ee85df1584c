import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, readText } from "../../files/index.ts";
import { type GoPackage, workspaceOf } from "../../go/index.ts";
import type { Plan } from "../../runner/index.ts";
import { TAP_FILES, TAP_IMPORT } from "./tap-source.ts";

/** What of a plan the tap needs. */
export type TapHost = Pick<Plan, "tempDir" | "toolDir" | "groups" | "go" | "env" | "ownFlags">;

/** A package whose tests are run with the tap in them. */
export type TestedPackage = Pick<
  GoPackage,
  "importPath" | "dir" | "testFiles" | "externalTestFiles"
>;

/** How go builds tests with the tap in them, without a file of theirs touched. */
export interface TapWorkspace {
  readonly env: Readonly<Record<string, string>>;
  /** A file for -overlay. */
  readonly overlay: string;
}

/**
 * A workspace of our own that joins the user's modules with the tap's, and an overlay that adds a file to each package of tests which imports
 * it. The tap lies in a folder of its own: cmd/go runs the assembler in the package's folder, which an overlay alone does not make.
 */
export async function tapWorkspace(
  plan: TapHost,
  packages: readonly TestedPackage[],
): Promise<TapWorkspace> {
  const dir = join(plan.tempDir, "preempt");
  const tap = join(dir, "tap");
  mkdirSync(tap, { recursive: true });
  for (const [name, text] of Object.entries(TAP_FILES)) writeFileSync(join(tap, name), text);
  const work = join(dir, "go.work");
  writeFileSync(work, await workText(plan, tap));
  const replaced = packages.map((pkg, at) => {
    const file = join(dir, `import${at}_test.go`);
    writeFileSync(file, `package ${packageName(pkg)}\n\nimport _ "${TAP_IMPORT}"\n`);
    return [join(pkg.dir, "zz_panicpath_tap_test.go"), file] as const;
  });
  const overlay = join(dir, "overlay.json");
  writeFileSync(overlay, JSON.stringify({ Replace: Object.fromEntries(replaced) }));
  // In a workspace go takes no -mod=mod, and vendor folders are not the workspace's.
  const goflags = (plan.env.GOFLAGS ?? "").replace(/(^|\s)-mod(?:file)?=\S+/g, "");
  return { env: { ...plan.env, GOWORK: work, GOFLAGS: goflags }, overlay };
}

/** The package clause of a package's tests. */
function packageName({ dir, testFiles, externalTestFiles }: TestedPackage): string {
  const [file = ""] = [...testFiles, ...externalTestFiles];
  const clause = /^package[ \t]+([\p{L}_][\p{L}\p{N}_]*)/mu.exec(readText(join(dir, file)) ?? "");
  return clause?.[1] ?? "main";
}

async function workText(plan: TapHost, tap: string): Promise<string> {
  const { gowork, gomod, version } = plan.go;
  const own =
    gowork === "" ? { uses: [dirname(gomod)], replaces: [] } : await workspaceOf(gowork, plan);
  const language = /^go(1\.\d+(?:\.\d+)?)/.exec(version)?.[1] ?? "1.21";
  const uses = [...own.uses, tap].map((path) => `use ${JSON.stringify(path)}`);
  return [`go ${language}`, ...uses, ...own.replaces, ""].join("\n");
}
