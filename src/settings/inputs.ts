/**
 * Every input once: the action has it under this name, the command line as `--name`.
 * action.yml is checked against this table by a test.
 */
export interface InputSpec {
  readonly name: string;
  /** How the value is shown in help. */
  readonly value: string;
  readonly fallback: string;
  readonly help: string;
  /** action.yml has an expression as default, which only a workflow can evaluate. */
  readonly byWorkflow?: true;
  /** The command line says it in another way. */
  readonly actionOnly?: true;
}

export const INPUTS = [
  {
    name: "command",
    value: "COMMAND",
    fallback: "run",
    help: "what to do: run the tests, merge reports, or comment on the pull request of a workflow_run",
    actionOnly: true,
  },
  {
    name: "packages",
    value: "PATTERNS",
    fallback: "./...",
    help: "packages to test, separated by spaces",
  },
  {
    name: "working-directory",
    value: "DIR",
    fallback: ".",
    help: "folder of the module or workspace",
  },
  {
    name: "module",
    value: "LIST",
    fallback: "",
    help: "modules to test, one after the other, as folders with * and **, separated by spaces; all: every go.mod below the folder",
  },
  {
    name: "go-test-flags",
    value: "FLAGS",
    fallback: "",
    help: "flags for go test, quoted as in a shell",
  },
  {
    name: "variants",
    value: "LIST",
    fallback: "default,noinline+gctrace,noinline+asyncpreemptoff+gctrace",
    help: "variants to run, separated by commas; settings joined by +: noinline, race, asyncpreemptoff, gctrace, gcstress, gomaxprocs1, checkptr, shuffle, asan, msan, or the project's own",
  },
  {
    name: "attempts",
    value: "N",
    fallback: "3",
    help: "how often an incident or a failure is tried in all",
  },
  {
    name: "timeout",
    value: "DURATION",
    fallback: "",
    help: "bound of one package's test binary, as go test's -timeout (10m)",
  },
  {
    name: "budget",
    value: "DURATION",
    fallback: "",
    help: "time for all that comes after the default run (2 x the default run + 60s)",
  },
  {
    name: "fail-on",
    value: "LIST",
    fallback: "any",
    help: "what fails the gate: any, incidents, new, none, or rule ids, each also as new-ID, separated by commas",
  },
  {
    name: "base",
    value: "REF",
    fallback: "auto",
    help: "what to compare with: a git ref, none, or auto (in GitHub Actions, by the event)",
  },
  {
    name: "baseline",
    value: "FILE",
    fallback: "",
    help: "compare with an earlier report.json instead of running the base",
  },
  {
    name: "unknown-baseline",
    value: "fail|pass",
    fallback: "fail",
    help: "whether what can't be compared counts as new",
  },
  {
    name: "inlining",
    value: "WHEN",
    fallback: "auto",
    help: "the compiler's reasons on panic paths: auto, always (tries a constant message in every function too), never",
  },
  {
    name: "gc",
    value: "WHEN",
    fallback: "auto",
    help: "GC pauses: auto (reported where variants differ clearly), always (reported, and compared with the base), never",
  },
  {
    name: "values",
    value: "POLICY",
    fallback: "auto",
    help: "values of arguments and locals at the panic, in report.json and at a terminal: off, types, redacted, all, or auto (redacted at a terminal, else off)",
  },
  {
    name: "values-in-comment",
    value: "true|false",
    fallback: "false",
    help: "whether these values also stand in summary, comment, check run and the job's log",
  },
  {
    name: "annotations",
    value: "WHEN",
    fallback: "auto",
    help: "annotations on lines: auto (by the check run where there is one, else ten of a level in the log), always (both), never",
  },
  {
    name: "comment",
    value: "WHEN",
    fallback: "auto",
    help: "comment on the pull request: auto (when there is something to say, or was), always, never",
  },
  {
    name: "check",
    value: "WHEN",
    fallback: "auto",
    help: "check run with annotations: auto (where the token may write checks), always, never",
  },
  {
    name: "job-summary",
    value: "WHEN",
    fallback: "always",
    help: "summary of the job on its page: always, never",
  },
  {
    name: "name",
    value: "NAME",
    fallback: "",
    help: "what comment and check are called beside panicpath (the values of the matrix job)",
  },
  {
    name: "key",
    value: "KEY",
    fallback: "",
    help: "which comment is updated: one for each workflow and job, and each job of a matrix",
    byWorkflow: true,
  },
  {
    name: "token",
    value: "TOKEN",
    fallback: "",
    help: "token for comments and checks (on the command line: PANICPATH_TOKEN or GITHUB_TOKEN of the environment)",
    byWorkflow: true,
    actionOnly: true,
  },
  {
    name: "leg",
    value: "I/N",
    fallback: "",
    help: "which job of a matrix this is, from 0 on, so that a merge misses none",
    byWorkflow: true,
  },
  {
    name: "expect",
    value: "N",
    fallback: "",
    help: "merge: how many reports there must be (as many as the matrix has jobs)",
  },
  {
    name: "shard",
    value: "I/N",
    fallback: "",
    help: "take the i-th of n parts of the packages, as 2/5",
  },
  {
    name: "timings",
    value: "FILE",
    fallback: "",
    help: "earlier report.json whose package times balance the shards",
  },
  {
    name: "report",
    value: "FILES",
    fallback: "",
    help: "merge and comment: reports, or folders that hold them, one a line",
  },
  {
    name: "formats",
    value: "LIST",
    fallback: "",
    help: "files beside report.json, junit.xml and summary.md: sarif, ctrf",
  },
  {
    name: "cache-dir",
    value: "DIR",
    fallback: "",
    help: "folder for outcomes of packages that passed: with the same code and inputs they are not run again (on the command line the user's cache folder; in the action only where it is named)",
  },
  {
    name: "report-dir",
    value: "DIR",
    fallback: "panicpath-report",
    help: "folder for report.json, junit.xml and summary.md",
  },
] as const satisfies readonly InputSpec[];

export type InputName = (typeof INPUTS)[number]["name"];

/** Those that are flags of the command line too. */
export const FLAGS: readonly (InputSpec & { readonly name: InputName })[] = INPUTS.filter(
  (input) => !("actionOnly" in input),
);

/** Raw values by name; absent where nobody gave one. */
export type RawInputs = Partial<Record<InputName, string>>;

/** The value given, or the table's fallback. */
export function inputValue(raw: RawInputs, name: InputName): string {
  const spec = INPUTS.find((input) => input.name === name);
  return raw[name] ?? spec?.fallback ?? "";
}
