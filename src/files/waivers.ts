import { writeFileSync } from "node:fs";
import { isMap, isSeq, parseDocument } from "yaml";
import { loadPaths, type PathMatcher, type Waiver } from "../judge/index.ts";
import { CONFIG_FILE, isDate, RULE_IDS, UsageError } from "../model/index.ts";
import { type Config, configText, fieldsOf } from "./config.ts";
import { isFolder } from "./folders.ts";
import { join } from "./paths.ts";
import { readText } from "./reading.ts";

/** The waivers of a project; throws UsageError with the entry that is wrong. */
export async function waiversOf(config: Config): Promise<Waiver[]> {
  const list = config.get("waivers") ?? [];
  if (!Array.isArray(list)) throw new UsageError(`${CONFIG_FILE}: waivers must be a list`);
  const { pathMatcher } = await loadPaths();
  return list.map((entry: unknown, index) => waiverOf(entry, index + 1, pathMatcher));
}

function waiverOf(
  entry: unknown,
  number: number,
  pathMatcher: (pattern: string) => PathMatcher,
): Waiver {
  const fields = fieldsOf(entry);
  const wrong = (what: string): UsageError =>
    new UsageError(`${CONFIG_FILE}: waiver ${number} ${what}`);
  const text = (name: string): string | null => {
    const value: unknown = fields.get(name);
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    return value === undefined || value === null ? null : String(value);
  };
  const reason = text("reason");
  if (reason === null || reason.trim() === "") throw wrong("needs a reason");
  const until = text("until");
  if (until !== null && !isDate(until)) throw wrong(`has until "${until}": use YYYY-MM-DD`);
  const fingerprint = text("fingerprint");
  const rule = text("rule");
  if (fingerprint !== null) return { covers: { kind: "fingerprint", fingerprint }, reason, until };
  if (rule === null) throw wrong("needs a fingerprint, or a rule and a path");
  if (!RULE_IDS.some((id) => id === rule))
    throw wrong(`has rule "${rule}": use ${RULE_IDS.join(", ")}`);
  const path = text("path") ?? "";
  return { covers: { kind: "rule", rule, path, matches: pathMatcher(path) }, reason, until };
}

export interface NewWaiver {
  readonly fingerprint: string;
  readonly reason: string;
  readonly until: string | null;
}

/** What to say of a fingerprint that the last report here does not have; null where it has it, or there is none. */
export function unknownText(root: string, fingerprint: string): string | null {
  const file = join(root, "panicpath-report", "report.json");
  const text = readText(file);
  // A report is read for one word only: its schema can wait.
  if (text === null || text.includes(`"${fingerprint}"`)) return null;
  return `no finding in ${file} has the fingerprint ${fingerprint}: the waiver may cover nothing`;
}

/** Adds a waiver to the file of a folder, keeping what stands there, comments too; gives the file's path. */
export function addWaiver(root: string, { fingerprint, reason, until }: NewWaiver): string {
  if (!isFolder(root)) throw new UsageError(`${root} is not a directory`);
  const file = join(root, CONFIG_FILE);
  const text = configText(root) ?? "waivers: []\n";
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) {
    throw new UsageError(`${file} can't be read: fix it, or move it away`);
  }
  const entry = document.createNode({ fingerprint, reason, ...(until === null ? {} : { until }) });
  const list = document.get("waivers");
  if (isSeq(list)) {
    list.flow = false;
    // One that is there already gets the new reason and end.
    const at = list.items.findIndex(
      (item) => isMap(item) && item.get("fingerprint") === fingerprint,
    );
    if (at < 0) list.add(entry);
    else list.set(at, entry);
  } else document.set("waivers", document.createNode([entry]));
  const made = document.toString();
  // A checkout on Windows keeps its ends of lines.
  writeFileSync(file, text.includes("\r\n") ? made.replace(/\r?\n/g, "\r\n") : made);
  return file;
}
