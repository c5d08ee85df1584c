import { Redaction } from "../model/index.ts";
import type { Settings } from "./settings.ts";

/** What no output may hold, as the environment and the token's input tell it. */
export function redactionOf({ command, surroundings }: Settings): Redaction {
  const { values, tokens } = surroundings.secrets;
  const own = "run" in command ? command.run.review.token : null;
  return new Redaction(values, own === null ? tokens : [...tokens, own]);
}
