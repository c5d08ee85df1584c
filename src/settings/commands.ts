import type { FlagName } from "./flags.ts";

/** What a command is called by, takes and is for. */
export interface CommandSpec {
  readonly name: string;
  /** Words behind its name. */
  readonly usage: string;
  /** In one line. */
  readonly help: string;
  readonly flags: readonly FlagName[];
  /** Whether words behind `--` are flags of go test. */
  readonly takesGoFlags: boolean;
  /** What its first word may be, and what that does. */
  readonly kinds?: readonly (readonly [word: string, help: string])[];
  readonly examples: readonly [string, string];
}

const FILES = ["report-dir", "out", "as", "formats", "color", "verbose"] as const;
const GATE = ["fail-on", "unknown-baseline"] as const;
const REVIEW = ["comment", "check", "annotations", "name", "key"] as const;
const MODULE = ["packages", "working-directory", "go-test-flags"] as const;

/** Every command once, in the order of the help: which words are one, and what each takes. */
export const COMMANDS = [
  {
    name: "run",
    usage: "[packages...] [flags] [-- go test flags]",
    help: "run a module's tests under all variants (the default command)",
    flags: [
      ...MODULE,
      "module",
      ...["variants", "attempts", "timeout", "budget", "base", "baseline"],
      ...GATE,
      ...[
        "inlining",
        "gc",
        "values",
        "values-in-comment",
        "shard",
        "timings",
        "leg",
        "job-summary",
        "rerun-failed",
        "slowest",
      ],
      ...["cache-dir", "no-cache", "cache-verify", "why-not-cached"],
      ...REVIEW,
      ...FILES,
    ] as const,
    takesGoFlags: true,
    examples: ["panicpath ./... --base origin/main", "panicpath ./store -- -run TestOpen -race"],
  },
  {
    name: "parse",
    usage: "FILE...|- [flags]",
    help: "tell saved output of go test: JSON, text, standard error",
    flags: ["dir", "baseline", "report", "slowest", ...GATE, ...FILES],
    takesGoFlags: false,
    examples: ["panicpath parse test.json", "go test -json ./... 2>&1 | panicpath parse -"],
  },
  {
    name: "render",
    usage: "REPORT --as FORMAT",
    help: "print a report.json again, in another format",
    flags: ["as", "color", "slowest", "verbose"],
    takesGoFlags: false,
    examples: [
      "panicpath render report.json --as markdown",
      "panicpath render report.json --as sarif >panicpath.sarif",
    ],
  },
  {
    name: "compare",
    usage: "BASE.json HEAD.json [flags]",
    help: "tell what is new in one report against another",
    flags: [...GATE, ...FILES],
    takesGoFlags: false,
    examples: [
      "panicpath compare main.json report.json",
      "panicpath compare main.json report.json --fail-on new",
    ],
  },
  {
    name: "merge",
    usage: "REPORT... [flags]",
    help: "join reports of matrix jobs or shards",
    flags: ["report", "expect", ...GATE, "job-summary", "values-in-comment", ...REVIEW, ...FILES],
    takesGoFlags: false,
    examples: ["panicpath merge reports/", "panicpath merge a.json b.json --expect 2 --out merged"],
  },
  {
    name: "comment",
    usage: "REPORT... [flags]",
    help: "comment on the pull request that a workflow_run tells of",
    flags: ["report", "expect", "values-in-comment", ...REVIEW],
    takesGoFlags: false,
    examples: ["panicpath comment reports/", "panicpath comment report.json --check always"],
  },
  {
    name: "explain",
    usage: "PLACE [packages...] [flags] [-- go test flags]",
    help: "tell all that is known of a file.go:LINE, a function or a fingerprint",
    flags: [...MODULE, "report-dir", "out", "as"],
    takesGoFlags: true,
    examples: ["panicpath explain ring.go:31", "panicpath explain '(*Ring).At' ./ring"],
  },
  {
    name: "doctor",
    usage: "[packages...] [flags] [-- go test flags]",
    help: "tell what this machine, Go and checkout can do, with live checks",
    flags: [...MODULE, "variants", "base", "report-dir", "out", "as", "install-debugger"],
    takesGoFlags: true,
    examples: [
      "panicpath doctor ./... --variants default,race",
      "panicpath doctor --install-debugger",
    ],
  },
  {
    name: "lab",
    usage: "stw|preempt [packages...] [flags] [-- go test flags]",
    help: "measure what async preemption is worth here, or find what can't be preempted",
    flags: [...MODULE, "as"],
    takesGoFlags: true,
    kinds: [
      [
        "stw",
        "how long collections stop a program, with async preemption on and off, by the length of its loops and the number of goroutines that wait",
      ],
      [
        "preempt",
        "runs your tests with a tap of the signal that asks to stop, and names what held up the others: assembly, stacks that grow",
      ],
    ],
    examples: ["panicpath lab stw --as json", "panicpath lab preempt ./codec -- -run TestEncode"],
  },
  {
    name: "init",
    usage: "[flags]",
    help: "write a workflow for this repository, as it is found: modules, Go version, matrix",
    flags: ["working-directory"],
    takesGoFlags: false,
    examples: ["panicpath init", "panicpath init --working-directory ../other"],
  },
  {
    name: "waive",
    usage: "FINGERPRINT --reason TEXT [flags]",
    help: "live with an incident for a while: adds it to .panicpath.yml",
    flags: ["reason", "until", "working-directory"],
    takesGoFlags: false,
    examples: [
      'panicpath waive 3f2a9c01d4e5b678 --reason "see #12"',
      'panicpath waive 3f2a9c01d4e5b678 --reason "see #12" --until 2027-01-31',
    ],
  },
  {
    name: "help",
    usage: "[COMMAND]",
    help: "tell of a command",
    flags: [],
    takesGoFlags: false,
    examples: ["panicpath help parse", "panicpath parse --help"],
  },
  {
    name: "version",
    usage: "",
    help: "print the version",
    flags: [],
    takesGoFlags: false,
    examples: ["panicpath version", "panicpath --version"],
  },
] as const satisfies readonly CommandSpec[];

/** They print text, or JSON: what they find is no report. */
export const WITHOUT_REPORT: readonly CommandName[] = ["explain", "doctor", "lab"];

export type CommandName = (typeof COMMANDS)[number]["name"];

/** The table's row of a command. */
export function commandSpec(name: CommandName): CommandSpec {
  const found = COMMANDS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}
