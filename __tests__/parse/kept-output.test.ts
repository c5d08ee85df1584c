import { expect, test } from "@jest/globals";
import { linesOf, NO_JOINED_TEXT, type TestFacts } from "../../src/model/index.ts";
import { RunReader } from "../../src/stream/index.ts";

const PACKAGE = "example.com/m";

/** Failing subtests as `go test -json` prints them, each with `lines` of log before its message. */
function failing(count: number, lines: number): readonly TestFacts[] {
  const reader = new RunReader();
  const input = reader.input();
  const event = (fields: object) =>
    input.push(`${JSON.stringify({ Package: PACKAGE, ...fields })}\n`);
  for (let at = 0; at < count; at += 1) {
    const name = `TestA/${at}`;
    event({ Action: "run", Test: name });
    for (let line = 0; line < lines; line += 1)
      event({ Action: "output", Test: name, Output: `log ${line}\n` });
    event({ Action: "output", Test: name, Output: `    a_test.go:7: want ${at}\n` });
    event({ Action: "output", Test: name, Output: `    --- FAIL: ${name} (0.00s)\n` });
    event({ Action: "fail", Test: name });
  }
  event({ Action: "fail" });
  input.end();
  return reader.facts().packages[0]?.tests ?? [];
}

test("keeps the message of each failure, and the whole output of the first thousands", () => {
  const tests = failing(2003, 10);
  expect(tests.map((each) => each.logged)).toEqual(
    tests.map((_, at) => `    a_test.go:7: want ${at}`),
  );
  expect(linesOf(tests[1999]?.output ?? NO_JOINED_TEXT)).toHaveLength(11);
  expect(tests[2000]?.output).toEqual({
    head: null,
    dropped: 9,
    tail: "log 9\n    a_test.go:7: want 2000",
  });
});

test("keeps the output of a test that runs again, in order", () => {
  const reader = new RunReader();
  const input = reader.input();
  input.push(
    `=== RUN   TestA
one
--- FAIL: TestA (0.00s)
=== RUN   TestA
two
--- PASS: TestA (0.00s)
FAIL
FAIL\t${PACKAGE}\t0.1s
`,
  );
  input.end();
  const [told] = reader.facts().packages[0]?.tests ?? [];
  expect(told?.results.map((result) => result.outcome)).toEqual(["fail", "pass"]);
  expect(linesOf(told?.output ?? NO_JOINED_TEXT)).toEqual(["one", "two"]);
});
