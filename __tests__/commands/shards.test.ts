import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { divide } from "../../src/runner/plan/shards.ts";

describe("dividing packages", () => {
  const timed = fc.uniqueArray(
    fc.record({ name: fc.string(), seconds: fc.double({ min: 0, max: 1000, noNaN: true }) }),
    { selector: (each) => each.name },
  );

  test("puts each into one part, the same whatever their order", () => {
    fc.assert(
      fc.property(timed, fc.integer({ min: 1, max: 20 }), (all, of) => {
        const parts = divide(all, of);
        expect(parts).toHaveLength(of);
        expect(parts.flat().sort()).toEqual(all.map((each) => each.name).sort());
        expect(divide([...all].reverse(), of)).toEqual(parts);
      }),
    );
  });

  test("leaves no part longer than the mean and the longest package together", () => {
    fc.assert(
      fc.property(timed, fc.integer({ min: 1, max: 20 }), (all, of) => {
        const seconds = new Map(all.map((each) => [each.name, each.seconds]));
        const lengths = divide(all, of).map((names) =>
          names.reduce((sum, name) => sum + (seconds.get(name) ?? 0), 0),
        );
        const total = all.reduce((sum, each) => sum + each.seconds, 0);
        const longest = Math.max(0, ...all.map((each) => each.seconds));
        expect(Math.max(...lengths)).toBeLessThanOrEqual(total / of + longest + 1e-6);
      }),
    );
  });

  test("without times is by number", () => {
    const all = ["a", "b", "c", "d"].map((name) => ({ name, seconds: 1 }));
    expect(divide(all, 2)).toEqual([
      ["a", "c"],
      ["b", "d"],
    ]);
  });
});
