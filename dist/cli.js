#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  runProgram,
  settingsFromArguments
} from "./chunk-EQXZ2G2C.js";
import "./chunk-MYMKNJ32.js";
import "./chunk-Z2WE6POP.js";
import "./chunk-R7CR4BTF.js";
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
