import { type Finding, NO_ASIDES } from "./finding.ts";

/** A part of the whole is not known: `interrupted`, `shard 2/3 is missing`. */
export const incompleteFinding = (words: string): Finding => ({
  ...RUN_FINDING,
  rule: "incomplete",
  message: words,
  fingerprint: `incomplete:${words.slice(0, 200)}`,
});

/** go test failed, and nothing that was found says why; `words`: what it said last. */
export const failureFinding = (words: string): Finding => ({
  ...RUN_FINDING,
  rule: "go-test-failure",
  message: `go test failed and no finding says why: ${words}`,
  fingerprint: `go-test-failure:${words.slice(0, 200)}`,
});

/** Of no package and no place; no gate forgives it. */
const RUN_FINDING = {
  severity: "error",
  file: null,
  line: null,
  package: null,
  test: null,
  former: null,
  baseline: null,
  waived: null,
  ...NO_ASIDES,
  gates: true,
  inChange: null,
  owners: [],
} as const;
