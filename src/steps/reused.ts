import { hasFailed, type PackageStory } from "../correlate/index.ts";
import {
  type FirstRun,
  type Plan,
  Reuse,
  type Reused,
  refusal,
  reusedText,
} from "../runner/index.ts";
import type { VariantRun } from "./variants.ts";

/** What the user wants of reuse, beside its folder. */
export interface ReuseWishes {
  /** Run what would be reused, and compare. */
  readonly verify: boolean;
  /** Say why packages run. */
  readonly why: boolean;
}

/** What is known before anything runs. */
export interface Known {
  /** Null where every package runs. */
  readonly reuse: Reuse | null;
  /** Told again, and not run. */
  readonly reused: Reused;
  /** Run although it could be reused, to be compared. */
  readonly expected: Reused;
}

const NOTHING: Reused = new Map();

/** Looks which packages passed before with the same code and inputs. */
export async function lookUp(plan: Plan, { verify, why }: ReuseWishes): Promise<Known> {
  const dir = plan.run.cache;
  const refused =
    dir === null ? "there is no folder for outcomes (see --cache-dir)" : refusal(plan);
  if (dir === null || refused !== null) {
    if (why) plan.progress.line(`every package runs: ${refused}`);
    return { reuse: null, reused: NOTHING, expected: NOTHING };
  }
  const reuse = new Reuse(plan, dir);
  // Whatever is wrong with what was kept, the packages can be run.
  const found = await reuse.lookup().catch(() => NOTHING);
  if (why) for (const words of reuse.whyText()) plan.progress.line(words);
  if (verify) return { reuse, reused: NOTHING, expected: found };
  if (found.size > 0) plan.progress.line(reusedText(found, plan.packages.length), "good");
  return { reuse, reused: found, expected: NOTHING };
}

/** The plan of what is left to run: compiled as if all were named. */
export function withoutReused(plan: Plan, reused: Reused): Plan {
  if (reused.size === 0) return plan;
  const paths = plan.packages.map((pkg) => pkg.importPath);
  return { ...plan, patterns: paths.filter((path) => !reused.has(path)), named: paths };
}

/** The default run with what was reused, in the order of the packages. */
export function withReused(first: FirstRun, plan: Plan, reused: Reused): FirstRun {
  if (reused.size === 0) return first;
  const order = new Map(plan.packages.map((each, at) => [each.importPath, at]));
  const again = [...reused.values()].flatMap((facts) => facts.get("default") ?? []);
  const packages = [...first.facts.packages, ...again].sort(
    (left, right) =>
      (order.get(left.importPath) ?? order.size) - (order.get(right.importPath) ?? order.size),
  );
  return { ...first, facts: { ...first.facts, packages } };
}

/** Keeps the outcomes of packages of which nothing failed. */
export async function keep(
  { reuse }: Known,
  first: FirstRun,
  byDefault: readonly PackageStory[],
  variants: readonly VariantRun[],
): Promise<void> {
  if (reuse === null) return;
  const stories = [...byDefault, ...variants.flatMap(({ story }) => story?.stories ?? [])];
  const failed = new Set(stories.filter(hasFailed).map((story) => story.facts.importPath));
  const logs = new Map([...first.binaries.values()].map(({ cwd, log }) => [cwd, log]));
  for (const { facts } of byDefault) {
    const log = facts.noTestFiles ? null : logs.get(reuse.dirOf(facts.importPath));
    if (!facts.cached && log !== undefined) reuse.ran("default", facts, log);
  }
  await reuse.save(failed).catch(() => {});
}

/** Where a package that could have been reused came out another way: in words. */
export function differences({ expected }: Known, byDefault: readonly PackageStory[]): string[] {
  return byDefault.flatMap(({ facts, outcomes }) => {
    const was = expected.get(facts.importPath)?.get("default");
    if (was === undefined) return [];
    const other = was.tests.filter(
      ({ name, results }) => outcomes.get(name) !== results.at(-1)?.outcome,
    );
    const isSame = other.length === 0 && was.tests.length === facts.tests.length;
    return isSame && facts.outcome === was.outcome
      ? []
      : [
          `${facts.importPath} came out another way than the outcome kept: ${facts.outcome}, ${other.length} of ${was.tests.length} tests differ`,
        ];
  });
}
