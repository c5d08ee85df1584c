import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  INPUTS,
  readSurroundings,
  runSettings
} from "./chunk-6MNO6IAM.js";
import {
  getInput
} from "./chunk-ONXEXQJX.js";
import "./chunk-KQG5UWM4.js";
import "./chunk-SRB23FOB.js";
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
