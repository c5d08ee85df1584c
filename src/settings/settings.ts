import { type InputName, inputValue, type RawInputs } from "./inputs.ts";
import {
  parseChoice,
  parseCount,
  parseDuration,
  parseFailOn,
  parseVariants,
  splitShellWords,
  type VariantSpec,
  words,
} from "./values.ts";

export const FORMATS = [
  "json",
  "markdown",
  "junit",
  "sarif",
  "ctrf",
  "annotations",
  "text",
] as const;
export type Format = (typeof FORMATS)[number];

/** How the program was started and where it may write: read from the environment, once. */
export interface Surroundings {
  /** GitHub Actions' files; null elsewhere. */
  readonly github: GithubFiles | null;
  readonly ci: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly tempDir: string;
  /** The environment that go and the tests get. */
  readonly env: Readonly<Record<string, string>>;
}

export interface GithubFiles {
  readonly summary: string | null;
  readonly output: string | null;
  readonly workspace: string | null;
  /** https://github.com/owner/repo/blob/SHA, or null. */
  readonly blobUrl: string | null;
  readonly event: GithubEvent;
}

/** What of the event that started a workflow tells the base. */
export interface GithubEvent {
  readonly name: string;
  /** Name of the branch that a pull request goes to. */
  readonly baseRef: string | null;
  /** Of a push: the commit before it. */
  readonly before: string | null;
  /** Of a merge group. */
  readonly baseSha: string | null;
}

export interface RunSettings {
  readonly packages: readonly string[];
  readonly workingDirectory: string;
  readonly goTestFlags: readonly string[];
  readonly variants: readonly VariantSpec[];
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
  readonly annotations: boolean;
  readonly reportDir: string;
}

export type Command =
  | { readonly kind: "run"; readonly run: RunSettings }
  | {
      readonly kind: "parse";
      readonly files: readonly string[];
      readonly dir: string | null;
      readonly run: RunSettings;
    }
  | { readonly kind: "render"; readonly file: string; readonly run: RunSettings }
  | {
      readonly kind: "compare";
      readonly base: string;
      readonly head: string;
      readonly run: RunSettings;
    }
  | {
      readonly kind: "waive";
      readonly fingerprint: string;
      readonly reason: string;
      readonly until: string | null;
      readonly dir: string;
    }
  | { readonly kind: "explain"; readonly place: string; readonly run: RunSettings }
  | { readonly kind: "lab" }
  | { readonly kind: "doctor"; readonly run: RunSettings }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

/** All that the program needs to know of its caller; frozen. */
export interface Settings {
  readonly command: Command;
  /** What is printed on stdout; null for the default of each command. */
  readonly as: Format | null;
  /** Whether the report files are written. */
  readonly files: boolean;
  readonly verbose: boolean;
  readonly surroundings: Surroundings;
}

/** Checks raw values; throws UsageError with the name of the input and what it takes. */
export function runSettings(
  raw: RawInputs,
  goTestFlags: readonly string[],
  inGithub: boolean,
): RunSettings {
  const value = (name: InputName): string => inputValue(raw, name);
  const annotations = parseChoice("annotations", value("annotations"), ["auto", "always", "never"]);
  return {
    packages: words(value("packages")),
    workingDirectory: value("working-directory"),
    goTestFlags: [...splitShellWords(value("go-test-flags")), ...goTestFlags],
    variants: parseVariants(value("variants")),
    attempts: parseCount("attempts", value("attempts"), 1),
    timeout: parseDuration("timeout", value("timeout")),
    budget: parseDuration("budget", value("budget")),
    failOn: parseFailOn(value("fail-on")),
    base: value("base").trim() || "auto",
    baseline: value("baseline").trim() || null,
    unknownBaseline: parseChoice("unknown-baseline", value("unknown-baseline"), ["fail", "pass"]),
    inlining: parseChoice("inlining", value("inlining"), ["auto", "always", "never"]),
    gc: parseChoice("gc", value("gc"), ["auto", "always", "never"]),
    annotations: annotations === "always" || (annotations === "auto" && inGithub),
    reportDir: value("report-dir"),
  };
}
