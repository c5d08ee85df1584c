import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  capturedBinaries,
  openCapture,
  ProcessGroups,
  splitGoWords,
  systemHere,
  windowsSystem,
} from "../../src/go/index.ts";
import { Folder } from "../support/cli.ts";

// What stands for the shell on Windows is built and tried on every system; job objects can be tried on Windows alone.
const dir = new Folder({});
const env = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
);
const SYSTEMS = [
  ["shell", systemHere(dir.path, env)],
  ["launcher", windowsSystem(join(dir.path, "launcher"), env)],
] as const;
/** A test binary that tells how it was started. */
const binary = join(dir.path, "a b.test");

beforeAll(() => {
  writeFileSync(binary, `#!/bin/sh\nprintf '[%s]' "\${GOTMPDIR-unset}" "$@"\nexit 3\n`);
  chmodSync(binary, 0o755);
});

afterAll(() => dir.remove());

async function run(groups: ProcessGroups, [file = "", ...args]: readonly string[], merged = false) {
  let [out, err] = ["", ""];
  const result = await groups.run({
    ...{ file, args, merged, cwd: dir.path, timeoutMs: null },
    env: { ...env, GOTMPDIR: "/ours" },
    onStdout: (chunk) => {
      out += chunk;
    },
    onStderr: (chunk) => {
      err += chunk;
    },
  });
  return { out, err, code: result.exitCode };
}

const plain = { userExec: [], goTmpDir: undefined, isLogged: false };

const RUNNING = [
  ["as it is", plain, "[unset][-test.v][it's a b]"],
  ["with a folder of its own", { ...plain, goTmpDir: "/own 1" }, "[/own 1][-test.v][it's a b]"],
  [
    "with a wrapper of the user's",
    { ...plain, userExec: ["env", "GOTMPDIR=/x y"] },
    "[/x y][-test.v][it's a b]",
  ],
  ["logged", { ...plain, isLogged: true }, "[unset][-test.testlogfile=LOG][-test.v][it's a b]"],
] as const;

describe.each(SYSTEMS)("%s", (name, system) => {
  const groups = new ProcessGroups(() => {}, null, system);

  test.each(RUNNING)("puts a test binary aside and runs it %s", async (what, running, said) => {
    const aside = join(dir.path, `${name} ${what}`);
    const { exec } = await openCapture(groups, aside, running);
    const { out, code } = await run(groups, [...splitGoWords(exec), binary, "-test.v", "it's a b"]);
    const [captured, ...others] = capturedBinaries({ dir: aside, exec });
    expect(others).toEqual([]);
    expect(out.replace(captured?.log ?? "", "LOG")).toBe(said);
    expect(code).toBe(3);
    expect(captured).toMatchObject({ cwd: dir.path, args: ["-test.v", "it's a b"] });
    expect(captured?.binary.endsWith("/a b.test")).toBe(true);
    expect(readFileSync(captured?.binary ?? "")).toEqual(readFileSync(binary));
  });

  test("puts it aside and runs nothing where only a build is wanted", async () => {
    const aside = join(dir.path, `${name} hold`);
    const { exec } = await openCapture(groups, aside, null);
    const { out, code } = await run(groups, [...splitGoWords(exec), binary]);
    expect([out, code]).toEqual(["", 0]);
    expect(capturedBinaries({ dir: aside, exec })).toHaveLength(1);
    expect(readdirSync(aside).filter((each) => each.endsWith(".log"))).toEqual([]);
  });

  test("joins two streams in true order", async () => {
    const script = "echo 1; echo 2 >&2; echo 3; echo 4 >&2; exit 5";
    const ended = await run(groups, ["sh", "-c", script], true);
    expect(ended).toEqual({ out: "1\n2\n3\n4\n", err: "", code: 5 });
  });

  test("keeps them apart", async () => {
    const ended = await run(groups, ["sh", "-c", "echo 1; echo 2 >&2"]);
    expect(ended).toEqual({ out: "1\n", err: "2\n", code: 0 });
  });

  test("says of a joined one that can't be started what a shell says", async () => {
    const { code } = await run(groups, [join(dir.path, "none")], true);
    expect(code).toBe(127);
  });
});

test("without go the launcher says what to install", async () => {
  const system = windowsSystem(join(dir.path, "no go"), { PATH: dir.path });
  const groups = new ProcessGroups(() => {}, null, system);
  await expect(run(groups, ["true"])).rejects.toThrow("no go command on the PATH: install Go");
});
