import { chmodSync, existsSync, linkSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder, readText } from "../files/index.ts";
import { shellQuoted } from "../model/index.ts";
import type { CapturedBinary } from "./types.ts";

/** Folder and script that put test binaries aside while go test runs them. */
export interface Capture {
  readonly dir: string;
  /** The value of `-exec`. */
  readonly exec: string;
}

/** What the tests of a run that is not only a build see. */
export interface Running {
  /** The user's own wrapper, which then runs the binary. */
  readonly userExec: readonly string[];
  /** The user's own GOTMPDIR: go builds elsewhere. */
  readonly goTmpDir: string | undefined;
  /** Whether tests write down what they look at. */
  readonly isLogged: boolean;
}

/**
 * Writes the wrapper for `go test -exec`. It links the binary (else copies it)
 * into a folder of its own with its arguments and working directory, and becomes
 * the binary; with `running` null it ends at once, and go test prints ok.
 */
export function openCapture(dir: string, running: Running | null): Capture {
  makeFolder(dir);
  const script = join(dir, "exec");
  writeFileSync(
    script,
    `#!/bin/sh
# Puts a test binary aside for later runs, then runs it. One process more a package, no more.
d=${shellQuoted(dir)}/$$
while [ -e "$d.binary" ]; do d=$d.1; done
{ ln "$1" "$d.binary" || cp "$1" "$d.binary"; } 2>/dev/null &&
  { printf '%s\\0' "$PWD" "$@" >"$d.args"; } 2>/dev/null
${running === null ? "exit 0" : startWords(running)}
`,
  );
  chmodSync(script, 0o755);
  return { dir, exec: goQuoted(script) };
}

function startWords({ userExec, goTmpDir, isLogged }: Running): string {
  const own =
    goTmpDir === undefined ? "unset GOTMPDIR" : `export GOTMPDIR=${shellQuoted(goTmpDir)}`;
  // go test gives the log no name of its own where there is a wrapper (cmd/go/internal/test, runTestActor).
  const words = isLogged ? ['"$b"', '"-test.testlogfile=$d.log"', '"$@"'] : ['"$@"'];
  const shift = isLogged ? "b=$1\nshift\n" : "";
  return `${own}\n${shift}exec ${[...userExec.map(shellQuoted), ...words].join(" ")}`;
}

/** `-exec` is split by Go's own rules: quotes protect blanks and can't be escaped (cmd/internal/quoted). */
function goQuoted(text: string): string {
  if (!/[\s'"]/.test(text)) return text;
  return text.includes("'") ? `"${text}"` : `'${text}'`;
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
  const captured = { binary: join(path, basename(original)), spare, cwd, args, log };
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
