import { describe, test } from "@jest/globals";
import fc from "fast-check";
import { anyReport } from "../support/any-report.ts";
import { expectRenderable } from "../support/rendered.ts";

const RUNS = Number(process.env.HOSTILE_RUNS ?? 10_000);

describe(`${RUNS} reports as the schema allows them, full of hostile text`, () => {
  test("are valid, inert and in bounds in every format, and the same bytes twice", async () => {
    await fc.assert(fc.asyncProperty(anyReport(), expectRenderable), { numRuns: RUNS });
  });
});
