import { expect, test } from "@jest/globals";
import { lackOf } from "../../src/git/lack.ts";

// As git 2.39 to 2.51 and OpenSSH write them with LC_ALL=C.
test.each([
  [
    "fatal: could not read Username for 'https://x:secret@h.example': terminal prompts disabled",
    /no access.*fetch-depth/,
  ],
  ["git@github.com: Permission denied (publickey).", /no access/],
  ["remote: Repository not found.", /no access/],
  [
    "fatal: unable to access 'https://h.example/': The requested URL returned error: 403",
    /no access/,
  ],
  [
    "fatal: remote error: upload-pack: not our ref 0123456789012345678901234567890123456789",
    /force push/,
  ],
  ["fatal: couldn't find remote ref refs/heads/gone", /force push/],
  ["fatal: 'origin' does not appear to be a git repository", /no remote named origin/],
  [
    "fatal: unable to access 'https://x:secret@h.example/': Could not resolve host: h.example",
    /can't be reached/,
  ],
  ["", /a force push, or no access/],
])("%s", (complaint, says) => {
  expect(lackOf({ isLate: false, err: complaint })).toMatch(says);
  expect(lackOf({ isLate: false, err: complaint })).not.toContain("secret");
});
