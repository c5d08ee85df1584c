import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { ImpossibleError } from "../model/index.ts";
import { join, resolve } from "./paths.ts";
import { readText } from "./reading.ts";

// No name of a folder that a user may have, as panicpath-report is.
const PREFIX = "panicpath-run-";
const OWNER = "owner";
const NAME = /^panicpath-run-[A-Za-z0-9]{6}$/;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Folders of dead runs that one run looks at. */
const MOST_LOOKED_AT = 100;

/** A folder of our own, absolute: test binaries start elsewhere. Throws ImpossibleError. */
export function makeTempDir(parent: string): string {
  if (parent.includes("'") && parent.includes('"')) {
    throw new ImpossibleError(
      `no folder for test binaries: ${parent} holds both kinds of quotes, and go knows no escape; set another TMPDIR`,
    );
  }
  try {
    const dir = mkdtempSync(join(resolve(parent), PREFIX));
    writeFileSync(join(dir, OWNER), ownerOf(process.pid));
    return dir;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new ImpossibleError(
      `no folder for test binaries: ${words}; set TMPDIR to one that can be written`,
    );
  }
}

/** Windows keeps the files of a process for a moment after its end: so often, and so long in milliseconds, it is tried again. */
const TRIES = 5;
const PAUSE_MS = 100;

/** Removes it as far as it can be: what is left then, a later run may remove. */
export function removeTempDir(dir: string): void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 1; !isRemoved(dir) && tries < TRIES; tries += 1)
    Atomics.wait(never, 0, 0, PAUSE_MS);
}

/** node's own way of trying again waits at every folder, for most of a minute. */
function isRemoved(dir: string): boolean {
  try {
    rmSync(dir, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/** Removes what runs left that were killed, and could not do it themselves. */
export function removeDeadDirs(parent: string): void {
  for (const name of namesIn(parent).slice(0, MOST_LOOKED_AT)) {
    const dir = join(parent, name);
    // Something may still run in it: then it stays.
    if (isOurs(dir) && isLeft(dir)) isRemoved(dir);
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).filter((name) => NAME.test(name));
  } catch {
    return [];
  }
}

/** A folder, no link to one, and our user's; on Windows each user has a folder for what is temporary. */
function isOurs(dir: string): boolean {
  const stat = lstatSync(dir, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) return false;
  return process.getuid === undefined || stat.uid === process.getuid();
}

/** A run that is only just making it has not written who owns it, and one that removed it in part has taken that first. */
function isLeft(dir: string): boolean {
  const owner = readText(join(dir, OWNER));
  if (owner !== null) return isDead(owner);
  const made = lstatSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - made > DAY_MS;
}

/** `PID START NAMESPACE`: a number may be another process's meanwhile, or of another container's. */
function ownerOf(pid: number): string {
  return `${pid} ${startOf(pid)} ${namespace()}\n`;
}

function isDead(owner: string): boolean {
  const [pid = "", , own = ""] = owner.trim().split(" ");
  if (process.platform !== "linux") return /^\d+$/.test(pid) && !isAlive(Number(pid));
  // Of another container nothing tells who it was: such a folder stays.
  if (!/^\d+$/.test(pid) || own === "" || own !== namespace()) return false;
  return ownerOf(Number(pid)) !== owner;
}

/** Whether a process has this number: where there is no /proc, and all of a machine see the same ones. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** When a process started, in ticks since boot (proc(5), `stat`, field 22); "" where it does not run. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** Of process ids; "" where the system has none. */
function namespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
