import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  loadActionSettings,
  runProgram
} from "./chunk-OWFSD3EQ.js";
import "./chunk-Z2WE6POP.js";
import "./chunk-725IH7R2.js";
import {
  setFailed
} from "./chunk-ONXEXQJX.js";
import "./chunk-KQG5UWM4.js";
import "./chunk-AAU4LC2J.js";
import "./chunk-I7RXSEDW.js";

// src/main.ts
try {
  const { settingsFromAction } = await loadActionSettings();
  process.exitCode = await runProgram(settingsFromAction());
} catch (error) {
  setFailed(failureWords(error, process.env.RUNNER_DEBUG === "1"));
  process.exitCode = exitCodeOf(error);
}
