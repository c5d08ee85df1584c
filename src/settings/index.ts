export { settingsFromArguments } from "./cli.ts";
export { COMMANDS, commandSpec } from "./commands.ts";
export { helpText } from "./help.ts";
export { INPUTS, type InputSpec } from "./inputs.ts";
export { redactionOf } from "./redaction.ts";
export {
  type Command,
  type Environment,
  type EventWorkflowRun,
  type GithubEvent,
  type GithubRun,
  type ReviewSettings,
  type RunSettings,
  runSettings,
  type Settings,
} from "./settings.ts";
export {
  parseDuration,
  parseFailOn,
  parseVariants,
  splitShellWords,
  unknownSetting,
  type VariantRequest,
} from "./values.ts";

/** GitHub's toolkit is only loaded where the action asks for its inputs. */
export const loadActionSettings = (): Promise<typeof import("./action.ts")> =>
  import("./action.ts");
