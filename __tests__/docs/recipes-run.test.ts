import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { Report } from "../../src/model/index.ts";
import { hasGo, ROOT } from "../support/cli.ts";
import { git, hasGit } from "../support/git.ts";

// The recipes of docs/ci.md for other CI services: the shell lines as they stand there, run in the order and with the variables
// that a service gives. What fetches panicpath or a package from the network is left out, as is what the service itself does.

const PAGE = readFileSync(join(ROOT, "docs/ci.md"), "utf8");

/** The block below a heading. */
const blockOf = (service: string): string =>
  /```(?:yaml|groovy)\n([\s\S]*?)\n```/.exec(PAGE.slice(PAGE.indexOf(`\n### ${service}\n`)))?.[1] ??
  "";

const PASSING = 'package p\n\nimport "testing"\n\nfunc TestA(t *testing.T) {}\n';
const PANICS =
  'package p\n\nimport "testing"\n\nfunc TestA(t *testing.T) { var m map[int]int; m[1] = 1 }\n';

let dir: string;
let repo: string;
let base: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
}

/** Four packages; what is on `main` passes, and one panics on the branch. */
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "panicpath-recipes-"));
  repo = join(dir, "repo");
  write(join(repo, "go.mod"), "module example.com/r\n\ngo 1.21\n");
  write(join(repo, ".gitignore"), "panicpath-*\nreports\n");
  for (const name of ["a", "b", "c", "d"]) write(join(repo, name, "p_test.go"), PASSING);
  git(repo, "init", "-q", "-b", "main");
  git(repo, "add", ".");
  git(repo, "commit", "-qm", "base");
  base = git(repo, "rev-parse", "HEAD").trim();
  git(repo, "update-ref", "refs/remotes/origin/main", base);
  git(repo, "switch", "-qc", "work");
  write(join(repo, "c/p_test.go"), PANICS);
  git(repo, "commit", "-qam", "head");
  write(
    join(dir, "bin/buildkite-agent"),
    '#!/bin/sh\ntest "$1" = artifact || cat >annotation.md\n',
  );
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs shell lines of a recipe one after another, as a service does: the first that fails ends them. */
function shell(lines: readonly string[], env: Readonly<Record<string, string>>): number | null {
  const own = lines
    .filter((line) => !/git clone|apt-get/.test(line))
    .map((line) => line.replace(/\/(?:opt|tmp)\/panicpath\//g, `${ROOT}/`));
  expect(own.length).toBeGreaterThan(0);
  const { CI: _, GITHUB_ACTIONS: __, ...plain } = process.env;
  const ended = spawnSync("sh", ["-e", "-c", own.join("\n")], {
    cwd: repo,
    env: {
      ...plain,
      ...{ CI: "true", PANICPATH_CACHE: "off", GOFLAGS: "" },
      PATH: `${join(dir, "bin")}:${process.env.PATH}`,
      ...env,
    },
    encoding: "utf8",
  });
  return ended.status;
}

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(repo, folder, "report.json"), "utf8")) as Report;
}

function expectOneNewPanic(report: Report): void {
  expect(
    report.incidents.map(({ kind, package: path, baseline }) => [kind, path, baseline]),
  ).toEqual([["panic", "example.com/r/c", "new"]]);
}

const withGo = hasGo && hasGit ? describe : describe.skip;

withGo("a recipe for", () => {
  test("GitLab", () => {
    const jobs = parse(blockOf("GitLab"));
    const parts = [1, 2, 3].map((index) =>
      shell(jobs.panics.script, {
        CI_NODE_INDEX: String(index),
        CI_NODE_TOTAL: "3",
        CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      }),
    );
    expect([...parts].sort()).toEqual([0, 0, 1]);
    expect(shell(jobs["panics-merge"].script, {})).toBe(1);
    expectOneNewPanic(reportIn("panicpath-report"));
  });

  test("Jenkins", () => {
    const lines = [...blockOf("Jenkins").matchAll(/ sh '([^']+)'/g)].map((found) => found[1] ?? "");
    expect(shell(lines, {})).toBe(1);
    expectOneNewPanic(reportIn("panicpath-report"));
  });

  test("Buildkite", () => {
    const [run, , merge] = parse(blockOf("Buildkite").replaceAll("$$", "$")).steps;
    const parts = [0, 1, 2, 3].map((job) =>
      shell([run.command], {
        BUILDKITE_PARALLEL_JOB: String(job),
        BUILDKITE_PARALLEL_JOB_COUNT: String(run.parallelism),
        BUILDKITE_PULL_REQUEST_BASE_BRANCH: "main",
      }),
    );
    expect([...parts].sort()).toEqual([0, 0, 0, 1]);
    expect(shell(merge.commands, {})).toBe(1);
    expectOneNewPanic(reportIn("panicpath-report"));
    expect(readFileSync(join(repo, "annotation.md"), "utf8")).toContain(
      "assignment to entry in nil map",
    );
  });

  test("CircleCI", () => {
    const { parallelism, steps } = parse(blockOf("CircleCI")).jobs.panics;
    const lines = steps.flatMap((step: { run?: string }) => step.run ?? []);
    const codes = [0, 1, 2, 3].map((index) => {
      const code = shell(lines, {
        CIRCLE_NODE_INDEX: String(index),
        CIRCLE_NODE_TOTAL: String(parallelism),
      });
      if (code !== 0) expectOneNewPanic(reportIn("panicpath-report"));
      return code;
    });
    expect([...codes].sort()).toEqual([0, 0, 0, 1]);
  });

  /** GitHub's own: the shell part of a job that skips its steps where no Go file changed. */
  test.each([
    ["c/p_test.go", "go=true"],
    ["README.md", "go=false"],
  ])("a monorepo's step knows that %s means %s", (file, said) => {
    const step = /run: (git diff --quiet .*)$/m.exec(PAGE)?.[1] ?? "";
    const output = join(dir, `output-${said}`);
    write(join(repo, file), `${PANICS}// changed\n`);
    git(repo, "add", ".");
    git(repo, "commit", "-qm", "one more");
    expect(shell([step], { GITHUB_OUTPUT: output })).toBe(0);
    expect(readFileSync(output, "utf8").trim()).toBe(said);
  });
});
