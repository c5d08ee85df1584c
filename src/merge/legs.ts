import { groupedBy, type Report } from "../model/index.ts";

/** A report and where it was read, for words about it. */
export interface NamedReport {
  readonly source: string;
  readonly report: Report;
}

/** Reports of one leg of a matrix: one, or its shards. */
export interface LegReports {
  /** By what it differs from the others; "" where there is no other. */
  readonly name: string;
  readonly reports: readonly NamedReport[];
}

/** Puts shards of one configuration together; everything else is a leg of its own. */
export function legsOf(given: readonly NamedReport[]): LegReports[] {
  const alone = given.filter(({ report }) => report.run.shard === null);
  const shards = given.filter(({ report }) => report.run.shard !== null);
  const legs = [...alone.map((each): NamedReport[] => [each]), ...shardedLegs(shards)];
  const names = namesOf(legs);
  return legs.map((reports, at) => ({ name: names[at] ?? "", reports }));
}

/**
 * Legs may differ in nothing that a report knows but their name (a service, an environment
 * variable), so that counts. Where it puts every shard alone, the names are the shards' own.
 */
function shardedLegs(shards: readonly NamedReport[]): NamedReport[][] {
  const named = groupedBy(shards, ({ report }) =>
    JSON.stringify([...configurationOf(report), nameWithoutShard(report)]),
  );
  const isTelling = named.some((group) => group.length > 1);
  return isTelling
    ? named
    : groupedBy(shards, ({ report }) => JSON.stringify(configurationOf(report)));
}

/** `1.26` of `1.26, 3` in shard 3: what the legs' names have in common. */
function nameWithoutShard({ run: { name, shard } }: Report): string {
  const own = [`${shard?.index}`, `${shard?.index}/${shard?.of}`];
  const words = (name ?? "").split(/[\s,]+/);
  const at = words.findLastIndex((word) => own.includes(word));
  return words.filter((_, index) => index !== at).join(" ");
}

/** What all shards of a leg have in common; not their variants, as one without packages has fewer. */
const configurationOf = (report: Report): unknown[] => [
  ...settingOf(report),
  report.run.job?.name,
  report.run.shard?.of,
  [...(report.run.shard?.packages ?? [])].sort(),
];

/** Where a run writes something is no part of what it is; shards often name files after themselves. */
const OUTPUT_FLAG = /(^|\s)--?(?:test\.)?(?:o|outputdir|trace|\w*profile)(?:=|\s+)\S+/g;

/** What a run is beside its packages: Go, platform, flags. */
export const settingOf = ({ go, run }: Report): string[] => [
  go.version ?? "",
  [go.goos, go.goarch].filter((part) => part !== null).join("/"),
  run.goTestFlags.join(" ").slice(0, 10_000).replace(OUTPUT_FLAG, ""),
];

/** What legs of a matrix commonly differ in. */
const facetsOf = (report: Report): string[] => [
  ...settingOf(report),
  report.variants.map((variant) => variant.name).join(","),
];

/** The names that the legs gave themselves, else what they differ in, else where they were read. */
function namesOf(legs: readonly (readonly NamedReport[])[]): string[] {
  const firsts = legs.flatMap(([first]) => first ?? []);
  if (firsts.length < 2) return firsts.map(() => "");
  const own = firsts.map(({ report }) =>
    report.run.shard === null ? report.run.name : nameWithoutShard(report),
  );
  const facets = firsts.map(({ report }) => facetsOf(report));
  const differing = facets.map((each) =>
    each.filter((facet, at) => facet !== "" && facets.some((other) => other[at] !== facet)),
  );
  const choices = [
    own.map((name) => name ?? ""),
    differing.map((parts) => parts.join(" ")),
    firsts.map(({ source }) => source),
  ];
  const isTelling = (names: readonly string[]): boolean =>
    new Set(names).size === names.length && names.every((name) => name !== "");
  const chosen = choices.find(isTelling) ?? [];
  return firsts.map(({ source }, at) => chosen[at] ?? `${source} (${at + 1})`);
}

/** Whether a package was run by several legs: their variants must then be told apart. */
export function overlap(legs: readonly LegReports[]): boolean {
  const seen = new Set<string>();
  return legs.some(({ reports }) => {
    const own = new Set(
      reports.flatMap(({ report }) => report.packages.map((pkg) => pkg.importPath)),
    );
    const isShared = [...own].some((path) => seen.has(path));
    for (const path of own) seen.add(path);
    return isShared;
  });
}

/** Incidents that happen in some legs of other versions of Go only: to see one, its version must be named. */
export function boundToVersion(legs: readonly LegReports[]): ReadonlySet<string> {
  const all = legs.map(({ reports }) => reports.map(({ report }) => report));
  const versions = new Set(all.flat().map((report) => report.go.version));
  if (versions.size < 2) return new Set();
  const ofLegs = all.map(
    (reports) =>
      new Set(
        reports.flatMap((report) => report.incidents.map((incident) => incident.fingerprint)),
      ),
  );
  const bound = ofLegs.flatMap((own) =>
    [...own].filter((each) => ofLegs.some((other) => !other.has(each))),
  );
  return new Set(bound);
}

/** `cd x && GOTOOLCHAIN=go1.24.9 go test ...`; go help toolchain. */
const withToolchain = (line: string, version: string): string =>
  // A report may be a stranger's: nothing but a version gets into a line to paste.
  !/^go\d[\w.-]*$/.test(version)
    ? line
    : line.replace(
        /(^|&& )go test /,
        (_, before: string) => `${before}GOTOOLCHAIN=${version} go test `,
      );

/**
 * The reports of a leg with their variants named after it: `default (go1.21.13)`. `bound`:
 * incidents whose reproduction names the leg's version of Go.
 */
export function labelled({ name, reports }: LegReports, bound: ReadonlySet<string>): Report[] {
  const label = <T extends { readonly variant: string }>(each: T): T => ({
    ...each,
    variant: `${each.variant} (${name})`,
  });
  return reports.map(({ report }) => ({
    ...report,
    variants: report.variants.map((variant) => ({ ...variant, name: `${variant.name} (${name})` })),
    tests: report.tests.map((test) => ({ ...test, runs: test.runs.map(label) })),
    incidents: report.incidents.map((incident) => ({
      ...incident,
      occurrences: incident.occurrences.map(label),
      reproduce:
        incident.reproduce !== null && report.go.version !== null && bound.has(incident.fingerprint)
          ? withToolchain(incident.reproduce, report.go.version)
          : incident.reproduce,
    })),
    notRun: report.notRun.map(label),
    gc: report.gc.map(label),
    warnings: report.warnings.map((text) => `${name}: ${text}`),
    run: {
      ...report.run,
      budgetLeftOut: report.run.budgetLeftOut.map((what) => `${what} (${name})`),
    },
  }));
}
