import { describe, expect, test } from "@jest/globals";
import {
  binaryArguments,
  buildFlags,
  extendedGcflags,
  firstRunFlags,
  knows,
  listFlags,
  parseGoFlags,
  refuseFlags,
  reproductionFlags,
  splitGoWords,
  valueOfFlag,
} from "../../src/go/index.ts";

describe("go test flags", () => {
  test.each([
    [
      ["-run", "X", "-race"],
      ["-run", "X", "-race"],
    ],
    [["-v", "-json", "-x", "-short"], ["-short"]],
    [["-exec", "sudo -E", "-p=2"], ["-p=2"]],
    [
      ["--count=2", "-test.cpu=1,2"],
      ["--count=2", "-test.cpu=1,2"],
    ],
  ])("%j go into the first run as %j", (given, want) => {
    expect(firstRunFlags(parseGoFlags(given))).toEqual(want);
  });

  test.each([
    [["-c"], "-c can't be used"],
    [["-list", "."], "-list can't be used"],
    [["-n"], "-n can't be used"],
    [["-json=false"], "-json=false can't be used"],
    [["-fuzz=X"], "-fuzz=X can't be used"],
    [["-C", "dir"], "use --working-directory"],
    [["-run"], "-run of go test needs a value"],
  ])("%j is refused", (given, words) => {
    expect(() => refuseFlags(parseGoFlags(given))).toThrow(words);
  });

  test("packages and -args are told apart from flags", () => {
    const flags = parseGoFlags(["-race", "./a", "-run", "X", "./b", "-args", "-my=1", "a b"]);
    expect(flags.packages).toEqual(["./a", "./b"]);
    expect(flags.args).toEqual(["-my=1", "a b"]);
    expect(valueOfFlag(flags, "run")).toBe("X");
  });

  test("other builds keep what decides the code, and not coverage", () => {
    const flags = parseGoFlags([
      "-tags",
      "x",
      "-cover",
      "-coverprofile=c.out",
      "-trimpath",
      "-gcflags=-N",
      "-run=X",
    ]);
    expect(buildFlags(flags)).toEqual(["-tags", "x", "-trimpath"]);
    expect(listFlags(flags)).toEqual(["-tags", "x"]);
    expect(reproductionFlags(flags, 15)).toEqual([
      ...["-tags", "x", "-trimpath", "-gcflags=-N", "-timeout=15s"],
    ]);
  });

  test.each([
    [[], ["-gcflags=-l"]],
    [["-gcflags=-N"], ["-gcflags=-N -l"]],
    [["-gcflags=all=-N"], ["-gcflags=all=-N -l"]],
    [["-gcflags", "example.com/x=-N -m"], ["-gcflags=example.com/x=-N -m -l"]],
  ])("%j gets -l appended: %j", (given, want) => {
    expect(extendedGcflags(parseGoFlags(given), "-l")).toEqual(want);
  });
});

describe("arguments of a captured binary", () => {
  test("lose what only the first run may have, and keep what the tests get", () => {
    const { flags, rest } = binaryArguments([
      "-test.paniconexit0",
      "-test.gocoverdir=/w/b001/gocoverdir",
      "-test.timeout=10m0s",
      "-test.coverprofile=/w/c.out",
      "-test.v=test2json",
      "-my=1",
      "-test.run=kept",
    ]);
    expect(flags).toEqual(["-test.paniconexit0", "-test.timeout=10m0s"]);
    expect(rest).toEqual(["-my=1", "-test.run=kept"]);
  });

  test("-exec is split by Go's own quotes", () => {
    expect(splitGoWords(`'/a b/w' -x "it's"`)).toEqual(["/a b/w", "-x", "it's"]);
  });
});

describe("which delve knows which Go (go-delve/delve, pkg/goversion/compat.go)", () => {
  test.each([
    ["1.24.2", 21, true],
    ["1.24.2", 24, true],
    ["1.24.2", 25, false],
    ["1.27.2", 25, true],
    ["1.27.2", 24, false],
    ["1.27.2", 28, false],
    ["1.28.0", 28, true],
    ["2.0.0", 27, false],
    ["", 27, false],
  ])("%s, go1.%i: %s", (delve, minor, isKnown) => expect(knows(delve, minor)).toBe(isKnown));
});
