import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { EMPTY_RUN } from "../../src/model/index.ts";
import { EarlyReports } from "../../src/runner/early-reports.ts";
import { LiveRun, shortName } from "../../src/runner/live.ts";
import { openProgress } from "../../src/runner/progress.ts";
import { RunReader } from "../../src/stream/index.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const clock = { now: () => Date.now() };
const layout = { modules: [{ path: "example.com/m", dir: "/m", repoDir: "" }], goroot: null };

interface Event {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
  readonly Output?: string;
  readonly Elapsed?: number;
}

/** A default run of two packages whose events are fed by hand, and what it writes. */
function liveRun(isTerminal = false, isGrouped = false) {
  const written: string[] = [];
  const progress = openProgress(
    {
      isTerminal,
      columns: 80,
      color: false,
      isGrouped,
      write: (text) => written.push(text),
      redact: (text) => text.replaceAll("hunter22", "[REDACTED]"),
    },
    clock,
  );
  const reader = new RunReader();
  const live = new LiveRun({ progress, clock, layout, packages: 2 }, reader);
  const input = reader.input();
  const feed = (...events: Event[]): void => {
    for (const event of events) {
      input.push(`${JSON.stringify({ Package: "example.com/m/p", ...event })}\n`);
    }
    live.look();
  };
  const takeLines = () => written.splice(0).map((text) => text.trimEnd());
  return { feed, live, progress, takeLines };
}

const START: Event = { Action: "start" };
const run = (name: string): Event => ({ Action: "run", Test: name });
const fail = (name: string): Event => ({ Action: "fail", Test: name, Elapsed: 0 });
const output = (text: string): Event => ({ Action: "output", Output: `${text}\n` });

describe("phases in the log of GitHub Actions", () => {
  test("are groups, closed before the next and at the end; their titles are no commands", () => {
    const { progress, takeLines } = liveRun(false, true);
    progress.phase("building the base (default)");
    progress.line("ok    p 0.1s", "good");
    progress.phase("running under x\n::error::owned");
    progress.end();
    const lines = takeLines();
    expect(lines.slice(0, 4)).toEqual([
      "::group::building the base (default)",
      "ok    p 0.1s",
      "::endgroup::",
      "::group::running under x ::error::owned",
    ]);
    expect(lines.slice(4)).toEqual(["::endgroup::"]);
  });
});

describe("lines of a run that goes on", () => {
  test("tell a package that passed at once", () => {
    const { feed, takeLines } = liveRun();
    feed(START, run("TestA"), { Action: "pass", Test: "TestA", Elapsed: 0 });
    expect(takeLines()).toEqual([]);
    feed({ Action: "pass", Elapsed: 0.25 });
    expect(takeLines()).toEqual(["ok    p 0.3s"]);
  });

  test("tell a failed test while its package runs on, without those above it", () => {
    const { feed, takeLines } = liveRun();
    feed(START, run("TestA"), run("TestA/b"), fail("TestA/b"), fail("TestA"), run("TestAb"));
    expect(takeLines()).toEqual([]);
    jest.advanceTimersByTime(300);
    expect(takeLines()).toEqual(["FAIL  p TestA/b"]);
    feed(fail("TestAb"), output("FAIL"), { Action: "fail", Elapsed: 1 });
    expect(takeLines()).toEqual(["FAIL  p TestAb", "FAIL  p 1.0s"]);
  });

  test("tell a panic once, with its message and without secrets", () => {
    const { feed, takeLines } = liveRun();
    feed(
      START,
      run("TestA"),
      output("panic: hunter22 is wrong"),
      output(""),
      output("goroutine 7 [running]:"),
      output("example.com/m/p.F(...)"),
      output("\t/m/p/f.go:12"),
      output("example.com/m/p.TestA(0xc000)"),
      output("\t/m/p/f_test.go:9 +0x1d"),
      output("created by testing.(*T).Run in goroutine 1"),
      output("\t/go/src/testing/testing.go:1851 +0x413"),
      output("FAIL\texample.com/m/p\t0.010s"),
      fail("TestA"),
      { Action: "fail", Elapsed: 0.01 },
    );
    expect(takeLines()).toEqual(["PANIC p TestA p/f.go:12: [REDACTED] is wrong", "FAIL  p 0.0s"]);
  });

  test("say how long a test runs, from when it was seen first", () => {
    const { feed, takeLines } = liveRun();
    jest.advanceTimersByTime(2000);
    feed(START, run("TestA"));
    jest.advanceTimersByTime(30_000);
    expect(takeLines()).toEqual([
      "still at: default: 0 of 2 packages · 30 s · p TestA running 27 s",
    ]);
  });

  test("are drawn above a live line on a terminal, which goes at the end", () => {
    const { feed, progress, takeLines } = liveRun(true);
    takeLines();
    feed(START, { Action: "pass", Elapsed: 1 });
    expect(takeLines()).toEqual([
      "\r\u001b[K",
      "ok    p 1.0s",
      "default: 0 of 2 packages · 0 s",
      "\r\u001b[K",
      "default: 1 of 2 packages · 0 s",
    ]);
    progress.end();
    expect(takeLines()).toEqual(["\r\u001b[K"]);
  });
});

