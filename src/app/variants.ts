import { join } from "node:path";
import { type Layout, type PackageStory, tellRun, type VariantStory } from "../correlate/index.ts";
import {
  binaryArguments,
  buildFlags,
  capturedBinaries,
  dropBinary,
  extendedGcflags,
  openCapture,
} from "../go/index.ts";
import type { PackageFacts, Setting, VariantInfo } from "../model/index.ts";
import { FramedReader, LineSplitter, PackageReader, RunReader } from "../parse/index.ts";
import type { Build, CapturedBinary, ProcessResult } from "../ports/index.ts";
import type { VariantSpec } from "../settings/index.ts";
import type { FirstRun } from "./first-run.ts";
import { fingerprintHash } from "./hash.ts";
import type { Plan } from "./plan.ts";

/** A package's binary of one build, ready to run. */
interface Target {
  readonly importPath: string;
  readonly captured: CapturedBinary;
  /** Of the package in the default run. */
  readonly defaultSeconds: number;
}

type BuildResult =
  | { readonly kind: "built"; readonly targets: readonly Target[] }
  | { readonly kind: "unavailable"; readonly reason: string };

export interface VariantRun {
  readonly info: VariantInfo;
  readonly story: VariantStory | null;
}

/** Runs every variant but default, building what is not built yet; stops when interrupted. */
export async function runVariants(
  plan: Plan,
  first: FirstRun,
  layout: Layout,
  isInterrupted: () => boolean,
): Promise<VariantRun[]> {
  const others = plan.run.variants.filter((variant) => variant.name !== "default");
  const builds = new Map<Build, BuildResult>();
  builds.set("default", {
    kind: "built",
    targets: targetsOf(plan, first, [...first.binaries.values()]),
  });
  const runs: VariantRun[] = [];
  for (const [index, variant] of others.entries()) {
    if (isInterrupted()) {
      runs.push(leftOut(variant, "interrupted"));
      continue;
    }
    const build = buildOf(variant.settings);
    let built = builds.get(build);
    if (built === undefined) {
      plan.progress.status(`building the tests (${build})`);
      built = await buildTests(plan, first, build);
      builds.set(build, built);
    }
    const last = !others.slice(index + 1).some((later) => buildOf(later.settings) === build);
    runs.push(await runVariant(plan, variant, built, layout, last, isInterrupted));
  }
  return runs;
}

const leftOut = (variant: VariantSpec, reason: string): VariantRun => ({
  info: {
    name: variant.name,
    settings: variant.settings,
    state: "interrupted",
    reason,
    seconds: null,
  },
  story: null,
});

/** Variants that differ only in GODEBUG share a build. */
function buildOf(settings: readonly Setting[]): Build {
  const noinline = settings.includes("noinline");
  if (settings.includes("race")) return noinline ? "noinline+race" : "race";
  return noinline ? "noinline" : "default";
}

async function buildTests(plan: Plan, first: FirstRun, build: Build): Promise<BuildResult> {
  const race = build.includes("race");
  if (race && !plan.go.cgo && plan.go.goos !== "darwin") {
    return {
      kind: "unavailable",
      reason: "the race detector needs cgo: CGO_ENABLED is 0 or there is no C compiler",
    };
  }
  const capture = openCapture(join(plan.tempDir, build), false, []);
  const gcflags = build.includes("noinline")
    ? extendedGcflags(plan.flags, "-l")
    : plan.flags.flags.filter((flag) => flag.name === "gcflags").flatMap((flag) => flag.words);
  const reader = new RunReader();
  const output = reader.input();
  const errors: string[] = [];
  const result = await plan.groups.run({
    file: "go",
    args: [
      "test",
      "-json",
      "-vet=off",
      "-count=1",
      `-exec=${capture.exec}`,
      ...(race ? ["-race"] : []),
      ...buildFlags(plan.flags),
      ...gcflags,
      ...testedPaths(plan, first),
    ],
    cwd: plan.cwd,
    env: plan.env,
    merged: false,
    timeoutMs: null,
    onStdout: (chunk) => output.push(chunk),
    onStderr: (chunk) => {
      if (errors.length < 100) errors.push(chunk);
    },
  });
  output.end();
  const binaries = capturedBinaries(capture);
  if (binaries.length === 0 && result.exitCode !== 0) {
    return { kind: "unavailable", reason: buildReason(reader, errors.join("")) };
  }
  return { kind: "built", targets: targetsOf(plan, first, binaries) };
}

/** Only packages whose default build gave a binary: the others failed there already. */
function testedPaths(plan: Plan, first: FirstRun): string[] {
  const tested = plan.packages.filter((each) => first.binaries.has(each.dir));
  return tested.map((each) => each.importPath);
}

function buildReason(reader: RunReader, errors: string): string {
  const problems = reader.facts().buildFailures.flatMap((failure) => failure.problems);
  const words =
    problems[0]?.message ??
    errors
      .trim()
      .split("\n")
      .find((line) => line !== "" && !line.startsWith("#"));
  return words === undefined ? "the build failed" : words.slice(0, 300);
}

