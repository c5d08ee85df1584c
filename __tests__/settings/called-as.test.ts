import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { calledAs } from "../../src/settings/called-as.ts";

const root = mkdtempSync(join(tmpdir(), "panicpath-test-called-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const program = process.platform === "win32" ? "panicpath.cmd" : "panicpath";
const bin = (dir: string, has: boolean): string => {
  const file = join(root, dir, has ? program : "other");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  return dirname(file);
};

const SYSTEM = bin("bin", true);
const OTHER = bin("other", false);
const NPM = bin("node_modules/.bin", true);

test.each([
  ["on the PATH", [OTHER, SYSTEM], "/opt/panicpath/dist/cli.js", null],
  ["on the PATH, and npm's too", [NPM, SYSTEM], "/opt/panicpath/dist/cli.js", null],
  [
    "npm's alone, which no shell has",
    [NPM, OTHER],
    "/x/node_modules/.bin/panicpath",
    "npx panicpath",
  ],
  ["nowhere, below the folder", [OTHER], join(process.cwd(), "dist/cli.js"), "node dist/cli.js"],
  ["nowhere, elsewhere", [OTHER], "/opt/a tool/cli.js", "node '/opt/a tool/cli.js'"],
  ["not told", [], undefined, null],
] as const)("a shell starts panicpath again that is %s", (_, dirs, script, expected) => {
  expect(calledAs({ PATH: dirs.join(delimiter) }, script)).toBe(expected);
});
