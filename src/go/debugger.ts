import { mkdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "../files/index.ts";
import { type Foreign, isForeign, parsedObject } from "../model/index.ts";
import type { ProcessGroups } from "./process.ts";

/** A program under delve, before its first instruction. */
export interface DebugRequest {
  /** The dlv command. */
  readonly dlv: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** An empty folder, for the socket and a configuration that is nobody's. */
  readonly dir: string;
  /** For all of it; the program and delve are ended behind it. */
  readonly timeoutMs: number;
}

/** What delve's JSON-RPC, version 2, answers (go-delve/delve, service/rpc2/server.go). */
export interface DebugSession {
  /** Throws DebugError where delve says no, or is gone. */
  call(method: string, params: Foreign): Promise<Foreign>;
}

/** Why nothing could be learnt, in a few words for people. */
export class DebugError extends Error {}

/** What delve prints before it opens the socket's door: nothing of the program has run yet. */
const LISTENS = "API server listening";
const MOST_WORDS = 4096;
/** An answer that is longer is none to the questions that are asked. */
const MOST_ANSWER = 16 << 20;
/** A socket's path has room for so many bytes (sun_path, unix(7)). */
const LONGEST_PATH = 100;

/**
 * Starts a program under delve, gives the session to `use`, and ends both whatever happens: delve puts
 * the program into a process group of its own, which would outlive it. Throws DebugError.
 */
export async function underDebugger<T>(
  groups: ProcessGroups,
  request: DebugRequest,
  use: (session: DebugSession) => Promise<T>,
): Promise<T> {
  const socket = join(request.dir, "s");
  if (Buffer.byteLength(socket) > LONGEST_PATH) {
    throw new DebugError("the folder for temporary files has too long a name for a socket");
  }
  mkdirSync(request.dir, { recursive: true });
  const delve = startDelve(groups, request, socket);
  let program: number | null = null;
  try {
    await delve.listening;
    const session = await openSession(socket, delve);
    try {
      // Asked before the program runs: a delve that is killed leaves it alive.
      program = pidIn(await session.call("ProcessPid", {}));
      groups.adopt(program);
      return await use(session);
    } finally {
      session.close();
    }
  } finally {
    if (program !== null) groups.endAdopted(program);
    delve.kill();
    await delve.ended;
  }
}

interface Delve {
  readonly listening: Promise<void>;
  readonly ended: Promise<void>;
  readonly reason: () => string;
  readonly kill: () => void;
}

function startDelve(groups: ProcessGroups, request: DebugRequest, socket: string): Delve {
  const [binary = "", ...args] = request.words;
  let said = "";
  let complained = "";
  let kill = (): void => {};
  let isListening = (): void => {};
  const opened = new Promise<void>((resolve) => {
    isListening = resolve;
  });
  const ended = groups.run({
    file: request.dlv,
    args: [
      "exec",
      "--headless",
      "--api-version=2",
      `--listen=unix:${socket}`,
      binary,
      "--",
      ...args,
    ],
    cwd: request.cwd,
    env: { ...request.env, XDG_CONFIG_HOME: request.dir },
    merged: false,
    timeoutMs: request.timeoutMs,
    onStart: (end) => {
      kill = end;
    },
    onStdout: (chunk) => {
      // What the program prints comes here too: it is read, so that no pipe fills, and dropped.
      said = (said + chunk).slice(-MOST_WORDS);
      if (said.includes(LISTENS)) isListening();
    },
    onStderr: (chunk) => {
      complained = (complained + chunk).slice(0, MOST_WORDS);
    },
  });
  const reason = (): string => reasonIn(complained);
  const over = ended.then(() => {
    throw new DebugError(reason());
  });
  // Nobody waits for it once the session is open.
  over.catch(() => {});
  return {
    listening: Promise.race([opened, over]),
    ended: ended.then(
      () => {},
      () => {},
    ),
    reason,
    kill: () => kill(),
  };
}

/** delve's own words, or what they mean where ptrace(2) is refused. */
function reasonIn(complained: string): string {
  if (/operation not permitted/.test(complained)) return "ptrace is not allowed here";
  const line = complained.split("\n").find((text) => /version|could not|error/i.test(text));
  return (line ?? "delve ended").trim().slice(0, 300);
}

function pidIn(answer: Foreign): number {
  if (typeof answer.Pid === "number" && answer.Pid > 1) return answer.Pid;
  throw new DebugError("delve does not say which process it runs");
}

interface OpenSession extends DebugSession {
  close(): void;
}

/** The line of the socket comes before the program is started: where that fails, delve is about to end, and says why. */
async function openSession(path: string, delve: Delve): Promise<OpenSession> {
  const socket = connect(path);
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  if (isOpen) return new Connection(socket, delve.reason);
  const timer = setTimeout(delve.kill, LAST_WORDS_MS);
  await delve.ended;
  clearTimeout(timer);
  throw new DebugError(delve.reason());
}

/** For a delve that has closed its socket to end by itself. */
const LAST_WORDS_MS = 2000;

interface Waiting {
  readonly resolve: (answer: Foreign) => void;
  readonly reject: (error: DebugError) => void;
}

/** Requests and answers of JSON-RPC 1.0, a line each, in any order (net/rpc/jsonrpc). */
class Connection implements OpenSession {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #reason: () => string;
  #parts: string[] = [];
  #length = 0;
  #last = 0;

  constructor(socket: Socket, reason: () => string) {
    this.#socket = socket;
    this.#reason = reason;
    socket.setEncoding("utf8").on("data", (chunk: string) => this.#take(chunk));
    socket.on("error", () => this.#over());
    socket.on("close", () => this.#over());
  }

  call(method: string, params: Foreign): Promise<Foreign> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new DebugError(this.#reason()));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      const request = { method: `RPCServer.${method}`, params: [params], id };
      this.#socket.write(`${JSON.stringify(request)}\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#length += chunk.length;
    if (this.#length > MOST_ANSWER) {
      this.#socket.destroy();
      return;
    }
    this.#parts.push(chunk);
    if (!chunk.includes("\n")) return;
    const lines = this.#parts.join("").split("\n");
    const rest = lines.pop() ?? "";
    this.#parts = rest === "" ? [] : [rest];
    this.#length = rest.length;
    for (const line of lines) this.#answer(line);
  }

  #answer(line: string): void {
    const answer = parsedObject(line) ?? {};
    const id = typeof answer.id === "number" ? answer.id : -1;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (typeof answer.error === "string") waiting?.reject(new DebugError(answer.error));
    else waiting?.resolve(isForeign(answer.result) ? answer.result : {});
  }

  #over(): void {
    for (const { reject } of this.#waiting.values()) reject(new DebugError(this.#reason()));
    this.#waiting.clear();
  }
}
