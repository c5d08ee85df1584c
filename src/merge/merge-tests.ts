import {
  type PackageInfo,
  type PackageOutcome,
  type Report,
  strongestChange,
  type TestInfo,
  type TestOutcome,
  testKey,
  type VariantInfo,
} from "../model/index.ts";
import { joinedBy, largest } from "./combine.ts";

/** One entry a test; the worst outcome counts, and its place and output are kept. */
export function mergeTests(all: readonly Report[]): TestInfo[] {
  const tests = all.flatMap((report) => report.tests);
  return joinedBy(tests, (test) => testKey(test.package, test.name), joinedTest);
}

const TEST_ORDER: readonly TestOutcome[] = ["fail", "interrupted", "not-run", "pass", "skip"];

function joinedTest(same: readonly [TestInfo, ...TestInfo[]]): TestInfo {
  const worst = worstOf(same, TEST_ORDER);
  return {
    ...worst,
    seconds: largest(same.map((test) => test.seconds)),
    baseline: strongestChange(same.map((test) => test.baseline)),
    runs: same.flatMap((test) => test.runs),
  };
}

/** One entry a package; it has passed where it passed everywhere. */
export function mergePackages(all: readonly Report[]): PackageInfo[] {
  const packages = all.flatMap((report) => report.packages);
  return joinedBy(packages, (each) => each.importPath, joinedPackage);
}

const PACKAGE_ORDER: readonly PackageOutcome[] = ["fail", "incomplete", "pass", "skip"];

const joinedPackage = (same: readonly [PackageInfo, ...PackageInfo[]]): PackageInfo => ({
  ...worstOf(same, PACKAGE_ORDER),
  seconds: largest(same.map((each) => each.seconds)),
  noTestFiles: same.every((each) => each.noTestFiles),
});

/** One entry a name: shards share their variants. */
export function mergeVariants(all: readonly Report[]): VariantInfo[] {
  const variants = all.flatMap((report) => report.variants);
  return joinedBy(variants, (variant) => variant.name, joinedVariant);
}

const STATE_ORDER = ["interrupted", "unavailable", "left-out", "ran"] as const;

function joinedVariant(same: readonly [VariantInfo, ...VariantInfo[]]): VariantInfo {
  const worst = STATE_ORDER.flatMap((state) => same.filter((each) => each.state === state));
  return { ...(worst[0] ?? same[0]), seconds: largest(same.map((each) => each.seconds)) };
}

function worstOf<O, T extends { readonly outcome: O }>(
  same: readonly [T, ...T[]],
  order: readonly O[],
): T {
  const worst = order.flatMap((outcome) => same.filter((each) => each.outcome === outcome));
  return worst[0] ?? same[0];
}
