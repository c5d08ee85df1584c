import { expect, test } from "@jest/globals";
import type { GcCycle } from "../../src/model/index.ts";
import { PackageReader } from "../../src/parse/index.ts";

const GC =
  "gc 12 @0.123s 1%: 0.010+0.20+0.003 ms clock, 0.02+0.1/0.1/0+0.006 ms cpu, 4->4->0 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P";
const CYCLE: GcCycle = {
  number: 12,
  at: 0.123,
  cpuPercent: 1,
  sweepTermination: 0.00001,
  markTermination: 0.000003,
  heapLiveMb: 0,
  heapGoalMb: 4,
  forced: false,
};
/** As the program of `lab stw` made Go 1.19.13 and 1.27.0 print them. */
const OLDEST =
  "gc 1 @0.028s 1%: 0.010+4.0+0.001 ms clock, 0.021+0/0.71/6.7+0.003 ms cpu, 2->2->1 MB, 4 MB goal, 5 MB stacks, 0 MB globals, 2 P (forced)";
const NEWEST =
  "gc 1 @0.034s 2%: 0.82+2.2+0.007 ms clock, 1.6+0/0.88/1.8+0.014 ms cpu, 2->2->1 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P (forced)";
const REAL = { number: 1, heapLiveMb: 1, heapGoalMb: 4, forced: true };

function read(...lines: readonly string[]) {
  const reader = new PackageReader("example.com/x");
  reader.separateStderr = true;
  for (const line of lines) reader.stderrLine(line);
  return reader.facts();
}

test.each([
  ["a line of its own", GC, [CYCLE], []],
  ["a forced cycle", `${GC} (forced)`, [{ ...CYCLE, forced: true }], []],
  ["behind half a line", `loading ... ${GC}`, [CYCLE], ["loading ... "]],
  ["no cycle", "gc stands for garbage collection", [], ["gc stands for garbage collection"]],
  [
    "Go 1.19",
    OLDEST,
    [{ ...REAL, at: 0.028, cpuPercent: 1, sweepTermination: 0.00001, markTermination: 0.000001 }],
    [],
  ],
  [
    "Go 1.27",
    NEWEST,
    [{ ...REAL, at: 0.034, cpuPercent: 2, sweepTermination: 0.00082, markTermination: 0.000007 }],
    [],
  ],
])("GC trace: %s", (_, line, cycles, rest) => {
  const facts = read(line);
  expect(facts.gc.cycles).toEqual(cycles);
  expect(facts.output.head).toEqual(rest);
});

test("what is cut off is counted, the scavenger's lines are not", () => {
  const { gc } = read(
    "gc 3 @0.5s 2%: 0.1+0.2",
    "scav 3 KiB work (bg), 0 KiB work (eager), 3312 KiB now, 79% util",
  );
  expect(gc).toEqual({ cycles: [], dropped: 0, unread: 1 });
});

test("any number of cycles is counted, and not all are kept", () => {
  const { gc } = read(...Array.from({ length: 60_000 }, () => GC));
  expect(gc.cycles.length + gc.dropped).toBe(60_000);
  expect(gc.dropped).toBeGreaterThan(0);
});
