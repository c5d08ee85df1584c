import {
  type Build,
  buildFlags,
  type Capture,
  DIAGNOSTICS,
  diagnosingFlags,
  extendedGcflags,
  gcflagsFor,
} from "../go/index.ts";
import type { RunReader } from "../stream/index.ts";
import type { Plan } from "./plan/plan.ts";

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
    env: { ...wanted.env, ...wanted.build.env },
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
    ...buildFlags(plan.flags),
    ...build.flags,
    ...(plan.named === null || vet
      ? gcflagsOf(plan, build)
      : gcflagsFor(gcflagsOf(plan, build), plan.named)),
    ...(overlay === null ? [] : [`-overlay=${overlay}`]),
    ...importPaths,
  ];
}

/** Only what changes no code but inlining is asked why it does what it does. */
const DIAGNOSED = ["default", "noinline"];

function gcflagsOf(plan: Plan, { key, gcflags }: Build): string[] {
  const diagnoses = plan.inlining.kind === "on" && DIAGNOSED.includes(key);
  if (gcflags !== null) {
    const everywhere = plan.flags.flags.some(
      ({ name, value }) => name === "gcflags" && value?.startsWith("all=") === true,
    );
    const words = diagnoses && !everywhere ? `${gcflags} ${DIAGNOSTICS}` : gcflags;
    return extendedGcflags(plan.flags, words);
  }
  // The same flags as in the first run: go's cache knows what did not change.
  if (diagnoses) return diagnosingFlags(true, plan.flags, plan.flags).gcflags;
  return plan.flags.flags.filter((flag) => flag.name === "gcflags").flatMap((flag) => flag.words);
}
