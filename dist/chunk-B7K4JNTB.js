import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  VERSION
} from "./chunk-Z2WE6POP.js";
import {
  FORMATS,
  INPUTS,
  readSurroundings,
  runSettings
} from "./chunk-6MNO6IAM.js";
import {
  ImpossibleError,
  UsageError
} from "./chunk-SRB23FOB.js";

// src/settings/cli.ts
import { parseArgs } from "node:util";
var COMMANDS = ["run", "parse", "render", "compare", "waive", "help", "version"];
var OWN_FLAGS = {
  as: { type: "string" },
  out: { type: "string" },
  dir: { type: "string" },
  reason: { type: "string" },
  until: { type: "string" },
  verbose: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" }
};
function settingsFromArguments(args) {
  const surroundings = readSurroundings();
  const found = readWords(args);
  const command = commandOf(found, surroundings.github !== null);
  const as = found.values.as === void 0 ? null : formatOf(String(found.values.as));
  const files = command.kind === "run" || found.values.out !== void 0 || found.values["report-dir"] !== void 0;
  return Object.freeze({
    command,
    as,
    files: files && command.kind !== "render" ? true : found.values.out !== void 0,
    verbose: found.values.verbose === true,
    surroundings
  });
}
function formatOf(text) {
  const format = FORMATS.find((candidate) => candidate === text);
  if (format === void 0)
    throw new UsageError(`--as "${text}" is not known: use ${FORMATS.join(", ")}`);
  return format;
}
function readWords(args) {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const options = {
    ...OWN_FLAGS,
    ...Object.fromEntries(INPUTS.map(({ name }) => [name, { type: "string" }]))
  };
  try {
    const { values, positionals } = parseArgs({ args: [...own], options, allowPositionals: true });
    return {
      values,
      positionals,
      rest: end < 0 ? null : args.slice(end + 1)
    };
  } catch (error) {
    throw usageErrorOf(error, own, Object.keys(options));
  }
}
function wordsOf(error) {
  const isError = typeof error === "object" && error !== null && "message" in error;
  return isError ? String(error.message) : String(error);
}
function usageErrorOf(error, args, known) {
  const message = wordsOf(error);
  const short = /'(-[^' =]*)/.exec(message)?.[1];
  if (short === void 0 || !message.includes("Unknown option")) {
    return new UsageError(`${message.split(/[.\n]/)[0]}: see panicpath --help`);
  }
  const flag = args.find((word) => word.startsWith(short)) ?? short;
  const name = flag.replace(/^-+/, "").split("=")[0] ?? "";
  const near = name.length < 3 ? void 0 : known.find((each) => each.startsWith(name.slice(0, 3)));
  const hint = near === void 0 ? "" : `, did you mean --${near}`;
  return new UsageError(
    `unknown flag ${flag}${hint}? Flags of go test stand behind --, as in: panicpath ./... -- ${flag}`
  );
}
function commandOf(found, inGithub) {
  if (found.values.help === true) return { kind: "help" };
  if (found.values.version === true) return { kind: "version" };
  const [first, ...others] = found.positionals;
  const name = COMMANDS.find((command) => command === first) ?? "run";
  const positionals = name === first ? others : found.positionals;
  const run = runSettings(
    rawInputs(found, name === "run" ? positionals : []),
    found.rest ?? [],
    inGithub
  );
  switch (name) {
    case "run":
      return { kind: "run", run };
    case "parse":
      return { kind: "parse", files: filesOf(positionals), dir: textOf(found.values.dir), run };
    case "render":
      return { kind: "render", file: oneFile(positionals), run };
    case "compare":
      return { kind: "compare", ...twoFiles(positionals), run };
    case "waive":
      return waiveOf(positionals, found, run.workingDirectory);
    default:
      return { kind: name };
  }
}
function waiveOf(positionals, found, dir) {
  const [fingerprint, ...more] = positionals;
  if (fingerprint === void 0 || more.length > 0 || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    throw new UsageError("waive needs one fingerprint of 16 hex digits, as the report prints it");
  }
  const reason = textOf(found.values.reason);
  if (reason === null || reason.trim() === "") throw new UsageError("waive needs --reason TEXT");
  const until = textOf(found.values.until);
  if (until !== null && !/^\d{4}-\d{2}-\d{2}$/.test(until)) {
    throw new UsageError(`--until "${until}" is no date: use YYYY-MM-DD`);
  }
  return { kind: "waive", fingerprint, reason, until, dir };
}
var textOf = (value) => typeof value === "string" ? value : null;
function rawInputs(found, packages) {
  const raw = {};
  for (const { name } of INPUTS) {
    const value = textOf(found.values[name]);
    if (value !== null) raw[name] = value;
  }
  if (packages.length > 0) {
    if (raw.packages !== void 0)
      throw new UsageError("packages are given twice: as words and as --packages");
    raw.packages = packages.join(" ");
  }
  const out = textOf(found.values.out);
  if (out !== null) raw["report-dir"] = out;
  return raw;
}
function filesOf(positionals) {
  if (positionals.length === 0) {
    throw new UsageError("parse needs files with saved test output, or - for standard input");
  }
  return positionals;
}
function twoFiles(positionals) {
  const [base, head, ...more] = positionals;
  if (base === void 0 || head === void 0 || more.length > 0) {
    throw new UsageError("compare needs two reports: BASE.json HEAD.json");
  }
  return { base, head };
}
function oneFile(positionals) {
  const [file, ...more] = positionals;
  if (file === void 0 || more.length > 0) throw new UsageError("render needs one report.json");
  return file;
}

