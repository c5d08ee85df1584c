import { createHash } from "node:crypto";
import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { contentHash } from "./package-keys.ts";

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
 * the repository are not looked at again. Null for a log that is cut or has too much.
 */
export function inputsOf(log: string, dir: string, root: string): readonly Input[] | null {
  const lines = log.split("\n");
  if (lines[0] !== "# test log" || lines.at(-1) !== "") return null;
  const found = new Map<string, Input>();
  let cwd = dir;
  for (const line of lines.slice(1, -1)) {
    const blank = line.indexOf(" ");
    const [kind, name] = [line.slice(0, blank), line.slice(blank + 1)];
    if (!isKnown(kind)) return null;
    if (kind === "chdir") cwd = resolve(cwd, name);
    else if (kind === "getenv") found.set(line, { kind, name });
    else {
      const below = relative(root, resolve(cwd, name));
      if (isInside(below)) found.set(`${kind} ${below}`, { kind, name: below });
    }
  }
  return found.size > MOST_INPUTS ? null : [...found.values()];
}

const isKnown = (kind: string): kind is Input["kind"] | "chdir" =>
  ["getenv", "open", "stat", "chdir"].includes(kind);

const isInside = (path: string): boolean =>
  path !== ".." && !path.startsWith("../") && !isAbsolute(path);

/** What an input is now; null where that can't be told. */
export function stateOf(
  { kind, name }: Input,
  root: string,
  env: Readonly<Record<string, string>>,
): string | null {
  if (kind === "getenv") {
    const value = env[name];
    // The same checkout elsewhere is the same.
    return value === undefined ? "unset" : sha(`=${value.replaceAll(root, "$ROOT")}`);
  }
  return kind === "open" ? opened(resolve(root, name)) : statOf(resolve(root, name));
}

/** The content of a file, and whether it may be run; the names in a folder, with what they are. */
function opened(path: string): string | null {
  try {
    const stat = statSync(path);
    if (!stat.isDirectory()) {
      const content = contentHash(path);
      return content === null ? null : `${stat.mode & 0o111} ${content}`;
    }
    const entries = readdirSync(path, { withFileTypes: true });
    return sha(
      entries
        .map((entry) => `${entry.name} ${kindOf(entry)}`)
        .sort()
        .join("\n"),
    );
  } catch {
    return "missing";
  }
}

const kindOf = (entry: Dirent | Stats): string =>
  entry.isSymbolicLink() ? "link" : entry.isDirectory() ? "folder" : "file";

/** Of the name itself, and of what it leads to. */
function statOf(path: string): string {
  try {
    const [own, stat] = [lstatSync(path), statSync(path)];
    const led = stat.isDirectory() ? "folder" : `${stat.mode & 0o111} ${stat.size}`;
    return `${kindOf(own)} ${led}`;
  } catch {
    return "missing";
  }
}

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Whether a file or folder was changed since then: what the tests saw of it is not what is there now. */
export function isNewer(path: string, thenMs: number): boolean {
  try {
    return statSync(path).mtimeMs >= thenMs;
  } catch {
    return false;
  }
}
