import { rmSync } from "node:fs";
import { join } from "../files/index.ts";
import { buildFlags, DEFAULT_BUILD } from "../go/index.ts";
import { VALUES_BUILD } from "../model/index.ts";
import type { Builds } from "./builds.ts";
import type { Revision, Target } from "./experiment.ts";
import type { Plan } from "./plan/plan.ts";

/**
 * Head in a build in which some packages have every variable where their declarations say. It is
 * linked by `go test -c`, which keeps the debugger's tables: what go test runs has none (cmd/go, -s -w).
 */
export class ValuesBuild implements Revision {
  readonly #plan: Plan;
  readonly #head: Builds;
  readonly #packages: readonly string[];
  readonly #file: string;

  /** `packages`: import paths of what is compiled so. `name`: of its file. */
  constructor(plan: Plan, head: Builds, packages: readonly string[], name: string) {
    this.#plan = plan;
    this.#head = head;
    this.#packages = packages;
    this.#file = join(plan.tempDir, `${name}.values.test`);
  }

  /** Links it; whatever build is asked for. */
  async target(_: unknown, importPath: string): Promise<Target | null> {
    const original = await this.#head.target(DEFAULT_BUILD, importPath);
    if (original === null) return null;
    const { cwd, env, flags, groups } = this.#plan;
    const given = flags.flags.filter(({ name }) => name === "gcflags");
    const { exitCode } = await groups.run({
      file: "go",
      args: [
        ...["test", "-c", "-vet=off", "-o", this.#file],
        ...buildFlags(flags),
        ...given.flatMap(({ words }) => words),
        // A later pattern wins (cmd/go/internal/load, PerPackageFlag).
        ...this.#packages.map((path) => `-gcflags=${path}=${VALUES_BUILD}`),
        importPath,
      ],
      cwd,
      env,
      merged: false,
      timeoutMs: null,
      onStdout: () => {},
      onStderr: () => {},
    });
    if (exitCode !== 0) return null;
    return { ...original, captured: { ...original.captured, binary: this.#file } };
  }

  drop(): void {
    rmSync(this.#file, { force: true });
  }
}
