import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readlinkSync, type Stats, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "../../files/index.ts";
import { contentHash } from "./content.ts";
import { type Place, Places } from "./places.ts";

/** One thing that a test looked at: a variable, or a file or folder, by its path below the root. */
export interface Input {
  readonly kind: "getenv" | "open" | "stat";
  readonly name: string;
}

/** A test that looks at more is run again. */
const MOST_INPUTS = 20_000;

/**
 * What `-test.testlogfile` holds (internal/testlog, cmd/go/internal/test): `getenv NAME`, `open PATH`,
 * `stat PATH`, `chdir DIR`, relative to the folder of the moment. As with go's own cache, files outside of
 * the repository are not looked at again. Null for a log that is cut, has too much, or has a path of which
 * can't be told whether it stays in the repository.
 */
export function inputsOf(log: string, dir: string, root: string): readonly Input[] | null {
  const lines = log.split("\n");
  if (lines[0] !== "# test log" || lines.at(-1) !== "") return null;
  const found = new Map<string, Input>();
  const places = new Places(root);
  let cwd = dir;
  for (const line of lines.slice(1, -1)) {
    const blank = line.indexOf(" ");
    const [kind, name] = [line.slice(0, blank), line.slice(blank + 1)];
    const path = isAbsolute(name) ? name : `${cwd}/${name}`;
    if (kind === "chdir") {
      cwd = path;
      continue;
    }
    const input = inputAt(kind, name, () => places.of(path));
    if (input === "unknown") return null;
    if (input !== null) found.set(`${input.kind} ${input.name}`, input);
  }
  return found.size > MOST_INPUTS ? null : [...found.values()];
}

/** Null for what is not looked at again. */
function inputAt(kind: string, name: string, placeOf: () => Place): Input | null | "unknown" {
  // The package's folder, to which go test sets it.
  if (kind === "getenv") return name === "PWD" ? null : { kind, name };
  if (kind !== "open" && kind !== "stat") return "unknown";
  const place = placeOf();
  if (place === "outside") return null;
  return place === "unknown" ? place : { kind, name: place.below };
}

/** What an input is now; null where that can't be told. */
export function stateOf(
  { kind, name }: Input,
  root: string,
  env: Readonly<Record<string, string>>,
): string | null {
  if (kind === "getenv") {
    const value = env[name];
    // The same checkout elsewhere is the same.
    return value === undefined ? "unset" : sha(`=${value.replaceAll(root, "\0")}`);
  }
  return kind === "open" ? opened(resolve(root, name)) : statOf(resolve(root, name));
}

/**
 * The content of a file, and its mode; of a folder its own, and what is in it, as whoever lists a folder may hand
 * the names on to somebody who reads them.
 */
function opened(path: string): string | null {
  try {
    const stat = statSync(path);
    if (!stat.isDirectory()) {
      const content = contentHash(path);
      return content === null ? null : `${modeOf(stat)} ${content}`;
    }
    const entries = readdirSync(path, { withFileTypes: true });
    const lines = entries.map((entry) => `${entry.name} ${entryState(join(path, entry.name))}`);
    return sha([modeOf(stat), ...lines.sort()].join("\n"));
  } catch {
    return "missing";
  }
}

/** Of an entry of a folder. */
function entryState(path: string): string {
  const own = lstatSync(path);
  const led = own.isFile() ? (contentHash(path) ?? own.size) : "";
  return `${kindOf(own, path)} ${modeOf(own)} ${led}`;
}

/** os.Readlink is not in the log: whoever sees a link may have followed it. */
function kindOf(entry: Stats, path: string): string {
  if (entry.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : "other";
}

const modeOf = (stat: Stats): string => (stat.mode & 0o7777).toString(8);

/** Of the name itself, and of what it leads to. */
function statOf(path: string): string {
  try {
    const own = kindOf(lstatSync(path), path);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return `${own}, leads nowhere`;
    // Who asks for a file may read it in ways that are in no log, as a database does.
    const led = stat.isFile() ? (contentHash(path) ?? stat.size) : kindOf(stat, path);
    return `${own} ${modeOf(stat)} ${led}`;
  } catch {
    return "missing";
  }
}

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
