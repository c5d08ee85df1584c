import { FLAGS } from "./inputs.ts";
import { FORMATS } from "./settings.ts";

/** What `panicpath --help` prints. */
export function helpText(): string {
  const flags = FLAGS.map(({ name, value, fallback, help }) => {
    const left = `  --${name} ${value}`;
    const text = fallback === "" ? help : `${help} (${fallback})`;
    return `${left.padEnd(28)}${text}`;
  });
  return `panicpath tells about every panic of a Go module's tests.

  panicpath [run] [packages...] [flags] [-- go test flags]
  panicpath parse FILE...|- [--dir DIR]    saved output of go test: JSON, text, standard error
  panicpath render REPORT --as FORMAT      a report.json again, in another format
  panicpath compare BASE.json HEAD.json    what is new in one report against another
  panicpath merge REPORT...                reports of matrix legs or shards, as one
  panicpath comment REPORT...              comment on the pull request that a workflow_run tells of
  panicpath explain PLACE [packages...]    all that is known of a file.go:LINE, a function or a fingerprint
  panicpath doctor [packages...]           what this machine, Go and checkout can do, with live checks
  panicpath lab stw                        what async preemption is worth on this machine
  panicpath waive FINGERPRINT --reason TEXT [--until YYYY-MM-DD]   live with an incident for a while

${flags.join("\n")}
  --out DIR                 the same as --report-dir
  --as FORMAT               print one of ${FORMATS.join(", ")} on standard output
  --dir DIR                 parse: the module's folder as the traces print it
  --verbose                 show the stack of unknown failures
  --help, --version

Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage, 3 nothing could be done,
130 and 143 interrupted. Inputs of the action have the same names as the flags.
`;
}
