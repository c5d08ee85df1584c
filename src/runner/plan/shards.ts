import { loadReports, readText } from "../../files/index.ts";
import { type GoPackage, hasTestFiles } from "../../go/index.ts";
import type { Shard } from "../../model/index.ts";
import type { RunSettings } from "../../settings/index.ts";

/** What a run takes, and what to say of how it was chosen. */
export interface Sharded {
  readonly run: RunSettings;
  readonly patterns: readonly string[];
  readonly packages: readonly GoPackage[];
  /** Null where all packages are run. */
  readonly shard: Shard | null;
  readonly warnings: readonly string[];
}

/** Takes this shard's part of the packages that patterns match; all of them without a shard. */
export async function sharded(
  run: RunSettings,
  packages: readonly GoPackage[],
  patterns: readonly string[],
): Promise<Sharded> {
  const { shard, timings } = run;
  if (shard === null) return { run, patterns, packages, shard, warnings: [] };
  const known = timings === null ? NO_TIMINGS : await readTimings(timings);
  const timed = packages.map((pkg) => ({
    name: pkg.importPath,
    seconds: secondsOf(pkg, known),
  }));
  const mine = new Set(divide(timed, shard.of)[shard.index - 1]);
  const taken = packages.filter((pkg) => mine.has(pkg.importPath));
  return {
    // A shard without packages has nothing to build either.
    run: taken.length === 0 ? { ...run, variants: run.variants.slice(0, 1) } : run,
    patterns: taken.map((each) => each.importPath),
    packages: taken,
    shard: { ...shard, packages: packages.map((pkg) => pkg.importPath) },
    warnings: known.warnings,
  };
}

interface Timings {
  readonly seconds: ReadonlyMap<string, number>;
  /** For packages that the report does not know: the middle of those that it does. */
  readonly middle: number;
  readonly warnings: readonly string[];
}

const NO_TIMINGS: Timings = { seconds: new Map(), middle: 1, warnings: [] };

/** A first run has no earlier report: that is worth a word, and no more. */
async function readTimings(file: string): Promise<Timings> {
  // The schema is only loaded where a report is read.
  const { readReport } = await loadReports();
  const text = readText(file);
  const read = text === null ? null : readReport(text);
  if (read === null || read.report === null) {
    const why = read?.problem ?? "it can't be read";
    return { ...NO_TIMINGS, warnings: [`shards are not balanced by time: ${file}: ${why}`] };
  }
  const timed = read.report.packages.flatMap(({ importPath, seconds }) =>
    seconds === null ? [] : [[importPath, seconds] as const],
  );
  const sorted = timed.map(([, seconds]) => seconds).sort((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NO_TIMINGS.middle;
  return { seconds: new Map(timed), middle, warnings: [] };
}

/** What starting a package costs beside its tests. */
const START_SECONDS = 0.1;

/** As the earlier report says. */
function secondsOf(each: GoPackage, { seconds, middle }: Timings): number {
  if (!hasTestFiles(each)) return 0;
  return START_SECONDS + (seconds.get(each.importPath) ?? middle);
}

/**
 * Divides names into parts of about equal time: the longest first, each to the part that
 * has least. Every machine that knows the same times divides the same way.
 */
export function divide(
  timed: readonly { readonly name: string; readonly seconds: number }[],
  of: number,
): string[][] {
  const parts = Array.from({ length: of }, (): { names: string[]; seconds: number } => ({
    names: [],
    seconds: 0,
  }));
  const longestFirst = [...timed].sort(
    (left, right) => right.seconds - left.seconds || (left.name < right.name ? -1 : 1),
  );
  for (const { name, seconds } of longestFirst) {
    const least = parts.reduce((best, part) => (isLess(part, best) ? part : best));
    least.names.push(name);
    least.seconds += seconds;
  }
  return parts.map((part) => part.names);
}

interface Part {
  readonly names: readonly string[];
  readonly seconds: number;
}

const isLess = (left: Part, right: Part): boolean =>
  left.seconds < right.seconds ||
  (left.seconds === right.seconds && left.names.length < right.names.length);
