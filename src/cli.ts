#!/usr/bin/env node
import { exitCodeOf, failureWords, runProgram } from "./app/index.ts";
import { settingsFromArguments } from "./settings/index.ts";

const args = process.argv.slice(2);
try {
  process.exitCode = await runProgram(settingsFromArguments(args));
} catch (error) {
  process.stderr.write(`${failureWords(error, args.includes("--verbose"))}\n`);
  process.exitCode = exitCodeOf(error);
}
