import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parseMarker } from "../../src/model/index.ts";
import { actEnvironment } from "../support/act.ts";
import { ROOT } from "../support/cli.ts";
import { git } from "../support/git.ts";
import { GithubStandIn } from "../support/github-stand-in.ts";
import { layVersion, makePullRequest, TOML } from "../support/realworld.ts";

// The shipped dist/ as users run it: nektos/act in host mode takes the place of the runner, a
// stand-in that of GitHub, a real module that of the user's code. Needs go, git, the module proxy, and
//   go install github.com/nektos/act@latest
const ACT = process.env.ACT ?? "act";

const WORKFLOW = `name: CI
on: pull_request
permissions: { contents: read, pull-requests: write, checks: write }
jobs:
  panics:
    runs-on: ubuntu-latest
    strategy: { matrix: { leg: [one] } }
    steps:
      - uses: actions/checkout@v5
      - uses: ./.github/panicpath
        id: panicpath
        with: { fail-on: new }
      - run: echo "SAID \${{ steps.panicpath.outputs.verdict }}, \${{ steps.panicpath.outputs.summary }}"
        if: always()
`;

let github: GithubStandIn;
let dir: string;
let repo: string;

beforeAll(async () => {
  if (spawnSync(ACT, ["--version"]).status !== 0) {
    throw new Error("no act: go install github.com/nektos/act@latest, or set ACT to its path");
  }
  github = await GithubStandIn.start();
  dir = mkdtempSync(join(tmpdir(), "panicpath-act-"));
  repo = join(dir, "repo");
  mkdirSync(repo);
  git(repo, "init", "-q", "-b", "main");
  git(repo, "remote", "add", "origin", "https://github.com/o/r");
  layVersion(TOML, TOML.fixed, repo);
  const action = join(repo, ".github/panicpath");
  mkdirSync(join(repo, ".github/workflows"), { recursive: true });
  writeFileSync(join(repo, ".github/workflows/panics.yml"), WORKFLOW);
  for (const name of ["dist", "action.yml", "package.json"]) {
    cpSync(join(ROOT, name), join(action, name), { recursive: true });
  }
  git(repo, "add", "-A");
  git(repo, "commit", "-q", "-m", "base");
});
afterAll(async () => {
  await github.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the workflow on what is checked out, as run `number` of the pull request with that head. */
async function act(head: string, number: number): Promise<{ code: number; log: string }> {
  const event = join(dir, "event.json");
  writeFileSync(
    event,
    JSON.stringify({
      pull_request: {
        number: 7,
        head: { sha: head, ref: "feature", repo: { full_name: "o/r" } },
        base: { sha: git(repo, "rev-parse", "main").trim(), ref: "main" },
      },
      repository: { full_name: "o/r", name: "r", owner: { login: "o" } },
    }),
  );
  const child = spawn(
    ACT,
    [
      "pull_request",
      ...["-W", ".github/workflows/panics.yml"],
      ...["-e", event],
      ...["-P", "ubuntu-latest=-self-hosted"],
      "--no-cache-server",
      ...["--env", `GITHUB_API_URL=${github.url}`],
      ...["--env", `GITHUB_RUN_NUMBER=${number}`],
      ...["--env", `GITHUB_RUN_ID=${1000 + number}`],
      ...["-s", "GITHUB_TOKEN=not-a-real-token"],
    ],
    {
      cwd: repo,
      env: actEnvironment(dir),
    },
  );
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const code = await new Promise<number>((resolve) =>
    child.on("close", (end) => resolve(end ?? -1)),
  );
  return { code, log };
}

describe("the shipped action on a pull request", () => {
  test("that brings a panic fails, comments, and writes a check run on its lines", async () => {
    const head = makePullRequest(TOML, TOML.broken, repo);
    const { code, log } = await act(head, 1);
    expect([log, code]).toEqual([expect.stringContaining("SAID fail, 1 new: 1 panic"), 1]);
    const [body = "", ...others] = github.bodiesOf(7);
    expect(others).toEqual([]);
    expect(body).toContain("### ❌ panicpath (one): 1 new: 1 panic");
    expect(body).toContain(TOML.file);
    expect(github.checks[0]).toMatchObject({
      name: "panicpath CI/panics (one)",
      headSha: head,
      conclusion: "failure",
    });
    const [first] = github.checks[0]?.annotations ?? [];
    expect(first).toMatchObject({ path: TOML.file, annotation_level: "failure" });
    expect(github.invalid).toEqual([]);
    // To be looked at in a browser.
    const { PANICPATH_ACT_OUT: out } = process.env;
    if (out !== undefined) writeFileSync(out, body);
  });

  test("that mends it passes, and says so in the same comment", async () => {
    const head = makePullRequest(TOML, TOML.fixed, repo);
    const { code, log } = await act(head, 2);
    expect([log, code]).toEqual([expect.stringContaining("SAID pass, no panics"), 0]);
    const [body = "", ...others] = github.bodiesOf(7);
    expect(others).toEqual([]);
    expect(body).toContain("Fixed: run 1 said 1 new: 1 panic; all of it passes now.");
    expect(parseMarker(body)?.by.run).toBe(2);
    expect(github.checks.at(-1)).toMatchObject({ headSha: head, conclusion: "success" });
  });
});
