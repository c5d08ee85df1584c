import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { INPUTS } from "../../src/settings/index.ts";
import { Folder, panicpath } from "../support/cli.ts";
import { git } from "../support/git.ts";

const FILE = ".github/workflows/panics.yml";
const MODULE = "module example.com/m\n\ngo 1.24\n";

let folder: Folder;
beforeEach(() => {
  folder = new Folder({});
  git(folder.path, "init", "-q", "-b", "main");
});
afterEach(() => folder.remove());

interface Job {
  readonly "runs-on": string;
  readonly strategy?: { readonly matrix: Record<string, unknown> };
  readonly steps: readonly { uses: string; with?: Record<string, string> }[];
}

/** Runs `panicpath init` over files; gives what it wrote, as YAML. */
function init(files: Readonly<Record<string, string>>) {
  folder.write(files);
  const ended = panicpath(["init"], folder.path, {});
  const text = readFileSync(join(folder.path, FILE), "utf8");
  const workflow = parse(text) as {
    readonly on: { readonly push: { readonly branches: string[] } };
    readonly jobs: Readonly<Record<string, Job>>;
  };
  const { jobs } = workflow;
  const withOf = (name: string) =>
    Object.values(jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses.startsWith(`${name}@`)).map((step) => step.with ?? {}),
    );
  return { ...ended, text, workflow, jobs, action: withOf("panicpath/panicpath"), withOf };
}

const ci = (job: string, name = "ci.yml") => ({
  [`.github/workflows/${name}`]: `on: push\njobs:\n  tests:\n${job.replace(/^/gm, "    ")}`,
});

const expression = (words: string): string => `\${{ ${words} }}`;

describe("panicpath init", () => {
  test.each<[string, Record<string, string>, string, Record<string, string>]>([
    ["one module", { "go.mod": MODULE }, "go.mod", {}],
    ["a workspace", { "go.work": "go 1.24\n", "a/go.mod": MODULE }, "go.work", {}],
    ["one below", { "src/go.mod": MODULE }, "src/go.mod", { "working-directory": "src" }],
    [
      "several",
      { "a/go.mod": MODULE, "b/go.mod": MODULE.replace("1.24", "1.26") },
      "b/go.mod",
      { module: "all" },
    ],
    ["a version of its own", { "go.mod": MODULE, ".go-version": "1.26.1\n" }, ".go-version", {}],
    [
      "what go test gets elsewhere",
      {
        "go.mod": MODULE,
        ...ci(
          "steps:\n  - run: go vet ./...\n  - run: |\n      go test -race -tags slow,db \\\n        -coverprofile=c.out -timeout 20m ./...\n",
        ),
      },
      "go.mod",
      { "go-test-flags": "-race -tags=slow,db -timeout=20m" },
    ],
  ])("%s", (_, files, version, inputs) => {
    const { code, text, stdout, action, withOf } = init(files);
    expect([code, stdout]).toEqual([0, `# ${FILE}\n${text}`]);
    expect(withOf("actions/setup-go")).toEqual([{ "go-version-file": version }]);
    expect(action).toEqual([{ ...inputs, "fail-on": "new", "cache-dir": ".panicpath-cache" }]);
  });

  test("a matrix is taken over, what can't be run left out, and one job tells of all", () => {
    const { jobs, action, stderr } = init({
      "go.mod": MODULE,
      ...ci(
        [
          'strategy:\n  matrix:\n    go: ["1.19", "1.25", stable]',
          "    os: [ubuntu-latest, windows-latest, macos-14]",
          `runs-on: ${expression("matrix.os")}\nservices: { db: { image: postgres } }`,
          `steps:\n  - uses: actions/setup-go@v5\n    with: { go-version: "${expression("matrix.go")}" }`,
          "  - run: go test ./...\n",
        ].join("\n"),
      ),
    });
    expect(jobs.test?.strategy?.matrix).toEqual({
      go: ["1.25", "stable"],
      os: ["ubuntu-latest", "macos-14"],
    });
    expect(action.map((inputs) => [inputs.command, inputs["fail-on"]])).toEqual([
      [undefined, "none"],
      ["merge", "new"],
    ]);
    expect(stderr.split("\n").slice(0, 4)).toEqual([
      "note: matrix and flags are those of tests of .github/workflows/ci.yml",
      "note: Go 1.19 is left out: tests are run on Go 1.21 or later",
      "note: windows-latest is left out: add it where your tests are to run there too",
      "note: tests of .github/workflows/ci.yml starts db: copy its services",
    ]);
  });

  test("what of a job is left out is said, and its branch is taken where no remote tells one", () => {
    const { stderr, workflow } = init({
      "go.mod": MODULE,
      ".github/workflows/ci.yml": `on: { pull_request: { branches: ["release/*", develop] } }
jobs:
  tests:
    env: { A: b }
    strategy: { matrix: { go: ["1.25", "1.26"], include: [{ go: "1.24" }] } }
    steps:
      - uses: actions/checkout@v5
        with: { submodules: true }
      - run: apt-get install -y x
      - run: go test -v -count=1 -run=TestX ./...
`,
    });
    expect(workflow.on.push.branches).toEqual(["develop"]);
    expect(stderr).toContain(
      "note: not taken over from tests of .github/workflows/ci.yml: include of its matrix, env, 1 step before its tests, submodules of its checkout, -run=TestX\n",
    );
    expect(stderr).toContain("note: .panicpath-cache is for .gitignore\n");
  });

  test("every input that it writes is one of the action's", () => {
    const names = INPUTS.map(({ name }) => name);
    const { action } = init({ "a/go.mod": MODULE, "b/go.mod": MODULE });
    for (const inputs of action) expect(names).toEqual(expect.arrayContaining(Object.keys(inputs)));
  });

  test("modules below the root's are named", () => {
    expect(init({ "go.mod": MODULE, "tools/go.mod": MODULE }).stderr).toContain(
      'left out is the module tools below the root: "module: all" takes all in\n',
    );
  });

  test("the branch is the one that the remote has checked out, whatever its name", () => {
    const name = 'release/"1"';
    git(folder.path, "symbolic-ref", "refs/remotes/origin/HEAD", `refs/remotes/origin/${name}`);
    expect(init({ "go.mod": MODULE }).workflow.on.push.branches).toEqual([name]);
  });

  test("workflows that can't be read are passed over", () => {
    folder.write({ ...ci("steps: [", "broken.yml"), ...ci("steps: 1\n", "odd.yml") });
    symlinkSync("/dev/zero", join(folder.path, ".github/workflows/endless.yml"));
    expect(init({ "go.mod": MODULE }).code).toBe(0);
  });

  test("what is there is left as it is", () => {
    expect(init({ "go.mod": MODULE }).stderr).toContain("is written");
    const again = panicpath(["init"], folder.path, {});
    expect([again.code, again.stderr]).toEqual([
      0,
      expect.stringContaining(`${FILE} is there already, as it stands above\n`),
    ]);
    folder.write({ [FILE]: "mine\n" });
    const other = panicpath(["init"], folder.path, {});
    expect([other.code, readFileSync(join(folder.path, FILE), "utf8")]).toEqual([3, "mine\n"]);
    expect(other.stderr).toContain("nothing was written");
  });

  test("without a module there is nothing to write", () => {
    const ended = panicpath(["init"], folder.path, {});
    expect([ended.code, ended.stdout]).toEqual([3, ""]);
    expect(ended.stderr).toContain("there is no go.mod in");
  });
});
