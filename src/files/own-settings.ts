import { CONFIG_FILE, SETTINGS, type Setting, settingOf, UsageError } from "../model/index.ts";
import { type Config, fieldsOf, isMap } from "./config.ts";

/**
 * Settings that a project names itself, in `.panicpath.yml`; throws UsageError with the one that is
 * wrong. The file comes with a pull request: what chooses programs or files is not taken.
 */
export function ownSettings(config: Config): Setting[] {
  const given = config.get("settings");
  if (given === undefined || given === null) return [];
  if (!isMap(given)) throw new UsageError(`${CONFIG_FILE}: settings must be a map of names`);
  return Object.entries(given).map(([name, value]) => ownSetting(name, value));
}

const PARTS = ["env", "godebug", "flags", "slowdown", "why"];
const MOST_SLOWDOWN = 100;

function ownSetting(name: string, value: unknown): Setting {
  const wrong = (what: string): UsageError =>
    new UsageError(`${CONFIG_FILE}: setting ${name} ${what}`);
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(name)) {
    throw wrong("has a name that can't be used: small letters, digits and dashes");
  }
  if (name === "default" || SETTINGS.some((each) => each.name === name)) {
    throw wrong("has the name of one that panicpath has itself");
  }
  if (value !== null && !isMap(value)) throw wrong(`is no map of ${PARTS.join(", ")}`);
  const fields = fieldsOf(value);
  const other = [...fields.keys()].find((key) => !PARTS.includes(key));
  if (other !== undefined) throw wrong(`has "${other}": use ${PARTS.join(", ")}`);
  const env = envOf(fields.get("env"), wrong);
  const { GOEXPERIMENT: experiment, GODEBUG: debug, ...rest } = env;
  const slowdown = Number(scalar(fields.get("slowdown") ?? 1, "slowdown", wrong));
  if (!(slowdown >= 1 && slowdown <= MOST_SLOWDOWN)) {
    throw wrong(`has a slowdown that can't be used: 1 to ${MOST_SLOWDOWN}`);
  }
  const why = fields.get("why");
  return settingOf(
    name,
    typeof why === "string" && why.trim() !== "" ? why.trim() : `the project's own setting ${name}`,
    {
      ...flagsOf(fields.get("flags"), wrong),
      env: rest,
      buildEnv: experiment === undefined ? {} : { GOEXPERIMENT: experiment },
      godebug: [...(debug === undefined ? [] : [debug]), ...debugOf(fields.get("godebug"), wrong)],
      slowdown,
    },
  );
}

type Wrong = (what: string) => UsageError;

/** Text, a number or a truth value as text. */
function scalar(value: unknown, where: string, wrong: Wrong): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  throw wrong(`has ${where} that is no text`);
}

const MOST_VALUE = 32_000;

/** What go, the loader and the shell obey, but for these. */
const OBEYED = /^(?:GO|LD_|DYLD_|CGO_|PATH$|PWD$|HOME$|TMPDIR$|CC$|CXX$|BASH_ENV$|ENV$|IFS$)/;
const TAKEN = "GODEBUG GOGC GOMAXPROCS GOMEMLIMIT GOTRACEBACK GORACE GOEXPERIMENT".split(" ");

function envOf(value: unknown, wrong: Wrong): Record<string, string> {
  const found: Record<string, string> = {};
  if (value !== undefined && value !== null && !isMap(value)) throw wrong("has env that is no map");
  for (const [name, text] of fieldsOf(value)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw wrong(`has env "${name}": no name of a variable`);
    if (OBEYED.test(name.toUpperCase()) && !TAKEN.includes(name)) {
      throw wrong(
        `has env ${name}: it decides which programs run; of Go's own use ${TAKEN.join(", ")}`,
      );
    }
    const given = scalar(text, `env ${name}`, wrong);
    if (given.includes("\0") || given.length > MOST_VALUE) {
      throw wrong(`has env ${name} that no process can be given: too long, or with a NUL`);
    }
    found[name] = given;
  }
  return found;
}