function targetsOf(plan: Plan, first: FirstRun, binaries: readonly CapturedBinary[]): Target[] {
  const byDir = new Map(plan.packages.map((each) => [each.dir, each.importPath]));
  const seconds = new Map(first.facts.packages.map((each) => [each.importPath, each.seconds ?? 0]));
  const targets = binaries.flatMap((captured) => {
    const importPath = byDir.get(captured.cwd);
    const original = first.binaries.get(captured.cwd);
    if (importPath === undefined || original === undefined) return [];
    // The arguments are always those of the user's own run.
    const target = { ...captured, args: original.args };
    return [{ importPath, captured: target, defaultSeconds: seconds.get(importPath) ?? 0 }];
  });
  const order = plan.packages.map((each) => each.importPath);
  return targets.sort(
    (left, right) => order.indexOf(left.importPath) - order.indexOf(right.importPath),
  );
}

async function runVariant(
  plan: Plan,
  variant: VariantSpec,
  built: BuildResult,
  layout: Layout,
  isLast: boolean,
  isInterrupted: () => boolean,
): Promise<VariantRun> {
  const { name, settings } = variant;
  if (built.kind === "unavailable") {
    return {
      info: { name, settings, state: "unavailable", reason: built.reason, seconds: null },
      story: null,
    };
  }
  const started = performance.now();
  let done = 0;
  const facts = await inPool(built.targets, plan.parallel, async (target) => {
    if (isInterrupted()) return null;
    const found = await runBinary(plan, variant, target);
    done += 1;
    plan.progress.status(`${name}: ${done} of ${built.targets.length} packages`);
    if (isLast) dropBinary(target.captured);
    return found;
  });
  const stories = storiesOf(
    facts.filter((each) => each !== null),
    layout,
  );
  const seconds = (performance.now() - started) / 1000;
  const state = isInterrupted() ? "interrupted" : "ran";
  const reason = isInterrupted() ? "interrupted" : null;
  return { info: { name, settings, state, reason, seconds }, story: { variant: name, stories } };
}

const storiesOf = (packages: readonly PackageFacts[], layout: Layout): PackageStory[] =>
  tellRun(
    { packages, buildFailures: [], unread: { lines: 0, samples: [] }, goMessages: [] },
    layout,
    fingerprintHash,
  );

/** Works on `items` with at most `width` at a time; answers in their order. */
export async function inPool<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) answers[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return answers;
}

const LEAST_BOUND_SECONDS = 30;

/** Seconds that a package may take under a variant: a multiple of what it took by default. */
export function boundSeconds(
  settings: readonly Setting[],
  defaultSeconds: number,
  timeout: number | null,
): number {
  const factor = settings.includes("race") ? 20 : 5;
  const bound = Math.max(LEAST_BOUND_SECONDS, factor * defaultSeconds);
  return timeout === null ? bound : Math.min(bound, timeout);
}

async function runBinary(plan: Plan, variant: VariantSpec, target: Target): Promise<PackageFacts> {
  const reader = new PackageReader(target.importPath);
  const framed = new FramedReader(reader);
  const merged = variant.settings.includes("race");
  reader.separateStderr = !merged;
  const out = new LineSplitter((text, from, to) => framed.line(text.slice(from, to)));
  const err = new LineSplitter((text, from, to) => reader.stderrLine(text.slice(from, to)));
  const { flags, rest } = binaryArguments(target.captured.args);
  const words = [...plan.userExec, target.captured.binary, ...flags, "-test.v=test2json", ...rest];
  const [file = "", ...args] = words;
  const result = await plan.groups.run({
    file,
    args,
    cwd: target.captured.cwd,
    env: variantEnvironment(plan, variant.settings, target.captured.cwd),
    merged,
    timeoutMs: 1000 * boundSeconds(variant.settings, target.defaultSeconds, plan.run.timeout),
    onStdout: (chunk) => out.push(chunk),
    onStderr: (chunk) => err.push(chunk),
  });
  out.end();
  err.end();
  endReader(reader, result);
  return reader.facts();
}

function endReader(reader: PackageReader, result: ProcessResult): void {
  reader.end({
    outcome: result.exitCode === 0 ? "pass" : "fail",
    seconds: result.seconds,
    stopped: result.stopped,
    ...(result.exitCode === null ? {} : { exitStatus: result.exitCode }),
    ...(result.signal === null ? {} : { signal: signalWords(result.signal) }),
  });
}

const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGTERM: "terminated",
  SIGINT: "interrupt",
  SIGQUIT: "quit",
  SIGSEGV: "segmentation fault",
  SIGBUS: "bus error",
};

/** As go test prints it. */
const signalWords = (signal: string): string => `signal: ${SIGNAL_WORDS[signal] ?? signal}`;

/** GODEBUG belongs to the test process alone, and adds to the user's; PATH and PWD are as go test sets them. */
function variantEnvironment(
  plan: Plan,
  settings: readonly Setting[],
  cwd: string,
): Record<string, string> {
  const debug = [
    plan.env.GODEBUG ?? "",
    settings.includes("gctrace") ? "gctrace=1" : "",
    settings.includes("asyncpreemptoff") ? "asyncpreemptoff=1" : "",
  ].filter((word) => word !== "");
  return {
    ...plan.env,
    PWD: cwd,
    PATH: `${join(plan.go.goroot, "bin")}:${plan.env.PATH ?? ""}`,
    ...(debug.length === 0 ? {} : { GODEBUG: debug.join(",") }),
  };
}
