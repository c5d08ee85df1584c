import { existsSync } from "node:fs";
import { CONFIG_FILE, UsageError } from "../model/index.ts";
import { join } from "./paths.ts";
import { readWithin } from "./reading.ts";

/** No list of waivers and settings that people keep is longer. */
const MOST_BYTES = 1 << 20;

/** What a project says of itself, by name: `waivers`, `settings`. */
export type Config = ReadonlyMap<string, unknown>;

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

/** What stands in the file of a folder; nothing where there is none. Throws UsageError. */
export async function readConfig(root: string): Promise<Config> {
  const text = configText(root);
  // YAML is only loaded where a project has something to say.
  const value = text === null ? null : (await import("./yaml.ts")).yamlOf(text);
  if (value !== null && !isMap(value)) {
    throw new UsageError(`${CONFIG_FILE}: it must be a map with waivers, or settings`);
  }
  const fields = fieldsOf(value);
  const other = [...fields.keys()].find((name) => !KNOWN.includes(name));
  if (other !== undefined) {
    throw new UsageError(
      `${CONFIG_FILE}: there is no ${other}, it may have ${KNOWN.join(" and ")}`,
    );
  }
  return fields;
}

const KNOWN = ["waivers", "settings"];

export const isMap = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of a map; none where it is another thing. */
export const fieldsOf = (value: unknown): Map<string, unknown> =>
  new Map(isMap(value) ? Object.entries(value) : []);
