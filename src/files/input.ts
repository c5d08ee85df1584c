import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { UsageError } from "../model/index.ts";
import type { RunInput } from "../stream/index.ts";

/** Bytes read at once: system calls are dear. */
const CHUNK = 1 << 19;
/** Bytes decoded at once: V8 keeps strings of this size in its young generation. */
const PIECE = 1 << 16;
const NEWLINE = 10;
/** Bytes of one line that are held back to be passed on whole. */
const LONGEST = 1 << 20;

/** Feeds a file, or standard input for "-", in chunks that end at line ends where they can. */
export async function feed(file: string, input: RunInput): Promise<void> {
  if (file === "-") await feedStdin(input);
  else feedFile(file, input);
  input.end();
}

/** PowerShell writes UTF-16 where one says `>`: told by its mark. */
function utf16Of(handle: number): "utf-16le" | "utf-16be" | null {
  const mark = Buffer.alloc(2);
  readSync(handle, mark, 0, 2, 0);
  if (mark[0] === 0xff && mark[1] === 0xfe) return "utf-16le";
  return mark[0] === 0xfe && mark[1] === 0xff ? "utf-16be" : null;
}

function feedUtf16(handle: number, encoding: string, file: string, input: RunInput): void {
  const decoder = new TextDecoder(encoding);
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let size = read(handle, buffer, 0, file); size > 0; size = read(handle, buffer, 0, file)) {
    input.push(decoder.decode(buffer.subarray(0, size), { stream: true }));
  }
}

function feedFile(file: string, input: RunInput): void {
  const handle = openInput(file);
  try {
    const encoding = isRegular(handle) ? utf16Of(handle) : null;
    if (encoding === null) feedUtf8(handle, file, input);
    else feedUtf16(handle, encoding, file, input);
  } finally {
    closeSync(handle);
  }
}

/** One buffer again and again: whole lines are passed on, the rest moves to its front. */
function feedUtf8(handle: number, file: string, input: RunInput): void {
  let buffer = Buffer.allocUnsafe(CHUNK);
  let held = 0;
  for (
    let size = read(handle, buffer, held, file);
    size > 0;
    size = read(handle, buffer, held, file)
  ) {
    const end = held + size;
    const cut = buffer.lastIndexOf(NEWLINE, end - 1) + 1;
    pushPieces(buffer, cut, input);
    buffer.copyWithin(0, cut, end);
    held = end - cut;
    if (held < buffer.length) continue;
    if (held < LONGEST) buffer = Buffer.concat([buffer], 2 * buffer.length);
    else held = passOn(buffer, input);
  }
  if (held > 0) input.push(buffer.toString("utf8", 0, held));
}

/** Passes whole lines on in pieces, each of them short where its lines are. */
function pushPieces(buffer: Buffer, end: number, input: RunInput): void {
  for (let from = 0; from < end; ) {
    const wanted = Math.min(end, from + PIECE);
    const newline = buffer.lastIndexOf(NEWLINE, wanted - 1);
    const to = newline >= from ? newline + 1 : end;
    input.push(buffer.toString("utf8", from, to));
    from = to;
  }
}

/** A line of megabytes goes on in pieces that end between characters; gives what stays in front. */
function passOn(buffer: Buffer, input: RunInput): number {
  const { whole, rest } = utf8End(buffer);
  input.push(whole.toString("utf8"));
  rest.copy(buffer, 0);
  return rest.length;
}

const isRegular = (handle: number): boolean => fstatSync(handle).isFile();

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

function read(handle: number, buffer: Buffer, from: number, file: string): number {
  try {
    return readSync(handle, buffer, from, buffer.length - from, null);
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

/** node decodes a stream's chunks itself, without cutting characters. */
async function feedStdin(input: RunInput): Promise<void> {
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) input.push(String(chunk));
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
