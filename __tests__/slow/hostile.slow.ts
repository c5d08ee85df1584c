import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readReport } from "../../src/app/read-report.ts";
import { anyReport } from "../support/any-report.ts";
import { expectSound, renderings } from "../support/rendered.ts";

const RUNS = Number(process.env.HOSTILE_RUNS ?? 10_000);

describe(`${RUNS} reports as the schema allows them, full of hostile text`, () => {
  test("are valid, inert and in bounds in every format, and the same bytes twice", async () => {
    await fc.assert(
      fc.asyncProperty(anyReport(), async (report) => {
        const first = await renderings(report);
        await expectSound(first);
        expect(await renderings(report)).toEqual(first);
        const { report: again, problem } = readReport(first.json ?? "");
        expect([problem, JSON.stringify(again)]).toEqual([null, JSON.stringify(report)]);
      }),
      { numRuns: RUNS },
    );
  });
});
