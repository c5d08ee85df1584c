import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { actEnvironment } from "../support/act.ts";
import { ROOT } from "../support/cli.ts";
import { git } from "../support/git.ts";

// This repository's own workflows, run by nektos/act in host mode. Actions of others have local stand-ins: setup-go says
// which Go there is, cache does nothing, artifacts are folders. Needs go, git, and
//   go install github.com/nektos/act@latest
const ACT = process.env.ACT ?? "act";

let dir: string;
let artifacts: string;

const standIn = (inputs: readonly string[], script: string): string =>
  JSON.stringify({
    name: "stand-in",
    inputs: Object.fromEntries(inputs.map((name) => [name, { default: "" }])),
    runs: {
      using: "composite",
      steps: [
        {
          run: script,
          shell: "bash",
          env: Object.fromEntries(
            inputs.map((name) => [`GIVEN_${name.toUpperCase()}`, `\${{ inputs.${name} }}`]),
          ),
        },
      ],
    },
  });

/** By name and version, as the workflows call them. */
const STAND_INS = (): Readonly<Record<string, string>> => ({
  "actions/setup-go@v6": standIn(["go-version"], "go version"),
  "actions/cache@v4": standIn(["path", "key"], "true"),
  "actions/upload-artifact@v5": standIn(
    ["name", "path"],
    `mkdir -p "${artifacts}/$GIVEN_NAME" && cp -r "$GIVEN_PATH/." "${artifacts}/$GIVEN_NAME/"`,
  ),
  "actions/download-artifact@v6": standIn(
    ["pattern", "path"],
    `mkdir -p "$GIVEN_PATH" && cp -r "${artifacts}/"$GIVEN_PATTERN "$GIVEN_PATH/"`,
  ),
});

beforeAll(() => {
  if (spawnSync(ACT, ["--version"]).status !== 0) {
    throw new Error("no act: go install github.com/nektos/act@latest, or set ACT to its path");
  }
  dir = mkdtempSync(join(tmpdir(), "panicpath-workflows-"));
  artifacts = join(dir, "artifacts");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Runs a workflow of a repository on a push. */
function act(repo: string, workflow: string, job: readonly string[]): SpawnSyncReturns<string> {
  const actions = Object.entries(STAND_INS()).map(([name, text]) => {
    const folder = join(dir, "actions", name);
    write(join(folder, "action.yml"), text);
    return ["--local-repository", `${name}=${folder}`];
  });
  return spawnSync(
    ACT,
    [
      ...["push", "-W", workflow, ...job],
      ...["-P", "ubuntu-latest=-self-hosted", "--no-cache-server"],
      ...actions.flat(),
      ...["--local-repository", `panicpath/panicpath@v0=${ROOT}`],
      ...["--env", "GITHUB_API_URL=http://127.0.0.1:9"],
    ],
    {
      cwd: repo,
      env: actEnvironment(dir),
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
}

test("the action tests itself on a module that panics", () => {
  const repo = join(dir, "self");
  git(dir, "clone", "-q", ROOT, repo);
  const ended = act(repo, ".github/workflows/ci.yml", [
    "-j",
    "action",
    "--matrix",
    "os:ubuntu-latest",
  ]);
  expect(ended.stdout).toContain("Success - Main What it says of a module that panics");
  expect(ended.status).toBe(0);
}, 300_000);

test("the reusable workflow runs all legs, and one job tells of them", () => {
  const repo = join(dir, "caller");
  cpSync(join(ROOT, "examples/exchange"), repo, { recursive: true });
  cpSync(join(ROOT, ".github/workflows/panics.yml"), join(repo, ".github/workflows/called.yml"));
  write(
    join(repo, ".github/workflows/ci.yml"),
    `name: CI
on: push
jobs:
  panics:
    uses: ./.github/workflows/called.yml
    permissions: { contents: read, pull-requests: write, checks: write }
    with: { go: '["1.25", "stable"]', shards: 2, go-test-flags: -timeout=3s, variants: default }
`,
  );
  git(repo, "init", "-q", "-b", "main");
  git(repo, "add", "-A");
  git(repo, "commit", "-q", "-m", "x");
  const ended = act(repo, ".github/workflows/ci.yml", []);
  expect(readdirSync(artifacts).sort()).toEqual(
    ["1.25.1", "1.25.2", "stable.1", "stable.2"].map((leg) => `panicpath.ubuntu-latest.${leg}`),
  );
  expect(ended.stdout).toContain("3 panics, 1 timeout, 1 test failure");
  expect(ended.stdout).not.toContain("is missing");
  // The gate is that of the merge: what panics and can't be compared counts as new.
  expect(ended.status).toBe(1);
}, 300_000);
