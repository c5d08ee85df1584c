import type { Layout } from "../correlate/index.ts";
import { join, readText, resolve } from "../files/index.ts";
import {
  type Capture,
  type CapturedBinary,
  capturedBinaries,
  diagnosingFlags,
  firstRunFlags,
  type GoPackage,
  gcflagsFor,
  goList,
  hasFlag,
  listFlags,
  openCapture,
  type ProcessResult,
  valueOfFlag,
} from "../go/index.ts";
import { groupsBy, ownerOf, type PackageFacts, type RunFacts } from "../model/index.ts";
import { RunReader } from "../stream/index.ts";
import { coverPercent } from "../toolchain/index.ts";
import type { Clock } from "./clock.ts";
import { type LiveContext, LiveRun } from "./live.ts";
import type { Plan } from "./plan/plan.ts";

export interface FirstRun {
  readonly facts: RunFacts;
  /** The last lines of go's standard error. */
  readonly words: readonly string[];
  readonly result: ProcessResult;
  /** Percent of statements, where the user counts them. */
  readonly coverage: number | null;
  /** By package folder. */
  readonly binaries: ReadonlyMap<string, CapturedBinary>;
}

/** The default variant: go test itself, as the user would run it, its binaries put aside. */
export async function firstRun(
  plan: Plan,
  layout: Layout,
  clock: Clock,
  onPackageEnd: (reader: RunReader) => void,
): Promise<FirstRun> {
  const context = { progress: plan.progress, clock, layout, packages: plan.packages.length };
  const watched = { context, onPackageEnd };
  // go test without a package would test the folder it stands in.
  if (plan.patterns.length === 0) return nothingToRun();
  const running = {
    userExec: plan.userExec,
    goTmpDir: plan.env.GOTMPDIR,
    isLogged: plan.run.cache !== null,
  };
  const dir = join(plan.tempDir, "default");
  const capture = await openCapture(plan.groups, dir, running);
  const first = await goTest(plan, capture, plan.patterns, watched);
  const stopped = first.result.signal !== null;
  const silent = first.reader.isEmpty && first.result.exitCode !== 0;
  if (!silent || stopped) return withReasons(plan, finish(plan, first, capture));
  // Up to Go 1.23 one package that can't be loaded stops all others without an event.
  return retryLoadable(plan, capture, first, watched);
}

const nothingToRun = (): FirstRun => ({
  facts: new RunReader().facts(),
  words: [],
  result: { exitCode: 0, signal: null, stopped: false, seconds: 0 },
  coverage: null,
  binaries: new Map(),
});

/** Who looks on while it runs. */
interface Watched {
  readonly context: LiveContext;
  readonly onPackageEnd: (reader: RunReader) => void;
}

interface GoTestRun {
  readonly reader: RunReader;
  readonly result: ProcessResult;
}

async function goTest(
  plan: Plan,
  capture: Capture,
  patterns: readonly string[],
  { context, onPackageEnd }: Watched,
): Promise<GoTestRun> {
  const reader = new RunReader(plan.isPanicLine, plan.placeOf);
  const live = new LiveRun(context, reader);
  const stdout = reader.input();
  const stderr = reader.input(true);
  const result = await plan.groups.run({
    file: "go",
    args: goTestArguments(plan, capture.exec, patterns),
    cwd: plan.cwd,
    env: plan.env,
    merged: false,
    timeoutMs: null,
    onStdout: (chunk) => {
      // What dies of our own signal is not the tests' doing.
      if (plan.isInterrupted()) reader.cut();
      stdout.push(chunk);
      if (live.look()) onPackageEnd(reader);
    },
    onStderr: (chunk) => stderr.push(chunk),
  });
  stdout.end();
  stderr.end();
  live.look();
  live.end();
  return { reader, result };
}

function goTestArguments(plan: Plan, exec: string, patterns: readonly string[]): string[] {
  const own = hasFlag(plan.flags, "count") ? [] : ["-count=1"];
  const seconds = plan.run.timeout;
  const timeout =
    seconds === null || valueOfFlag(plan.flags, "timeout") !== null ? [] : [`-timeout=${seconds}s`];
  const args = plan.flags.args.length === 0 ? [] : ["-args", ...plan.flags.args];
  const diagnosed = diagnosingFlags(plan.inlining.kind === "on", plan.flags, plan.ownFlags);
  const cover = ownProfile(plan).map((file) => `-coverprofile=${file}`);
  const mine = [
    "test",
    "-json",
    `-exec=${exec}`,
    ...own,
    ...timeout,
    ...cover,
    ...named(plan, diagnosed.gcflags),
  ];
  // Packages stand before the user's flags: go gives all behind an unknown flag to the tests.
  return [...mine, ...patterns, ...firstRunFlags(diagnosed.others), ...args];
}

