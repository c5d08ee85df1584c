#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  runProgram,
  settingsFromArguments
} from "./chunk-L2LEAQIQ.js";
import "./chunk-QE674B2Y.js";
import "./chunk-NO7GSTO3.js";
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
