import { FLAGS, type InputName, type InputSpec } from "./inputs.ts";

/** A flag that no input of the action is; `value` null: it stands alone. */
export interface FlagSpec {
  readonly name: string;
  readonly value: string | null;
  readonly fallback: string;
  readonly help: string;
}

const OWN = [
  { name: "out", value: "DIR", fallback: "", help: "the same as --report-dir" },
  {
    name: "as",
    value: "FORMAT",
    fallback: "text",
    help: "what to print on standard output: json, markdown, junit, sarif, ctrf, annotations, text",
  },
  {
    name: "color",
    value: "WHEN",
    fallback: "auto",
    help: "colours: auto (on a terminal, in GitHub's log, as NO_COLOR and FORCE_COLOR say), always, never",
  },
  { name: "dir", value: "DIR", fallback: "", help: "the module's folder as the traces print it" },
  {
    name: "no-cache",
    value: null,
    fallback: "",
    help: "run every package, also one that passed before",
  },
  {
    name: "cache-verify",
    value: null,
    fallback: "",
    help: "run what would not be run again, and say where it comes out another way",
  },
  {
    name: "why-not-cached",
    value: null,
    fallback: "",
    help: "say of each package that runs why it is not reused",
  },
  {
    name: "rerun-failed",
    value: null,
    fallback: "",
    help: "run only what failed, or never ran, in the last report of --report-dir",
  },
  {
    name: "install-debugger",
    value: null,
    fallback: "",
    help: "build the delve that knows this Go into the cache folder, for values at the panic",
  },
  {
    name: "slowest",
    value: "N",
    fallback: "5",
    help: "how many slow tests are named, of those that take a second or more",
  },
  { name: "reason", value: "TEXT", fallback: "", help: "why; it is shown with the finding" },
  { name: "until", value: "YYYY-MM-DD", fallback: "", help: "the last day on which it holds" },
  {
    name: "verbose",
    value: null,
    fallback: "",
    help: "tell all that is known of each incident; stacks of unknown failures",
  },
] as const satisfies readonly FlagSpec[];

export type FlagName = Exclude<InputName, "command" | "token"> | (typeof OWN)[number]["name"];

/** Every flag of any command, inputs of the action first. */
export const ALL_FLAGS: readonly FlagSpec[] = [...FLAGS.map(flagOf), ...OWN];

function flagOf({ name, value, fallback, help }: InputSpec): FlagSpec {
  return { name, value, fallback, help };
}
