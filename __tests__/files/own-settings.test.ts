import { afterEach, describe, expect, test } from "@jest/globals";
import { loadOwnSettings, readConfig } from "../../src/files/index.ts";
import { Folder, hasGo, reportOf } from "../support/cli.ts";

const { ownSettings } = await loadOwnSettings();

let folder: Folder;
afterEach(() => folder.remove());

const read = async (settings: string) => {
  folder = new Folder({ ".panicpath.yml": settings });
  return ownSettings(await readConfig(folder.path));
};

describe("a setting of the project's own", () => {
  test("has its parts where they take effect", async () => {
    const [setting] = await read(`settings:
  stress:
    env: { GOGC: "1", GOEXPERIMENT: rangefunc, GODEBUG: gctrace=1, MODE: 2 }
    godebug: { madvdontneed: 1 }
    flags: [-race, "-tags=a,b", "-gcflags=-d=checkptr", -cpu=1, -short]
    slowdown: 5
    why: as the load test has it
`);
    expect(setting).toEqual({
      name: "stress",
      meaning: "as the load test has it",
      gcflags: "-d=checkptr",
      buildFlags: ["-race", "-tags=a,b"],
      buildEnv: { GOEXPERIMENT: "rangefunc" },
      binaryFlags: ["-test.cpu=1", "-test.short"],
      env: { GOGC: "1", MODE: "2" },
      godebug: ["gctrace=1", "madvdontneed=1"],
      slowdown: 5,
    });
  });

  test.each([
    ["-gcflags=-N -l", "-N -l", []],
    ["-gcflags= -d=checkptr,nil=1 -m=2 ", " -d=checkptr,nil=1 -m=2 ", []],
    ["-ldflags=-s -w", null, ["-ldflags=-s -w"]],
    ["-ldflags=-X=a/b.c=d=e -X a.b=", null, ["-ldflags=-X=a/b.c=d=e -X a.b="]],
  ])("takes %j", async (flag, gcflags, buildFlags) => {
    expect(await read(`settings:\n  own: { flags: ["${flag}"] }\n`)).toMatchObject([
      { gcflags, buildFlags },
    ]);
  });

  test.each([
    ["of nothing at all", "waivers: []\n"],
    ["of an empty list", "settings:\n"],
  ])("is none in a file %s", async (_, text) => {
    expect(await read(text)).toEqual([]);
  });

  test.each([
    ["flags: [-exec=x]", "has the flag -exec=x"],
    ["flags: [-toolexec=x]", "has the flag -toolexec=x"],
    ["flags: [-overlay=x]", "has the flag -overlay=x"],
    ["flags: [-modfile=x]", "has the flag -modfile=x"],
    ["flags: [-C=x]", "has the flag -C=x"],
    ["flags: [-o=x]", "has the flag -o=x"],
    ["flags: [-c]", "has the flag -c"],
    ["flags: [-coverprofile=x]", "has the flag -coverprofile=x"],
    ["flags: [-ldflags=-extld=x]", "has the flag -ldflags=-extld=x"],
    ["flags: [-ldflags=-o=x]", "has the flag -ldflags=-o=x"],
    ["flags: [-gcflags=-N-l]", "has the flag -gcflags=-N-l"],
    [`flags: ["-ldflags=${"-X=a=".repeat(5000)}'"]`, "which needs a value that it may have"],
    ["flags: ['-ldflags=-X a=b -cpuprofile=x']", "which needs a value that it may have"],
    ["flags: [-gcflags=-cpuprofile=x]", "has the flag -gcflags=-cpuprofile=x"],
    ["flags: [-gcflags=-asmhdr=x]", "has the flag -gcflags=-asmhdr=x"],
    ["flags: [-gcflags=-d=ssa/build/dump=F]", "has the flag -gcflags=-d=ssa/build/dump=F"],
    ["flags: [-gcflags=all=-l]", "has the flag -gcflags=all=-l"],
    ["flags: [-cpu, 1]", "has the flag -cpu"],
    ["flags: [-tags]", "has the flag -tags"],
    ["flags: [-race=false]", "which stands alone"],
    ["flags: [{ toString: 1 }]", "has a flag that is no text"],
    ["env: [A=1]", "has env that is no map"],
    ['env: { A: "a\\0b" }', "that no process can be given"],
    ["godebug: { a: { toString: 1 } }", "has godebug that is no text"],
    ["slowdown: { toString: 1 }", "has slowdown that is no text"],
    ["flags: -race", "has flags that are no list"],
    ["env: { PATH: x }", "has env PATH"],
    ["env: { GOFLAGS: x }", "has env GOFLAGS"],
    ["env: { goflags: x }", "has env goflags"],
    ["env: { GOROOT: x }", "has env GOROOT"],
    ["env: { LD_PRELOAD: x }", "has env LD_PRELOAD"],
    ["env: { CGO_CFLAGS: x }", "has env CGO_CFLAGS"],
    ["env: { 'A B': x }", "no name of a variable"],
    ["env: { A: [] }", "has env A that is no text"],
    ["godebug: x", 'has godebug "x"'],
    ["slowdown: 0", "has a slowdown that can't be used"],
    ["slowdown: many", "has a slowdown that can't be used"],
    ["speed: 2", 'has "speed"'],
  ])("with %s is refused", async (parts, words) => {
    await expect(read(`settings:\n  own: { ${parts} }\n`)).rejects.toThrow(words);
  });

  test.each(["settings: [1]\n", "settings:\n  x: 5\n", "settings:\n  x: [-race]\n", "[1, 2]\n"])(
    "that is no map is refused: %j",
    async (text) => {
      await expect(read(text)).rejects.toThrow(/map/);
    },
  );

  test.each(["race", "default", "Upper", "a b"])("named %s is refused", async (name) => {
    await expect(read(`settings:\n  "${name}": {}\n`)).rejects.toThrow(`setting ${name}`);
  });
});

