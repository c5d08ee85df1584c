#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  runProgram,
  settingsFromArguments
} from "./chunk-BCIVOQWZ.js";
import "./chunk-2R33JCCP.js";
import "./chunk-5X2WUTK3.js";
import "./chunk-I7RXSEDW.js";

// src/cli.ts
var args = process.argv.slice(2);
try {
  process.exitCode = await runProgram(settingsFromArguments(args));
} catch (error) {
  process.stderr.write(`${failureWords(error, args.includes("--verbose"))}
`);
  process.exitCode = exitCodeOf(error);
}
