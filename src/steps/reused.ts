import { hasFailed, type PackageStory } from "../correlate/index.ts";
import { hasTestFiles } from "../go/index.ts";
import type { GcInfo, PackageFacts } from "../model/index.ts";
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
  readonly wishes: ReuseWishes;
  /** Null where every package runs. */
  readonly reuse: Reuse | null;
  /** Told again, and not run. */
  readonly reused: Reused;
  /** Run although it could be reused, to be compared. */
  readonly expected: Reused;
}

const NOTHING: Reused = new Map();

/** Looks which packages passed before with the same code and inputs. */
export async function lookUp(plan: Plan, wishes: ReuseWishes): Promise<Known> {
  const { verify, why } = wishes;
  const dir = plan.run.cache;
  const refused =
    dir === null ? "there is no folder for outcomes (see --cache-dir)" : refusal(plan);
  if (dir === null || refused !== null) {
    if (why) plan.progress.line(`every package runs: ${refused}`);
    return { wishes, reuse: null, reused: NOTHING, expected: NOTHING };
  }
  const reuse = new Reuse(plan, dir);
  // Whatever is wrong with what was kept, the packages can be run.
  const found = await reuse.lookup().catch(() => NOTHING);
  if (why) for (const words of reuse.whyText()) plan.progress.line(words);
  if (verify) return { wishes, reuse, reused: NOTHING, expected: found };
  const count = withTests(found);
  if (count > 0) {
    const all = plan.packages.filter(hasTestFiles).length;
    plan.progress.line(reusedText(count, all), "good");
  }
  return { wishes, reuse, reused: found, expected: NOTHING };
}

/** Those without tests are no news. */
const withTests = (found: Reused): number =>
  [...found.values()].filter((facts) => facts.get("default")?.noTestFiles === false).length;

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

/** Keeps the outcomes of packages of which there is nothing to tell, neither a failure nor a GC pause, and forgets those of the others. */
export async function keep(
  { reuse, wishes }: Known,
  plan: Plan,
  first: FirstRun,
  byDefault: readonly PackageStory[],
  variants: readonly VariantRun[],
  gc: readonly GcInfo[],
): Promise<void> {
  if (reuse === null) return;
  const failed = storiesOf(byDefault, variants)
    .filter(({ story }) => hasFailed(story))
    .map(({ story }) => story.facts.importPath);
  // Whether a pause stands out is only known by running again.
  const slow = gc.flatMap((info) => (info.standsOut ? (info.package ?? []) : []));
  const logs = new Map([...first.binaries.values()].map(({ cwd, log }) => [cwd, log]));
  for (const { facts } of byDefault) {
    const log = facts.noTestFiles ? null : logs.get(reuse.dirOf(facts.importPath));
    if (!facts.cached && log !== undefined) reuse.ran("default", facts, log);
  }
  const reasons = await reuse
    .save(new Set([...failed, ...slow]))
    .catch(() => new Map<string, string>());
  if (!wishes.why) return;
  for (const [path, reason] of reasons) plan.progress.line(`${path} is not kept: ${reason}`);
}

interface UnderVariant {
  readonly variant: string;
  readonly story: PackageStory;
}

const storiesOf = (
  byDefault: readonly PackageStory[],
  variants: readonly VariantRun[],
): UnderVariant[] => [
  ...byDefault.map((story) => ({ variant: "default", story })),
  ...variants.flatMap(({ story }) =>
    (story?.stories ?? []).map((each) => ({ variant: story?.variant ?? "", story: each })),
  ),
];

/**
 * For `--cache-verify`: compares what ran with what was kept of it, under every variant, and says of how
 * many. Gives one sentence for each that came out another way under one.
 */
export function verify(
  { expected, wishes }: Known,
  plan: Plan,
  byDefault: readonly PackageStory[],
  variants: readonly VariantRun[],
): string[] {
  if (!wishes.verify) return [];
  const differences = storiesOf(byDefault, variants).flatMap(({ variant, story }) => {
    const was = expected.get(story.facts.importPath)?.get(variant);
    const other = was === undefined ? null : differenceOf(was, story);
    const under = variant === "default" ? "" : ` under ${variant}`;
    return other === null
      ? []
      : [`${story.facts.importPath} came out another way${under} than the outcome kept: ${other}`];
  });
  const all = plan.packages.filter(hasTestFiles).length;
  const ended =
    differences.length === 0 ? "all came out as kept" : `${differences.length} came out otherwise`;
  plan.progress.line(
    `${withTests(expected)} of ${all} packages could have been reused, and ran all the same: ${ended}`,
  );
  return differences;
}

/** In words; null where all is as it was. */
function differenceOf(was: PackageFacts, { facts, outcomes }: PackageStory): string | null {
  const names = new Set(was.tests.map(({ name }) => name));
  const gone = [...names].filter((name) => !outcomes.has(name));
  const come = [...outcomes.keys()].filter((name) => !names.has(name));
  const other = was.tests.filter(
    ({ name, results }) => outcomes.has(name) && outcomes.get(name) !== results.at(-1)?.outcome,
  );
  const parts = [
    ...(facts.outcome === was.outcome ? [] : [`${facts.outcome} in place of ${was.outcome}`]),
    ...(other.length === 0 ? [] : [`${other.length} of ${was.tests.length} tests differ`]),
    ...(gone.length === 0 ? [] : [`${gone.length} tests are gone (${gone[0]})`]),
    ...(come.length === 0 ? [] : [`${come.length} are new (${come[0]})`]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}
