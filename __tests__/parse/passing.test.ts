import { expect, test } from "@jest/globals";
import { linesOf, NO_JOINED_TEXT, type PackageFacts } from "../../src/model/index.ts";
import { RunReader } from "../../src/stream/index.ts";

const PACKAGE = "example.com/m";

/** Fields in the order in which go test writes them (cmd/internal/test2json, type event). */
interface Event {
  readonly Action: string;
  readonly Test?: string;
  readonly Output?: string;
  readonly Elapsed?: number;
}

const textOf = (events: readonly Event[]): string =>
  events
    .map(({ Action, ...rest }) =>
      JSON.stringify({ Time: "2026-01-01T00:00:00.1Z", Action, Package: PACKAGE, ...rest }),
    )
    .join("\n");

function read(events: readonly Event[], piece = Number.POSITIVE_INFINITY): readonly PackageFacts[] {
  const text = textOf(events);
  const reader = new RunReader();
  const input = reader.input();
  for (let from = 0; from < text.length; from += piece)
    input.push(text.slice(from, Math.min(text.length, from + piece)));
  input.end();
  return reader.facts().packages;
}

const run = (name: string): readonly Event[] => [
  { Action: "run", Test: name },
  { Action: "output", Test: name, Output: `=== RUN   ${name}\n` },
];

const end = (name: string, word: "PASS" | "FAIL", indent = ""): readonly Event[] => [
  { Action: "output", Test: name, Output: `${indent}--- ${word}: ${name} (0.12s)\n` },
  { Action: word.toLowerCase(), Test: name, Elapsed: 0.12 },
];

const START: Event = { Action: "start" };
const PASSED: Event = { Action: "pass", Elapsed: 0.5 };
const outcomes = (packages: readonly PackageFacts[]) =>
  packages.map(({ tests }) => tests.map(({ name, results }) => [name, results]));
const passed = { outcome: "pass", seconds: 0.12 };

const whole = [
  START,
  ...run("TestA"),
  ...run("TestA/x"),
  ...end("TestA/x", "PASS", "    "),
  ...end("TestA", "PASS"),
  ...run('TestA/"é"'),
  ...end('TestA/"é"', "PASS", "    "),
  PASSED,
];

test.each([Number.POSITIVE_INFINITY, 1, 7, 64])(
  "reads tests that pass in pieces of %p",
  (piece) => {
    expect(outcomes(read(whole, piece))).toEqual([
      ["TestA", "TestA/x", 'TestA/"é"'].map((name) => [name, [passed]]),
    ]);
  },
);

test("leaves what comes behind the end of a package that passed", () => {
  const late: Event = { Action: "output", Test: "TestB", Output: "late\n" };
  expect(read([...whole, late])).toEqual(read(whole));
});

test("keeps a failure behind the end of a package that passed: the start of another run was cut off", () => {
  const cut = [...end("TestA", "FAIL"), { Action: "fail", Elapsed: 1 }];
  const [first, second] = read([...whole, ...cut]);
  expect([first?.outcome, second?.outcome]).toEqual(["pass", "fail"]);
  expect(second?.tests.map(({ name, results }) => [name, results])).toEqual([
    ["TestA", [{ outcome: "fail", seconds: 0.12 }]],
  ]);
});

test("tells a package that starts again behind its end twice", () => {
  const again = [START, ...run("TestA"), ...end("TestA", "FAIL"), { Action: "fail", Elapsed: 1 }];
  expect(outcomes(read([...whole, ...again]))).toEqual([
    ...outcomes(read(whole)),
    [["TestA", [{ outcome: "fail", seconds: 0.12 }]]],
  ]);
});

/** What a test prints in the form of another's mark is output of its own. */
const PRINTED = [
  "--- PASS: TestOther (0.00s)",
  "    --- PASS: TestAB (0.00s)",
  "--- PASS: TestA (soon)",
];

test.each(PRINTED)("keeps %j in the output of a test that fails", (line) => {
  const printed: Event = { Action: "output", Test: "TestA", Output: `${line}\n` };
  const [told] = read([START, ...run("TestA"), printed, ...end("TestA", "FAIL")]);
  expect(linesOf(told?.tests[0]?.output ?? NO_JOINED_TEXT)).toContain(line);
});

test("leaves the marks of the test itself out of its output", () => {
  const [told] = read([START, ...run("TestA"), ...run("TestA"), ...end("TestA", "FAIL")]);
  expect(linesOf(told?.tests[0]?.output ?? NO_JOINED_TEXT)).toEqual([]);
});

