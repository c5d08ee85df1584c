import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Folder, hasGo, panicpath, ROOT, reportOf } from "../support/cli.ts";

const withGo = hasGo ? describe : describe.skip;

withGo("async preemption", () => {
  let module: Folder;

  beforeAll(() => {
    module = new Folder({});
    cpSync(join(ROOT, "examples/preemption"), module.path, { recursive: true });
  });
  afterAll(() => module.remove());

  const VARIANTS = "default,noinline+gctrace,noinline+asyncpreemptoff+gctrace";
  const run = (...args: readonly string[]) =>
    reportOf(["--variants", VARIANTS, "--out", `${module.path}/out`, ...args], module.path);

  test("a loop that only a signal interrupts is named, and is no panic", () => {
    const { code, report } = run("--timeout", "3s", "./spin");
    expect([code, report.verdict.summary]).toEqual([0, "1 loop without safepoints"]);
    const [incident] = report.incidents;
    expect([incident?.cause, incident?.reproduction]).toEqual(["no-safepoint", "variant-only"]);
    expect(incident?.site?.file).toBe("spin/spin.go");
    expect(incident?.site?.function).toBe("example.com/preemption/spin.(*Flag).Wait");
    expect([14, 15]).toContain(incident?.site?.line);
    const [finding] = report.findings;
    expect([finding?.rule, finding?.severity]).toEqual(["no-safepoint-loop", "warning"]);
  });

  test("whoever gates on such loops gets an error", () => {
    const args = ["--timeout", "3s", "--fail-on", "no-safepoint-loop", "./spin"];
    const { code, report } = run(...args);
    expect(code).toBe(1);
    expect(report.findings[0]?.severity).toBe("error");
  });

  test("a finite loop shows as stop time, and is named where stops waited for it", () => {
    const { code, report } = run("./churn");
    expect(code).toBe(0);
    const slow = report.gc.find((info) => info.standsOut);
    expect(slow?.variant).toBe("noinline+asyncpreemptoff+gctrace");
    expect(slow?.cycles).toBeGreaterThanOrEqual(30);
    expect(slow?.waitedFor?.file).toBe("churn/churn.go");
    expect([6, 7]).toContain(slow?.waitedFor?.line);
    const file = `${module.path}/out/report.json`;
    const text = panicpath(["render", file, "--as", "markdown"], module.path).stdout;
    expect(text).toContain("| GC pauses | variant |");
  });

  test("a GODEBUG of the user's is kept, and it is said where a variant wins", () => {
    const own = { GODEBUG: "asyncpreemptoff=0,madvdontneed=1" };
    const args = ["--variants", "default,asyncpreemptoff", "--attempts", "1", "./churn"];
    const { report } = reportOf([...args, "--out", `${module.path}/out`], module.path, own);
    expect(report.warnings).toContain(
      "your GODEBUG asyncpreemptoff=0 holds in default; in asyncpreemptoff it is asyncpreemptoff=1",
    );
  });

  test("doctor finds that this Go keeps what the reports rest on", () => {
    const { code, stdout } = panicpath(["doctor", "--as", "json"], module.path);
    const { contract, trusted } = JSON.parse(stdout) as {
      contract: { name: string; state: string }[];
      trusted: boolean;
    };
    expect(contract.filter(({ state }) => state !== "holds")).toEqual([]);
    expect([code, trusted, contract.length]).toEqual([0, true, 8]);
  });

  test("doctor without Go says what to do", () => {
    const { code, stderr } = panicpath(["doctor"], module.path, { PATH: "/nowhere" });
    expect(code).toBe(3);
    expect(stderr).toContain("install Go");
  });
});

test.each([
  [["lab"], "lab knows two experiments"],
  [["lab", "gc"], "lab knows two experiments"],
  [["--gc", "perhaps"], 'gc "perhaps" is not known'],
])("%j is refused", (args, words) => {
  const { code, stderr } = panicpath(args, ROOT);
  expect([code, stderr.includes(words)]).toEqual([2, true]);
});
