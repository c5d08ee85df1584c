import { readdirSync } from "node:fs";
import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { STACK_GROWTH } from "../../src/model/index.ts";
import {
  type CodePlace,
  type Hold,
  heldUpIn,
  holdsIn,
  parseStops,
  parseTap,
  parseYields,
  type Request,
  type Stop,
  takenInStops,
  waitedForMost,
} from "../../src/preemption/index.ts";
import { Folder, hasGo, panicpath } from "../support/cli.ts";

const HEAD = 4096;
const ENTRY = 128;
const SIZE = HEAD + (1 << 16) * ENTRY;

/** A file as the tap writes it: requests of [milliseconds of the clock, of the thread, pc, taken]. */
function tapFile(entries: readonly (readonly [number, number, number, boolean])[], total?: number) {
  const bytes = new Uint8Array(SIZE);
  const view = new DataView(bytes.buffer);
  const put = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  put(0, total ?? entries.length);
  put(8, 0x31504154);
  put(24, 0x401000);
  for (const [at, [clock, thread, pc, taken]] of entries.entries()) {
    const from = HEAD + at * ENTRY;
    put(from, 1);
    put(from + 16, clock * 1e6);
    put(from + 32, thread * 1e6);
    put(from + 40, 7);
    put(from + 48, pc);
    put(from + 64, 0x500);
    put(from + 72, taken ? 2 : 1);
  }
  return bytes;
}

/** One that was taken, or refused, at a time on a thread. */
const requestAt = (timeNs: number, pc: bigint, isRefused = false, thread = 1): Request => ({
  ...{ timeNs, cpuNs: timeNs, thread, isRefused, pc, callers: [] },
});

const stopAt = (beginNs: number, reason = "GC sweep termination", thread = 1): Stop => ({
  ...{ reason, beginNs, endNs: beginNs + 10, thread, goroutine: 7, frames: [], entry: null },
});

const placeOf = (pc: bigint): CodePlace => ({
  ...{ function: `f${pc / 10n}`, isAssembly: false, file: "f.go", line: Number(pc) },
});

test("yields are read among the lines of a trace, in order", () => {
  const text =
    '{"yield":20,"thread":1}\n{"reason":"x","thread":1}\n{"yield":"3"}\n{"yield":10,"thread":2}\n';
  expect(parseYields(text)).toEqual([
    { thread: 2, timeNs: 10 },
    { thread: 1, timeNs: 20 },
  ]);
});

describe("whom collections waited for", () => {
  test.each<[string, Request[], Stop[], bigint[]]>([
    ["taken while the world was stopped", [requestAt(105, 1n)], [stopAt(100)], [1n]],
    ["the last of several", [requestAt(101, 1n), requestAt(102, 2n)], [stopAt(100)], [2n]],
    ["not refused", [requestAt(105, 1n, true)], [stopAt(100)], []],
    ["not before or behind", [requestAt(99, 1n), requestAt(111, 1n)], [stopAt(100)], []],
    ["not on another thread", [requestAt(105, 1n, false, 2)], [stopAt(100)], []],
    ["not of another stop", [requestAt(105, 1n)], [stopAt(100, "stop for profiling")], []],
  ])("%s", (_, requests, stops, taken) => {
    expect(takenInStops(requests, stops).map(({ pc }) => pc)).toEqual(taken);
  });

  const run = (...pcs: bigint[]): CodePlace[] => pcs.map(placeOf);
  test.each<[string, CodePlace[][], number | null]>([
    ["most of every run, at the line seen most", [run(11n, 12n, 12n), run(12n, 13n, 20n)], 12],
    ["not in every run", [run(11n, 11n, 11n), run(20n, 30n, 11n)], null],
    ["too few stops", [run(11n, 11n, 11n), run(11n, 11n)], null],
    ["none", [[], []], null],
  ])("%s", (_, runs, line) => {
    expect(waitedForMost(runs)?.line ?? null).toBe(line);
  });
});

