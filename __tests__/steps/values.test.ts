import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { readReport } from "../../src/files/read-report.ts";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath, ROOT } from "../support/cli.ts";

/** The module of recorded conversations with delve, and a stand-in for dlv that says them again. */
const FIXTURES = join(ROOT, "__fixtures__");
const folder = new Folder({});
const bin = join(folder.path, "bin");
cpSync(join(FIXTURES, "modules/values"), join(folder.path, "module"), { recursive: true });
mkdirSync(bin);
symlinkSync(join(FIXTURES, "delve/fake.mjs"), join(bin, "dlv"));
afterAll(() => folder.remove());

const goVersion = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).stdout.trim();
const minor = Number(/^go1\.(\d+)/.exec(goVersion)?.[1] ?? 0);
/** A delve that knows the Go at hand. */
const FITTING = `1.${minor}.9`;

interface Run {
  readonly report: Report;
  readonly files: string;
  readonly stdout: string;
  readonly pids: string;
}

let count = 0;

function run(path: string, name: string, env: Record<string, string>, ...flags: string[]): Run {
  count += 1;
  const [out, pids] = [join(folder.path, `out${count}`), join(folder.path, `pids${count}`)];
  const args = [`./${path}`, "--variants", "default", "--attempts", "1", "--out", out, ...flags];
  const { stdout } = panicpath([...args, "--", "-run", `^${name}$`], join(folder.path, "module"), {
    PATH: `${bin}:${process.env.PATH}`,
    FAKE_VERSION: FITTING,
    PIDS: pids,
    ...env,
  });
  const files = ["report.json", "summary.md", "junit.xml"]
    .map((file) => readFileSync(join(out, file), "utf8"))
    .join("\n");
  const { report } = readReport(readFileSync(join(out, "report.json"), "utf8"));
  if (report === null) throw new Error(`no report: ${stdout}`);
  return { report, files, stdout, pids };
}

const talk = (name: string) => ({ TALK: join(FIXTURES, "delve", `${name}.json`) });

/** `matrix.go:13: r=2`, from the site outwards. */
const valuesIn = ({ incidents }: Report): string[] =>
  (incidents[0]?.path ?? [])
    .toReversed()
    .flatMap(({ file, line, expressions, variables }) => [
      ...expressions.map(({ text, value }) => `${file}:${line}: ${text}=${value}`),
      ...variables.map(({ name, kind, value }) => `${file}:${line}: ${kind} ${name}=${value}`),
    ]);

