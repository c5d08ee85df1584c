import { closeSync, openSync, readSync, statSync } from "node:fs";
import { UsageError } from "../model/index.ts";
import type { RunInput } from "../parse/index.ts";

/** Large enough to be few, small enough that V8 keeps chunks in its young generation. */
const CHUNK = 1 << 16;
const NEWLINE = 10;

/** Feeds a file, or standard input for "-", in chunks that end at line ends where they can. */
export async function feed(file: string, input: RunInput): Promise<void> {
  if (file === "-") await feedStdin(input);
  else feedFile(file, input);
  input.end();
}

function feedFile(file: string, input: RunInput): void {
  const handle = openInput(file);
  try {
    const cutter = new ChunkCutter(input);
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let size = read(handle, buffer, file); size > 0; size = read(handle, buffer, file)) {
      cutter.push(buffer.subarray(0, size));
    }
    cutter.end();
  } finally {
    closeSync(handle);
  }
}

function openInput(file: string): number {
  try {
    if (statSync(file).isDirectory())
      throw new UsageError(`${file} is a folder: name a file with saved test output`);
    return openSync(file, "r");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable(file, error);
  }
}

function read(handle: number, buffer: Buffer, file: string): number {
  try {
    return readSync(handle, buffer, 0, buffer.length, null);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): UsageError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const why =
    code === "ENOENT" ? "there is no such file" : code === "EACCES" ? "no permission" : code;
  return new UsageError(`${file} can't be read: ${why}`);
}

async function feedStdin(input: RunInput): Promise<void> {
  const cutter = new ChunkCutter(input);
  for await (const chunk of process.stdin) cutter.push(chunk as Buffer);
  cutter.end();
}

/** Decodes whole lines only, so that no UTF-8 sequence is cut in two. */
class ChunkCutter {
  readonly #input: RunInput;
  #rest: Buffer[] = [];
  #restSize = 0;

  constructor(input: RunInput) {
    this.#input = input;
  }

  push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.#keep(chunk);
      // A line of megabytes is passed on in pieces, as far as they end between characters.
      if (this.#restSize > 16 * CHUNK) this.#flush(utf8End(Buffer.concat(this.#rest)));
      return;
    }
    const first = chunk.subarray(0, end + 1);
    const whole = this.#restSize === 0 ? first : Buffer.concat([...this.#rest, first]);
    this.#clear();
    this.#input.push(whole.toString("utf8"));
    if (end + 1 < chunk.length) this.#keep(chunk.subarray(end + 1));
  }

  #keep(chunk: Buffer): void {
    this.#rest.push(Buffer.from(chunk));
    this.#restSize += chunk.length;
  }

  #clear(): void {
    this.#rest = [];
    this.#restSize = 0;
  }

  #flush({ whole, rest }: { whole: Buffer; rest: Buffer }): void {
    this.#clear();
    this.#input.push(whole.toString("utf8"));
    if (rest.length > 0) this.#keep(rest);
  }

  end(): void {
    if (this.#restSize > 0) this.#input.push(Buffer.concat(this.#rest).toString("utf8"));
    this.#clear();
  }
}

/** Splits before the last sequence that may be incomplete. */
function utf8End(buffer: Buffer): { whole: Buffer; rest: Buffer } {
  let at = buffer.length;
  for (let back = 1; back <= 3 && back <= buffer.length; back += 1) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte >= 0xc0) {
      at = buffer.length - back;
      break;
    }
    if (byte < 0x80) break;
  }
  return { whole: buffer.subarray(0, at), rest: buffer.subarray(at) };
}