(hasGo ? describe : describe.skip)("a run with settings of the project's own", () => {
  test("shows what only they show, with the line to reproduce it", () => {
    folder = new Folder({
      "go.mod": "module example.com/own\n\ngo 1.21\n",
      ".panicpath.yml":
        'settings:\n  stress: { env: { GOGC: "1", MODE: x y }, flags: [-cpu=2], why: load }\n',
      "x_test.go": `package own

import (
	"os"
	"runtime"
	"testing"
)

func TestOwn(t *testing.T) {
	if os.Getenv("MODE") == "x y" && os.Getenv("GOGC") == "1" && runtime.GOMAXPROCS(0) == 2 {
		panic("stressed")
	}
}

func TestOne(t *testing.T) {
	if runtime.GOMAXPROCS(0) == 1 {
		panic("one")
	}
}
`,
    });
    const variants = "default,gomaxprocs1,stress,checkptr+gcstress+shuffle";
    const { code, report } = reportOf(["--variants", variants], folder.path, { GOMAXPROCS: "4" });
    expect(code).toBe(1);
    expect(report.variants.map(({ name, settings, state }) => [name, settings, state])).toEqual([
      ["default", [], "ran"],
      ["gomaxprocs1", ["gomaxprocs1"], "ran"],
      ["stress", ["stress"], "ran"],
      ["checkptr+gcstress+shuffle", ["checkptr", "gcstress", "shuffle"], "ran"],
    ]);
    expect(report.incidents.map(({ message, reproduce }) => [message, reproduce])).toEqual([
      ["one", "GOMAXPROCS=1 go test -run '^TestOne$' -count=1 ."],
      ["stressed", "GOGC=1 MODE='x y' go test -run '^TestOwn$' -count=1 -cpu=2 ."],
    ]);
    expect(report.incidents[1]?.note).toContain("load");
  });
});