/** Flags of the compiler for all packages of the run, where only some are tested. */
const named = ({ named: paths }: Plan, gcflags: readonly string[]): readonly string[] =>
  paths === null ? gcflags : gcflagsFor(gcflags, paths);

/** Where coverage is counted and no profile asked for: only a profile tells it of all packages together. */
function ownProfile({ flags, tempDir }: Plan): string[] {
  const isCounted = ["cover", "covermode", "coverpkg"].some((name) => hasFlag(flags, name));
  return isCounted && !hasFlag(flags, "coverprofile") ? [join(tempDir, "cover.out")] : [];
}

/** Null without a profile; one of the user's is read where go test put it. */
function coverageOf(plan: Plan): number | null {
  const dir = valueOfFlag(plan.flags, "outputdir") ?? plan.cwd;
  const given = valueOfFlag(plan.flags, "coverprofile");
  const [file] = given === null ? ownProfile(plan) : [resolve(plan.cwd, dir, given)];
  const text = file === undefined ? null : readText(file);
  return text === null ? null : coverPercent(text);
}

function finish(plan: Plan, { reader, result }: GoTestRun, capture: Capture): FirstRun {
  const binaries = new Map(capturedBinaries(capture).map((binary) => [binary.cwd, binary]));
  const coverage = coverageOf(plan);
  return { facts: reader.facts(), result, words: reader.lastWords, coverage, binaries };
}

async function retryLoadable(
  plan: Plan,
  capture: Capture,
  silent: GoTestRun,
  watched: Watched,
): Promise<FirstRun> {
  const { packages } = await goList(plan.cwd, plan, listFlags(plan.ownFlags), plan.patterns, true);
  const broken = new Map<string, GoPackage>();
  for (const each of packages) {
    const path = each.importPath.replace(/\.test$/, "");
    if (each.error !== null && !broken.has(path)) broken.set(path, { ...each, importPath: path });
  }
  const loadable = plan.packages.filter((pkg) => !broken.has(pkg.importPath));
  if (broken.size === 0 || loadable.length === 0) {
    return withReasons(plan, finish(plan, silent, capture));
  }
  const second = await goTest(
    plan,
    capture,
    loadable.map((each) => each.importPath),
    watched,
  );
  const words = second.reader.input();
  for (const { importPath, error } of broken.values())
    words.push(`# ${importPath}\n${error ?? ""}\nFAIL\t${importPath} [setup failed]\n`);
  words.end();
  return withReasons(plan, finish(plan, second, capture));
}

/** Up to Go 1.23 nothing says which of several broken packages one imports that does not build either. */
async function withReasons(plan: Plan, first: FirstRun): Promise<FirstRun> {
  const { packages, buildFailures } = first.facts;
  const owners = new Map(buildFailures.map(({ header }) => [ownerOf(header), header]));
  const isOpen = ({ importPath, ending, failedBuild }: PackageFacts): boolean =>
    ending.kind === "not-built" && failedBuild === null && !owners.has(importPath);
  const open = packages.filter(isOpen).map(({ importPath }) => importPath);
  if (open.length === 0 || owners.size < 2 || plan.isInterrupted()) return first;
  const { packages: listed } = await goList(plan.cwd, plan, listFlags(plan.ownFlags), open, true);
  const imports = groupsBy(listed, (each) => each.importPath.replace(/\.test$/, ""));
  const reasonOf = (path: string): string | null => {
    const all = imports.get(path)?.flatMap((each) => each.imports) ?? [];
    const broken = all.find((each) => owners.has(each));
    return broken === undefined ? null : (owners.get(broken) ?? null);
  };
  const named = packages.map((facts) =>
    isOpen(facts) ? { ...facts, failedBuild: reasonOf(facts.importPath) } : facts,
  );
  return { ...first, facts: { ...first.facts, packages: named } };
}
