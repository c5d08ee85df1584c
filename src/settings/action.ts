import { getInput } from "@actions/core";
import { INPUTS, type RawInputs } from "./inputs.ts";
import { runSettings, type Settings } from "./settings.ts";
import { readSurroundings } from "./surroundings.ts";

/** Reads the inputs of the action; throws UsageError. */
export function settingsFromAction(): Settings {
  const raw: RawInputs = {};
  for (const { name } of INPUTS) {
    const value = getInput(name);
    if (value !== "") raw[name] = value;
  }
  const settings: Settings = {
    command: { kind: "run", run: runSettings(raw, [], true) },
    as: null,
    files: true,
    verbose: false,
    surroundings: readSurroundings(),
  };
  return Object.freeze(settings);
}
