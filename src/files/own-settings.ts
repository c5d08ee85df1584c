import { SETTINGS, type Setting, settingOf, UsageError } from "../model/index.ts";
import { CONFIG_FILE, fieldsOf, readConfig } from "./config.ts";

/**
 * Settings that a project names itself, in `.panicpath.yml`; throws UsageError with the one that is
 * wrong. The file comes with a pull request: what chooses programs or files is not taken.
 */
export function readOwnSettings(root: string): Setting[] {
  const given = fieldsOf(readConfig(root)).get("settings");
  if (given === undefined || given === null) return [];
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new UsageError(`${CONFIG_FILE}: settings must be a map of names`);
  }
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
  const fields = fieldsOf(value);
  const other = [...fields.keys()].find((key) => !PARTS.includes(key));
  if (other !== undefined) throw wrong(`has "${other}": use ${PARTS.join(", ")}`);
  const env = envOf(fields.get("env"), wrong);
  const { GOEXPERIMENT: experiment, GODEBUG: debug, ...rest } = env;
  const slowdown = Number(fields.get("slowdown") ?? 1);
  if (!(slowdown >= 1 && slowdown <= MOST_SLOWDOWN)) {
    throw wrong(`has slowdown "${fields.get("slowdown")}": use 1 to ${MOST_SLOWDOWN}`);
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

/** What go, the loader and the shell obey, but for these. */
const OBEYED = /^(?:GO|LD_|DYLD_|CGO_|PATH$|PWD$|HOME$|TMPDIR$|CC$|CXX$|BASH_ENV$|ENV$|IFS$)/;
const TAKEN = [
  ...["GODEBUG", "GOGC", "GOMAXPROCS", "GOMEMLIMIT", "GOTRACEBACK", "GORACE", "GOEXPERIMENT"],
];

function envOf(value: unknown, wrong: Wrong): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, text] of fieldsOf(value)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw wrong(`has env "${name}": no name of a variable`);
    if (OBEYED.test(name.toUpperCase()) && !TAKEN.includes(name)) {
      throw wrong(
        `has env ${name}: it decides which programs run; of Go's own use ${TAKEN.join(", ")}`,
      );
    }
    if (!["string", "number", "boolean"].includes(typeof text)) {
      throw wrong(`has env ${name} without a value: use text`);
    }
    found[name] = String(text);
  }
  return found;
}

/** `a=1,b=2`, a list of such words, or a map. */
function debugOf(value: unknown, wrong: Wrong): string[] {
  if (value === undefined || value === null) return [];
  const words = Array.isArray(value)
    ? value.map(String)
    : typeof value === "object"
      ? Object.entries(value).map(([key, text]) => `${key}=${text}`)
      : String(value).split(",");
  const trimmed = words.map((word) => word.trim()).filter((word) => word !== "");
  const odd = trimmed.find((word) => !/^[a-z0-9#]+=[\w.#-]+$/i.test(word));
  if (odd !== undefined) throw wrong(`has godebug "${odd}": use key=value`);
  return trimmed;
}

/** Flags that choose code or scheduling, and where each goes. */
const BUILD_FLAGS = ["race", "tags", "ldflags", "asan", "msan", "cover"];
const BINARY_FLAGS = ["cpu", "parallel", "shuffle", "short"];

/** `-cpu` of `-cpu=1`, as one word. */
const FLAG = /^--?(?:test\.)?([a-z]+)(?:=|$)/;

function flagsOf(
  value: unknown,
  wrong: Wrong,
): Pick<Setting, "gcflags" | "buildFlags" | "binaryFlags"> {
  if (value === undefined || value === null) {
    return { gcflags: null, buildFlags: [], binaryFlags: [] };
  }
  if (!Array.isArray(value)) throw wrong("has flags that are no list, as [-cpu=1, -short]");
  const words = value.map(String);
  const named = words.map((word) => ({ word, name: FLAG.exec(word)?.[1] ?? "" }));
  const known = [...BUILD_FLAGS, "gcflags", ...BINARY_FLAGS];
  const other = named.find(({ name }) => !known.includes(name));
  if (other !== undefined) {
    throw wrong(
      `has the flag ${other.word}: use ${known.map((name) => `-${name}`).join(", ")}; others may run programs or write files`,
    );
  }
  const linker = named.find(({ name, word }) => name === "ldflags" && word.includes("-extld"));
  if (linker !== undefined) throw wrong(`has the flag ${linker.word}: it names a program to run`);
  const of = (names: readonly string[]) => named.filter(({ name }) => names.includes(name));
  return {
    gcflags:
      of(["gcflags"])
        .map(({ word }) => word.replace(/^[^=]*=?/, ""))
        .join(" ") || null,
    buildFlags: of(BUILD_FLAGS).map(({ word }) => word.replace(/^--?(?:test\.)?/, "-")),
    binaryFlags: of(BINARY_FLAGS).map(({ word }) => word.replace(/^--?(?:test\.)?/, "-test.")),
  };
}
