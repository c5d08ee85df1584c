import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { makeFolder } from "../files/index.ts";
import { ImpossibleError } from "../model/index.ts";
import { POSIX } from "./posix.ts";
import type { ProcessResult } from "./process-result.ts";
import { NO_GO, type Started, type System, type Words } from "./system.ts";

export interface StartRequest extends Started {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What it reads from standard input; nothing where it is absent. */
  readonly input?: string;
  readonly timeoutMs: number | null;
  /** Its time is over too where standard output shows no sign of going on for so many milliseconds. */
  readonly idle?: { readonly ms: number; readonly isSign: (chunk: string) => boolean };
  /** Once it runs: how to end its group before its time. */
  readonly onStart?: (end: () => void) => void;
  readonly onStdout: (chunk: string) => void;
  readonly onStderr: (chunk: string) => void;
}

/** After the process ended, its children may hold the pipes open: read on for so long. */
const PIPE_GRACE_MS = 500;
/** Of a timer; behind it Node.js would end it at once. */
const LONGEST_MS = 2 ** 31 - 1;
/** Between SIGQUIT, which makes a Go program print its stacks, and SIGKILL. */
const QUIT_GRACE_MS = 3000;
/** Between SIGINT and SIGKILL when everything has to end. */
const END_GRACE_MS = 1500;

/** Keeps every started process group, so that all can be ended at once. */
export class ProcessGroups {
  readonly #running = new Set<ChildProcess>();
  /** Leaders of groups that others started for us. */
  readonly #adopted = new Set<number>();
  #closed = false;
  readonly #watch: (chunk: string) => void;
  readonly #goTmpDir: string | null;
  readonly system: System;

  /**
   * `watch` sees all that processes print on standard output. `goTmpDir`: where go builds; a go that
   * is killed leaves its `go-build` folder there, and not where nobody looks. Made where it is not.
   */
  constructor(
    watch: (chunk: string) => void = () => {},
    goTmpDir: string | null = null,
    system: System = POSIX,
  ) {
    this.#watch = watch;
    this.#goTmpDir = goTmpDir;
    this.system = system;
  }

  /** Runs a process in a group of its own, to its end, and leaves nothing of the group behind. */
  async run(request: StartRequest): Promise<ProcessResult> {
    const started = performance.now();
    const own = { ...request, env: this.#environment(request) };
    const words = await this.system.words(own);
    if (this.#closed) return { exitCode: null, signal: "SIGINT", stopped: false, seconds: 0 };
    const ended = await this.#toItsEnd(own, words);
    return { ...ended, seconds: (performance.now() - started) / 1000 };
  }

  #toItsEnd(request: StartRequest, words: Words): Promise<Omit<ProcessResult, "seconds">> {
    return new Promise((resolve, reject) => {
      let child: ChildProcess;
      try {
        child = this.#start(request, words);
      } catch (error) {
        // What the system refuses at once, as a command line that is too long.
        reject(notStarted(request, error instanceof Error ? error : new Error(String(error))));
        return;
      }
      const kill = (): void => this.system.signal(child, "SIGKILL");
      this.#running.add(child);
      request.onStart?.(kill);
      const bound = new TimeBound(child, request, kill);
      child.stdout?.on("data", (chunk: string) => bound.look(chunk));
      let ended: { code: number | null; signal: string | null } | null = null;
      const finish = (): void => {
        if (!this.#running.delete(child)) return;
        bound.clear();
        kill();
        child.stdout?.destroy();
        child.stderr?.destroy();
        const { code: exitCode = null, signal = null } = ended ?? {};
        resolve({ exitCode, signal, stopped: bound.passed });
      };
      child.on("error", (error) => {
        this.#running.delete(child);
        bound.clear();
        reject(notStarted(request, error));
      });
      child.on("exit", (code, signal) => {
        ended = { code, signal };
        setTimeout(finish, PIPE_GRACE_MS).unref();
      });
      child.on("close", finish);
    });
  }

  #start(request: StartRequest, { file, args }: Words): ChildProcess {
    const child = spawn(file, [...args], {
      cwd: request.cwd,
      env: { ...request.env },
      detached: this.system.isPosix,
      stdio: [request.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    // It may end before it has read all: its exit code tells more than the broken pipe.
    child.stdin?.on("error", () => {}).end(request.input);
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      this.#watch(chunk);
      request.onStdout(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", request.onStderr);
    return child;
  }

  #environment({ file, env }: StartRequest): StartRequest["env"] {
    if (file !== "go" || this.#goTmpDir === null) return env;
    try {
      makeFolder(this.#goTmpDir);
    } catch {
      return env;
    }
    return { ...env, GOTMPDIR: this.#goTmpDir };
  }

  /** Asks all groups to end, so that go can clean up, and kills them soon after; later starts answer as interrupted. */
  endAll(): void {
    this.#closed = true;
    for (const child of this.#running) this.system.signal(child, "SIGINT");
    setTimeout(() => this.killAll(), END_GRACE_MS).unref();
  }

  killAll(): void {
    this.#closed = true;
    for (const child of this.#running) this.system.signal(child, "SIGKILL");
    for (const pid of [...this.#adopted]) this.endAdopted(pid);
  }

  /** A group that a process of ours started, and would leave behind: it ends with all others. */
  adopt(pid: number): void {
    this.#adopted.add(pid);
    if (this.#closed) this.endAdopted(pid);
  }

  endAdopted(pid: number): void {
    if (this.#adopted.delete(pid)) this.system.endGroup(pid);
  }
}

const MISSING: ReadonlySet<string> = new Set(["ENOENT", "EACCES"]);

/** Node says ENOENT for a program that is not there, EACCES for one that is no program, and ENOENT for a folder that is not. */
function notStarted({ file, cwd }: StartRequest, error: Error): ImpossibleError {
  const isMissing = "code" in error && MISSING.has(String(error.code)) && existsSync(cwd);
  if (file === "go" && isMissing) return new ImpossibleError(NO_GO);
  return new ImpossibleError(`${file} can't be started in ${cwd}: ${error.message}`);
}

/** Asks for stacks when the time is over, and kills a little later. */
class TimeBound {
  passed = false;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #idle: StartRequest["idle"];
  #idling: NodeJS.Timeout | null = null;

  constructor(
    child: ChildProcess,
    { timeoutMs, idle }: Pick<StartRequest, "timeoutMs" | "idle">,
    kill: () => void,
  ) {
    this.#idle = idle;
    const over = (): void => {
      if (this.passed) return;
      this.passed = true;
      child.kill("SIGQUIT");
      this.#timers.push(setTimeout(kill, QUIT_GRACE_MS));
    };
    const after = (ms: number): NodeJS.Timeout => {
      const timer = setTimeout(over, Math.min(ms, LONGEST_MS));
      this.#timers.push(timer);
      return timer;
    };
    if (timeoutMs !== null) after(timeoutMs);
    if (idle !== undefined) this.#idling = after(idle.ms);
  }

  /** Its process goes on: the time in which nothing happens begins anew. */
  look(chunk: string): void {
    if (this.#idling !== null && this.#idle?.isSign(chunk) === true) this.#idling.refresh();
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
