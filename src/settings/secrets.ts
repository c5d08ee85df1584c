import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs";

type Env = Readonly<Record<string, string | undefined>>;

/** GitHub's runner gives these to an action's own process, and to no other step. */
export const OF_THE_ACTION = /^(?:INPUT_|ACTIONS_(?:RUNTIME|CACHE|RESULTS)_|PANICPATH_TOKEN$)/;

/** Inputs are no secrets, whatever their names; the token among them is. */
const TOKEN_NAMES = ["INPUT_TOKEN", "PANICPATH_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"] as const;
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|_KEY$/i;

/** What must not be written anywhere. */
export interface Secrets {
  /** Values of variables whose names say so. */
  readonly values: readonly string[];
  /** Tokens for GitHub's API. */
  readonly tokens: readonly string[];
}

export function secretsOf(env: Env): Secrets {
  const named = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && SECRET_NAME.test(name) && !name.startsWith("INPUT_") ? [value] : [],
  );
  return { values: named, tokens: TOKEN_NAMES.flatMap((name) => env[name] ?? []) };
}

/** Secrets that only the action's own process is given. */
const isOwnSecret = (name: string): boolean =>
  OF_THE_ACTION.test(name) && (name === "INPUT_TOKEN" || /TOKEN|SECRET/.test(name));

/**
 * Writes stars over our own secrets in the memory from which `/proc/PID/environ` is read: tests run
 * as the same user, and could read there what they are not given. Linux alone; elsewhere, and where
 * the kernel refuses, nothing happens. Source: proc(5), `stat`, fields 50 and 51.
 */
export function hideEnvironment(): void {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    // The command's name, in parentheses, may hold blanks: fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [start, end] = [Number(fields[ENV_START - 3]), Number(fields[ENV_START - 2])];
    const memory = openSync("/proc/self/mem", "r+");
    try {
      starOver(memory, start, end);
    } finally {
      closeSync(memory);
    }
  } catch {
    // No Linux, or no right to it: the documentation says what remains.
  }
}

const ENV_START = 50;
/** Linux gives arguments and environment a quarter of the stack at most. */
const MOST_BYTES = 8 << 20;

function starOver(memory: number, start: number, end: number): void {
  if (!(start > 0 && end > start && end - start <= MOST_BYTES)) return;
  const block = Buffer.alloc(end - start);
  readSync(memory, block, 0, block.length, start);
  for (let at = 0; at < block.length; ) {
    const stop = block.indexOf(0, at);
    const entryEnd = stop < 0 ? block.length : stop;
    const equals = block.indexOf("=", at);
    if (equals > at && equals < entryEnd && isOwnSecret(block.toString("latin1", at, equals))) {
      const size = entryEnd - equals - 1;
      if (size > 0) writeSync(memory, Buffer.alloc(size, "*"), 0, size, start + equals + 1);
    }
    at = entryEnd + 1;
  }
}
