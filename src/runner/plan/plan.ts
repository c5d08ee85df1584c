import {
  delimiter,
  isFolder,
  join,
  policyOf,
  readConfig,
  readText,
  realPath,
  resolve,
} from "../../files/index.ts";
import { type GitState, gitState } from "../../git/index.ts";
import {
  type Caller,
  cleanGoflags,
  type GoEnvironment,
  type GoFlags,
  type GoPackage,
  goarchOf,
  goEnvironment,
  goList,
  goosOf,
  hasFlag,
  joinFlags,
  type ListAnswer,
  listFlags,
  type ProcessGroups,
  parentText,
  parseGoFlags,
  refuseFlags,
  splitGoWords,
  valueOfFlag,
} from "../../go/index.ts";
import type { Policy } from "../../judge/index.ts";
import {
  type JobInfo,
  type Redaction,
  type Shard,
  UsageError,
  type ValuesPolicy,
} from "../../model/index.ts";
import type { Environment, RunSettings } from "../../settings/index.ts";
import type { LineFilter, PlaceOf } from "../../toolchain/index.ts";
import type { Progress } from "../clock.ts";
import { leftOut, nothingMatches, ofWorkspace } from "./modules.ts";
import { PanicSources, placesOf, sourceFiles } from "./panic-sites.ts";
import { sharded } from "./shards.ts";
import { type VariantSpec, variantsOf } from "./variant-spec.ts";

/** Whether test binaries are built with -gcflags=-m=2. */
export type Diagnosing =
  | { readonly kind: "on" }
  | { readonly kind: "off" }
  | { readonly kind: "unavailable"; readonly reason: string };

/** All that is known before the first test runs. */
export interface Plan {
  readonly run: RunSettings;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly go: GoEnvironment;
  /** Of GOFLAGS and the command line together. */
  readonly flags: GoFlags;
  /** Of the command line alone. */
  readonly ownFlags: GoFlags;
  readonly patterns: readonly string[];
  /** The same before those were left out that passed before. */
  readonly asked: readonly string[];
  readonly packages: readonly GoPackage[];
  /** The part of the packages that this run takes; null for all. */
  readonly shard: Shard | null;
  /** Of a workflow; null elsewhere. */
  readonly job: JobInfo | null;
  readonly git: GitState | null;
  /** The folder to which the report's paths are relative. */
  readonly root: string;
  /** Words that give a captured test binary a parent of its own. */
  readonly parent: readonly string[];
  /** The user's own wrapper of test binaries. */
  readonly userExec: readonly string[];
  /** How many packages at once. */
  readonly parallel: number;
  readonly policy: Policy;
  /** `default` first. */
  readonly variants: readonly VariantSpec[];
  /** Whether the default build reports inlining; a text says why not. */
  readonly inlining: Diagnosing;
  readonly panics: PanicSources;
  /** Lines on which the user's code panics explicitly, as the compiler names them. */
  readonly isPanicLine: LineFilter;
  /** Where go, from `cwd`, finds the files of a package. */
  readonly placeOf: PlaceOf;
  readonly warnings: readonly string[];
  /** Packages whose compilation takes flags by name, as only some of them are tested; null where those of the patterns are. */
  readonly named: readonly string[] | null;
  /** Packages whose binary a test took away: nothing of them can be run again. Filled as it is seen. */
  readonly lost: Set<string>;
  /** A folder of our own for binaries. */
  readonly tempDir: string;
  readonly groups: ProcessGroups;
  readonly isInterrupted: () => boolean;
  readonly progress: Progress;
  readonly redaction: Redaction;
  /** What is shown of the values at a death. */
  readonly values: ValuesPolicy;
  /** Where a debugger may lie that was installed on request; null where there is no folder for it. */
  readonly toolDir: string | null;
}

