import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isLaterRun, markerLine, parseMarker } from "../../src/model/index.ts";
import { hostileText } from "../support/any-report.ts";

describe("the marker of a comment", () => {
  const count = fc.integer({ min: 0, max: 1e12 });
  const marker = fc.record({
    key: hostileText.map((text) => text.slice(0, 100)).filter((text) => text !== ""),
    by: fc.record({ id: count, run: count, attempt: count }),
    writer: hostileText.map((text) => text.slice(0, 40)),
    reported: fc.option(
      fc.record({
        summary: hostileText.map((text) => text.slice(0, 100)),
        run: count,
        tests: fc.option(
          fc.array(
            hostileText.map((text) => `p\n${text.slice(0, 40)}`),
            { minLength: 1 },
          ),
        ),
      }),
    ),
  });

  test("is one HTML comment on one line, and comes back as it was, or as too much to keep", () => {
    fc.assert(
      fc.property(marker, (one) => {
        const line = markerLine(one);
        expect(line).toMatch(/^<!-- [^\n>]* -->$/);
        expect(line.slice(4, -3)).not.toContain("--");
        const read = parseMarker(`${line}\n### title`);
        const wellFormed = JSON.parse(
          JSON.stringify(one, (_, value) =>
            typeof value === "string" ? value.toWellFormed() : value,
          ),
        ) as typeof one;
        const { reported, ...rest } = wellFormed;
        expect(read).toMatchObject(rest);
        expect(read?.reported?.summary).toBe(reported?.summary);
        if (read?.reported?.tests != null) expect(read.reported.tests).toEqual(reported?.tests);
      }),
    );
  });

  test.each([
    ["", null],
    ["text", null],
    ["> <!-- panicpath-comment key=a id=1 run=1 attempt=1 -->", null],
    ["<!-- panicpath-comment key= id=1 run=1 attempt=1 -->", null],
    ["<!-- panicpath-comment key=%ZZ id=1 run=1 attempt=1 -->", null],
    ["<!-- panicpath-comment key=a run=x attempt=1 -->", null],
    ["<!-- panicpath-comment key=a id=9999999999999999999 run=1 attempt=1 -->", null],
    ["<!-- panicpath-comment key=a id=1 run=1 attempt=1 -->\r\nmore", "a"],
  ])("%j is read as %j", (body, key) => {
    expect(parseMarker(body)?.key ?? null).toBe(key);
  });
});

describe("runs", () => {
  test.each([
    [[0, 10, 1], [0, 9, 1], true],
    [[0, 9, 1], [0, 10, 1], false],
    [[0, 10, 2], [0, 10, 1], true],
    [[0, 10, 1], [0, 10, 1], false],
    // Numbers of another workflow file tell nothing.
    [[2000, 1, 1], [1000, 500, 1], true],
    [[1000, 500, 2], [2000, 1, 1], false],
  ] as const)("%j is later than %j: %j", (left, right, later) => {
    const stamp = ([id, run, attempt]: readonly [number, number, number]) => ({ id, run, attempt });
    expect(isLaterRun(stamp(left), stamp(right))).toBe(later);
  });
});
