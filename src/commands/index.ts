import { VERSION } from "../model/index.ts";
import { helpText, type Settings } from "../settings/index.ts";
import type { Interruption } from "./interruption.ts";

export { exitCodeOf, failureText } from "./failure.ts";
export { Interruption } from "./interruption.ts";

/** Commands whose sessions end by signals themselves. */
const STARTS_PROCESSES: ReadonlySet<Settings["command"]["kind"]> = new Set([
  "run",
  "explain",
  "lab",
  "doctor",
  "init",
]);

/**
 * Does what the settings say; gives the exit code. Each command is loaded when it
 * is wanted, so that none waits for the others' libraries.
 */
export async function runProgram(settings: Settings, interruption: Interruption): Promise<number> {
  const { command } = settings;
  if (!STARTS_PROCESSES.has(command.kind)) interruption.releaseAtOnce();
  switch (command.kind) {
    case "help":
      process.stdout.write(helpText(command.of));
      return 0;
    case "version":
      process.stdout.write(`panicpath ${VERSION}\n`);
      return 0;
    case "run":
      return (await import("./run.ts")).runTests(command, settings, interruption);
    case "parse":
      return (await import("./parse.ts")).parseAndPrint(command, settings);
    case "compare":
      return (await import("./render.ts")).compareAndPrint(command, settings);
    case "merge":
      return (await import("./merge.ts")).mergeAndDeliver(command, settings);
    case "comment":
      return (await import("./comment.ts")).commentOnPull(command, settings);
    case "explain":
      return (await import("./explain.ts")).explainAndPrint(command, settings, interruption);
    case "lab":
      if (command.experiment === "stw") {
        return (await import("./lab.ts")).labAndPrint(settings, interruption);
      }
      return (await import("./preempt/lab-preempt.ts")).preemptAndPrint(
        command.run,
        settings,
        interruption,
      );
    case "doctor":
      return (await import("./doctor.ts")).doctorAndPrint(command, settings, interruption);
    case "init":
      return (await import("./workflow/init.ts")).initAndPrint(command, settings, interruption);
    case "waive":
      return (await import("./waive.ts")).waiveAndPrint(command);
    case "render":
      return (await import("./render.ts")).renderAndPrint(command.file, settings);
  }
}
