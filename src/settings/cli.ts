import { parseArgs } from "node:util";
import { FORMATS, type Format, isDate, UsageError } from "../model/index.ts";
import { COMMANDS, type CommandName, commandSpec } from "./commands.ts";
import { readEnvironment } from "./environment.ts";
import { ALL_FLAGS } from "./flags.ts";
import { FLAGS, type RawInputs } from "./inputs.ts";
import { nearest } from "./nearest.ts";
import { refuseFormat, refuseMistyped, refuseOthers, refuseWords } from "./refusals.ts";
import {
  type Command,
  type Environment,
  type RunSettings,
  reportFiles,
  runSettings,
  type Settings,
} from "./settings.ts";
import { parseChoice, parseCount } from "./values.ts";

interface Words {
  readonly values: Readonly<Record<string, string | boolean>>;
  readonly positionals: readonly string[];
  /** Behind `--`; null where there was none. */
  readonly rest: readonly string[] | null;
}

/** Reads a command line, without node and the script's name; throws UsageError. */
export function settingsFromArguments(args: readonly string[]): Settings {
  const found = readWords(args);
  const environment = colored(readEnvironment(), textOf(found.values.color) ?? "auto");
  const command = commandOf(found, environment.cacheDir);
  const as = found.values.as === undefined ? null : formatOf(String(found.values.as));
  refuseFormat(command.kind, as);
  const files =
    command.kind === "run" ||
    found.values.out !== undefined ||
    found.values["report-dir"] !== undefined;
  return Object.freeze({
    command,
    as,
    files: files && command.kind !== "render" ? true : found.values.out !== undefined,
    verbose: found.values.verbose === true,
    words: args,
    slowest: parseCount("slowest", textOf(found.values.slowest) ?? "5", 0),
    environment,
  });
}

function colored(given: Environment, when: string): Environment {
  const choice = parseChoice("--color", when, ["auto", "always", "never"]);
  if (choice === "auto") return given;
  return { ...given, color: choice === "always", progressColor: choice === "always" };
}

function formatOf(text: string): Format {
  const format = FORMATS.find(({ id }) => id === text);
  if (format === undefined) {
    const known = FORMATS.map(({ id }) => id).join(", ");
    throw new UsageError(`--as "${text}" is not known: use ${known}`);
  }
  return format.id;
}

function readWords(args: readonly string[]): Words {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const flags = ALL_FLAGS.map(({ name, value }) => [
    name,
    { type: value === null ? ("boolean" as const) : ("string" as const) },
  ]);
  const options = { ...Object.fromEntries(flags), ...EVERYWHERE };
  try {
    const { values, positionals } = parseArgs({ args: [...own], options, allowPositionals: true });
    return {
      values: Object.fromEntries(Object.entries(values).filter(isGivenOnce)),
      positionals,
      rest: end < 0 ? null : args.slice(end + 1),
    };
  } catch (error) {
    throw usageErrorOf(error, own);
  }
}

/** No flag of ours is a list. */
const isGivenOnce = (entry: [string, unknown]): entry is [string, string | boolean] =>
  typeof entry[1] === "string" || typeof entry[1] === "boolean";

/** Asked of any command. */
const EVERYWHERE = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** An error of another realm is no instance of this one's Error. */
function wordsOf(error: unknown): string {
  const isError = typeof error === "object" && error !== null && "message" in error;
  return isError ? String(error.message) : String(error);
}

/** node's own words name the flag; we add what is near. */
function usageErrorOf(error: unknown, args: readonly string[]): UsageError {
  const message = wordsOf(error);
  const short = /'(-[^' =]*)/.exec(message)?.[1];
  if (short === undefined || !message.includes("Unknown option")) {
    return new UsageError(`${message.split(/[.\n]/)[0]}: see panicpath --help`);
  }
  // node tells of -run as of -r: the word itself says more.
  const flag = args.find((word) => word.startsWith(short)) ?? short;
  const name = flag.replace(/^-+/, "").split("=")[0] ?? "";
  const near = nearest(
    name,
    ALL_FLAGS.map((each) => each.name),
  );
  const hint =
    near === null
      ? `. Flags of go test stand behind --, as in: panicpath ./... -- ${flag}`
      : `, did you mean --${near}?`;
  return new UsageError(`unknown flag ${flag}${hint}`);
}

