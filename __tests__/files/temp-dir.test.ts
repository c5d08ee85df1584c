import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { makeTempDir, removeDeadDirs, removeTempDir } from "../../src/files/index.ts";
import { Folder } from "../support/cli.ts";

let parent: Folder;
beforeEach(() => {
  parent = new Folder({});
});
afterEach(() => parent.remove());

/** A folder as a run leaves it; `daysOld` by its time of change. */
function left(name: string, owner: string | null, daysOld = 0): string {
  const dir = join(parent.path, name);
  mkdirSync(join(dir, "go"), { recursive: true });
  writeFileSync(join(dir, "go/x"), "x");
  if (owner !== null) writeFileSync(join(dir, "owner"), owner);
  const then = new Date(Date.now() - daysOld * 86_400_000);
  utimesSync(dir, then, then);
  return dir;
}

describe("folders of earlier runs", () => {
  test("a living run's stays, and is taken away by itself", () => {
    const dir = makeTempDir(parent.path);
    removeDeadDirs(parent.path);
    expect(existsSync(dir)).toBe(true);
    removeTempDir(dir);
    expect(existsSync(dir)).toBe(false);
    expect(() => removeTempDir(dir)).not.toThrow();
  });

  test("one whose process is over goes, and one whose number another process has by now", () => {
    const own = makeTempDir(parent.path);
    const [pid = "", start = "", ...space] = readFileSync(join(own, "owner"), "utf8")
      .trim()
      .split(" ");
    const over = spawnSync(process.execPath, ["-e", ""]).pid;
    const gone = left("panicpath-run-aaaaaa", `${over} 1 ${space.join(" ")}\n`);
    const reused = left("panicpath-run-bbbbbb", `${pid} ${Number(start) - 1} ${space.join(" ")}\n`);
    removeDeadDirs(parent.path);
    // Without /proc nothing tells: they stay.
    const isKnown = existsSync("/proc/self/ns/pid");
    expect([gone, reused, own].map(existsSync)).toEqual([!isKnown, !isKnown, true]);
  });

  test.each([
    ["without an owner, of today", "panicpath-run-cccccc", null, 0, true],
    ["without an owner, of the day before", "panicpath-run-dddddd", null, 2, false],
    ["with an owner that can't be read", "panicpath-run-eeeeee", "what\n", 9, true],
    ["of another container", "panicpath-run-ffffff", "1 2 pid:[0]\n", 9, true],
    ["of another name", "panicpath-report", null, 9, true],
  ])("one %s", (_, name, owner, days, stays) => {
    const dir = left(name, owner, days);
    removeDeadDirs(parent.path);
    expect([basename(dir), existsSync(dir)]).toEqual([name, stays]);
  });
});
