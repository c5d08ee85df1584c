import { expect, test } from "@jest/globals";
import { compareGcPauses } from "../../src/compare/index.ts";
import { spreadOf } from "../../src/model/index.ts";

const CALM = [0.01, 0.011, 0.0102, 0.0098, 0.0105];

test.each([
  ["twice as long, far apart", CALM.map((each) => each * 2), true],
  ["the same", CALM, false],
  ["a fifth longer", CALM.map((each) => each * 1.2), false],
  ["longer by the median, but as wide as it is long", [0.009, 0.0095, 0.02, 0.03, 0.04], false],
  ["one outlier", [0.0101, 0.011, 0.0102, 0.0098, 5], false],
  ["shorter", CALM.map((each) => each / 2), false],
])("%s: %#", (_, head, regressed) => {
  expect(compareGcPauses("example.com/x", head, CALM)?.regressed).toBe(regressed);
});

test("twice as long of next to nothing is nothing", () => {
  const tiny = CALM.map((each) => each / 100);
  const compared = compareGcPauses(
    "x",
    tiny.map((each) => each * 2),
    tiny,
  );
  expect(compared?.regressed).toBe(false);
});

test("four runs say nothing", () => {
  expect(compareGcPauses("x", CALM.slice(1), CALM)).toBeNull();
});

test("a spread is told by nearest ranks", () => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(spreadOf(values)).toEqual({ n: 100, median: 50, p95: 95, max: 100 });
  expect(spreadOf([7])).toEqual({ n: 1, median: 7, p95: 7, max: 7 });
  expect(spreadOf([])).toBeNull();
});
