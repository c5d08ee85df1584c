import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  setOutput
} from "./chunk-ONXEXQJX.js";
import "./chunk-KQG5UWM4.js";
import "./chunk-I7RXSEDW.js";

// src/deliver/github.ts
import { appendFileSync } from "node:fs";
function appendSummary(file, markdown) {
  try {
    appendFileSync(file, markdown);
    return true;
  } catch {
    return false;
  }
}
function setOutputs(outputs) {
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}
export {
  appendSummary,
  setOutputs
};
