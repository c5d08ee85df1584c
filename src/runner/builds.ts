import type { Layout } from "../correlate/index.ts";
import { join } from "../files/index.ts";
import {
  type Build,
  type CapturedBinary,
  capturedBinaries,
  DEFAULT_BUILD,
  dropBinary,
  openCapture,
} from "../go/index.ts";
import { type CompilerFacts, NO_COMPILER_FACTS, type Setting } from "../model/index.ts";
import { RunReader } from "../stream/index.ts";
import { buildTests } from "./build-tests.ts";
import type { Revision, Target } from "./experiment.ts";
import type { FirstRun } from "./first-run.ts";
import type { Plan } from "./plan/plan.ts";

export type BuildResult =
  | { readonly kind: "built"; readonly targets: ReadonlyMap<string, Target> }
  | { readonly kind: "unavailable"; readonly reason: string };

/** Variants that differ only in how their tests run share a build. */
export function buildOf(settings: readonly Setting[]): Build {
  const built = settings.filter(
    ({ gcflags, buildFlags, buildEnv }) =>
      gcflags !== null || buildFlags.length > 0 || Object.keys(buildEnv).length > 0,
  );
  if (built.length === 0) return DEFAULT_BUILD;
  const gcflags = built.flatMap((setting) => setting.gcflags ?? []);
  return {
    key: built.map((setting) => setting.name).join("+"),
    gcflags: gcflags.length === 0 ? null : gcflags.join(" "),
    flags: built.flatMap((setting) => setting.buildFlags),
    env: Object.assign({}, ...built.map((setting) => setting.buildEnv)),
  };
}

/** Head: makes each build once, when it is first wanted. */
export class Builds implements Revision {
  readonly #plan: Plan;
  readonly #layout: Layout;
  readonly #first: FirstRun;
  readonly #known = new Map<string, Promise<BuildResult>>();
  readonly #compiler = new Map<string, CompilerFacts>();

  constructor(plan: Plan, layout: Layout, first: FirstRun) {
    this.#plan = plan;
    this.#layout = layout;
    this.#first = first;
    const targets = this.#targetsOf([...first.binaries.values()]);
    this.#known.set(DEFAULT_BUILD.key, Promise.resolve({ kind: "built", targets }));
  }

  /** One build serves all who ask for it, also while it is made. */
  get(build: Build): Promise<BuildResult> {
    const known = this.#known.get(build.key);
    if (known !== undefined) return known;
    const made = this.#make(build);
    this.#known.set(build.key, made);
    return made;
  }

  /** A package's binary of a build; null where it was not built. */
  async target(build: Build, importPath: string): Promise<Target | null> {
    const made = await this.get(build);
    return made.kind === "built" ? (made.targets.get(importPath) ?? null) : null;
  }

  /** What the compiler said while it made a build, by its key; nothing where it was not made, or not asked. */
  compilerOf(key: string): CompilerFacts {
    if (key === DEFAULT_BUILD.key) return this.#first.facts.compiler;
    return this.#compiler.get(key) ?? NO_COMPILER_FACTS;
  }

  /** Frees the binaries of a package; later runs of it are not possible. */
  async drop(importPath: string, build: Build): Promise<void> {
    const made = await this.#known.get(build.key);
    const target = made?.kind === "built" ? made.targets.get(importPath) : undefined;
    if (target !== undefined) dropBinary(target.captured);
  }

  async #make(build: Build): Promise<BuildResult> {
    const { go, groups, tempDir } = this.#plan;
    const importPaths = this.#testedPaths();
    // go test without a package would test the folder it stands in.
    if (importPaths.length === 0) return { kind: "built", targets: new Map() };
    if (build.flags.includes("-race") && !go.cgo && go.goos !== "darwin") {
      const reason = "the race detector needs cgo: CGO_ENABLED is 0 or there is no C compiler";
      return { kind: "unavailable", reason };
    }
    const capture = await openCapture(groups, join(tempDir, "builds/head", build.key), null);
    const { cwd, env } = this.#plan;
    this.#plan.progress.phase(`building the tests (${build.key})`);
    const wanted = { build, capture, importPaths, cwd, env, vet: false, overlay: null };
    const reader = new RunReader(this.#plan.isPanicLine, this.#plan.placeOf);
    const stderr = reader.input(true);
    const exitCode = await buildTests(this.#plan, wanted, reader, (chunk) => stderr.push(chunk));
    stderr.end();
    const binaries = capturedBinaries(capture);
    this.#compiler.set(build.key, reader.facts().compiler);
    if (binaries.length === 0 && exitCode !== 0) {
      return { kind: "unavailable", reason: buildReason(reader) };
    }
    return { kind: "built", targets: this.#targetsOf(binaries) };
  }

  /** Only packages whose default build gave a binary: the others failed there already. */
  #testedPaths(): string[] {
    const tested = this.#plan.packages.filter((pkg) => this.#first.binaries.has(pkg.dir));
    return tested.map((each) => each.importPath);
  }

  #targetsOf(binaries: readonly CapturedBinary[]): Map<string, Target> {
    const byDir = new Map(binaries.map((binary) => [binary.cwd, binary]));
    const seconds = new Map(
      this.#first.facts.packages.map((pkg) => [pkg.importPath, pkg.seconds ?? 0]),
    );
    const targets = new Map<string, Target>();
    for (const { importPath, dir } of this.#plan.packages) {
      const captured = byDir.get(dir);
      const original = this.#first.binaries.get(dir);
      if (captured === undefined || original === undefined) continue;
      targets.set(importPath, {
        importPath,
        // The arguments are always those of the user's own run.
        captured: { ...captured, args: original.args },
        defaultSeconds: seconds.get(importPath) ?? 0,
        layout: this.#layout,
      });
    }
    return targets;
  }
}

function buildReason(reader: RunReader): string {
  const { goMessages, unread } = reader.facts();
  const problems = reader.buildProblems;
  const words = problems[0]?.message ?? goMessages[0] ?? unread.samples[0];
  return words === undefined ? "the build failed" : words.slice(0, 300);
}