/** Asks go and git what there is to test; throws UsageError or ImpossibleError. */
export async function makePlan(
  run: RunSettings,
  environment: Environment,
  parts: Pick<Plan, "tempDir" | "groups" | "progress" | "isInterrupted" | "redaction">,
  cores: number,
): Promise<Plan> {
  const ownFlags = parseGoFlags(run.goTestFlags);
  refuseFlags(ownFlags);
  const wanted = resolve(run.workingDirectory);
  if (!isFolder(wanted)) throw new UsageError(`working-directory ${wanted} is not a directory`);
  // Go believes $PWD where it leads to the same folder: a symbolic link would name all files anew.
  const cwd = realPath(wanted);
  const given = { ...testEnvironment(environment.env), PWD: cwd };
  const go = await goEnvironment(cwd, { env: given, groups: parts.groups });
  const goflags = parseGoFlags(splitGoWords(go.goflags));
  refuseFlags(goflags);
  const flags = joinFlags(goflags, ownFlags);
  const env = { ...given, GOFLAGS: cleanGoflags(goflags) };
  const caller = { env, groups: parts.groups };
  const named = flags.packages.length > 0 ? flags.packages : run.packages;
  const patterns = await ofWorkspace(named, cwd, go, caller);
  const { listed, git, parent } = await asked(cwd, caller, ownFlags, patterns);
  const moduleDir = go.gomod === "" ? cwd : join(go.gomod, "..");
  refuseNothing(listed, patterns, cwd);
  const root = rootOf(git, moduleDir, run);
  const taken = await sharded(run, listed.packages, patterns);
  const config = await readConfig(root);
  const lost = new Set<string>();
  const { isPosix } = parts.groups.system;
  return {
    ...parts,
    ...taken,
    run: isPosix ? taken.run : { ...taken.run, cache: null },
    ...{ lost, named: null, asked: taken.patterns, job: jobOf(run, environment) },
    values: valuesOf(run, environment),
    toolDir: environment.cacheDir === null ? null : join(environment.cacheDir, "tools"),
    ...{ cwd, env, go, flags, ownFlags, git, root, parent },
    variants: await variantsOf(run.variants, config),
    policy: await policyOf(run, config),
    userExec: userExecOf(flags, go, env),
    parallel: parallelOf(flags, cores),
    inlining: diagnosing(run, flags),
    ...sourcesOf(taken.packages, cwd),
    warnings: [
      ...taken.warnings,
      ...warningsOf(run, environment, leftOut(patterns, moduleDir, go, run), flags),
      ...(isPosix || run.cache === null ? [] : [NOT_REUSED]),
    ],
  };
}

/** What the sources say before anything is compiled. */
function sourcesOf(
  packages: readonly GoPackage[],
  cwd: string,
): Pick<Plan, "panics" | "isPanicLine" | "placeOf"> {
  const panics = new PanicSources();
  const isPanicLine = panics.linesOf(sourceFiles(packages, itself), cwd);
  return { panics, isPanicLine, placeOf: placesOf(withTests(packages), cwd) };
}

/** What go, git and the system are asked side by side. */
async function asked(
  cwd: string,
  caller: Caller,
  ownFlags: GoFlags,
  patterns: readonly string[],
): Promise<Pick<Plan, "git" | "parent"> & { readonly listed: ListAnswer }> {
  const [listed, git, parent] = await Promise.all([
    goList(cwd, caller, listFlags(ownFlags), patterns, false),
    gitState(cwd, caller),
    parentText(cwd, caller),
  ]);
  return { listed, git, parent };
}

/** Throws UsageError where no package of the patterns has a folder. */
function refuseNothing(
  { packages, words }: ListAnswer,
  patterns: readonly string[],
  cwd: string,
): void {
  if (packages.some((pkg) => pkg.dir !== "")) return;
  throw nothingMatches(patterns, cwd, packages[0]?.error ?? words);
}

const warningsOf = (
  run: RunSettings,
  { env }: Environment,
  others: readonly string[],
  flags: GoFlags,
): string[] => [...others, ...coverageWarning(flags), ...overriddenDebug(run, env.GODEBUG ?? "")];

/** Whoever sits at a terminal may see what runs there; what CI prints, others read. */
function valuesOf({ values }: RunSettings, environment: Environment): ValuesPolicy {
  if (values !== "auto") return values;
  return environment.stdoutIsTerminal && !environment.ci ? "redacted" : "off";
}

