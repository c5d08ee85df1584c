import type { Report } from "../model/index.ts";
import type { LegReports, NamedReport } from "./legs.ts";

/** What does not fit together, in words: the reader decides what it is worth. */
export function conflictsOf(given: readonly NamedReport[]): string[] {
  return [
    ...differing(given, "are of different commits", ({ run }) => run.commit),
    ...differing(given, "have different bases", ({ base }) => base.commit),
    ...differing(given, "have different gates", ({ verdict }) => verdict.failOn.join(",")),
    ...differing(given, "come from different versions of panicpath", ({ tool }) => tool.version),
  ];
}

function differing(
  given: readonly NamedReport[],
  what: string,
  valueIn: (report: Report) => string | null,
): string[] {
  const sources = new Map<string, string>();
  for (const { source, report } of given) {
    const value = valueIn(report);
    if (value !== null && !sources.has(value)) sources.set(value, source);
  }
  if (sources.size < 2) return [];
  const named = [...sources].slice(0, 5).map(([value, source]) => `${value} (${source})`);
  return [`the reports ${what}: ${named.join(", ")}${sources.size > 5 ? ", ..." : ""}`];
}

/** What of a leg's packages nobody ran, or two did. */
export interface ShardProblems {
  /** A report that is not there, a package in no shard: the whole is not known. */
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
}

/** Checks that the shards of a leg are all there and make up the whole. */
export function shardProblems({ name, reports }: LegReports): ShardProblems {
  const shards = reports.flatMap(({ report, source }) =>
    report.run.shard === null ? [] : [{ ...report.run.shard, taken: report.run.packages, source }],
  );
  const [first] = shards;
  if (first === undefined) return { missing: [], doubled: [] };
  const of = name === "" ? "" : ` of ${name}`;
  const absent = indexes(first.of).filter(
    (index) => !shards.some((shard) => shard.index === index),
  );
  const counts = indexes(first.of).map((index) => ({
    index,
    sources: shards.filter((shard) => shard.index === index).map((shard) => shard.source),
  }));
  const most = counts.reduce((so, { sources }) => Math.max(so, sources.length), 0);
  const doubled = most < 2 ? [] : [`shards${of} are there ${most} times: ${sourcesOf(counts)}`];
  // Several legs that look the same: the one that lacks a shard hides behind the others.
  const scarce = counts
    .filter(({ sources }) => sources.length > 0 && sources.length < most)
    .map(({ index }) => `shard ${index}/${first.of}${of} is there less often than others`);
  if (absent.length > 0) return { missing: [absentText(absent, first.of, of)], doubled };
  return { missing: [...scarce, ...forgottenPackages(shards, of)], doubled };
}

const sourcesOf = (counts: readonly { readonly sources: readonly string[] }[]): string =>
  counts
    .flatMap(({ sources }) => sources)
    .slice(0, SHOWN)
    .join(", ");

const SHOWN = 5;

/** `shard 2/3 is missing`, `shards 2/9, 3/9 and 4 more are missing`. */
function absentText(absent: readonly number[], count: number, of: string): string {
  const named = absent.slice(0, SHOWN).map((index) => `${index}/${count}`);
  if (named.length === 1) return `shard ${named[0]}${of} is missing`;
  const more = absent.length > SHOWN ? ` and ${absent.length - SHOWN} more` : "";
  return `shards ${named.join(", ")}${more}${of} are missing`;
}

/** Shards that knew different timings divide the packages differently: some may be in none. */
function forgottenPackages(
  shards: readonly { readonly packages: readonly string[]; readonly taken: readonly string[] }[],
  of: string,
): string[] {
  const taken = new Set(shards.flatMap((shard) => shard.taken));
  const forgotten = new Set(
    shards.flatMap((shard) => shard.packages).filter((path) => !taken.has(path)),
  );
  if (forgotten.size === 0) return [];
  const named = [...forgotten].slice(0, SHOWN).join(", ");
  const more = forgotten.size > SHOWN ? ` and ${forgotten.size - SHOWN} more` : "";
  return [`no shard${of} ran ${named}${more}: give all shards the same --timings`];
}

const MOST_SHARDS = 9999;

const indexes = (of: number): number[] =>
  Array.from({ length: Math.min(of, MOST_SHARDS) }, (_, at) => at + 1);
