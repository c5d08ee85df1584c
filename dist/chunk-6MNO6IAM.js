import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  RULE_IDS,
  SETTINGS,
  UsageError
} from "./chunk-SRB23FOB.js";

// src/settings/inputs.ts
var INPUTS = [
  {
    name: "packages",
    value: "PATTERNS",
    fallback: "./...",
    help: "packages to test, separated by blanks"
  },
  {
    name: "working-directory",
    value: "DIR",
    fallback: ".",
    help: "folder of the module or workspace"
  },
  {
    name: "go-test-flags",
    value: "FLAGS",
    fallback: "",
    help: "flags for go test, quoted as in a shell"
  },
  {
    name: "variants",
    value: "LIST",
    fallback: "default,noinline+gctrace,noinline+asyncpreemptoff+gctrace",
    help: "variants to run, separated by commas; settings noinline, race, asyncpreemptoff, gctrace joined by +"
  },
  {
    name: "attempts",
    value: "N",
    fallback: "3",
    help: "how often an incident or a failure is tried in all"
  },
  {
    name: "timeout",
    value: "DURATION",
    fallback: "",
    help: "bound of one package's test binary, as go test's -timeout (10m)"
  },
  {
    name: "budget",
    value: "DURATION",
    fallback: "",
    help: "time for all that comes after the default run (2 x the default run + 60s)"
  },
  {
    name: "fail-on",
    value: "LIST",
    fallback: "any",
    help: "what fails the gate: any, incidents, new, none, or rule ids, each also as new-ID, separated by commas"
  },
  {
    name: "base",
    value: "REF",
    fallback: "auto",
    help: "what to compare with: a git ref, none, or auto (in GitHub Actions, by the event)"
  },
  {
    name: "baseline",
    value: "FILE",
    fallback: "",
    help: "compare with an earlier report.json instead of running the base"
  },
  {
    name: "unknown-baseline",
    value: "fail|pass",
    fallback: "fail",
    help: "whether what can't be compared counts as new"
  },
  {
    name: "annotations",
    value: "WHEN",
    fallback: "auto",
    help: "workflow annotations: auto (in GitHub Actions), always, never"
  },
  {
    name: "report-dir",
    value: "DIR",
    fallback: "panicpath-report",
    help: "folder for report.json, junit.xml and summary.md"
  }
];
function inputValue(raw, name) {
  const spec = INPUTS.find((input) => input.name === name);
  return raw[name] ?? spec?.fallback ?? "";
}