// src/settings/help.ts
function helpText() {
  const flags = INPUTS.map(({ name, value, fallback, help }) => {
    const left = `  --${name} ${value}`;
    const text = fallback === "" ? help : `${help} (${fallback})`;
    return `${left.padEnd(28)}${text}`;
  });
  return `panicpath tells about every panic of a Go module's tests.

  panicpath [run] [packages...] [flags] [-- go test flags]
  panicpath parse FILE...|- [--dir DIR]    saved output of go test: JSON, text, standard error
  panicpath render REPORT --as FORMAT      a report.json again, in another format
  panicpath compare BASE.json HEAD.json    what is new in one report against another
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

// src/settings/index.ts
var loadActionSettings = () => import("./action-D2F5R33B.js");

// src/app/failure.ts
var exitCodeOf = (error) => error instanceof UsageError ? 2 : 3;
function failureWords(error, verbose) {
  if (!(error instanceof Error)) return `panicpath: ${String(error)}`;
  const known = error instanceof UsageError || error instanceof ImpossibleError;
  if (verbose && !known) return `panicpath: ${error.stack ?? error.message}`;
  const hint = known ? "" : " (unexpected: run again with --verbose and report it)";
  return `panicpath: ${error.message}${hint}`;
}

// src/app/index.ts
async function runProgram(settings) {
  const { command } = settings;
  switch (command.kind) {
    case "help":
      process.stdout.write(helpText());
      return 0;
    case "version":
      process.stdout.write(`panicpath ${VERSION}
`);
      return 0;
    case "run":
      return (await import("./run-tests-4RGVB3Q7.js")).runTests(command.run, settings);
    case "parse":
      return (await import("./parse-command-MWEZDE5B.js")).parseAndPrint(command, settings);
    case "compare":
      return (await import("./render-command-673BDLAF.js")).compareAndPrint(command, settings);
    case "waive": {
      const { addWaiver } = await import("./waivers-AVKWE4TQ.js");
      process.stdout.write(
        `${addWaiver(command.dir, command)}: ${command.fingerprint} is waived
`
      );
      return 0;
    }
    case "render":
      return (await import("./render-command-673BDLAF.js")).renderAndPrint(command.file, settings);
  }
}

export {
  settingsFromArguments,
  loadActionSettings,
  exitCodeOf,
  failureWords,
  runProgram
};
