import { type FoundIncident, type PackageStory, testPattern } from "../correlate/index.ts";
import { isOutsideOfTesting, type Setting, shellQuoted } from "../model/index.ts";
import type { RunContext } from "./run-context.ts";

/**
 * One line to paste at the root of the repository: folder, settings of the variant, the selected
 * test (null: the whole package), and the user's own flags that matter. Null where no package is
 * known whose tests could show it: output of a program that is no test.
 */
export function reproduceLine(
  found: FoundIncident,
  variant: string,
  test: string | null,
  runContext: RunContext,
  story: PackageStory,
): string | null {
  const { facts } = story;
  if (facts.outcome === "incomplete" && facts.tests.length === 0) return null;
  // No go test runs what died in production.
  if (isOutsideOfTesting(facts)) return null;
  if (found.kind !== "build" && found.kind !== "vet") {
    const timeout = found.kind === "timeout" ? printedTimeout(found.message, runContext.flags) : [];
    return testLine(found.package, variant, test, runContext, { story, flags: timeout });
  }
  const words = found.kind === "build" ? ["test", "-run", "'^$'"] : ["vet"];
  const { cd, name } = placeIn(found.package, runContext);
  if (name === null) return null;
  return `${cd}go ${[...words, ...runContext.flags.map(shellQuoted), name].join(" ")}`;
}

/** The same for a test, or null: for all, of a package; `flags`: more of go test. Null where no command can name the package. */
export function testLine(
  importPath: string,
  variant: string,
  test: string | null,
  runContext: RunContext,
  { story, flags = [] }: { readonly story: PackageStory; readonly flags?: readonly string[] },
): string | null {
  const { cd, name } = placeIn(importPath, runContext);
  if (name === null) return null;
  const settings = runContext.settingsOf(variant);
  const seed = story.facts.shuffleSeed;
  const words = [
    ...(test === null ? [] : [selection(test)]),
    "-count=1",
    ...settings.flatMap(flagsOfSetting),
    ...[...runContext.flags, ...flags].map(shellQuoted),
    ...(seed === null ? [] : [`-shuffle=${seed}`]),
  ];
  const env = variablesOf(settings);
  const behind =
    runContext.args.length === 0 ? "" : ` -args ${runContext.args.map(shellQuoted).join(" ")}`;
  return `${cd}${env}go test ${words.join(" ")} ${name}${behind}`;
}

/** Saved output names packages as it likes: one that begins with a dash would be a flag. */
function placeIn(importPath: string, runContext: RunContext): { cd: string; name: string | null } {
  const place = runContext.commandPlace(importPath);
  return {
    cd: place.dir === null ? "" : `cd ${shellQuoted(place.dir)} && `,
    name: place.package.startsWith("-") ? null : shellQuoted(place.package),
  };
}

/** Saved output does not tell its flags; `test timed out after 3s` tells this one (testing, startAlarm). */
function printedTimeout(message: string | null, flags: readonly string[]): string[] {
  const span = /^test timed out after ([0-9hms.]+)$/.exec(message ?? "")?.[1];
  const isGiven = flags.some((flag) => flag.startsWith("-timeout"));
  return span === undefined || isGiven ? [] : [`-timeout=${span}`];
}

/** The flags of go test that do what a setting does; an order of tests is told by its seed. */
function flagsOfSetting({ gcflags, buildFlags, binaryFlags }: Setting): string[] {
  const own = binaryFlags
    .filter((flag) => !flag.startsWith("-test.shuffle"))
    .map((flag) => flag.replace(/^-test\./, "-"));
  const compiler = gcflags === null ? [] : [`-gcflags=${gcflags}`];
  return [...compiler, ...buildFlags, ...own].map(shellQuoted);
}

/** `GODEBUG=gctrace=1 GOGC=1 `, to stand before a command. */
function variablesOf(settings: readonly Setting[]): string {
  const debug = settings.flatMap((setting) => setting.godebug);
  const all = [
    ...(debug.length === 0 ? [] : [["GODEBUG", debug.join(",")] as const]),
    ...settings.flatMap(({ env, buildEnv }) => Object.entries({ ...env, ...buildEnv })),
  ];
  return all.map(([name, value]) => `${name}=${shellQuoted(value)} `).join("");
}

function selection(test: string): string {
  const flag = test.startsWith("Benchmark") ? "-run '^$' -bench" : "-run";
  return `${flag} ${shellQuoted(testPattern(test))}`;
}
