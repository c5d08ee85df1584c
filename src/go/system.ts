import type { ChildProcess } from "node:child_process";

export const NO_GO =
  "no go command on the PATH: install Go (in a workflow: actions/setup-go) and run again";

/** A program and its arguments. */
export interface Words {
  readonly file: string;
  readonly args: readonly string[];
}

/** What is to be started. */
export interface Started extends Words {
  /** Standard error goes where standard output goes, in true order. */
  readonly merged: boolean;
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

/** How a system starts processes in groups, and ends them. */
export interface System {
  /** It has a shell, signals, and groups of processes: what is started leads one of its own (`detached`). */
  readonly isPosix: boolean;
  /** The words that start it, and keep what it starts together with it. */
  words(started: Started): Promise<Words>;
  /** Tells a process and all of its group; nothing happens where they are gone. */
  signal(child: ChildProcess, signal: "SIGINT" | "SIGKILL"): void;
  /** Ends the group of a process that another one started. */
  endGroup(leader: number): void;
  /**
   * Writes the wrapper for `go test -exec` into a folder, and gives the value of the flag. It links the test binary (else copies it) to
   * `X.binary` there, writes working directory and words into `X.args`, a NUL behind each, and becomes the binary, whose log is `X.log`;
   * with `running` null it ends at once, and go test prints ok.
   */
  writeWrapper(dir: string, running: Running | null): Promise<string>;
}

/** `-exec` is split by Go's own rules: quotes protect blanks and can't be escaped (cmd/internal/quoted). */
export function goQuoted(text: string): string {
  if (!/[\s'"]/.test(text)) return text;
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}

/** Go's names for what node runs on. */
export const goosOf = (platform: string): string => (platform === "win32" ? "windows" : platform);

const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ["x64", "amd64"],
  ["ia32", "386"],
]);

export const goarchOf = (arch: string): string => ARCHITECTURES.get(arch) ?? arch;