describe("the file of the tap", () => {
  test("requests in the order of time; what is not written to its end is left out", () => {
    const bytes = tapFile([
      [5, 2, 0x100, false],
      [4, 1, 0x200, true],
    ]);
    expect(parseTap(bytes)).toEqual({
      total: 2,
      tapAddress: 0x401000n,
      requests: [
        { timeNs: 4e6, cpuNs: 1e6, thread: 7, isRefused: false, pc: 0x200n, callers: [0x500n] },
        { timeNs: 5e6, cpuNs: 2e6, thread: 7, isRefused: true, pc: 0x100n, callers: [0x500n] },
      ],
    });
    expect(parseTap(tapFile([], 3))).toMatchObject({ total: 3, requests: [] });
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["another file", new Uint8Array(SIZE)],
    ["a part of one", tapFile([[1, 1, 1, false]]).slice(0, 5000)],
  ])("%s is none", (_, bytes) => expect(parseTap(bytes)).toBeNull());
});

const NAMES: ReadonlyMap<bigint, string> = new Map([
  [1n, "hash/crc32.ieeeCLMUL"],
  [2n, "runtime.futex"],
  [3n, "runtime.adjustdefers"],
  [4n, "runtime.memmove"],
  [9n, "example.com/p.TestCrc"],
  [8n, "runtime.newstack"],
]);
const symbolOf = (address: bigint) => {
  const name = NAMES.get(address);
  return name === undefined
    ? null
    : { ...placeOf(address), function: name, isAssembly: address < 3n };
};

/** Requests a fifth of a millisecond apart: [pc, how many, refused]. */
function requests(...parts: readonly (readonly [bigint, number, boolean?, bigint?])[]): Request[] {
  let at = 0;
  return parts.flatMap(([pc, count, isRefused = true, caller = 10n]) =>
    Array.from({ length: count }, () => {
      at += 200_000;
      return { timeNs: at, cpuNs: at, thread: 1, isRefused, pc, callers: [caller] };
    }),
  );
}

