import { readdirSync } from "node:fs";
import { join, readText } from "../../files/index.ts";
import { hasGoFiles } from "../../git/index.ts";
import type { Plan } from "../../runner/index.ts";
import { parseDeclarations } from "../../toolchain/index.ts";
import { type BaseTree, baseDirOf } from "./build.ts";

/** What the base's sources say of its tests, without a run; each package is read once. */
export class BaseSources {
  readonly #plan: Plan;
  readonly #tree: BaseTree;
  readonly #known = new Map<string, readonly string[] | null>();

  constructor(plan: Plan, tree: BaseTree) {
    this.#plan = plan;
    this.#tree = tree;
  }

  /** Whether the base has a top-level test of that name; null where its sources are not at hand. */
  declares(importPath: string, test: string): boolean | null {
    const tests = this.#testsOf(importPath);
    return tests === null ? null : tests.includes(test);
  }

  /** Top-level tests, benchmarks left out. */
  testsOf(importPath: string): readonly string[] {
    return (this.#testsOf(importPath) ?? []).filter((name) => !name.startsWith("Benchmark"));
  }

  #testsOf(importPath: string): readonly string[] | null {
    const known = this.#known.get(importPath);
    if (known !== undefined) return known;
    const tests = this.#read(importPath);
    this.#known.set(importPath, tests);
    return tests;
  }

  #read(importPath: string): readonly string[] | null {
    const found = this.#plan.packages.find((pkg) => pkg.importPath === importPath);
    if (found === undefined) return null;
    const dir = baseDirOf(this.#plan, this.#tree, found.dir);
    if (!hasGoFiles(dir)) return [];
    return readdirSync(dir)
      .filter((name) => name.endsWith("_test.go"))
      .sort()
      .flatMap((name) => parseDeclarations(readText(join(dir, name)) ?? ""))
      .map((declaration) => declaration.name);
  }
}
