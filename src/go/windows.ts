import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { join, makeFolder } from "../files/index.ts";
import { ImpossibleError, isForeign } from "../model/index.ts";
import { LAUNCHER_FILES } from "./launcher-source.ts";
import { POSIX } from "./posix.ts";
import { asIfAlone } from "./questions.ts";
import {
  goarchOf,
  goosOf,
  goQuoted,
  NO_GO,
  type Running,
  type System,
  type Words,
} from "./system.ts";

type Environment = Readonly<Record<string, string>>;

/** It has a few hundred lines and the standard library to compile. */
const BUILD_MS = 300_000;

/** The system that this process runs on; `dir`: a folder of our own for what it needs; `env`: in which go runs. */
export function systemHere(dir: string, env: Environment): System {
  return process.platform === "win32" ? windowsSystem(dir, env) : POSIX;
}

/**
 * Windows has neither a shell that every machine has nor groups of processes: a program of ours starts the others, in a job object that
 * ends with it. go builds it when it is first needed.
 */
export function windowsSystem(dir: string, env: Environment): System {
  let launcher: Promise<string> | null = null;
  const launched = (): Promise<string> => {
    launcher ??= buildLauncher(dir, env);
    return launcher;
  };
  return {
    isPosix: false,
    async words({ file, args, merged }): Promise<Words> {
      return {
        file: await launched(),
        args: [merged ? "merged" : "run", file, ...args],
      };
    },
    signal(child, signal) {
      // Ctrl-C reaches all processes of the console by itself; else nothing can ask one to end.
      if (signal === "SIGKILL") child.kill(signal);
    },
    endGroup(leader) {
      try {
        process.kill(leader);
      } catch {
        // It is gone.
      }
    },
    async writeWrapper(target, running) {
      const file = await launched();
      writeFileSync(join(target, "exec"), settingsOf(running));
      return ["capture", target].reduce(
        (words, word) => `${words} ${goQuoted(word)}`,
        goQuoted(file),
      );
    },
  };
}

/** As the launcher reads it: each with a NUL behind it. */
function settingsOf(running: Running | null): string {
  if (running === null) return "hold\0\0";
  const { userExec, goTmpDir = "", isLogged } = running;
  return [isLogged ? "logged" : "plain", goTmpDir, ...userExec].map((word) => `${word}\0`).join("");
}

/** Throws ImpossibleError where go can't build it. */
async function buildLauncher(dir: string, env: Environment): Promise<string> {
  makeFolder(dir);
  for (const [name, text] of Object.entries(LAUNCHER_FILES)) writeFileSync(join(dir, name), text);
  const file = join(dir, "launcher.exe");
  // As if no project and no settings were there: go takes an empty variable for none, and looks into GOENV.
  const alone = { GOENV: "off", ...asIfAlone(dir, "local") };
  const target = {
    GOOS: goosOf(process.platform),
    GOARCH: goarchOf(process.arch),
    CGO_ENABLED: "0",
  };
  const options = { cwd: dir, env: { ...env, ...alone, ...target }, timeout: BUILD_MS };
  try {
    await promisify(execFile)("go", ["build", "-buildvcs=false", "-o", file, "."], options);
    return file;
  } catch (error) {
    throw new ImpossibleError(refusal(error));
  }
}

function refusal(error: unknown): string {
  const { code, stderr = "" } = isForeign(error) ? error : {};
  if (code === "ENOENT") return NO_GO;
  const said = String(stderr)
    .split("\n")
    .find((line) => line.trim() !== "" && !line.startsWith("# "));
  return `the program that starts tests could not be built by go: ${said ?? String(error)}`;
}
