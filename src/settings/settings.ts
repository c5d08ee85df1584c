import {
  FORMATS,
  type Format,
  type RunStamp,
  UsageError,
  type ValuesPolicy,
} from "../model/index.ts";
import type { CommandName } from "./commands.ts";
import { type InputName, inputValue, type RawInputs } from "./inputs.ts";
import type { Secrets } from "./secrets.ts";
import {
  matrixText,
  parseChoice,
  parseCount,
  parseDuration,
  parseFailOn,
  parseLeg,
  parseShard,
  parseVariants,
  splitShellWords,
  type VariantRequest,
  words,
} from "./values.ts";

/** Formats whose files are written only where they are asked for. */
const FURTHER: readonly Format[] = FORMATS.flatMap(({ id, written }) =>
  written.file !== null && written.when === "asked" ? [id] : [],
);

/** How the program was started and where it may write: read from the environment, once. */
export interface Environment {
  /** The workflow run in GitHub Actions; null elsewhere. */
  readonly github: GithubRun | null;
  readonly ci: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Of standard output. */
  readonly color: boolean;
  /** Of standard error. */
  readonly progressColor: boolean;
  readonly columns: number;
  /** What a shell has to be given for `panicpath`; null where the name is on the PATH, in which it is looked for. */
  readonly calledAs: () => string | null;
  /** Where programs may be put, and run. */
  readonly tempDir: string;
  /** For outcomes that may be reused; null where nobody wants that, or there is no home. */
  readonly cacheDir: string | null;
  /** The environment that go and the tests get. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
}

/** What GitHub Actions tells of the run that started it. */
export interface GithubRun {
  readonly summary: string | null;
  readonly output: string | null;
  /** https://github.com, or the address of a GitHub Enterprise Server. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `owner/name`; "" where it is not told. */
  readonly repository: string;
  /** The commit that started the run: of a pull request, the merge commit. */
  readonly sha: string | null;
  /** Page of the run. */
  readonly runUrl: string | null;
  readonly by: RunStamp;
  /** `workflow/job`. */
  readonly job: string;
  /** The step's own name, one of its job; runner's GITHUB_ACTION. */
  readonly step: string;
  /** One of a job, unlike those of all others; "" where the runner does not say. */
  readonly worker: string;
  /** Where the workflow put one into the environment. */
  readonly token: string | null;
  readonly event: GithubEvent;
}

/** What is read of the event that started a workflow. */
export interface GithubEvent {
  readonly name: string;
  /** Name of the branch that a pull request goes to. */
  readonly baseRef: string | null;
  /** Of a push: the commit before it. */
  readonly before: string | null;
  /** Of a merge group. */
  readonly baseSha: string | null;
  readonly pull: EventPull | null;
  readonly workflowRun: EventWorkflowRun | null;
}

export interface EventPull {
  readonly number: number;
  readonly headSha: string;
  /** From another repository, or one that is gone. */
  readonly fromFork: boolean;
}

/** The run that a workflow_run event tells of. */
export interface EventWorkflowRun {
  /** What started that run: `pull_request`, `push`, ... */
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headOwner: string;
  readonly by: RunStamp;
  readonly url: string | null;
}

/** How a run speaks to reviewers. */
export interface ReviewSettings {
  readonly comment: When;
  readonly check: When;
  readonly annotations: When;
  /** Null where nothing tells this run from others. */
  readonly name: string | null;
  /** Null outside of a workflow, where nobody said. */
  readonly key: string | null;
  readonly token: string | null;
  /** Which leg of how many of a matrix, from 0 on; null where nobody said. */
  readonly leg: { readonly index: number; readonly total: number } | null;
}

export type When = "auto" | "always" | "never";

export interface RunSettings {
  readonly packages: readonly string[];
  readonly workingDirectory: string;
  /**
   * Folders of modules below it, with `*` and `**`; `all` for every one; empty: the module or workspace of the folder. Of one module among
   * several the folders of them all, below `rootDir`.
   */
  readonly modules: readonly string[];
  /** Where paths of a report begin that lies in no repository; null for its module's folder. */
  readonly rootDir: string | null;
  readonly goTestFlags: readonly string[];
  readonly variants: readonly VariantRequest[];
  readonly attempts: number;
  /** Seconds. */
  readonly timeout: number | null;
  readonly budget: number | null;
  readonly failOn: readonly string[];
  /** A git ref, "auto" or "none". */
  readonly base: string;
  /** A report.json to compare with, instead of a base. */
  readonly baseline: string | null;
  readonly unknownBaseline: "fail" | "pass";
  /** Whether the tests are built with -gcflags=-m=2, and how much is tried with what it says. */
  readonly inlining: "auto" | "always" | "never";
  /** Whether GC pauses are shown, and compared with the base. */
  readonly gc: "auto" | "always" | "never";
  /** Which values of a death's path are looked for; `auto`: by where the report is read. */
  readonly values: ValuesPolicy | "auto";
  /** Whether they stand where others than who runs this read them. */
  readonly valuesInComment: boolean;
  readonly review: ReviewSettings;
  readonly shard: { readonly index: number; readonly of: number } | null;
  /** A report.json whose package times balance the shards. */
  readonly timings: string | null;
  /** Whether the job summary is written, where there is one. */
  readonly jobSummary: boolean;
  /** How many reports a merge must find; null: as many as the matrix had legs. */
  readonly expect: number | null;
  /** What is written beside the three files of every report. */
  readonly formats: readonly Format[];
  readonly reportDir: string;
  /** A folder for outcomes that may be reused; null: everything runs. */
  readonly cache: string | null;
}

export type Command =
  | {
      readonly kind: "run";
      readonly run: RunSettings;
      /** Only what failed in the last report. */
      readonly rerunFailed: boolean;
      /** Run what would be reused, and compare. */
      readonly verifyCache: boolean;
      /** Say of each package that runs why it is not reused. */
      readonly whyNotCached: boolean;
    }
  | {
      readonly kind: "parse";
      readonly files: readonly string[];
      readonly dir: string | null;
      /** Of a test run, in which the panics of a crash file are looked for; null for none. */
      readonly report: string | null;
      readonly run: RunSettings;
    }
  | { readonly kind: "render"; readonly file: string; readonly run: RunSettings }
  | {
      readonly kind: "compare";
      readonly base: string;
      readonly head: string;
      readonly run: RunSettings;
    }
  | { readonly kind: "merge"; readonly reports: readonly string[]; readonly run: RunSettings }
  | { readonly kind: "comment"; readonly reports: readonly string[]; readonly run: RunSettings }
  | {
      readonly kind: "waive";
      readonly fingerprint: string;
      readonly reason: string;
      readonly until: string | null;
      readonly dir: string;
    }
  | { readonly kind: "init"; readonly dir: string }
  | { readonly kind: "explain"; readonly place: string; readonly run: RunSettings }
  | { readonly kind: "lab"; readonly experiment: "stw" }
  | { readonly kind: "lab"; readonly experiment: "preempt"; readonly run: RunSettings }
  | { readonly kind: "doctor"; readonly run: RunSettings; readonly installDebugger: boolean }
  /** `of`: a command; null for all together. */
  | { readonly kind: "help"; readonly of: CommandName | null }
  | { readonly kind: "version" };

/** All that the program needs to know of its caller; frozen. */
export interface Settings {
  readonly command: Command;
  /** What is printed on stdout; null for the default of each command. */
  readonly as: Format | null;
  /** Whether the report files are written. */
  readonly files: boolean;
  readonly verbose: boolean;
  /** The command line as it was given; none of the action's. */
  readonly words: readonly string[];
  /** How many slow tests are named. */
  readonly slowest: number;
  readonly environment: Environment;
}

const WHEN = ["auto", "always", "never"] as const;
const VALUES = ["auto", "off", "types", "redacted", "all"] as const;

/** Checks raw values; throws UsageError with the name of the input and what it takes. */
export function runSettings(raw: RawInputs, goTestFlags: readonly string[]): RunSettings {
  const value = (name: InputName): string => inputValue(raw, name);
  return {
    packages: packagePatterns(value("packages")),
    workingDirectory: value("working-directory"),
    modules: words(value("module")),
    rootDir: null,
    goTestFlags: [...splitShellWords(value("go-test-flags")), ...goTestFlags],
    variants: parseVariants(value("variants")),
    attempts: parseCount("attempts", value("attempts"), 1),
    timeout: parseDuration("timeout", value("timeout")),
    budget: parseDuration("budget", value("budget")),
    failOn: parseFailOn(value("fail-on")),
    base: value("base").trim() || "auto",
    baseline: value("baseline").trim() || null,
    unknownBaseline: parseChoice("unknown-baseline", value("unknown-baseline"), ["fail", "pass"]),
    inlining: parseChoice("inlining", value("inlining"), WHEN),
    gc: parseChoice("gc", value("gc"), WHEN),
    values: parseChoice("values", value("values"), VALUES),
    valuesInComment:
      parseChoice("values-in-comment", value("values-in-comment"), ["true", "false"]) === "true",
    review: {
      comment: parseChoice("comment", value("comment"), WHEN),
      check: parseChoice("check", value("check"), WHEN),
      annotations: parseChoice("annotations", value("annotations"), WHEN),
      name: value("name").trim() || matrixText(value("key")),
      key: value("key").replace(/\s+/g, " ").trim() || null,
      token: value("token").trim() || null,
      leg: parseLeg(value("leg")),
    },
    shard: parseShard(value("shard")),
    timings: value("timings").trim() || null,
    jobSummary: parseChoice("job-summary", value("job-summary"), ["always", "never"]) === "always",
    expect: value("expect").trim() === "" ? null : parseCount("expect", value("expect"), 1),
    formats: words(value("formats")).map((word) => parseChoice("formats", word, FURTHER)),
    reportDir: value("report-dir"),
    cache: value("cache-dir").trim() || null,
  };
}

/** A word with a dash would be a flag of go's, and `-toolexec` runs a program. */
function packagePatterns(text: string): string[] {
  const patterns = words(text);
  const flag = patterns.find((word) => word.startsWith("-"));
  if (flag === undefined) return patterns;
  throw new UsageError(
    `packages: "${flag}" is a flag, not a package: flags of go test stand in go-test-flags, or behind --`,
  );
}

/** Reports that are named one a line. */
export const reportFiles = (raw: RawInputs): string[] =>
  inputValue(raw, "report")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
