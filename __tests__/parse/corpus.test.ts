import { existsSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { captures, differences, type ExpectedIncident, tellFiles } from "../support/corpus.ts";

const OWN = new URL("../../__fixtures__/parse/corpus", import.meta.url).pathname;
// The whole corpus lies beside a checkout where it is at hand; a part of it is in __fixtures__.
const SHARED = new URL("../../../shared/corpus", import.meta.url).pathname;

/**
 * What no reader of the output alone can know: up to Go 1.21 a deferred method call's
 * wrapper is named like a closure, and up to 1.20 `signal: killed` is not printed.
 */
const UNKNOWABLE = [
  /^go1\.(?:19|20|21)\.\d+ mutexunlock\.tbsystem\.jsonl$/,
  /^go1\.(?:19|20)\.\d+ sigkill\.jsonl$/,
];

const ROOTS = [
  ["own captures", OWN],
  ["the whole corpus", SHARED],
].filter(([, root]) => root === OWN || existsSync(root ?? ""));

describe.each(ROOTS)("%s", (_, root = "") => {
  const known = captures(root)
    .map((capture) => [`${capture.version} ${capture.name}`, capture] as const)
    .filter(([name]) => !UNKNOWABLE.some((pattern) => pattern.test(name)));

  test.each(known)("%s", (_, capture) => {
    expect(differences(capture.expected, tellFiles(capture.files))).toEqual([]);
  });

  test("is there", () => {
    expect(known.length).toBeGreaterThan(500);
  });

  test("gives one fingerprint to one incident, in every version and variant", () => {
    const byIncident = new Map<string, Set<string>>();
    for (const [name, capture] of known) {
      if (name.startsWith("go1.19") || name.startsWith("go1.20")) continue;
      for (const story of tellFiles(capture.files)) {
        for (const incident of story.incidents) {
          const want = expectedOf(
            capture.expected.flatMap((one) => one.incidents),
            incident.message,
            incident.kind,
          );
          if (want === null || want.blamed === null) continue;
          const key = `${incident.kind} ${want.blamed.file}:${want.blamed.line} ${want.test}`;
          const prints = byIncident.get(key) ?? new Set();
          byIncident.set(key, prints.add(incident.fingerprint));
        }
      }
    }
    const several = [...byIncident].filter(([, prints]) => prints.size > 1).map(([key]) => key);
    expect(several).toEqual([]);
    const all = [...byIncident.values()].flatMap((prints) => [...prints]);
    expect(new Set(all).size).toBe(all.length);
  });
});

function expectedOf(
  incidents: readonly ExpectedIncident[],
  message: string | null,
  kind: string,
): ExpectedIncident | null {
  const same = incidents.filter((incident) => incident.kind === kind);
  return (
    same.find((incident) => incident.message === message) ??
    (same.length === 1 ? (same[0] ?? null) : null)
  );
}
