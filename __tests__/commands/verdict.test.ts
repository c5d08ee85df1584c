import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { Folder, hasGo, panicpath, reportOf } from "../support/cli.ts";
import { report } from "../support/report.ts";

const FILES = {
  "go.mod": "module example.com/x\n\ngo 1.21\n",
  "x_test.go": 'package x\n\nimport "testing"\n\nfunc TestX(t *testing.T) {}\n',
};

/** A report in which every test passed. */
const green = (run: Partial<Report["run"]>): Report => {
  const whole = report();
  return {
    ...whole,
    incidents: [],
    tests: [],
    findings: [],
    run: { ...whole.run, ...run },
    verdict: { ...whole.verdict, pass: true },
  };
};

describe("one verdict", () => {
  const folder = new Folder({});
  afterAll(() => folder.remove());

  test.each([
    ["that was interrupted", { complete: false }, "interrupted"],
    ["that failed for no reason found", { failure: "exit status 2" }, "go test failed"],
    [
      "of which a shard is missing",
      { complete: false, missing: ["shard 1/2 is missing"] },
      "shard 1/2 is missing",
    ],
  ])("of a comparison holds for a run %s", (_, run, summary) => {
    const [base, head] = [join(folder.path, "base.json"), join(folder.path, "head.json")];
    writeFileSync(base, JSON.stringify(green({})));
    writeFileSync(head, JSON.stringify(green(run)));
    const compared = reportOf(["compare", base, head], folder.path);
    expect([compared.code, compared.report.verdict.summary]).toEqual([1, summary]);
    expect(panicpath(["compare", base, base], folder.path).code).toBe(0);
  });

  test("of a comparison holds for a report that says by its verdict alone that go test failed", () => {
    const { missing: _, failure: __, ...run } = green({}).run;
    const old = {
      ...green({}),
      run,
      verdict: { ...report().verdict, pass: false, summary: "go test failed" },
    };
    const file = join(folder.path, "old.json");
    writeFileSync(file, JSON.stringify(old));
    expect(panicpath(["compare", file, file], folder.path).code).toBe(1);
  });
});

const withGo = hasGo ? describe : describe.skip;

/** A go command whose tests pass, and that fails all the same. */
const FAILING_GO = `#!/bin/sh
PATH=\${PATH#*:}
go "$@" || exit $?
[ "$1" != test ] || { echo "go: writing the profile: no space left on device" >&2; exit 1; }
`;

withGo("one verdict of a run", () => {
  const module = new Folder(FILES);
  const bin = new Folder({ go: FAILING_GO });
  chmodSync(join(bin.path, "go"), 0o755);
  afterAll(() => {
    module.remove();
    bin.remove();
  });

  test.each([
    ["without a baseline", []],
    ["with one that is not there", ["--baseline", "none.json"]],
  ])("%s: what go test said last is told", (_, args) => {
    const PATH = `${bin.path}:${process.env.PATH ?? ""}`;
    const words = [...args, "--variants", "default", "--fail-on", "new"];
    const { code, report } = reportOf(words, module.path, { PATH });
    expect([code, report.verdict.summary]).toEqual([1, "go test failed"]);
    expect(report.findings.map((each) => each.message)).toEqual([
      expect.stringContaining("no space left on device"),
    ]);
  });
});
