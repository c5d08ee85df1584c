import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  runProgram,
  setFailed,
  settingsFromAction
} from "./chunk-BCIVOQWZ.js";
import "./chunk-2R33JCCP.js";
import "./chunk-5X2WUTK3.js";
import "./chunk-I7RXSEDW.js";

// src/main.ts
try {
  process.exitCode = await runProgram(settingsFromAction());
} catch (error) {
  setFailed(failureWords(error, process.env.RUNNER_DEBUG === "1"));
  process.exitCode = exitCodeOf(error);
}
