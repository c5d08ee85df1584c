import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join, makeFolder } from "../files/index.ts";
import { ImpossibleError } from "../model/index.ts";
import { asIfAlone, ask, type Caller } from "./questions.ts";

/** A dlv command that knows the Go of this run. */
export interface Delve {
  readonly file: string;
  /** `1.27.2`. */
  readonly version: string;
}

/** The oldest Go 1.x of a delve 1.x (go-delve/delve, pkg/goversion/compat.go); later ones know three. */
const OLDEST: Readonly<Record<number, number>> = { 21: 19, 22: 19, 23: 21, 24: 21, 25: 22, 26: 24 };

/** Releases of delve that together know every Go from 1.21 to 1.27; each is built by the Go that it is for. */
const PINNED: readonly { readonly from: number; readonly to: number; readonly version: string }[] =
  [
    { from: 21, to: 24, version: "1.24.2" },
    { from: 25, to: 27, version: "1.27.2" },
  ];

const MODULE = "github.com/go-delve/delve/cmd/dlv";
const VERSION_MS = 10_000;

const ELSEWHERE = "values are read by a debugger on Linux and macOS only";

/** `26` of `go1.26.8`; null for what is no release. */
export const minorOfGo = (version: string): number | null => {
  const found = /^go1\.(\d{1,3})(?:\D|$)/.exec(version)?.[1];
  return found === undefined ? null : Number(found);
};

/**
 * Whether a delve reads programs of a Go: one that is too old for it loses variables without an error,
 * so this is asked before its own check is.
 */
export function knows(delve: string, minor: number): boolean {
  const own = Number(/^1\.(\d{1,3})\./.exec(delve)?.[1] ?? Number.NaN);
  return minor <= own && minor >= (OLDEST[own] ?? own - 2);
}

/** A delve for this Go: on the PATH, or put aside by `doctor --install-debugger`; else why there is none. */
export async function findDelve(
  version: string,
  toolDir: string | null,
  caller: Caller,
): Promise<Delve | { readonly reason: string }> {
  if (!caller.groups.system.isPosix) return { reason: ELSEWHERE };
  const minor = minorOfGo(version);
  if (minor === null) return { reason: `no delve is known for ${version}` };
  const found: string[] = [];
  for (const file of candidates(minor, toolDir, caller.env)) {
    const delve = await versionOf(file, caller);
    if (delve !== null && knows(delve, minor)) return { file, version: delve };
    if (delve !== null) found.push(delve);
  }
  const hint = "see panicpath doctor --install-debugger";
  return found.length === 0
    ? { reason: `there is no delve (${hint})` }
    : { reason: `delve ${found.join(", ")} does not know ${version} (${hint})` };
}

function candidates(minor: number, toolDir: string | null, env: Caller["env"]): string[] {
  const onPath = (env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const pinned = PINNED.find(({ from, to }) => minor >= from && minor <= to);
  const own = toolDir === null || pinned === undefined ? [] : [folderOf(toolDir, pinned.version)];
  const files = [...onPath, ...own].map((dir) => join(dir, "dlv")).filter(isProgram);
  return files.slice(0, 4);
}

const folderOf = (toolDir: string, version: string): string => join(toolDir, `dlv-${version}`);

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(file: string, { env, groups }: Caller): Promise<string | null> {
  let words = "";
  const answer = await groups
    .run({
      file,
      args: ["version"],
      cwd: "/",
      env,
      merged: false,
      timeoutMs: VERSION_MS,
      onStdout: (chunk) => {
        words = (words + chunk).slice(0, 1000);
      },
      onStderr: () => {},
    })
    .catch(() => null);
  if (answer?.exitCode !== 0) return null;
  return /^Version: (\d+\.\d+\.\d+)/m.exec(words)?.[1] ?? null;
}

/** Builds the delve of a Go in the tool folder; gives its file. Throws ImpossibleError. */
export async function installDelve(
  version: string,
  toolDir: string,
  { env, groups }: Caller,
): Promise<Delve> {
  if (!groups.system.isPosix) throw new ImpossibleError(ELSEWHERE);
  const minor = minorOfGo(version);
  const pinned = PINNED.find(({ from, to }) => minor !== null && minor >= from && minor <= to);
  if (pinned === undefined) throw new ImpossibleError(`no delve is known for ${version}`);
  const dir = folderOf(toolDir, pinned.version);
  makeFolder(dir);
  const alone = { GOBIN: dir, ...asIfAlone(dir, version) };
  const words = ["install", `${MODULE}@v${pinned.version}`];
  const answer = await ask("go", words, dir, { env: { ...env, ...alone }, groups });
  const file = join(dir, "dlv");
  if (answer.code === 0 && isProgram(file)) return { file, version: pinned.version };
  const why = answer.stderr.trim().split("\n").at(-1) ?? "";
  throw new ImpossibleError(`delve ${pinned.version} could not be built: ${why.slice(0, 300)}`);
}
