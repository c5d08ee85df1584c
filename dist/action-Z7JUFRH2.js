import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  INPUTS,
  readSurroundings,
  runSettings
} from "./chunk-725IH7R2.js";
import {
  getInput
} from "./chunk-ONXEXQJX.js";
import "./chunk-KQG5UWM4.js";
import "./chunk-AAU4LC2J.js";
import "./chunk-I7RXSEDW.js";

// src/settings/action.ts
function settingsFromAction() {
  const raw = {};
  for (const { name } of INPUTS) {
    const value = getInput(name);
    if (value !== "") raw[name] = value;
  }
  const settings = {
    command: { kind: "run", run: runSettings(raw, [], true) },
    as: null,
    files: true,
    verbose: false,
    surroundings: readSurroundings()
  };
  return Object.freeze(settings);
}
export {
  settingsFromAction
};
