import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath, reportOf, start } from "../support/cli.ts";

// Tests that do to the run what they should not.

const withGo = hasGo ? describe : describe.skip;
const isGnu = spawnSync("timeout", ["--version"], { encoding: "utf8" }).stdout?.includes("GNU");

const testFile = (imports: string, body: string): string =>
  `package x\n\nimport (\n\t"testing"\n${imports.replace(/\S+/g, '\t"$&"\n')})\n\n${body}`;

let folder: Folder;
const moduleOf = (file: string): string => {
  folder = new Folder({ "go.mod": "module example.com/x\n\ngo 1.21\n", "x_test.go": file });
  mkdirSync(join(folder.path, "tmp"));
  return folder.path;
};
afterEach(() => folder.remove());
const env = (): Record<string, string> => ({ TMPDIR: join(folder.path, "tmp") });
const left = (): string[] => readdirSync(join(folder.path, "tmp"));

withGo("a test", () => {
  (isGnu ? test : test.skip)("that signals its parent does not end the run", () => {
    const dir = moduleOf(
      testFile(
        "fmt os strings syscall time",
        `func TestPanics(t *testing.T) { panic("boom") }

func TestSignals(t *testing.T) {
	comm, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", os.Getppid()))
	if strings.TrimSpace(string(comm)) != "go" {
		syscall.Kill(os.Getppid(), syscall.SIGHUP)
		time.Sleep(time.Minute)
	}
}

func TestLast(t *testing.T) {}
`,
      ),
    );
    const { code, report } = reportOf(["--variants", "default", "--attempts", "2"], dir, env());
    expect(code).toBe(1);
    expect(report.run.complete).toBe(true);
    expect(report.tests.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["TestPanics", "fail"],
      ["TestSignals", "fail"],
      ["TestLast", "pass"],
    ]);
    expect(report.incidents.map(({ kind, test }) => [kind, test])).toEqual([
      ["panic", "TestPanics"],
      ["signal", "TestSignals"],
    ]);
    expect(left()).toEqual([]);
  });

  test("that takes its own binary away loses the later runs of its package alone", () => {
    const dir = moduleOf(
      testFile(
        "os",
        `func TestRemoves(t *testing.T) { exe, _ := os.Executable(); os.Remove(exe) }

func TestPanics(t *testing.T) { panic("boom") }
`,
      ),
    );
    const { code, report } = reportOf(["--variants", "default,gctrace"], dir, env());
    expect(code).toBe(1);
    expect(report.incidents.map(({ kind, test }) => [kind, test])).toEqual([
      ["panic", "TestPanics"],
    ]);
    expect(left()).toEqual([]);
  });

  test("that removes all temporary folders loses later runs, and not the report", () => {
    const dir = moduleOf(
      testFile(
        "os path/filepath",
        `func TestRemoves(t *testing.T) {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "panicpath-*"))
	for _, dir := range dirs {
		os.RemoveAll(dir)
	}
}

func TestPanics(t *testing.T) { panic("boom") }
`,
      ),
    );
    const { code, report } = reportOf(["--variants", "default,noinline"], dir, env());
    expect(code).toBe(1);
    expect(report.incidents.map(({ kind, test }) => [kind, test])).toEqual([
      ["panic", "TestPanics"],
    ]);
  });

  test("that strews files into temporary folders changes nothing", () => {
    const dir = moduleOf(
      testFile(
        "os path/filepath",
        `func TestStrews(t *testing.T) {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "panicpath-*/*"))
	for _, dir := range dirs {
		os.WriteFile(filepath.Join(dir, "stray.args"), []byte("x"), 0o600)
		os.WriteFile(filepath.Join(dir, "more.binary"), nil, 0o600)
		os.Mkdir(filepath.Join(dir, "folder.args"), 0o700)
	}
}

func TestPanics(t *testing.T) { panic("boom") }
`,
      ),
    );
    const { code, report } = reportOf(["--variants", "default"], dir, env());
    expect(code).toBe(1);
    expect(report.incidents.map(({ kind, test }) => [kind, test])).toEqual([
      ["panic", "TestPanics"],
    ]);
    expect(left()).toEqual([]);
  });
});

