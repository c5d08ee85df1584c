import { Redaction } from "../model/index.ts";
import { secretsOf } from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** What no output may hold, as the environment and the token's input tell it; null: settings that could not be read. */
export function redactionOf(settings: Settings | null): Redaction {
  if (settings === null) {
    const { values, tokens } = secretsOf(process.env);
    return new Redaction(values, tokens);
  }
  const { command, environment } = settings;
  const { values, tokens } = environment.secrets;
  const own = "run" in command ? command.run.review.token : null;
  return new Redaction(values, own === null ? tokens : [...tokens, own]);
}
