import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { INPUTS, settingsFromArguments } from "../../src/settings/index.ts";
import { ROOT } from "../support/cli.ts";

// What the documentation tells people to paste is tried: inputs that exist, flags that are understood.

const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(ROOT, name), "utf8") }));

const blocks = (language: string): { name: string; text: string }[] =>
  PAGES.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
      (found) => ({
        name,
        text: found[1] ?? "",
      }),
    ),
  );

/** Every step that uses the action, wherever it stands. */
function stepsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "uses" in value && String(value.uses).startsWith("panicpath/") ? [value] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)] as Record<string, unknown>[];
}

const INPUT_NAMES = INPUTS.map((input) => input.name);
const REUSABLE = readFileSync(join(ROOT, ".github/workflows/panics.yml"), "utf8");
const CALLED = Object.keys(parse(REUSABLE).on.workflow_call.inputs);

describe("recipes", () => {
  test("the reusable workflow gives the action inputs that exist", () => {
    const steps = stepsIn(parse(REUSABLE)).map((step) => Object.keys((step.with ?? {}) as object));
    expect(steps).toHaveLength(2);
    expect(INPUT_NAMES).toEqual(expect.arrayContaining(steps.flat()));
  });

  test.each(blocks("yaml"))("are YAML, with inputs that exist: $name", ({ text }) => {
    for (const step of stepsIn(parse(text))) {
      const names = String(step.uses).includes("/workflows/") ? CALLED : INPUT_NAMES;
      for (const name of Object.keys((step.with ?? {}) as object)) expect(names).toContain(name);
    }
  });

  const lines = PAGES.flatMap(({ text }) =>
    [...text.matchAll(/node \S*dist\/cli\.js ([^\n'|]+)/g)].map((found) => found[1] ?? ""),
  );

  test("are there", () => {
    expect(lines.length).toBeGreaterThan(10);
    expect(blocks("yaml").flatMap(({ text }) => stepsIn(parse(text))).length).toBeGreaterThan(8);
  });

  test.each(lines)("command lines are understood: %s", (line) => {
    const words = line
      .replace(/#.*$/, "")
      .replace(/"[^"]*"/g, "text")
      .replace(/\$?\$\(\([^)]*\)\)|\$?\$\w+/g, "1")
      .replace("FINGERPRINT", "0123456789abcdef")
      .split(/\s+/)
      .filter((word) => word !== "");
    expect(settingsFromArguments(words).command.kind).not.toBe("help");
  });
});

test("the README's table of inputs is that of action.yml", () => {
  const ended = spawnSync(process.execPath, [join(ROOT, "scripts/readme.mjs"), "--check"], {
    encoding: "utf8",
  });
  expect([ended.status, ended.stdout]).toEqual([0, ""]);
});