/** Whether a process is there, and no zombie. */
const isAlive = (pid: string): boolean => {
  const state = spawnSync("ps", ["-o", "state=", "-p", pid], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
};

(hasGo ? describe : describe.skip)("values at the panic", () => {
  test("a debugger's, mapped on the path of the report; nothing is left of it", () => {
    const { report, stdout, pids } = run(
      "indexrange",
      "TestTraceWide",
      talk("indexrange"),
      "--values",
      "all",
    );
    expect(report.incidents[0]?.values).toEqual({
      source: "debugger",
      build: "-N -l",
      tool: `delve ${FITTING}`,
      policy: "all",
      reason: null,
      seenAt: null,
    });
    expect(valuesIn(report)).toEqual(
      expect.arrayContaining([
        "indexrange/matrix.go:13: r=2",
        "indexrange/matrix.go:13: m.cols=4",
        "indexrange/matrix.go:13: c=2",
        "indexrange/matrix.go:13: receiver m=&{rows: 2, cols: 4, data: len 8 [0, 0, 0, 0, 0, 0, 0, 0]}",
        "indexrange/matrix.go:20: local i=2",
      ]),
    );
    expect(stdout).toMatch(/▶ 13 │.*\n.*\n.*\n +m +&\{rows: 2/);
    const [delve = "", program = ""] = readFileSync(pids, "utf8").split(" ");
    expect([isAlive(delve), isAlive(program)]).toEqual([false, false]);
  });

  test("an exit gets the place that no trace tells", () => {
    const { report } = run("osexit", "TestMainNoArgs", talk("osexit"), "--values", "redacted");
    expect(report.incidents[0]).toMatchObject({
      kind: "exit",
      site: { file: "osexit/cli.go", line: 10 },
      values: { source: "debugger", seenAt: { file: "osexit/cli_test.go", line: 7 } },
    });
    // Waivers and the gate go by what the run itself saw: a debugger may be there or not.
    expect(report.findings).toContainEqual(
      expect.objectContaining({ rule: "exit", file: "osexit/cli_test.go", line: 7 }),
    );
    expect(valuesIn(report)).toContain("osexit/cli.go:10: arg args=nil");
  });

  const TRACED = [
    "indexrange/matrix.go:13: receiver m=not nil",
    "indexrange/matrix.go:13: arg r=2",
    "indexrange/matrix.go:13: arg c=2",
    "indexrange/matrix.go:20: receiver m=not nil",
  ];
  test.each([
    ["ptrace is refused", { FAKE: "refused" }, "ptrace is not allowed here"],
    ["delve talks nonsense", { FAKE: "garbage" }, "nothing was recorded for"],
    ["delve is too old", { FAKE_VERSION: "1.20.1" }, `delve 1.20.1 does not know ${goVersion}`],
    ["dlv has no version", { FAKE_VERSION: "" }, "there is no delve"],
  ])("%s: arguments by the trace, and the reason", (_, env, reason) => {
    const { report } = run("indexrange", "TestTraceWide", env, "--values", "redacted");
    expect(report.incidents[0]?.values).toMatchObject({ source: "trace", tool: null });
    expect(report.incidents[0]?.values?.reason).toContain(reason);
    expect(valuesIn(report)).toEqual(TRACED);
  });

  test("nobody asked: no value anywhere, and the same incident", () => {
    const asked = run("indexrange", "TestTraceWide", talk("indexrange"), "--values", "all");
    const not = run("indexrange", "TestTraceWide", talk("indexrange"));
    expect(not.report.incidents[0]?.values).toBeNull();
    expect(valuesIn(not.report)).toEqual([]);
    expect(not.report.incidents[0]?.fingerprint).toBe(asked.report.incidents[0]?.fingerprint);
    expect(not.report.verdict).toEqual(asked.report.verdict);
  });

  test("they stand in report.json alone, unless they are wanted in what others read", () => {
    const hidden = run("indexrange", "TestTraceWide", talk("indexrange"), "--values", "all");
    const shown = run(
      "indexrange",
      "TestTraceWide",
      talk("indexrange"),
      "--values",
      "all",
      "--values-in-comment",
      "true",
    );
    const summary = ({ files }: Run): string => files.slice(files.indexOf("panicpath:"));
    expect(summary(hidden)).not.toContain("rows: 2");
    expect(summary(shown)).toContain("rows: 2");
  });

  const VALUES = ["--values", "all"];
  test.each([
    ["as text", [], false],
    ["as JSON, which is the file elsewhere", ["--as", "json"], false],
    ["where they are wanted", ["--values-in-comment", "true"], true],
    ["as JSON, where they are wanted", ["--as", "json", "--values-in-comment", "true"], true],
  ])("a job's log, %s", (_, flags, isShown) => {
    const job = { ...talk("indexrange"), CI: "true" };
    const { stdout, files } = run("indexrange", "TestTraceWide", job, ...VALUES, ...flags);
    expect(files).toContain("rows: 2");
    expect(stdout.includes("rows: 2")).toBe(isShown);
  });

  test("nor are they in what a job prints of a report again", () => {
    run("indexrange", "TestTraceWide", talk("indexrange"), ...VALUES);
    const file = join(folder.path, `out${count}`, "report.json");
    const again = (args: string[], env: Record<string, string>) =>
      panicpath([...args, "--as", "json"], folder.path, env).stdout;
    for (const words of [
      ["render", file],
      ["compare", file, file],
    ]) {
      expect(again(words, { CI: "" })).toContain("rows: 2");
      expect(again(words, { CI: "true" })).not.toContain("rows: 2");
    }
  });
});
