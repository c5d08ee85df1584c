import type { FoundIncident } from "./incident.ts";
import type { PackageStory } from "./story.ts";

/**
 * One line to paste at the root of the repository: folder, settings of the variant,
 * the test alone, and the user's own flags that matter.
 */
export function reproduceLine(
  found: FoundIncident,
  variant: string,
  place: { readonly dir: string | null; readonly package: string },
  userFlags: readonly string[],
  userArgs: readonly string[],
  story: PackageStory,
): string {
  const go = place.dir === null ? "" : `cd ${shellQuoted(place.dir)} && `;
  const flags = userFlags.map(shellQuoted);
  if (found.kind === "build" || found.kind === "vet") {
    const words = found.kind === "build" ? ["test", "-run", "'^$'"] : ["vet"];
    return `${go}go ${[...words, ...flags, place.package].join(" ")}`;
  }
  const settings = variant === "default" ? [] : variant.split("+");
  const debug = settings.flatMap((setting) => DEBUG[setting] ?? []);
  const env = debug.length === 0 ? "" : `GODEBUG=${debug.join(",")} `;
  const seed = story.facts.shuffleSeed;
  const words = [
    ...(found.attribution.test === null ? [] : [selection(found.attribution.test)]),
    "-count=1",
    ...(settings.includes("noinline") ? ["-gcflags=-l"] : []),
    ...(settings.includes("race") ? ["-race"] : []),
    ...flags,
    ...(seed === null ? [] : [`-shuffle=${seed}`]),
  ];
  const behind = userArgs.length === 0 ? "" : ` -args ${userArgs.map(shellQuoted).join(" ")}`;
  return `${go}${env}go test ${words.join(" ")} ${place.package}${behind}`;
}

const DEBUG: Readonly<Record<string, string>> = {
  asyncpreemptoff: "asyncpreemptoff=1",
  gctrace: "gctrace=1",
};

function selection(test: string): string {
  const flag = test.startsWith("Benchmark") ? "-run '^$' -bench" : "-run";
  return `${flag} ${shellQuoted(testPattern(test))}`;
}

/** `^TestAt$/^negative$`: one anchored, quoted element for each part between slashes (testing/match.go). */
export function testPattern(test: string): string {
  return test
    .split("/")
    .map((part) => `^${patternElement(part)}$`)
    .join("/");
}

/** A part of a name, quoted for Go's regular expressions. */
export const patternElement = (part: string): string => part.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");

/** Quoted for a shell where it has to be. */
function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
