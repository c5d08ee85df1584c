import {
  COMMANDS,
  type CommandName,
  type CommandSpec,
  commandSpec,
  WITHOUT_REPORT,
} from "./commands.ts";
import { ALL_FLAGS, type FlagSpec } from "./flags.ts";

const COLUMNS = 80;
/** The longest default fits beside it. */
const FLAG_COLUMN = 22;

/** What `panicpath --help` prints, or of one command; 80 columns at most. */
export const helpText = (name: CommandName | null): string =>
  name === null ? generalHelp() : helpOf(commandSpec(name));

function generalHelp(): string {
  const commands = COMMANDS.flatMap(({ name, help }) => inColumns(`  ${name}`, help, 12));
  return `panicpath tells about every panic of a Go module's tests.

Usage: panicpath [COMMAND] [words] [flags] [-- go test flags]

Commands, run where none is named:
${commands.join("\n")}

${examples(commandSpec("run"))}
Flags of a command: panicpath COMMAND --help
${EXIT_CODES}`;
}

const EXIT_CODES = `Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage, 3 nothing could be
done, 129, 130 and 143 interrupted. Inputs of the action are named as the flags.
`;

function helpOf(spec: CommandSpec): string {
  const { name, usage, help, flags, kinds = [] } = spec;
  const taken = ALL_FLAGS.filter((flag) => flags.some((each) => each === flag.name));
  const lines = taken.flatMap((flag) => {
    const isShort = flag.name === "as" && WITHOUT_REPORT.some((each) => each === name);
    const text = isShort ? "what to print on standard output: json, text" : textOf(flag);
    return inColumns(leftOf(flag), text, FLAG_COLUMN);
  });
  const words = kinds.flatMap(([word, text]) => inColumns(`  ${word}`, text, FLAG_COLUMN));
  const first = words.length === 0 ? "" : `${words.join("\n")}\n\n`;
  const listed = lines.length === 0 ? "" : `Flags:\n${lines.join("\n")}\n\n`;
  return `${wrapped(`panicpath ${name}: ${help}`, COLUMNS).join("\n")}

Usage: ${`panicpath ${name} ${usage}`.trim()}

${first}${listed}${examples(spec)}`;
}

const leftOf = ({ name, value }: FlagSpec): string =>
  `  --${name}${value === null ? "" : ` ${value}`}`;

const textOf = ({ help, fallback }: FlagSpec): string =>
  fallback === "" ? help : `${help} (default: ${fallback})`;

const examples = (spec: CommandSpec): string =>
  `Examples:\n${spec.examples.map((example) => `  ${example}\n`).join("")}`;

/** A word and its text in two columns; the text begins on its own line where the word is too long. */
function inColumns(left: string, text: string, column: number): string[] {
  const lines = wrapped(text, COLUMNS - column);
  const pad = " ".repeat(column);
  if (left.length >= column) return [left, ...lines.map((line) => pad + line)];
  const [first = "", ...others] = lines;
  return [left.padEnd(column) + first, ...others.map((line) => pad + line)];
}

/** Broken at blanks. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line === "") line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
