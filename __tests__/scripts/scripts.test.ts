import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "../..");

/** What is not part of every run, and reaches the sources by their names, breaks unseen. */
test.each([
  ["bench/growth.mjs", ["--once"], /^\d+ rows ran\n$/],
  ["scripts/fuzz.mjs", ["60", "1"], /\b0 faults/],
])(
  "%s still runs",
  (script, words, says) => {
    const ended = spawnSync(process.execPath, [join(ROOT, script), ...words], {
      encoding: "utf8",
      timeout: 120_000,
    });
    expect([ended.status, ended.stderr]).toEqual([0, ""]);
    expect(ended.stdout).toMatch(says);
  },
  150_000,
);
