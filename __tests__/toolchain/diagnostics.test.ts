import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { isNonInlined } from "../../src/correlate/index.ts";
import { tellFiles } from "../support/corpus.ts";

interface ExpectedTrace {
  readonly test: string;
  readonly message: string;
  /** Innermost first: name in the default trace, place, inlined or physical. */
  readonly frames: readonly (readonly [string, string, "inlined" | "physical"])[];
  readonly nonInlined: boolean;
}

const OWN = new URL("../../__fixtures__/parse/diagnostics", import.meta.url).pathname;
const SHARED = new URL("../../../shared/diagnostics", import.meta.url).pathname;
const expected = (
  JSON.parse(readFileSync(join(OWN, "expected.json"), "utf8")) as {
    tests: readonly ExpectedTrace[];
  }
).tests;

interface TraceFile {
  readonly version: string;
  readonly build: string;
  readonly want: ExpectedTrace;
  readonly file: string;
}

function traces(root: string): TraceFile[] {
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).filter((name) => name.startsWith("go1."));
  return versions.flatMap((version) =>
    ["default", "l"].flatMap((build) =>
      expected.flatMap((want) => {
        const file = join(root, version, "trace", build, `${want.test}.jsonl`);
        return existsSync(file) ? [{ version, build, want, file }] : [];
      }),
    ),
  );
}

const ROOTS = [
  ["own traces", OWN],
  ["all traces", SHARED],
].filter(([, root]) => root === OWN || existsSync(root ?? ""));

describe.each(ROOTS)("%s", (_, root = "") => {
  const found = traces(root);

  test("are there", () => {
    expect(found.length).toBeGreaterThan(100);
  });

  test.each(found.map((one) => [`${one.version} ${one.build} ${one.want.test}`, one] as const))(
    "%s",
    (_, { version, build, want, file }) => {
      const [story] = tellFiles([file]);
      const [incident, ...more] = story?.incidents ?? [];
      expect(more).toEqual([]);
      expect(incident?.kind).toBe("panic");
      expect(incident?.message?.startsWith(want.message)).toBe(true);
      const site = incident?.site;
      expect(`${site?.file}:${site?.line}`).toBe(want.frames[0]?.[1]);
      if (version !== "go1.26.8" || build !== "default") return;
      const users = (incident?.path ?? []).filter((frame) =>
        ["user", "test"].includes(frame.owner),
      );
      expect(
        users.map((frame) => [
          `${frame.file}:${frame.line}`,
          frame.inlined ? "inlined" : "physical",
        ]),
      ).toEqual(want.frames.map(([, place, how]) => [place, how]).reverse());
      expect(isNonInlined(incident?.path ?? [])).toBe(want.nonInlined);
    },
  );
});
