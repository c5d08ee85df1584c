import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { UsageError } from "../model/index.ts";
import { readWithin } from "./reading.ts";

export const CONFIG_FILE = ".panicpath.yml";

/** No list of waivers and settings that people keep is longer. */
const MOST_BYTES = 1 << 20;

/** Null where there is none; a pipe, a folder or an endless file is a mistake worth telling. */
export function configText(root: string): string | null {
  const file = join(root, CONFIG_FILE);
  if (!existsSync(file)) return null;
  const text = readWithin(root, file, MOST_BYTES);
  if (text === null) {
    throw new UsageError(
      `${CONFIG_FILE} can't be read: it must be a file of at most 1 MiB, and no link out of its folder`,
    );
  }
  return text;
}

/** What stands in the file of a folder; null where there is none. Throws UsageError. */
export function readConfig(root: string): unknown {
  const text = configText(root);
  const value = text === null ? null : yamlOf(text);
  if (value !== null && (typeof value !== "object" || Array.isArray(value))) {
    throw new UsageError(`${CONFIG_FILE}: it must be a map with waivers, or settings`);
  }
  return value;
}

/** The fields of a map; none where it is another thing. */
export const fieldsOf = (value: unknown): Map<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : new Map();

/** Aliases of aliases would fill the memory: the library counts them, and gives up. */
function yamlOf(text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new UsageError(`${CONFIG_FILE}: ${error.message.split("\n")[0]}`);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UsageError(
      `${CONFIG_FILE}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
