import { loadWaivers } from "../files/index.ts";
import type { Command } from "../settings/index.ts";

/** `panicpath waive`: adds a waiver to a folder's file, and says where. */
export async function waiveAndPrint(command: Extract<Command, { kind: "waive" }>): Promise<number> {
  const { addWaiver, unknownWords } = await loadWaivers();
  const words = unknownWords(command.dir, command.fingerprint);
  if (words !== null) process.stderr.write(`panicpath: ${words}\n`);
  process.stdout.write(`${addWaiver(command.dir, command)}: ${command.fingerprint} is waived\n`);
  return 0;
}