function commandOf(found: Words, cacheDir: string | null): Command {
  if (found.values.version === true) return { kind: "version" };
  const [first, ...others] = found.positionals;
  const named = COMMANDS.find(({ name }) => name === first)?.name ?? null;
  if (found.values.help === true) return { kind: "help", of: named };
  const name = named ?? "run";
  if (named === null && first !== undefined) refuseMistyped(first);
  refuseOthers(commandSpec(name), found);
  const positionals = named === null ? found.positionals : others;
  const raw = rawInputs(found, packagesOf(name, positionals));
  const run = runSettings(raw, found.rest ?? []);
  switch (name) {
    case "run":
      return runOf(run, found, cacheDir);
    case "parse":
      return {
        kind: "parse",
        files: filesOf(positionals),
        dir: textOf(found.values.dir),
        report: textOf(found.values.report),
        run,
      };
    case "render":
      return { kind: "render", file: oneFile(positionals), run };
    case "compare":
      return { kind: "compare", ...twoFiles(positionals), run };
    case "merge":
    case "comment":
      return { kind: name, reports: someReports(name, [...reportFiles(raw), ...positionals]), run };
    case "explain":
      return { kind: "explain", place: placeOf(positionals), run };
    case "lab":
      return labOf(positionals, run);
    case "doctor":
      return { kind: "doctor", run, installDebugger: found.values["install-debugger"] === true };
    case "init":
      refuseWords(name, positionals);
      return { kind: "init", dir: run.workingDirectory };
    case "waive":
      return waiveOf(positionals, found, run.workingDirectory);
    case "help":
      return helpOf(positionals);
    case "version":
      refuseWords(name, positionals);
      return { kind: "version" };
  }
}

/** Reuse is on where there is a folder for it. */
function runOf(run: RunSettings, { values }: Words, cacheDir: string | null): Command {
  const cache = values["no-cache"] === true ? null : (run.cache ?? cacheDir);
  return {
    kind: "run",
    run: { ...run, cache },
    rerunFailed: values["rerun-failed"] === true,
    verifyCache: values["cache-verify"] === true,
    whyNotCached: values["why-not-cached"] === true,
  };
}

function helpOf([name, ...more]: readonly string[]): Command {
  if (name === undefined) return { kind: "help", of: null };
  const known = COMMANDS.map((each) => each.name);
  const found = known.find((each) => each === name);
  if (more.length > 0) throw new UsageError("help tells of one command: panicpath help COMMAND");
  if (found !== undefined) return { kind: "help", of: found };
  const near = nearest(name, known);
  const hint = near === null ? "." : `, did you mean ${near}?`;
  throw new UsageError(`there is no command ${name}${hint} Commands: ${known.join(", ")}`);
}

/** Packages among the words that are no flags: all of run's, all but explain's first. */
function packagesOf(name: CommandName, positionals: readonly string[]): readonly string[] {
  if (name === "explain") return positionals.slice(1);
  if (name === "lab") return positionals.slice(1);
  return name === "run" || name === "doctor" ? positionals : [];
}

function placeOf([place]: readonly string[]): string {
  if (place === undefined) {
    throw new UsageError("explain needs a place: file.go:LINE, a function, or a fingerprint");
  }
  return place;
}

function labOf([experiment, ...more]: readonly string[], run: RunSettings): Command {
  if (experiment === "stw" && more.length === 0) return { kind: "lab", experiment };
  if (experiment === "preempt") return { kind: "lab", experiment, run };
  throw new UsageError(
    "lab knows two experiments: panicpath lab stw, panicpath lab preempt [packages]",
  );
}

function waiveOf(positionals: readonly string[], found: Words, dir: string): Command {
  const [fingerprint, ...more] = positionals;
  if (fingerprint === undefined || more.length > 0 || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    throw new UsageError("waive needs one fingerprint of 16 hex digits, as the report prints it");
  }
  const reason = textOf(found.values.reason);
  if (reason === null || reason.trim() === "") throw new UsageError("waive needs --reason TEXT");
  const until = textOf(found.values.until);
  if (until !== null && !isDate(until)) {
    throw new UsageError(`--until "${until}" is no date: use YYYY-MM-DD`);
  }
  if (until !== null && until < new Date().toISOString().slice(0, 10)) {
    throw new UsageError(`--until ${until} is over already: the waiver would cover nothing`);
  }
  return { kind: "waive", fingerprint, reason, until, dir };
}

const textOf = (value: string | boolean | undefined): string | null =>
  typeof value === "string" ? value : null;

function rawInputs(found: Words, packages: readonly string[]): RawInputs {
  const raw: RawInputs = {};
  for (const { name } of FLAGS) {
    const value = textOf(found.values[name]);
    if (value !== null) raw[name] = value;
  }
  if (packages.length > 0) {
    if (raw.packages !== undefined)
      throw new UsageError("packages are given twice: as words and as --packages");
    raw.packages = packages.join(" ");
  }
  const out = textOf(found.values.out);
  if (out !== null) raw["report-dir"] = out;
  return raw;
}

function filesOf(positionals: readonly string[]): readonly string[] {
  if (positionals.length === 0) {
    throw new UsageError("parse needs files with saved test output, or - for standard input");
  }
  return positionals;
}

function twoFiles(positionals: readonly string[]): { base: string; head: string } {
  const [base, head, ...more] = positionals;
  if (base === undefined || head === undefined || more.length > 0) {
    throw new UsageError("compare needs two reports: BASE.json HEAD.json");
  }
  return { base, head };
}

function someReports(name: string, files: readonly string[]): readonly string[] {
  if (files.length > 0) return files;
  throw new UsageError(`${name} needs reports: files, or folders that hold a report.json`);
}

function oneFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("render needs one report.json");
  return file;
}
