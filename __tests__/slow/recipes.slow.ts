import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { ROOT } from "../support/cli.ts";

// The whole workflows that the documentation shows, as actionlint takes them. Needs
//   go install github.com/rhysd/actionlint/cmd/actionlint@latest
const ACTIONLINT = process.env.ACTIONLINT ?? "actionlint";

/** A block of a page that is a workflow: a name or not, then what starts it. */
const WORKFLOW = /```yaml\n((?:name: .*\n)?on:[\s\S]*?)\n```/g;

const WORKFLOWS = ["README.md", "docs/ci.md", "docs/usage.md"].flatMap((page) =>
  [...readFileSync(join(ROOT, page), "utf8").matchAll(WORKFLOW)].map((found, at) => ({
    where: `${page}, the ${at + 1}. workflow`,
    text: found[1] ?? "",
  })),
);

beforeAll(() => {
  if (spawnSync(ACTIONLINT, ["-version"]).status !== 0)
    throw new Error("no actionlint: install it, or set ACTIONLINT to its path");
});

test("there are workflows to look at", () => {
  expect(WORKFLOWS.length).toBeGreaterThan(6);
});

test.each(WORKFLOWS)("$where", ({ text }) => {
  const ended = spawnSync(ACTIONLINT, ["-no-color", "-"], { input: `${text}\n`, encoding: "utf8" });
  expect([ended.status, ended.stdout]).toEqual([0, ""]);
});
