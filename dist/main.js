import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  loadActionSettings,
  runProgram
} from "./chunk-B7K4JNTB.js";
import "./chunk-Z2WE6POP.js";
import "./chunk-6MNO6IAM.js";
import {
  setFailed
} from "./chunk-ONXEXQJX.js";
import "./chunk-KQG5UWM4.js";
import "./chunk-SRB23FOB.js";
import "./chunk-I7RXSEDW.js";

// src/main.ts
try {
  const { settingsFromAction } = await loadActionSettings();
  process.exitCode = await runProgram(settingsFromAction());
} catch (error) {
  setFailed(failureWords(error, process.env.RUNNER_DEBUG === "1"));
  process.exitCode = exitCodeOf(error);
}
