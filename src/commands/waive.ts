import { loadWaivers, resolve } from "../files/index.ts";
import { nearestWith } from "../go/index.ts";
import type { Command } from "../settings/index.ts";

/** `panicpath waive`: adds a waiver to the file that a run of this folder reads, and says where. */
export async function waiveAndPrint(command: Extract<Command, { kind: "waive" }>): Promise<number> {
  const { addWaiver, unknownText } = await loadWaivers();
  const words = unknownText(command.dir, command.fingerprint);
  if (words !== null) process.stderr.write(`panicpath: ${words}\n`);
  process.stdout.write(
    `${addWaiver(rootOf(resolve(command.dir)), command)}: ${command.fingerprint} is waived\n`,
  );
  return 0;
}

/** The repository's root; without one the module's, or the folder itself. */
function rootOf(dir: string): string {
  return nearestWith(dir, ".git") ?? nearestWith(dir, "go.mod") ?? dir;
}
