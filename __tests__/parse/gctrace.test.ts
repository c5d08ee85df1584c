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
/** As Go 1.19 and 1.27 printed them, of programs of some size (runtime/mgc.go, gcMarkTermination). */
const LARGE =
  "gc 205 @12.801s 17%: 1.9+310+0.45 ms clock, 15+2.1/620/1503+3.6 ms cpu, 1020->1101->540 MB, 1080 MB goal, 3 MB stacks, 1 MB globals, 8 P";

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
    "long phases",
    LARGE,
    [
      {
        number: 205,
        at: 12.801,
        cpuPercent: 17,
        sweepTermination: 0.0019,
        markTermination: 0.00045,
        heapLiveMb: 540,
        heapGoalMb: 1080,
        forced: false,
      },
    ],
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
