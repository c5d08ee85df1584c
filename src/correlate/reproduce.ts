import type { Setting } from "../model/index.ts";
import type { FoundIncident } from "./incident.ts";
import type { PackageStory } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * One line to paste at the root of the repository: folder, settings of the variant, the selected
 * test (null: the whole package), and the user's own flags that matter. Null where no package is
 * known whose tests could show it: output of a program that is no test.
 */
export function reproduceLine(
  found: FoundIncident,
  variant: string,
  test: string | null,
  around: Surroundings,
  story: PackageStory,
): string | null {
  const { facts } = story;
  if (facts.outcome === "incomplete" && facts.tests.length === 0) return null;
  const place = around.commandPlace(found.package);
  const go = place.dir === null ? "" : `cd ${shellQuoted(place.dir)} && `;
  const flags = around.flags.map(shellQuoted);
  if (found.kind === "build" || found.kind === "vet") {
    const words = found.kind === "build" ? ["test", "-run", "'^$'"] : ["vet"];
    return `${go}go ${[...words, ...flags, place.package].join(" ")}`;
  }
  const settings = around.settingsOf(variant);
  const seed = facts.shuffleSeed;
  const words = [
    ...(test === null ? [] : [selection(test)]),
    "-count=1",
    ...settings.flatMap(flagsOfSetting),
    ...flags,
    ...(seed === null ? [] : [`-shuffle=${seed}`]),
  ];
  const env = variablesOf(settings);
  const behind = around.args.length === 0 ? "" : ` -args ${around.args.map(shellQuoted).join(" ")}`;
  return `${go}${env}go test ${words.join(" ")} ${place.package}${behind}`;
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
