import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { layoutOf, tellRun } from "../../src/correlate/index.ts";
import { PackageReader } from "../../src/parse/index.ts";
import { FramedReader, RunReader } from "../../src/stream/index.ts";
import { hash } from "../support/corpus.ts";

/** Lines that mean something to Go, whole or broken, and noise between them. */
const line = fc.oneof(
  fc.constantFrom(
    "panic: boom",
    "panic: boom [recovered, repanicked]",
    "\tpanic: boom",
    "panic: boom [recovered]",
    "fatal error: all goroutines are asleep - deadlock!",
    "goroutine 7 [running]:",
    "goroutine 8 gp=0xc000 m=nil [select]:",
    "example.com/x.F(...)",
    "\t/w/x/f.go:12 +0x1d",
    "created by testing.(*T).Run in goroutine 1",
    "[originating from goroutine 3]:",
    "...202 frames elided...",
    "runtime stack:",
    "==================",
    "WARNING: DATA RACE",
    "Read at 0x00c0 by goroutine 7:",
    "  example.com/x.F()",
    "      /w/x/f.go:12 +0x1d",
    "=== RUN   TestA",
    "=== RUN   TestA/b",
    "=== PAUSE TestA",
    "=== NAME  ",
    "--- FAIL: TestA (0.00s)",
    "    --- PASS: TestA/b (0.00s)",
    "PASS",
    "FAIL",
    "FAIL\texample.com/x\t0.1s",
    "ok  \texample.com/x\t0.1s",
    "# example.com/x [example.com/x.test]",
    "x/f.go:1:2: undefined: y",
    "exit status 2",
    "gc 1 @0.01s 0%: 0.1+0.2+0.3 ms clock, 0+0+0/0/0+0 ms cpu, 4->4->0 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 8 P",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 80 }),
);

const action = fc.constantFrom(
  "start",
  "run",
  "pause",
  "cont",
  "pass",
  "fail",
  "skip",
  "output",
  "bench",
  "attr",
  "x",
);
const event = fc
  .record(
    {
      Time: fc.constant("2026-01-01T00:00:00Z"),
      Action: action,
      Package: fc.constantFrom("example.com/x", "example.com/y"),
      Test: fc.constantFrom("TestA", "TestA/b", "BenchmarkC"),
      Output: line.map((text) => `${text}\n`),
      Elapsed: fc.double({ noNaN: true, noDefaultInfinity: true }),
    },
    { requiredKeys: ["Action"] },
  )
  .map((fields) => JSON.stringify(fields));

function tell(text: string, cut: number): unknown {
  const reader = new RunReader();
  const input = reader.input();
  for (let at = 0; at < text.length; at += cut) input.push(text.slice(at, at + cut));
  input.end();
  const facts = reader.facts();
  return tellRun(facts, layoutOf(facts, []), hash);
}

describe("whatever is read", () => {
  test("never throws, and gives each test one outcome", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, event), { maxLength: 60 }), (lines) => {
        const stories = tell(lines.join("\n"), 1 << 16) as { outcomes: Map<string, string> }[];
        for (const story of stories) {
          for (const outcome of story.outcomes.values()) {
            expect(["pass", "fail", "skip", "interrupted"]).toContain(outcome);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("says the same however it is cut into chunks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, event), { maxLength: 40 }),
        fc.integer({ min: 1, max: 200 }),
        (lines, cut) => {
          const text = lines.join("\n");
          expect(JSON.stringify(tell(text, cut))).toBe(JSON.stringify(tell(text, 1 << 20)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("never throws on a test binary's own output", () => {
    fc.assert(
      fc.property(
        fc.array(line.map((text) => (text.length % 2 ? `\u0016${text}` : text))),
        (lines) => {
          const reader = new PackageReader("example.com/x");
          const framed = new FramedReader(reader);
          for (const text of lines) framed.line(text);
          reader.end({ outcome: "fail", seconds: 1, exitStatus: 2 });
          expect(reader.facts().importPath).toBe("example.com/x");
        },
      ),
      { numRuns: 300 },
    );
  });

  test("keeps a line of megabytes within bounds", () => {
    const reader = new RunReader();
    const input = reader.input();
    for (let piece = 0; piece < 64; piece += 1) input.push("x".repeat(1 << 20));
    input.end();
    expect(JSON.stringify(reader.facts()).length).toBeLessThan(100_000);
  });
});