// src/settings/values.ts
function parseVariants(list) {
  const variants = words(list).map(parseVariant);
  const names = variants.map((variant) => variant.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== void 0) throw new UsageError(`variant "${twice}" is given twice`);
  const rest = variants.filter((variant) => variant.name !== "default");
  return [{ name: "default", settings: [] }, ...rest];
}
function parseVariant(name) {
  if (name === "default") return { name, settings: [] };
  const settings = name.split("+").map((word) => {
    const setting = SETTINGS.find((known) => known === word);
    if (setting === void 0) {
      throw new UsageError(
        `unknown setting "${word}" in variant "${name}": use default, or ${SETTINGS.join(", ")} joined by +`
      );
    }
    return setting;
  });
  const ordered = SETTINGS.filter((setting) => settings.includes(setting));
  return { name: ordered.join("+"), settings: ordered };
}
var GATE_WORDS = ["any", "incidents", "new", "none"];
function parseFailOn(list) {
  const failOn = words(list);
  for (const word of failOn) {
    if (!GATE_WORDS.includes(word) && !RULE_IDS.some((id) => id === word.replace(/^new-/, ""))) {
      throw new UsageError(
        `unknown word "${word}" in fail-on: use ${[...GATE_WORDS, ...RULE_IDS].join(", ")}, rule ids also as new-ID`
      );
    }
  }
  return failOn.length === 0 ? ["any"] : failOn;
}
function words(list) {
  return list.split(/[\s,]+/).filter((word) => word !== "");
}
var UNIT_SECONDS = { ms: 1e-3, s: 1, m: 60, h: 3600 };
function parseDuration(name, text) {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed);
  let seconds = 0;
  let rest = trimmed;
  while (rest !== "") {
    const part = /^(\d+(?:\.\d+)?)(ms|s|m|h)/.exec(rest);
    if (part === null)
      throw new UsageError(`${name} "${text}" is no duration: use 90s, 5m or 1h30m`);
    seconds += Number(part[1]) * (UNIT_SECONDS[part[2] ?? "s"] ?? 1);
    rest = rest.slice(part[0].length);
  }
  return seconds;
}
function parseCount(name, text, least) {
  const trimmed = text.trim();
  if (!/^\d{1,6}$/.test(trimmed) || Number(trimmed) < least) {
    throw new UsageError(`${name} "${text}" is no whole number from ${least} on`);
  }
  return Number(trimmed);
}
function parseChoice(name, text, choices) {
  const choice = choices.find((candidate) => candidate === text.trim());
  if (choice === void 0) {
    throw new UsageError(`${name} "${text}" is not known: use ${choices.join(", ")}`);
  }
  return choice;
}
var PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(['"\\])/g;
function splitShellWords(text) {
  const found = [];
  let word = null;
  for (const [, blank, single, double, escaped, bare, open] of text.matchAll(PIECE)) {
    if (open !== void 0)
      throw new UsageError(`go-test-flags: a ${open} is not closed in ${text}`);
    if (blank === void 0) {
      word = (word ?? "") + (single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? bare ?? "");
    } else if (word !== null) {
      found.push(word);
      word = null;
    }
  }
  return word === null ? found : [...found, word];
}

// src/settings/settings.ts
var FORMATS = ["json", "markdown", "junit", "annotations", "text"];
function runSettings(raw, goTestFlags, inGithub) {
  const value = (name) => inputValue(raw, name);
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
    annotations: annotations === "always" || annotations === "auto" && inGithub,
    reportDir: value("report-dir")
  };
}

// src/settings/surroundings.ts
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
function readSurroundings(env = process.env) {
  const ci = isTrue(env.CI) || isTrue(env.GITHUB_ACTIONS);
  const terminal = process.stderr.isTTY === true;
  return {
    github: githubFiles(env),
    ci,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: terminal && !ci,
    color: terminal && env.NO_COLOR === void 0 && env.TERM !== "dumb",
    columns: process.stderr.columns ?? 80,
    tempDir: env.RUNNER_TEMP || tmpdir(),
    env: Object.fromEntries(
      Object.entries(env).filter((entry) => entry[1] !== void 0)
    )
  };
}
var isTrue = (text) => text !== void 0 && text !== "" && text !== "0" && text.toLowerCase() !== "false";
function githubFiles(env) {
  if (!isTrue(env.GITHUB_ACTIONS)) return null;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  return {
    summary: env.GITHUB_STEP_SUMMARY || null,
    output: env.GITHUB_OUTPUT || null,
    workspace: env.GITHUB_WORKSPACE || null,
    blobUrl: server && repository && sha ? `${server}/${repository}/blob/${sha}` : null,
    event: githubEvent(env)
  };
}
function githubEvent(env) {
  const file = readEvent(env.GITHUB_EVENT_PATH);
  return {
    name: env.GITHUB_EVENT_NAME ?? "",
    baseRef: env.GITHUB_BASE_REF || null,
    before: shaOf(file.before),
    baseSha: shaOf(file.merge_group?.base_sha)
  };
}
function readEvent(path) {
  try {
    const value = JSON.parse(readFileSync(path ?? "", "utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
var shaOf = (value) => typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) ? value : null;

export {
  INPUTS,
  FORMATS,
  runSettings,
  readSurroundings
};
