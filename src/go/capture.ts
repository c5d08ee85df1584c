import { existsSync, linkSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join, makeFolder, readText } from "../files/index.ts";
import { withSlashes } from "../model/index.ts";
import type { ProcessGroups } from "./process.ts";
import type { Running } from "./system.ts";
import type { CapturedBinary } from "./types.ts";

/** Folder and script that put test binaries aside while go test runs them. */
export interface Capture {
  readonly dir: string;
  /** The value of `-exec`. */
  readonly exec: string;
}

/** Opens a folder in which the wrapper puts test binaries aside; see System.writeWrapper. */
export async function openCapture(
  { system }: ProcessGroups,
  dir: string,
  running: Running | null,
): Promise<Capture> {
  makeFolder(dir);
  return { dir, exec: await system.writeWrapper(dir, running) };
}

/** Every binary that was put aside so far, each under its own name in a folder of its own. */
export function capturedBinaries(capture: Capture): CapturedBinary[] {
  return namesIn(capture.dir)
    .filter((name) => name.endsWith(".args"))
    .flatMap((name) => readCaptured(join(capture.dir, name.slice(0, -".args".length))) ?? []);
}

/** Tests run as we do: they may have taken the folder away. */
function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** The wrapper ended `X.binary` before it wrote `X.args`; a cut list has no last NUL. */
function readCaptured(path: string): CapturedBinary | null {
  const words = (readText(`${path}.args`) ?? "").split("\0");
  const [cwd, original, ...args] = words.slice(0, -1);
  if (cwd === undefined || original === undefined || words.at(-1) !== "") return null;
  const spare = `${path}.binary`;
  const log = `${path}.log`;
  const binary = join(path, basename(original));
  const captured = { binary, spare, cwd: withSlashes(cwd), args, log };
  return isAtHand(captured) ? captured : null;
}

/** Whether a binary can be run: one that a test took away is put back from its spare. */
export function isAtHand({ binary, spare }: CapturedBinary): boolean {
  if (existsSync(binary)) return true;
  try {
    makeFolder(dirname(binary));
    linkSync(spare, binary);
    return true;
  } catch {
    return false;
  }
}

/** Frees the space of a binary that no run needs any more. */
export function dropBinary({ binary, spare }: CapturedBinary): void {
  rmSync(dirname(binary), { recursive: true, force: true });
  rmSync(spare, { force: true });
}

/** Splits a value of `-exec` as the go command does. */
export function splitGoWords(text: string): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const quote = rest[0];
    if (quote === "'" || quote === '"') {
      const end = rest.indexOf(quote, 1);
      if (end < 0) return [...found, rest.slice(1)];
      found.push(rest.slice(1, end));
      rest = rest.slice(end + 1).trimStart();
    } else {
      const blank = rest.search(/\s/);
      found.push(blank < 0 ? rest : rest.slice(0, blank));
      rest = blank < 0 ? "" : rest.slice(blank).trimStart();
    }
  }
  return found;
}