function jobOf({ review }: RunSettings, { github }: Environment): JobInfo | null {
  if (github === null) return null;
  return { name: github.job, step: github.step, by: github.by, leg: review.leg };
}

/** What tests look at is told apart by paths and modes as POSIX has them. */
const NOT_REUSED = "nothing is reused on Windows: every package runs";

const itself = (path: string): string => path;

/** Packages with their test files among the others. */
export const withTests = (packages: readonly GoPackage[]): GoPackage[] =>
  packages.map((pkg) => ({
    ...pkg,
    files: [...pkg.files, ...pkg.testFiles, ...pkg.externalTestFiles],
  }));

/** A whole dump at a death tells which test a goroutine belongs to; a value of the user's stays. */
function testEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return { GOTRACEBACK: "all", ...env };
}

function rootOf(git: GitState | null, moduleDir: string, { rootDir }: RunSettings): string {
  const isInside = (root: string): boolean =>
    moduleDir === root || moduleDir.startsWith(`${root}/`);
  if (git !== null && isInside(git.root)) return git.root;
  return rootDir !== null && isInside(rootDir) ? rootDir : moduleDir;
}

/** A variant's GODEBUG stands behind the user's, and the last of equal keys counts (internal/godebug). */
function overriddenDebug(run: RunSettings, given: string): string[] {
  return (["asyncpreemptoff", "gctrace"] as const).flatMap((key) => {
    const own = given.split(",").find((word) => word.trim().startsWith(`${key}=`));
    const names = run.variants.filter(({ settings }) => settings.includes(key));
    if (own === undefined || own.trim() === `${key}=1` || names.length === 0) return [];
    const variants = names.map(({ name }) => name).join(", ");
    return [`your GODEBUG ${own.trim()} holds in default; in ${variants} it is ${key}=1`];
  });
}

/** What of the user's own flags makes verdicts of the default build useless, or can't be extended. */
function diagnosing(run: RunSettings, flags: GoFlags): Diagnosing {
  if (run.inlining === "never") return { kind: "off" };
  const unavailable = (reason: string): Diagnosing => ({ kind: "unavailable", reason });
  if (coverageFlags(flags)) {
    return unavailable("the tests are built for coverage, which changes what functions cost");
  }
  for (const { value } of flags.flags.filter((flag) => flag.name === "gcflags")) {
    const words = (value ?? "").replace(/^all=/, "").split(/\s+/);
    if (words.some((word) => /^-[lN]$/.test(word))) {
      return unavailable("the -gcflags given switch inlining off");
    }
    if (!/^(?:all=.*|-.*|)$/s.test((value ?? "").trim())) {
      return unavailable("-gcflags is given with a package pattern");
    }
  }
  return { kind: "on" };
}

const coverageFlags = (flags: GoFlags): boolean =>
  ["cover", "coverprofile", "covermode", "coverpkg"].some((name) => hasFlag(flags, name));

function coverageWarning(flags: GoFlags): string[] {
  return coverageFlags(flags)
    ? ["coverage is of the default run alone; a package that died leaves none"]
    : [];
}

/** The command line's -exec wins over GOFLAGS, and both over a go_GOOS_GOARCH_exec program. */
function userExecOf(
  flags: GoFlags,
  go: GoEnvironment,
  env: Readonly<Record<string, string>>,
): string[] {
  const given = valueOfFlag(flags, "exec");
  if (given !== null) return splitGoWords(given);
  const name = `go_${go.goos}_${go.goarch}_exec`;
  const native = go.goos === goosOf(process.platform) && go.goarch === goarchOf(process.arch);
  return !native &&
    (env.PATH ?? "").split(delimiter).some((dir) => readText(join(dir, name)) !== null)
    ? [name]
    : [];
}

function parallelOf(flags: GoFlags, cores: number): number {
  const given = Number(valueOfFlag(flags, "p"));
  return Number.isInteger(given) && given > 0 ? given : Math.max(1, cores);
}
