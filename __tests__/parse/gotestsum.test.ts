import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RunFacts } from "../../src/model/index.ts";
import { RunReader } from "../../src/stream/index.ts";

function read(lines: readonly string[]): RunFacts {
  const reader = new RunReader();
  const input = reader.input();
  input.push(`${lines.join("\n")}\n`);
  input.end();
  return reader.facts();
}

const told = ({ packages }: RunFacts) =>
  packages.map(({ importPath, outcome, seconds, tests }) => [
    importPath,
    outcome,
    seconds,
    tests.map(({ name, results }) => `${name} ${results.map((each) => each.outcome).join("+")}`),
  ]);

/** What gotestsum prints (testjson/format.go, testjson/summary.go), and what it says. */
const TEXTS: readonly (readonly [string, readonly string[], unknown])[] = [
  [
    "packages that pass, a cached and an empty one",
    [
      "✓  a (12ms)",
      "✓  b/c (cached) (coverage: 80.0% of statements)",
      "∅  d",
      "",
      "DONE 3 tests in 0.1s",
    ],
    [
      ["a", "pass", 0.012, []],
      ["b/c", "pass", null, []],
      ["d", "skip", null, []],
    ],
  ],
  [
    "tests by name, one of the package at the root",
    [
      "PASS a.TestA/x.Test_y (0.10s)",
      "PASS TestRoot (0.00s)",
      "PASS a",
      "PASS .",
      "",
      "DONE 2 tests in 1.000s",
    ],
    [
      ["a", "pass", null, ["TestA/x.Test_y pass"]],
      [".", "pass", null, ["TestRoot pass"]],
    ],
  ],
  [
    "dots of packages that pass",
    ["[a]··↷[b/c]·", "DONE 4 tests, 1 skipped in 0.1s"],
    [
      ["a", "pass", null, []],
      ["b/c", "pass", null, []],
    ],
  ],
  [
    "sentences",
    ["m/a:", " ✓ Adds two (0.00s)", " ✓ Is fast (0.01s)", "", "", "DONE 2 tests in 0.1s"],
    [["m/a", "pass", null, []]],
  ],
  [
    "a failure and a skipped test",
    [
      ...[
        "✖  a (1m2.5s)",
        "",
        "=== Skipped",
        "=== SKIP: a TestS (0.00s)",
        "    a_test.go:3: not here",
        "",
      ],
      ...["=== Failed", "=== FAIL: a TestF (0.01s)", "    a_test.go:9: wrong", ""],
      "DONE 2 tests, 1 skipped, 1 failure in 62.500s",
    ],
    [["a", "fail", 62.5, ["TestS skip", "TestF fail"]]],
  ],
  [
    "a test that failed, and again as it was run once more",
    [
      ...["✖  a (1ms)", "", "DONE 2 tests, 1 failure in 0.1s", ""],
      ...["✖  a (1ms)", "", "=== Failed", "=== FAIL: a TestF (0.00s)", ""],
      ...["=== FAIL: a TestF (re-run 1) (0.00s)", "", "DONE 2 runs, 3 tests, 2 failures in 0.2s"],
    ],
    [["a", "fail", 0.001, ["TestF fail+fail"]]],
  ],
];

describe("what gotestsum tells", () => {
  test.each(TEXTS)("%s", (_, lines, expected) => {
    expect(told(read(lines))).toEqual(expected);
  });

  test("the module is told by go's own line, and by a stack", () => {
    const failed = ["=== Failed", "=== FAIL: a  (0.00s)", "FAIL\texample.com/m/a\t0.01s", ""];
    const other = [
      "=== FAIL: b/c TestF (0.00s)",
      "    c_test.go:1: x",
      "",
      "DONE 2 tests, 2 failures in 1s",
    ];
    expect(read([...failed, ...other]).packages.map(({ importPath }) => importPath)).toEqual([
      "example.com/m/a",
      "example.com/m/b/c",
    ]);
    const stack = [
      "goroutine 7 [running]:",
      "example.com/m/a_test.TestF(0x1)",
      "\t/m/a/a_test.go:3 +0x1",
    ];
    const died = [
      "=== Failed",
      "=== FAIL: a TestF (unknown)",
      "panic: x",
      "",
      ...stack,
      "",
      other.at(-1) ?? "",
    ];
    expect(read(died).packages.map(({ importPath }) => importPath)).toEqual(["example.com/m/a"]);
  });

  test("what a failure is of may be hidden: the run has failed", () => {
    const { packages, saysFail } = read([
      "✖  a (1ms)",
      "✓  b (1ms)",
      "",
      "DONE 2 tests, 1 failure in 1s",
    ]);
    expect([packages.map(({ importPath }) => importPath), saysFail]).toEqual([["b"], true]);
  });

  test("a summary that is cut off tells what it has, and that it is", () => {
    const { packages, isCut } = read([
      "=== Failed",
      "=== FAIL: a TestF (0.00s)",
      "    a_test.go:1: x",
    ]);
    expect([packages.map(({ outcome }) => outcome), isCut]).toEqual([["fail"], true]);
  });
});

/** A package whose test failed, without the last line. */
const FAILED = [
  "✖  a (1ms)",
  "",
  "=== Failed",
  "=== FAIL: a TestF (0.00s)",
  "    a_test.go:1: x",
  "",
];

