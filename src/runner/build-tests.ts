import {
  type Build,
  buildFlags,
  type Capture,
  DIAGNOSTICS,
  diagnosingFlags,
  extendedGcflags,
} from "../go/index.ts";
import type { RunReader } from "../parse/index.ts";
import type { Plan } from "./plan.ts";

export interface TestBuild {
  readonly build: Build;
  readonly capture: Capture;
  readonly importPaths: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly vet: boolean;
  /** A file for -overlay, absolute. */
  readonly overlay: string | null;
}

/**
 * Has go build test binaries and hand them to the capture, with the user's own build
 * flags; `reader` gets its standard output, `onStderr` the rest. Gives go's exit code.
 */
export async function buildTests(
  plan: Plan,
  wanted: TestBuild,
  reader: RunReader,
  onStderr: (chunk: string) => void,
): Promise<number | null> {
  const stdout = reader.input();
  const { exitCode } = await plan.groups.run({
    file: "go",
    args: buildArguments(plan, wanted),
    cwd: wanted.cwd,
    env: wanted.env,
    merged: false,
    timeoutMs: null,
    onStdout: (chunk) => stdout.push(chunk),
    onStderr,
  });
  stdout.end();
  return exitCode;
}

function buildArguments(plan: Plan, wanted: TestBuild): string[] {
  const { build, capture, importPaths, vet, overlay } = wanted;
  return [
    "test",
    "-json",
    "-count=1",
    ...(vet ? [] : ["-vet=off"]),
    `-exec=${capture.exec}`,
    ...(build.includes("race") ? ["-race"] : []),
    ...buildFlags(plan.flags),
    ...gcflagsOf(plan, build),
    ...(overlay === null ? [] : [`-overlay=${overlay}`]),
    ...importPaths,
  ];
}

function gcflagsOf(plan: Plan, build: Build): string[] {
  const diagnoses = plan.inlining.kind === "on" && !build.includes("race");
  if (build.includes("noinline")) {
    const everywhere = plan.flags.flags.some(
      ({ name, value }) => name === "gcflags" && value?.startsWith("all=") === true,
    );
    return extendedGcflags(plan.flags, diagnoses && !everywhere ? `-l ${DIAGNOSTICS}` : "-l");
  }
  // The same flags as in the first run: go's cache knows what did not change.
  if (diagnoses) return diagnosingFlags(true, plan.flags, plan.flags).gcflags;
  return plan.flags.flags.filter((flag) => flag.name === "gcflags").flatMap((flag) => flag.words);
}