describe("early reports", () => {
  const endless = () => {
    const ends: (() => void)[] = [];
    let begun = 0;
    const reports = new EarlyReports(clock, () => {
      begun += 1;
      return new Promise((resolve) => ends.push(resolve));
    });
    const reader = { endedFacts: () => EMPTY_RUN };
    return { reports, reader, begun: () => begun, endOne: () => ends.shift()?.() };
  };

  test("are one for packages that end together", async () => {
    const { reports, reader, begun } = endless();
    reports.packageEnded(reader);
    reports.packageEnded(reader);
    await jest.advanceTimersByTimeAsync(99);
    expect(begun()).toBe(0);
    await jest.advanceTimersByTimeAsync(5000);
    expect(begun()).toBe(1);
  });

  test("come again for a package that ends while one is written, behind it", async () => {
    const { reports, reader, begun, endOne } = endless();
    reports.packageEnded(reader);
    await jest.advanceTimersByTimeAsync(100);
    reports.packageEnded(reader);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(begun()).toBe(1);
    endOne();
    await jest.advanceTimersByTimeAsync(20 * 60_000 - 1);
    expect(begun()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(begun()).toBe(2);
  });

  test("take a twentieth of the time at most", async () => {
    const { reports, reader, begun, endOne } = endless();
    reports.packageEnded(reader);
    await jest.advanceTimersByTimeAsync(100);
    await jest.advanceTimersByTimeAsync(1000);
    endOne();
    await jest.advanceTimersByTimeAsync(0);
    reports.packageEnded(reader);
    await jest.advanceTimersByTimeAsync(19_999);
    expect(begun()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(begun()).toBe(2);
  });

  test("are waited for, and none is begun, once the run is over", async () => {
    const { reports, reader, begun, endOne } = endless();
    reports.packageEnded(reader);
    await jest.advanceTimersByTimeAsync(100);
    reports.packageEnded(reader);
    let isOver = false;
    const stopped = reports.stop().then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(isOver).toBe(false);
    endOne();
    await stopped;
    expect(begun()).toBe(1);
  });
});

test.each([
  ["example.com/cart", "example.com/cart/price", "price"],
  ["example.com/cart", "example.com/cart", "cart"],
  ["example.com/cart/v2", "example.com/cart/v2", "cart"],
  ["example.com/cart/v2", "example.com/cart/v2/price", "price"],
  ["example.com/cart", "example.com/other", "example.com/other"],
])("a package of module %s, %s, is called %s", (path, importPath, name) => {
  expect(shortName(importPath, { modules: [{ path, dir: "/w", repoDir: "" }] })).toBe(name);
});
