import { buildFlags, diagnosingFlags } from "../go/index.ts";
import type { CompilerFacts } from "../model/index.ts";
import { RunReader } from "../stream/index.ts";
import type { LineFilter } from "../toolchain/index.ts";
import type { Plan } from "./plan/plan.ts";

export interface Compilation {
  readonly importPaths: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A file for -overlay, absolute. */
  readonly overlay: string | null;
  /** With inlining off each escape stands once, at its own position. */
  readonly noinline: boolean;
  /** The tests too: they make instances of generic functions that nothing else makes. */
  readonly tests: boolean;
  /** What compiles counts, whatever else does not. */
  readonly lenient: boolean;
  /** On which lines escapes are of interest. */
  readonly escapesOn: LineFilter;
}

/** For those who only ask what can be inlined. */
export const NO_LINES: LineFilter = () => false;

export type Compiled =
  | { readonly kind: "compiled"; readonly facts: CompilerFacts }
  /** The files that the compiler complains of, as it names them. */
  | { readonly kind: "failed"; readonly files: readonly string[] };

/**
 * Has go compile packages and their tests as the default build does, without linking
 * or running anything, and gives what the compiler said (go help list, -export).
 */
export async function compile(plan: Plan, wanted: Compilation): Promise<Compiled> {
  const reader = new RunReader(
    wanted.escapesOn,
    wanted.cwd === plan.cwd ? plan.placeOf : undefined,
  );
  const stderr = reader.input(true);
  const { exitCode } = await plan.groups.run({
    file: "go",
    args: compileArguments(plan, wanted),
    cwd: wanted.cwd,
    env: wanted.env,
    merged: false,
    timeoutMs: null,
    onStdout: () => {},
    onStderr: (chunk) => stderr.push(chunk),
  });
  stderr.end();
  const { compiler } = reader.facts();
  if (exitCode === 0) return { kind: "compiled", facts: compiler };
  const files = reader.buildProblems.flatMap(({ file }) => file ?? []);
  return { kind: "failed", files: [...new Set(files)] };
}

function compileArguments(plan: Plan, wanted: Compilation): string[] {
  const { importPaths, overlay, noinline, lenient, tests } = wanted;
  const { gcflags } = diagnosingFlags(true, plan.flags, plan.flags);
  const last = gcflags.length - 1;
  const flags = gcflags.map((flag, at) => (noinline && at === last ? `${flag} -l` : flag));
  const left = new Set(["a", "work", ...(overlay === null ? [] : ["overlay"])]);
  const kept = plan.flags.flags.filter((flag) => !left.has(flag.name));
  const build = buildFlags({ ...plan.flags, flags: kept });
  const over = overlay === null ? [] : [`-overlay=${overlay}`];
  const mode = ["list", ...(lenient ? ["-e"] : []), ...(tests ? ["-test"] : []), "-export", "-f="];
  return [...mode, ...build, ...flags, ...over, "--", ...importPaths];
}
