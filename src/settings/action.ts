import { getInput } from "@actions/core";
import { UsageError } from "../model/index.ts";
import { readEnvironment } from "./environment.ts";
import { INPUTS, inputValue, type RawInputs } from "./inputs.ts";
import { type Command, reportFiles, runSettings, type Settings } from "./settings.ts";
import { parseChoice } from "./values.ts";

export { hideEnvironment } from "./secrets.ts";

/** Reads the inputs of the action; throws UsageError. */
export function settingsFromAction(): Settings {
  const raw: RawInputs = {};
  for (const { name } of INPUTS) {
    const value = getInput(name);
    if (value !== "") raw[name] = value;
  }
  const settings: Settings = {
    command: commandOf(raw),
    as: null,
    files: true,
    verbose: false,
    words: [],
    slowest: 5,
    environment: readEnvironment(),
  };
  return Object.freeze(settings);
}

function commandOf(raw: RawInputs): Command {
  const run = runSettings(raw, []);
  const kind = parseChoice("command", inputValue(raw, "command"), ["run", "merge", "comment"]);
  if (kind === "run")
    return { kind, run, rerunFailed: false, verifyCache: false, whyNotCached: false };
  const reports = reportFiles(raw);
  if (reports.length === 0) {
    throw new UsageError(
      `${kind} needs the input report: files, or folders that hold a report.json`,
    );
  }
  return { kind, reports, run };
}
