#!/usr/bin/env node
import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  exitCodeOf,
  failureWords,
  runProgram,
  settingsFromArguments
} from "./chunk-B7K4JNTB.js";
import "./chunk-Z2WE6POP.js";
import "./chunk-6MNO6IAM.js";
import "./chunk-SRB23FOB.js";
import "./chunk-I7RXSEDW.js";

// src/cli.ts
process.stdout.on("error", (error) => {
  process.exit(error.code === "EPIPE" ? 0 : 3);
});
var args = process.argv.slice(2);
try {
  process.exitCode = await runProgram(settingsFromArguments(args));
} catch (error) {
  process.stderr.write(`${failureWords(error, args.includes("--verbose"))}
`);
  process.exitCode = exitCodeOf(error);
}
