import { setFailed } from "@actions/core";
import { exitCodeOf, failureWords, runProgram } from "./app/index.ts";
import { loadActionSettings } from "./settings/index.ts";

try {
  const { settingsFromAction } = await loadActionSettings();
  process.exitCode = await runProgram(settingsFromAction());
} catch (error) {
  setFailed(await failureWords(error, process.env.RUNNER_DEBUG === "1"));
  process.exitCode = exitCodeOf(error);
}