/** `a=1,b=2`, a list of such words, or a map. */
function debugOf(value: unknown, wrong: Wrong): string[] {
  if (value === undefined || value === null) return [];
  const words = Array.isArray(value)
    ? value.map((each) => scalar(each, "godebug", wrong))
    : isMap(value)
      ? [...fieldsOf(value)].map(([key, text]) => `${key}=${scalar(text, "godebug", wrong)}`)
      : [scalar(value, "godebug", wrong)];
  const trimmed = words
    .flatMap((word) => word.split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const odd = trimmed.find((word) => !/^[a-z0-9#]+=[\w.#-]+$/i.test(word));
  if (odd !== undefined) throw wrong(`has godebug "${odd}": use key=value`);
  return trimmed;
}

/** A flag that may be used: where it goes, and the values that it may have; null: it stands alone. */
interface FlagRow {
  readonly name: string;
  readonly goes: "build" | "compiler" | "binary";
  readonly value: RegExp | null;
}

/** Words of the compiler and the linker that write no file and run no program, each with its end: a value may hold what begins one. */
const GCFLAGS = /^\s*(?:(?:-N|-l|-B|-e|-m(?:=\d)?|-d=[\w=,]+)(?:\s+|$))+$/;
const LDFLAGS = /^\s*(?:(?:-s|-w|-X[ =][\w./-]+=[^\s'"]*)(?:\s+|$))+$/;

/** Flags that choose code or scheduling. */
const FLAGS: readonly FlagRow[] = [
  { name: "race", goes: "build", value: null },
  { name: "asan", goes: "build", value: null },
  { name: "msan", goes: "build", value: null },
  { name: "cover", goes: "build", value: null },
  { name: "tags", goes: "build", value: /^[\w.,-]+$/ },
  { name: "ldflags", goes: "build", value: LDFLAGS },
  { name: "gcflags", goes: "compiler", value: GCFLAGS },
  { name: "cpu", goes: "binary", value: /^\d+(?:,\d+)*$/ },
  { name: "parallel", goes: "binary", value: /^\d+$/ },
  { name: "shuffle", goes: "binary", value: /^(?:on|off|\d+)$/ },
  { name: "short", goes: "binary", value: null },
];

/** `-cpu=1`, as one word. */
const FLAG = /^--?(?:test\.)?([a-z]+)(?:=([\s\S]*))?$/;

function flagsOf(
  given: unknown,
  wrong: Wrong,
): Pick<Setting, "gcflags" | "buildFlags" | "binaryFlags"> {
  if (given !== undefined && given !== null && !Array.isArray(given)) {
    throw wrong("has flags that are no list, as [-cpu=1, -short]");
  }
  const words = (given ?? []).map((each: unknown) => scalar(each, "a flag", wrong));
  const flags = words.map((word: string) => knownFlag(word, wrong));
  const of = (goes: FlagRow["goes"]) => flags.filter((flag) => flag.row.goes === goes);
  return {
    gcflags:
      of("compiler")
        .map(({ value }) => value)
        .join(" ") || null,
    buildFlags: of("build").map(
      ({ row, value }) => `-${row.name}${value === "" ? "" : `=${value}`}`,
    ),
    binaryFlags: of("binary").map(
      ({ row, value }) => `-test.${row.name}${value === "" ? "" : `=${value}`}`,
    ),
  };
}

function knownFlag(word: string, wrong: Wrong): { readonly row: FlagRow; readonly value: string } {
  const [, name, value] = FLAG.exec(word) ?? [];
  const row = FLAGS.find((each) => each.name === name);
  if (row === undefined) {
    const known = FLAGS.map((each) => `-${each.name}`).join(", ");
    throw wrong(`has the flag ${word}: use ${known}; others may run programs or write files`);
  }
  const isTaken = row.value === null ? value === undefined : row.value.test(value ?? "");
  if (!isTaken) {
    const how =
      row.value === null
        ? `stands alone, as -${row.name}`
        : `needs a value that it may have, as -${row.name}=VALUE in one word`;
    throw wrong(`has the flag ${word}, which ${how}`);
  }
  return { row, value: value ?? "" };
}