test("names what failed directly before a panic, whatever passed before it", () => {
  const panic = [
    "panic: boom",
    "",
    "goroutine 7 [running]:",
    "example.com/m.TestC()",
    "\t/m/c_test.go:5 +0x1",
  ];
  const [told] = read([
    START,
    ...run("TestA"),
    ...end("TestA", "FAIL"),
    ...run("TestB"),
    ...end("TestB", "PASS"),
    ...run("TestC"),
    ...end("TestC", "FAIL").slice(0, 1),
    ...panic.map((line) => ({ Action: "output", Test: "TestC", Output: `${line}\n` })),
    { Action: "fail", Elapsed: 1 },
  ]);
  const ending = told?.ending;
  expect(ending?.kind === "died" ? ending.crash?.failedBefore : null).toEqual(["TestC"]);
});

test("leaves a pass behind the end of a package that passed", () => {
  expect(read([...whole, ...end("TestA", "PASS")])).toEqual(read(whole));
});

test("keeps what a test logged before it printed its own mark and failed", () => {
  const said = "    a_test.go:9: want 1";
  const [told] = read([
    START,
    ...run("TestA/x"),
    { Action: "output", Test: "TestA/x", Output: `${said}\n` },
    ...end("TestA/x", "PASS", "    ").slice(0, 1),
    ...end("TestA/x", "FAIL", "    "),
  ]);
  expect(told?.tests[0]?.logged).toBe(said);
});

/** Up to Go 1.21 a package that does not build has a line for people in the JSON stream. */
test("takes a line that a package does not build, behind its pass, for another run", () => {
  const reader = new RunReader();
  const input = reader.input();
  const event = (fields: object) =>
    input.push(`${JSON.stringify({ ...fields, Package: PACKAGE })}\n`);
  for (const each of [START, PASSED]) event(each);
  input.push(`FAIL\t${PACKAGE} [build failed]\n`);
  input.end();
  expect(reader.facts().packages.map(({ outcome, ending }) => [outcome, ending.kind])).toEqual([
    ["pass", "lived"],
    ["fail", "not-built"],
  ]);
});

const logged = (at: number): Event => ({
  Action: "output",
  Test: "TestA",
  Output: `    a_test.go:${at}: line ${at}\n`,
});
const failing = [
  START,
  ...run("TestA"),
  ...[1, 2, 3, 4].map(logged),
  ...end("TestA", "FAIL"),
  { Action: "fail", Elapsed: 0.5 },
];
test.each(failing.map((_, at) => at))(
  "reads a stream in two texts, the second from event %i on",
  (at) => {
    const reader = new RunReader();
    for (const part of [failing.slice(0, at), failing.slice(at)]) {
      const input = reader.input();
      input.push(`${textOf(part)}\n`);
      input.end();
    }
    expect(reader.facts().packages).toEqual(read(failing));
  },
);

test.each(["\n", "\r\n"])(
  "takes the error that Go 1.27 marks, where lines end in %j",
  (newline) => {
    const marked = failing.map((event) =>
      event.Output?.includes("line 2") === true ? { ...event, OutputType: "error" } : event,
    );
    const reader = new RunReader();
    const input = reader.input();
    input.push(textOf(marked).replaceAll("\n", newline));
    input.end();
    expect(reader.facts().packages[0]?.tests[0]?.errorLine).toBe("    a_test.go:2: line 2");
  },
);

/** What a test prints that runs itself `times`, as golang's own tests of exits do; each of them fails. */
const children = (times: number): string => {
  const child =
    "=== RUN   TestChild\n=== RUN   TestChild/in\n    c_test.go:3: meant to fail\n--- FAIL: TestChild (0.00s)\n    --- FAIL: TestChild/in (0.00s)\nFAIL\n";
  return `=== RUN   TestChild\n${child.repeat(times)}`;
};

test.each([1, 2, 5])("has passed a test of go test -v whose %i children fail", (times) => {
  const reader = new RunReader();
  const input = reader.input();
  input.push(
    `${children(times)}--- PASS: TestChild (0.01s)\n=== RUN   TestB\n--- PASS: TestB (0.00s)\nPASS\nok  \t${PACKAGE}\t0.1s\n`,
  );
  input.end();
  const { packages, saysFail } = reader.facts();
  expect(saysFail).toBe(false);
  expect(packages.map(({ importPath, outcome, tests }) => [importPath, outcome, tests])).toEqual([
    [
      PACKAGE,
      "pass",
      [
        expect.objectContaining({
          name: "TestChild",
          results: [{ outcome: "pass", seconds: 0.01 }],
        }),
        expect.objectContaining({ name: "TestB", results: [{ outcome: "pass", seconds: 0 }] }),
      ],
    ],
  ]);
});

test("keeps the failure of a test whose children fail too", () => {
  const reader = new RunReader();
  const input = reader.input();
  input.push(`${children(2)}--- FAIL: TestChild (0.01s)\nFAIL\nFAIL\t${PACKAGE}\t0.1s\nFAIL\n`);
  input.end();
  const [only] = reader.facts().packages;
  expect(only?.tests[0]).toMatchObject({
    name: "TestChild",
    results: [{ outcome: "fail", seconds: 0.01 }],
  });
});