withGo("a run that is killed", () => {
  test("leaves a report of the packages that were over, and a folder that the next run removes", async () => {
    const dir = moduleOf(testFile("", "func TestQuick(t *testing.T) {}\n"));
    const slow = "func TestSlow(t *testing.T) { time.Sleep(4 * time.Second) }\n";
    folder.write({ "slow/x_test.go": testFile("time", slow) });
    const file = join(dir, "out", "report.json");
    const running = start(["--variants", "default", "--out", "out"], dir, env());
    while (!existsSync(file)) await new Promise((resolve) => setImmediate(resolve));
    running.kill("SIGKILL");
    await running.ended;
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    expect(report.run.complete).toBe(false);
    expect(report.packages.map((each) => [each.importPath, each.outcome])).toEqual([
      ["example.com/x", "pass"],
    ]);
    expect(left()).toHaveLength(1);
    expect(panicpath(["--variants", "default", "--out", "out", "."], dir, env()).code).toBe(0);
    expect(left()).toEqual([]);
  });
});

withGo("an input that would be a flag of another program", () => {
  const RUNS = "touch pwned";

  test.each([
    ["--packages", `-toolexec=${RUNS}`, 2],
    ["--packages", `./... -exec=${RUNS}`, 2],
    ["--base", "--output=pwned", 0],
    ["--base", `--upload-pack=${RUNS}`, 0],
    ["--base", "-h", 0],
    ["--base", "HEAD --output=pwned", 0],
    ["--working-directory", "--help", 2],
    ["--shard", "--output=pwned", 2],
    ["--variants", `-toolexec=${RUNS}`, 2],
    ["--fail-on", "--output=pwned", 2],
    ["--attempts", "-1", 2],
    ["--timeout", `5s -exec=${RUNS}`, 2],
    ["--timeout", "99999999999h", 2],
    ["--budget", "999999999999999999999999", 2],
    ["--baseline", "/dev/zero", 2],
    ["--report-dir", "--output=pwned", 0],
  ])("%s=%s: exit %i, and nothing is run or written", (flag, value, code) => {
    const dir = moduleOf(testFile("", "func TestA(t *testing.T) {}\n"));
    spawnSync("sh", ["-c", "git init -q && git add -A"], { cwd: dir });
    const own = flag === "--report-dir" ? [] : ["--out=out"];
    const ended = panicpath([`${flag}=${value}`, ...own, "--as", "json"], dir, env());
    expect([ended.code, ended.stderr.includes("\n    at ")]).toEqual([code, false]);
    expect(existsSync(join(dir, "pwned"))).toBe(false);
  });

  test("an alias bomb in .panicpath.yml is exit 2, and soon", () => {
    const dir = moduleOf(testFile("", "func TestA(t *testing.T) {}\n"));
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(", ")}]`,
    );
    folder.write({ ".panicpath.yml": `l0: &l0 [x]\n${levels.join("\n")}\nwaivers: *l9\n` });
    const ended = panicpath([], dir, env());
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(".panicpath.yml: ")]);
  });

  test.each([
    ["a pipe", "mkfifo .panicpath.yml"],
    ["a device", "ln -s /dev/zero .panicpath.yml"],
    ["a link out of the checkout", "ln -s /proc/self/environ .panicpath.yml"],
    ["a folder", "mkdir .panicpath.yml"],
  ])("%s as .panicpath.yml is exit 2", (_, command) => {
    const dir = moduleOf(testFile("", "func TestA(t *testing.T) {}\n"));
    spawnSync("sh", ["-c", command], { cwd: dir });
    const ended = panicpath([], dir, env());
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("can't be read")]);
  });

  test.each(["render", "compare", "merge"])("a pipe as a report of %s is exit 2", (command) => {
    const dir = moduleOf(testFile("", "func TestA(t *testing.T) {}\n"));
    spawnSync("mkfifo", ["pipe"], { cwd: dir });
    const files = command === "compare" ? ["pipe", "pipe"] : ["pipe"];
    expect(panicpath([command, ...files], dir, env()).code).toBe(2);
  });

  test("a pipe that a `//line` names is not read", () => {
    const dir = moduleOf(
      testFile("", "func TestA(t *testing.T) {\n//line pipe.y:1\n\tpanic(1)\n}\n"),
    );
    spawnSync("mkfifo", ["pipe.y"], { cwd: dir });
    const { report } = reportOf(["--variants", "default"], dir, env());
    expect(report.incidents[0]?.site).toMatchObject({ file: "pipe.y", line: 1, source: [] });
  });
});
