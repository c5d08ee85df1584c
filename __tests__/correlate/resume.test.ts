import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { skipPattern, testPattern } from "../../src/correlate/index.ts";

describe("patterns for the test binary", () => {
  test.each([
    [["TestA", "TestB"], "^(TestA|TestB)$"],
    [["TestA", "TestA/x"], "^(TestA)$"],
    [["TestA", "TestT/x", "TestT/y"], "^(TestA)$|^TestT$/^(x|y)$"],
    [["TestT/a/b"], "^TestT$/^a$/^(b)$"],
    [["TestT/a.b(c)[d]"], "^TestT$/^(a\\.b\\(c\\)\\[d\\])$"],
    [["TestT/#01", "TestT/Ü☃"], "^TestT$/^(#01|Ü☃)$"],
  ])("%j is skipped by %s", (names, want) => {
    expect(skipPattern(new Set(names))).toBe(want);
  });

  test("match the test that they name and no longer one", () => {
    const part = fc
      .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 })
      .filter((text) => !text.includes("/"));
    fc.assert(
      fc.property(part, part, (one, other) => {
        const [, element = ""] = testPattern(`TestX/${one}`).split("/");
        const pattern = new RegExp(element);
        expect(pattern.test(one)).toBe(true);
        if (one !== other) expect(pattern.test(other)).toBe(false);
      }),
    );
  });
});
