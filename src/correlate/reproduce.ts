import type { FoundIncident } from "./incident.ts";

/**
 * One line to paste in the folder of the module: settings of the variant, the
 * test alone, and the package. Null where no test can be named.
 */
export function reproduceLine(
  found: FoundIncident,
  variant: string,
  dir: string | null,
  shuffleSeed: string | null,
): string | null {
  const place = dir === null ? found.package : dir === "" ? "." : `./${dir}`;
  if (found.kind === "build") return `go test -run '^$' ${place}`;
  if (found.kind === "vet") return `go vet ${place}`;
  const settings = variant === "default" ? [] : variant.split("+");
  const debug = settings.flatMap((setting) => DEBUG[setting] ?? []);
  const env = debug.length === 0 ? "" : `GODEBUG=${debug.join(",")} `;
  const flags = [
    ...(found.attribution.test === null ? [] : [selection(found.attribution.test)]),
    "-count=1",
    ...(settings.includes("noinline") ? ["-gcflags=-l"] : []),
    ...(settings.includes("race") || found.kind === "race" ? ["-race"] : []),
    ...(shuffleSeed === null ? [] : [`-shuffle=${shuffleSeed}`]),
  ];
  return `${env}go test ${flags.join(" ")} ${place}`;
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
    .map((part) => `^${part.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&")}$`)
    .join("/");
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
