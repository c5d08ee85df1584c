import { expect, test } from "@jest/globals";
import { PackageReader } from "../../src/parse/index.ts";

const GC =
  "gc 12 @0.123s 1%: 0.010+0.20+0.003 ms clock, 0.02+0.1/0.1/0+0.006 ms cpu, 4->4->0 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P";

test.each([
  ["a line of its own", GC, [GC], []],
  ["a forced cycle", `${GC} (forced)`, [`${GC} (forced)`], []],
  ["behind half a line", `loading ... ${GC}`, [GC], ["loading ... "]],
  ["no cycle", "gc stands for garbage collection", [], ["gc stands for garbage collection"]],
])("GC trace: %s", (_, line, gcLines, rest) => {
  const reader = new PackageReader("example.com/x");
  reader.separateStderr = true;
  reader.stderrLine(line);
  const facts = reader.facts();
  expect(facts.gcLines).toEqual(gcLines);
  expect(facts.output.head).toEqual(rest);
});
