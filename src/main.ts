import { setFailed } from "@actions/core";
import { exitCodeOf, failureText, Interruption, runProgram } from "./commands/index.ts";
import { loadActionSettings, type Settings } from "./settings/index.ts";

const interruption = new Interruption();

let settings: Settings | null = null;
try {
  const { settingsFromAction, hideEnvironment } = await loadActionSettings();
  settings = settingsFromAction();
  hideEnvironment();
  process.exitCode = await runProgram(settings, interruption);
} catch (error) {
  setFailed(await failureText(error, process.env.RUNNER_DEBUG === "1", settings));
  process.exitCode = exitCodeOf(error);
}
