import { describe, expect, test } from "@jest/globals";
import { ProcessGroups } from "../../src/go/index.ts";
import { boundsOf } from "../../src/runner/limit.ts";

const target = (defaultSeconds: number): Parameters<typeof boundsOf>[2] => ({
  importPath: "example.com/x",
  captured: { binary: "/x", cwd: "/", args: [], env: {} } as never,
  defaultSeconds,
  layout: { modules: [], goroot: null } as never,
});
const PACKAGE = { kind: "package" } as const;
const HANG = { kind: "hang", siblings: [0.2, 1.5] } as const;
const NOTHING = { timeout: null, budget: null };

// Seconds of the whole, and without a test's start or end.
describe("the time of an experiment", () => {
  test.each([
    ["a package that took a second", PACKAGE, 1, NOTHING, true, 600, 30],
    ["one that took twenty", PACKAGE, 20, NOTHING, true, 600, 100],
    ["under -timeout=3s", PACKAGE, 1, { timeout: 3, budget: null }, true, 3, 3],
    ["under -timeout=20m", PACKAGE, 1, { timeout: 1200, budget: null }, true, 1200, 30],
    ["under -timeout=0", PACKAGE, 1, { timeout: 0, budget: null }, true, 600, 30],
    ["with a budget of ten minutes", PACKAGE, 1, { timeout: null, budget: 600 }, true, 600, 150],
    ["where no signal shows stacks", PACKAGE, 1, NOTHING, false, 30, null],
    ["a test that hung, alone", HANG, 1, NOTHING, true, 15, null],
  ] as const)("is of %s", (_, limit, seconds, given, showsStacks, whole, idle) => {
    expect(boundsOf(limit, [], target(seconds), given, showsStacks)).toEqual({
      wholeMs: 1000 * whole,
      idleMs: idle === null ? null : 1000 * idle,
    });
  });
});

describe("a process that is bound by silence", () => {
  const always = (): boolean => true;
  const never = (): boolean => false;
  const run = async (script: string, isSign: () => boolean): Promise<boolean> => {
    const { stopped } = await new ProcessGroups().run({
      ...{ file: process.execPath, args: ["-e", script], cwd: process.cwd(), merged: false },
      env: { PATH: process.env.PATH ?? "" },
      timeoutMs: 60_000,
      idle: { ms: 1500, isSign },
      onStdout: () => {},
      onStderr: () => {},
    });
    return stopped;
  };
  /** Says something again and again, for longer in all than the bound. */
  const TALKS =
    "let n = 0; const t = setInterval(() => { console.log('mark'); if (++n === 12) clearInterval(t); }, 200)";

  test.each([
    ["goes on while it shows signs", TALKS, always, false],
    ["ends where what it prints is none", TALKS, never, true],
    ["ends where it prints nothing", "setInterval(() => {}, 1000)", always, true],
  ] as const)("%s", async (_, script, isSign, stopped) => {
    expect(await run(script, isSign)).toBe(stopped);
  });
});