describe("holds", () => {
  test.each([
    ["a row in one function", requests([1n, 8]), ["hash/crc32.ieeeCLMUL 8"]],
    ["four are chance", requests([1n, 4]), []],
    ["under a millisecond of CPU", requests([1n, 5]), []],
    ["a taken one ends it", requests([1n, 5], [1n, 1, false], [1n, 5]), []],
    ["another function ends it", requests([1n, 4], [4n, 4]), []],
    ["who waits holds up nobody", requests([2n, 20]), []],
    [
      "a stack that grows is one thing, whatever part of it a signal meets",
      requests([3n, 4, true, 9n], [4n, 4, true, 9n]).map((each) => ({ ...each, callers: [9n] })),
      [`${STACK_GROWTH} 8`],
    ],
  ])("%s", (_, given, expected) => {
    const found = holdsIn(given, symbolOf).map((hold) => `${hold.function} ${hold.refusals}`);
    expect(found).toEqual(expected);
  });

  test("a goroutine that yields between two calls holds up nobody for longer than one", () => {
    const given = requests([1n, 8]);
    const middle = (given[3]?.timeNs ?? 0) + 1;
    const counts = (thread: number) =>
      holdsIn(given, symbolOf, [{ thread, timeNs: middle }]).map(({ refusals }) => refusals);
    expect([counts(1), counts(2)]).toEqual([[], [8]]);
  });

  test("the time of the thread counts, not that of the clock: a thread without a processor holds up nobody", () => {
    const slow = requests([1n, 8]).map((each, at) => ({
      ...each,
      timeNs: at * 50e6,
      cpuNs: at * 1000,
    }));
    expect(holdsIn(slow, symbolOf)).toEqual([]);
    const apart = requests([1n, 8]).map((each, at) => ({ ...each, cpuNs: at * 400_000 }));
    expect(holdsIn(apart, symbolOf)).toEqual([]);
  });

  test("who called it, without the runtime", () => {
    const [hold] = holdsIn(requests([1n, 8, true, 10n]), symbolOf);
    expect(hold).toMatchObject({ isAssembly: true, callers: ["example.com/p.TestCrc"], thread: 1 });
    expect(hold?.cpuMs).toBeCloseTo(1.4);
  });

  test("whatever the requests are, there is an answer", () => {
    const request = fc.record({
      timeNs: fc.nat(),
      cpuNs: fc.nat(),
      thread: fc.nat({ max: 3 }),
      isRefused: fc.boolean(),
      pc: fc.bigInt({ min: 0n, max: 12n }),
      callers: fc.array(fc.bigInt({ min: 0n, max: 12n }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (all) => {
        expect(holdsIn(all, symbolOf).every(({ refusals }) => refusals >= 5)).toBe(true);
      }),
    );
  });
});

const HOLD: Hold = {
  function: "hash/crc32.ieeeCLMUL",
  isAssembly: true,
  refusals: 40,
  cpuMs: 12,
  wallMs: 12,
  thread: 7,
  beginNs: 10e6,
  endNs: 22e6,
  callers: [],
};
const STOP: Stop = {
  reason: "GC sweep termination",
  beginNs: 9e6,
  endNs: 15e6,
  thread: 7,
  goroutine: 11,
  frames: ["time.Now", "example.com/p.TestCrc", "testing.tRunner"],
  entry: null,
};

describe("what is seen again", () => {
  test("with the stop that waited, cut to what both share, and the test on its stack", () => {
    const runs = [
      { holds: [HOLD], stops: [STOP, { ...STOP, thread: 8, endNs: 30e6 }] },
      { holds: [HOLD], stops: [] },
      { holds: [], stops: [STOP] },
    ];
    expect(heldUpIn("example.com/p", runs)).toEqual([
      expect.objectContaining({
        function: "hash/crc32.ieeeCLMUL",
        test: "TestCrc",
        cpuMs: 5,
        wallMs: 5,
        stop: { reason: "GC sweep termination", ms: 6, goroutine: 11 },
        seen: 2,
        runs: 3,
      }),
    ]);
  });

  test("the test by the goroutine's other stacks, where assembly left this one without its callers", () => {
    const stop = { ...STOP, frames: ["testing.tRunner"], entry: "example.com/p.TestCrc.func1" };
    const runs = [1, 2].map(() => ({ holds: [HOLD], stops: [stop] }));
    expect(heldUpIn("example.com/p", runs)).toMatchObject([{ test: "TestCrc" }]);
  });

  test("once is chance", () => {
    expect(
      heldUpIn("p", [
        { holds: [HOLD], stops: [] },
        { holds: [], stops: [] },
      ]),
    ).toEqual([]);
  });

  test("without a trace neither goroutine nor stop is known", () => {
    const runs = [1, 2].map(() => ({ holds: [HOLD], stops: null }));
    expect(heldUpIn("p", runs)).toMatchObject([
      { stop: null, isTraced: false, test: null, cpuMs: 12 },
    ]);
  });

  test("lines of the trace's reader; what is none is left out", () => {
    const line = {
      reason: "GC mark termination",
      begin: 1,
      end: 2,
      thread: 3,
      goroutine: 4,
      frames: ["a.F", 5],
      entry: "",
    };
    const text = `${JSON.stringify(line)}\n{"reason":1}\nnonsense\n{"reason":"x","begin":1}\n`;
    expect(parseStops(text)).toEqual([
      {
        reason: "GC mark termination",
        beginNs: 1,
        endNs: 2,
        thread: 3,
        goroutine: 4,
        frames: ["a.F"],
        entry: null,
      },
    ]);
  });
});

const SOURCE = `package held

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

var from, to = make([]byte, 64<<20), make([]byte, 64<<20)

func TestCopy(t *testing.T) {
	var over atomic.Bool
	done := make(chan bool)
	go func() {
		for !over.Load() {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		done <- true
	}()
	for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); {
		copy(to, from)
	}
	over.Store(true)
	<-done
}
`;
const folder = new Folder({
  "go.mod": "module example.com/held\n\ngo 1.11\n",
  "held_test.go": SOURCE,
});
const empty = new Folder({});
afterAll(() => {
  folder.remove();
  empty.remove();
});

const canTap = hasGo && process.platform === "linux" && ["x64", "arm64"].includes(process.arch);

(canTap ? test : test.skip)(
  "lab preempt names the copy that held up the world, and touches no file",
  () => {
    const before = readdirSync(folder.path);
    // Without a proxy the trace's reader can't be built: the tap alone says this.
    const ran = panicpath(["lab", "preempt", "--as", "json"], folder.path, {
      GOPROXY: "off",
      GOMODCACHE: empty.path,
    });
    const { heldUp, requests: seen } = JSON.parse(ran.stdout);
    expect(seen).toBeGreaterThan(0);
    expect(heldUp).toContainEqual(
      expect.objectContaining({
        function: "runtime.memmove",
        isAssembly: true,
        test: "TestCopy",
        stop: null,
      }),
    );
    expect(readdirSync(folder.path)).toEqual(before);
  },
);