test("a stack that a failing test logs is no death", () => {
  const logged = [
    "recovered: boom",
    "goroutine 7 [running]:",
    "runtime/debug.Stack()",
    "\t/go/debug/stack.go:24 +0x5e",
  ];
  const failed = ["=== Failed", "=== FAIL: a TestF (0.00s)", ...logged, ""];
  const [a] = read([...failed, "DONE 1 tests, 1 failure in 1s"]).packages;
  expect([a?.outcome, a?.ending.kind]).toEqual(["fail", "lived"]);
});

test("a death before it is not forgotten where it tells of none", () => {
  const died = ["panic: x", "", "goroutine 1 [running]:", "main.main()", "\t/a/b.go:1 +0x1", ""];
  const { packages } = read([...died, "✓  a (1ms)", "", "DONE 1 tests in 1s"]);
  expect(packages.map(({ ending }) => ending.kind)).toContain("died");
});

test("what fails behind an earlier pass of its package is a run of its own", () => {
  const passed = ["✓  a (1ms)", "", "DONE 1 tests in 0.1s"];
  const { packages } = read([...passed, ...FAILED, "DONE 2 tests, 1 failure in 0.1s"]);
  expect(packages.map(({ outcome }) => outcome)).toEqual(["pass", "fail"]);
  const text = read(["ok  \ta\t0.1s", ...FAILED, "DONE 2 tests, 1 failure in 0.1s"]);
  expect(text.packages.map(({ outcome }) => outcome)).toEqual(["pass", "fail"]);
});

test("a death before a summary that does not tell of it is kept", () => {
  const died = [
    "=== RUN   TestX",
    "panic: other",
    "",
    "goroutine 1 [running]:",
    "main.main()",
    "\t/a/b.go:1 +0x1",
    "",
  ];
  const { packages } = read([...died, ...FAILED, "DONE 2 tests, 1 failure in 0.1s"]);
  expect(packages.map(({ ending }) => ending.kind)).toContain("died");
});

test("a summary that was cut off ends where go test speaks", () => {
  const cut = ["✓  a (1ms)", "", "=== Skipped", "=== SKIP: a TestY (0.00s)"];
  const failed = ["=== RUN   TestF", "--- FAIL: TestF (0.00s)", "FAIL", "FAIL\tm/b\t0.1s"];
  const { packages, isCut } = read([...cut, ...failed, "✓  c (1ms)", "", "DONE 1 tests in 1s"]);
  expect([packages.map(({ importPath, outcome }) => [importPath, outcome]), isCut]).toEqual([
    expect.arrayContaining([["m/b", "fail"]]),
    true,
  ]);
});

test("a package that was not built is told where up to Go 1.23 no event does", () => {
  const said = "FAIL\texample.com/m/bad [build failed]";
  const lines = [
    `WARN invalid TestEvent: ${said}`,
    `bad output from test2json: ${said}`,
    "✓  ok (1ms)",
    "",
  ];
  const { packages } = read([
    ...lines,
    "=== Errors",
    "bad/a.go:1:2: undefined: x",
    "",
    "DONE 1 tests, 1 error in 1s",
  ]);
  expect(packages.map(({ importPath, outcome }) => [importPath, outcome]).sort()).toEqual([
    ["example.com/m/bad", "fail"],
    ["ok", "pass"],
  ]);
});

describe("what only looks like it is a test's own", () => {
  const around = (printed: readonly string[]) => [
    ...["=== RUN   TestA", ...printed, "--- PASS: TestA (0.00s)"],
    ...["PASS", "ok  \texample.com/m\t0.01s"],
  ];

  test.each([
    [["=== Failed", "and more"]],
    [["=== Failed", "=== FAIL: x TestY (0.00s)", "", "DONE 3 tests, 1 failure in 1s"]],
    [["=== Skipped", "", "DONE 1 tests in 1s"]],
    [["PASS a.TestX (0.00s)", "FAIL b.TestY (0.00s)", "✖  c (1ms)"]],
    [["DONE 3 tests, 2 failures in 1s"]],
  ])("%j", (printed) => {
    expect(told(read(around(printed)))).toEqual([["example.com/m", "pass", 0.01, ["TestA pass"]]]);
  });

  const LINE = fc.constantFrom(
    ...[
      "=== Failed",
      "=== Skipped",
      "=== Errors",
      "=== FAIL: a TestF (0.00s)",
      "=== FAIL: a  (unknown)",
    ],
    ...[
      "=== SKIP: a TestS (0.00s)",
      "DONE 2 tests, 1 failure in 1s",
      "DONE 2 tests in 1s",
      "✖  a (1ms)",
      "✓  a (1ms)",
    ],
    ...[
      "PASS a.TestA (0.00s)",
      "PASS a",
      "",
      "panic: x",
      "goroutine 1 [running]:",
      "main.main()",
      "\t/a/b.go:1 +0x1",
    ],
    ...[
      "=== RUN   TestA",
      "--- FAIL: TestA (0.00s)",
      "--- PASS: TestA (0.00s)",
      "FAIL\tm/a\t0.1s",
      "ok  \tm/a\t0.1s",
    ],
  );

  test("no text makes it throw, and none that counts failures is read as passing", () => {
    fc.assert(
      fc.property(fc.array(LINE, { maxLength: 30 }), (lines) => {
        const all = [
          ...lines,
          "=== Failed",
          "=== FAIL: zz TestZ (0.00s)",
          "    z_test.go:1: x",
          "",
        ];
        const { packages, saysFail, isCut } = read([...all, "DONE 2 tests, 1 failure in 1s"]);
        const isRed = packages.some(
          ({ outcome }) => outcome === "fail" || outcome === "incomplete",
        );
        expect(isRed || saysFail || isCut).toBe(true);
      }),
    );
  });
});
