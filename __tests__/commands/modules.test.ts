import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { readReport } from "../../src/files/read-report.ts";
import { Folder, hasGo, panicpath } from "../support/cli.ts";

const moduleFiles = (dir: string, body: string) => ({
  [`${dir}/go.mod`]: `module example.com/${dir}\n\ngo 1.21\n`,
  [`${dir}/x_test.go`]: `package x\n\nimport "testing"\n\nfunc TestOf_${dir.replaceAll("/", "_")}(t *testing.T) {\n\t${body}\n}\n`,
});

const FILES = {
  ...moduleFiles("a", ""),
  ...moduleFiles("b/c", 'var m map[string]int\n\tm["a"] = 1'),
  ...moduleFiles("tools", ""),
};
const apart = new Folder(FILES);
const nested = new Folder({
  ...FILES,
  "go.mod": "module example.com/root\n\ngo 1.21\n",
  "x_test.go": 'package x\n\nimport "testing"\n\nfunc TestRoot(t *testing.T) {}\n',
});
const workspace = new Folder({ ...FILES, "go.work": "go 1.21\n\nuse (\n\t./a\n\t./b/c\n)\n" });
afterAll(() => {
  for (const folder of [apart, nested, workspace]) folder.remove();
});

function run({ path }: Folder, ...flags: string[]) {
  const out = join(path, "out");
  const ran = panicpath(["--variants", "default", "--attempts", "1", "--out", out, ...flags], path);
  const { report } = readReport(readFileSync(join(out, "report.json"), "utf8"));
  return { ...ran, report, tests: report?.tests.map(({ name }) => name).sort() };
}

(hasGo ? describe : describe.skip)("several modules", () => {
  test("a folder without one: all below it, one report, one verdict", () => {
    const { code, report, tests, stdout } = run(apart);
    expect(code).toBe(1);
    expect(tests).toEqual(["TestOf_a", "TestOf_b_c", "TestOf_tools"]);
    expect(report?.run.legs.map(({ name, pass }) => [name, pass])).toEqual([
      ["a", true],
      ["b/c", false],
      ["tools", true],
    ]);
    expect(report?.incidents[0]).toMatchObject({ site: { file: "b/c/x_test.go", line: 7 } });
    expect(stdout).toContain("✗ b/c: 1 panic");
    expect(stdout).not.toContain("--rerun-failed");
  });

  test.each([
    ["all", ["TestOf_a", "TestOf_b_c", "TestOf_tools", "TestRoot"], null],
    ["b/*", ["TestOf_b_c"], null],
    ["a tools", ["TestOf_a", "TestOf_tools"], null],
    [". ./a/", ["TestOf_a", "TestRoot"], "b/c, tools"],
  ])("--module %s below a go.mod", (module, expected, leftOut) => {
    const { report, tests } = run(nested, "--module", module);
    expect(tests).toEqual(expected);
    const named = /left out, as go test does: (.*?) \(/.exec(report?.warnings.join() ?? "");
    expect(named?.[1] ?? null).toBe(leftOut);
  });

  test("nested modules are named as left out, with the flag that takes them", () => {
    const { report, tests } = run(nested);
    expect(tests).toEqual(["TestRoot"]);
    expect(report?.warnings.join()).toMatch(
      /left out, as go test does: a, b\/c, tools .*--module all/,
    );
  });

  test("the root of a workspace: all of its modules in one run", () => {
    const { report, tests } = run(workspace);
    expect(tests).toEqual(["TestOf_a", "TestOf_b_c"]);
    expect(report?.run.legs).toEqual([]);
    expect(report?.go.modules.map(({ dir }) => dir).sort()).toEqual(["a", "b/c"]);
  });

  test("a module that go refuses fails the whole, and the others are told", () => {
    const folder = new Folder({ ...moduleFiles("a", ""), "b/go.mod": "module b\n\ngo 9.99\n" });
    const { code, report } = run(folder);
    folder.remove();
    expect(code).toBe(1);
    expect(report?.tests.map(({ name }) => name)).toEqual(["TestOf_a"]);
    expect(report?.findings).toMatchObject([{ rule: "go-test-failure", gates: true }]);
    expect(report?.findings[0]?.message).toContain("go >= 9.99");
  });

  test.each([
    [["--module", "nope"], "there are ., a, b/c, tools"],
    [["--module", "all", "--rerun-failed"], "--rerun-failed is for one module"],
  ])("%j is refused", (flags, words) => {
    const { code, stderr } = panicpath([...flags, "--out", join(nested.path, "out")], nested.path);
    expect([code, stderr.includes(words)]).toEqual([2, true]);
  });
});
