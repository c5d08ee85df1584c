import { parseDocument } from "yaml";
import { CONFIG_FILE, UsageError } from "../model/index.ts";

/** Aliases of aliases would fill the memory: the library counts them, and gives up. Throws UsageError. */
export function yamlOf(text: string): unknown {
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
