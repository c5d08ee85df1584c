import { expect, test } from "@jest/globals";
import { coverPercent } from "../../src/toolchain/index.ts";

test.each([
  ["blocks of which some ran", "mode: set\na.go:1.1,2.2 3 1\na.go:3.1,4.2 1 0\n", 75],
  [
    "the same block in two packages' tests",
    "mode: count\na.go:1.1,2.2 2 0\na.go:1.1,2.2 2 7\nb.go:1.1,2.2 1 0\n",
    66.7,
  ],
  ["no statement", "mode: set\n", null],
  ["lines of no known form", "mode: set\nx\na.go:1.1,2.2 -3 1\na.go:1.1,2.2 1 0\n", 0],
])("%s", (_, profile, percent) => {
  expect(coverPercent(profile)).toBe(percent);
});
