import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Report } from "../../src/model/index.ts";

export const ROOT = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const CLI = join(ROOT, "dist/cli.js");

/** Whether Go is at hand: without it the tests that run Go tests can't say anything. */
export const hasGo = spawnSync("go", ["version"]).status === 0;

/** Every test runs: what an earlier one left behind decides nothing. */
const OWN = { GOFLAGS: "", PANICPATH_CACHE: "off" };

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the shipped command line. */
export function panicpath(
  args: readonly string[],
  cwd: string,
  env: Record<string, string | undefined> = {},
): Ended {
  const { CI: _, GITHUB_ACTIONS: __, ...plain } = process.env;
  const ended = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...plain, ...OWN, ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Runs the shipped action as GitHub's runner does, with these inputs and this environment. */
export async function action(
  inputs: Readonly<Record<string, string>>,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const given = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const { CI: _, GITHUB_ACTIONS: __, ...plain } = process.env;
  return ended(
    spawn(process.execPath, [join(ROOT, "dist/main.js")], {
      cwd,
      env: {
        ...plain,
        ...{ ...OWN, CI: "true", GITHUB_ACTIONS: "true" },
        ...env,
        ...Object.fromEntries(given),
      },
    }),
  );
}

/** Starts it and gives what is needed to interrupt it. */
export function start(
  args: readonly string[],
  cwd: string,
  env: Record<string, string | undefined> = {},
): { pid: number; ended: Promise<Ended>; kill(signal: NodeJS.Signals): void } {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...process.env, ...OWN, ...env },
  });
  const end = ended(child);
  return {
    pid: child.pid ?? 0,
    ended: end,
    kill: (signal) => child.kill(signal),
  };
}

/** What a process said, once it is over. */
function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs it with a report on stdout. */
export function reportOf(
  args: readonly string[],
  cwd: string,
  env: Record<string, string | undefined> = {},
): { code: number | null; report: Report; stderr: string } {
  const ended = panicpath(["--as", "json", ...args], cwd, env);
  try {
    return { code: ended.code, report: JSON.parse(ended.stdout) as Report, stderr: ended.stderr };
  } catch {
    throw new Error(`no report, exit ${ended.code}: ${ended.stderr}`);
  }
}

/** A folder with these files, taken away by the caller. */
export class Folder {
  readonly path: string;

  constructor(files: Readonly<Record<string, string>>, name = "panicpath-test-") {
    this.path = mkdtempSync(join(tmpdir(), name));
    this.write(files);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
