#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  runProgram,
  settingsFromArguments
} from "./chunk-FE4VOXVW.js";
import "./chunk-Z2WE6POP.js";
import "./chunk-FARVRPN2.js";
import "./chunk-QRL5WDDT.js";
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
