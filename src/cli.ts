#!/usr/bin/env node
import { exitCodeOf, failureText, Interruption, runProgram } from "./commands/index.ts";
import { type Settings, settingsFromArguments } from "./settings/index.ts";

const interruption = new Interruption();

// Whoever reads our output may stop reading, as `head` does: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 3);
});

const args = process.argv.slice(2);
let settings: Settings | null = null;
try {
  settings = settingsFromArguments(args);
  process.exitCode = await runProgram(settings, interruption);
} catch (error) {
  process.stderr.write(`${await failureText(error, args.includes("--verbose"), settings)}\n`);
  process.exitCode = exitCodeOf(error);
}
