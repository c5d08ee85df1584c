// The rows of growth.mjs: hostile or large inputs of size N, and the code that reads or renders them.

/** What the rows reach of the sources. */
export const ENTRY = `
export * from "./src/toolchain/index.ts";
export * from "./src/parse/index.ts";
export * from "./src/stream/index.ts";
export * from "./src/correlate/index.ts";
export * from "./src/assemble/index.ts";
export * from "./src/outline/index.ts";
export * from "./src/compare/index.ts";
export * from "./src/judge/index.ts";
export * from "./src/render/index.ts";
export { mergeReports } from "./src/merge/index.ts";
export { parsedReport } from "./src/commands/parse.ts";
export { withBaseReport } from "./src/compare/report.ts";
export { siteTexts } from "./src/runner/plan/site-text.ts";
`;

const lines = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join("");
const PKG = (at) => `example.com/mono/service${at}`;
const event = (fields) => `${JSON.stringify({ Time: "2026-01-01T00:00:00Z", ...fields })}\n`;
const output = (Package, text, Test) =>
  text
    .split(/(?<=\n)/)
    .map((Output) =>
      event({ Action: "output", Package, ...(Test === undefined ? {} : { Test }), Output }),
    )
    .join("");

const trace = (pkg, line, test) =>
  `panic: boom ${line}\n\ngoroutine 7 [running]:\n${pkg}.F${line}(...)\n\t/w/mono/${pkg.split("/").at(-1)}/f.go:${line} +0x1d\n` +
  `${pkg}.${test}(0xc000)\n\t/w/mono/${pkg.split("/").at(-1)}/f_test.go:${line + 1} +0x1d\ntesting.tRunner(0xc000, 0x1)\n\t/usr/lib/go/src/testing/testing.go:1595 +0xff\n` +
  `created by testing.(*T).Run in goroutine 1\n\t/usr/lib/go/src/testing/testing.go:1648 +0x3ad\n`;

/** A package that dies at a place of its own. */
const dyingPackage = (at) => {
  const pkg = PKG(at);
  return (
    event({ Action: "start", Package: pkg }) +
    event({ Action: "run", Package: pkg, Test: "TestA" }) +
    output(pkg, "=== RUN   TestA\n--- FAIL: TestA (0.00s)\n", "TestA") +
    output(pkg, trace(pkg, at + 10, "TestA"), "TestA") +
    event({ Action: "fail", Package: pkg, Test: "TestA", Elapsed: 0 }) +
    output(pkg, `FAIL\t${pkg}\t0.01s\n`) +
    event({ Action: "fail", Package: pkg, Elapsed: 0.01 })
  );
};

const failingPackage = (at) => {
  const pkg = PKG(at);
  return (
    event({ Action: "run", Package: pkg, Test: "TestA" }) +
    output(
      pkg,
      `=== RUN   TestA\n    f_test.go:${at}: got ${at}\n--- FAIL: TestA (0.00s)\n`,
      "TestA",
    ) +
    event({ Action: "fail", Package: pkg, Test: "TestA", Elapsed: 0 }) +
    output(pkg, `FAIL\nFAIL\t${pkg}\t0.01s\n`) +
    event({ Action: "fail", Package: pkg, Elapsed: 0.01 })
  );
};

const brokenPackage = (at) => {
  const ImportPath = `${PKG(at)} [${PKG(at)}.test]`;
  return (
    event({ ImportPath, Action: "build-output", Output: `# ${ImportPath}\n` }) +
    event({
      ImportPath,
      Action: "build-output",
      Output: `service${at}/f.go:3:9: undefined: x${at}\n`,
    }) +
    event({ ImportPath, Action: "build-fail" }) +
    event({ Action: "start", Package: PKG(at) }) +
    output(PKG(at), `FAIL\t${PKG(at)} [build failed]\n`) +
    event({ Action: "fail", Package: PKG(at), Elapsed: 0, FailedBuild: ImportPath })
  );
};

const passingPackage = (at) => {
  const pkg = PKG(at);
  return (
    event({ Action: "run", Package: pkg, Test: "TestA" }) +
    output(pkg, "=== RUN   TestA\n--- PASS: TestA (0.00s)\n", "TestA") +
    event({ Action: "pass", Package: pkg, Test: "TestA", Elapsed: 0 }) +
    output(pkg, `PASS\nok  \t${pkg}\t0.01s\n`) +
    event({ Action: "pass", Package: pkg, Elapsed: 0.01 })
  );
};

/** Of one package: subtests that each print a panic, which its test recovered. */
export const panickingSubtests = (count) => {
  const pkg = PKG(0);
  return `${lines(count, (at) => {
    const Test = `TestA/${at}`;
    return (
      event({ Action: "run", Package: pkg, Test }) +
      output(
        pkg,
        `=== RUN   ${Test}\n    suite.go:87: test panicked: boom ${at}\n        goroutine 7 [running]:\n        runtime/debug.Stack()\n        \t/usr/lib/go/src/runtime/debug/stack.go:26 +0x5e\n        ${pkg}.F(...)\n        \t/w/mono/service0/f.go:${at} +0x1d\n    --- FAIL: ${Test} (0.00s)\n`,
        Test,
      ) +
      event({ Action: "fail", Package: pkg, Test, Elapsed: 0 })
    );
  })}${output(pkg, `FAIL\t${pkg}\t0.01s\n`)}${event({ Action: "fail", Package: pkg, Elapsed: 1 })}`;
};

const factsOf = (text, { RunReader }) => {
  const reader = new RunReader();
  const input = reader.input();
  for (let at = 0; at < text.length; at += 65536) input.push(text.slice(at, at + 65536));
  input.end();
  return reader.facts();
};

const POLICY = {
  failOn: ["panic", "test-failure", "build-failure"],
  unknownBaseline: "fail",
  waivers: [],
  today: "2026-01-01",
  isPart: false,
};
const told = (text, code) => {
  const report = code.parsedReport(factsOf(text, code), null);
  return { ...report, ...code.judge(report, POLICY) };
};

const parsing = (name, make) => ({ name: `parse: ${name}`, make, work: factsOf });
const telling = (name, make) => ({ name: `tell: ${name}`, make, work: told });

const STREAMS = {
  "packages that die": (count) => lines(count, dyingPackage),
  "packages that fail": (count) => lines(count, failingPackage),
  "packages that don't build": (count) => lines(count, brokenPackage),
  "packages that pass": (count) => lines(count, passingPackage),
  "subtests that panic": panickingSubtests,
};

/** Rendered from a report of each stream; consumed, as some are generators. */
const RENDERERS = {
  text: (report, { renderText }) =>
    renderText(report, {
      color: false,
      columns: 80,
      full: 20,
      verbose: true,
      slowest: 5,
      steps: [],
    }),
  markdown: (report, { renderMarkdown }) =>
    renderMarkdown(report, { length: 300_000, blobUrl: null, runUrl: null, slowest: 5 }),
  json: (report, { renderJson }) => [...renderJson(report)],
  junit: async (report, { loadJunit }) => [...(await loadJunit()).renderJunit(report)],
  sarif: (report, { renderSarif }) => renderSarif(report),
  ctrf: (report, { renderCtrf }) => renderCtrf(report),
  annotations: (report, { renderAnnotations }) => renderAnnotations(report),
};

const rendering = Object.entries(RENDERERS).flatMap(([format, work]) =>
  [
    "packages that die",
    "packages that fail",
    "packages that don't build",
    "subtests that panic",
  ].map((stream) => ({
    name: `render ${format}: ${stream}`,
    make: (count, code) => told(STREAMS[stream](count), code),
    work,
    most: 10_000,
  })),
);

/** Each renderer looks for the runtime's words in a message that may have megabytes. */
const longMessages = Object.entries(RENDERERS).flatMap(([format, work]) =>
  ["interface conversion: ", "reflect: call of "].map((words) => ({
    name: `render ${format}: a message of ${words.trim()}`,
    make: (count, code) =>
      told(
        `panic: ${words.repeat(count)}\n\ngoroutine 1 [running]:\nexample.com/x.F()\n\t/w/x/f.go:1 +0x1d\nFAIL\texample.com/x\t0.1s\n`,
        code,
      ),
    work,
    most: 100_000,
  })),
);

const goSource = (name, make) => ({
  name: `sources: ${name}`,
  make,
  work: (text, { parseFunctions, withConstantMessages }) =>
    withConstantMessages(text, parseFunctions(text).panics),
});

const plain =
  (head, line, tail = "") =>
  (count) =>
    head + lines(count, line) + tail;

export const CASES = [
  ...Object.entries(STREAMS).map(([name, make]) => parsing(name, make)),
  ...Object.entries(STREAMS).map(([name, make]) => telling(name, make)),
  telling(
    "a place of /pkg/mod/ again and again",
    (count) =>
      `panic: x\n\ngoroutine 1 [running]:\nexample.com/x.F()\n\t${"/pkg/mod/".repeat(count)}f.go:1 +0x1d\nFAIL\texample.com/x\t0.1s\n`,
  ),
  telling(
    "goroutines with stacks of their own",
    plain(
      "panic: x\n\n",
      (at) => `goroutine ${at} [select]:\nexample.com/x.F${at}()\n\t/w/x/f.go:${at} +0x1d\n\n`,
      "FAIL\texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "a chain of panics",
    plain(
      "",
      (at) => `${at === 0 ? "" : "\t"}panic: boom ${at} [recovered]\n`,
      "\ngoroutine 1 [running]:\nexample.com/x.F()\n\t/w/x/f.go:1 +0x1d\nFAIL\texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "one stack of many frames",
    plain(
      "panic: x\n\ngoroutine 1 [running]:\n",
      (at) => `example.com/x.F${at}(...)\n\t/w/x/f.go:${at} +0x1d\n`,
      "FAIL\texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "races",
    plain(
      "=== RUN   TestA\n",
      (at) =>
        `==================\nWARNING: DATA RACE\nRead at 0x00c0 by goroutine 7:\n  example.com/x.F${at}()\n      /w/x/f.go:${at} +0x1d\n\nPrevious write at 0x00c0 by goroutine 8:\n  example.com/x.G${at}()\n      /w/x/g.go:${at} +0x1d\n==================\n`,
      "--- FAIL: TestA (0.00s)\n    testing.go:1: race detected during execution of test\nFAIL\nFAIL\texample.com/x\t0.1s\n",
    ),
  ),
  telling("races of a test with failing subtests", (count) => {
    const test = (at) => `=== RUN   TestA/${at}\n--- FAIL: TestA/${at} (0.00s)\n`;
    const race = (at) =>
      `==================\nWARNING: DATA RACE\nRead at 0x00c0 by goroutine 7:\n  example.com/x.F${at}()\n      /w/x/f.go:${at} +0x1d\n  example.com/x.TestA()\n      /w/x/f_test.go:9 +0x1d\n==================\n`;
    const races = lines(20, race);
    return `=== RUN   TestA\n${lines(count, test)}${races}--- FAIL: TestA (0.00s)\nFAIL\nFAIL\texample.com/x\t0.1s\n`;
  }),
  telling("benchmarks of JSON, which have no result", (count) =>
    lines(count, (at) => event({ Action: "run", Package: PKG(0), Test: `BenchmarkA${at}` })),
  ),
  telling("tests below each other", (count) => {
    const depth = Math.ceil(Math.sqrt(count));
    const name = (at) => `TestA${"/a".repeat(at)}`;
    const tests = Array.from({ length: depth }, (_, at) => name(at));
    return (
      tests.map((Test) => event({ Action: "run", Package: PKG(0), Test })).join("") +
      tests
        .toReversed()
        .map((Test) => event({ Action: "fail", Package: PKG(0), Test, Elapsed: 0 }))
        .join("")
    );
  }),
  parsing("pieces of a line that does not end", (count) =>
    lines(count, () => output(PKG(0), ".".repeat(400), "TestA")),
  ),
  telling(
    "text: packages of go test -v",
    plain(
      "",
      (at) =>
        `=== RUN   TestA\n--- FAIL: TestA (0.00s)\n${trace(PKG(at), at + 1, "TestA")}FAIL\t${PKG(at)}\t0.01s\n`,
    ),
  ),
  telling(
    "text: running tests that never end",
    plain("", (at) => `=== RUN   TestA${at}\n=== PAUSE TestA${at}\n`),
  ),
  telling(
    "text: nested subtests",
    plain(
      "",
      (at) => `=== RUN   TestA/${at}/x\n    --- FAIL: TestA/${at}/x (0.00s)\n`,
      "FAIL\nFAIL\texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "text: tests of a child process",
    plain(
      "=== RUN   TestOuter\n",
      (at) => `=== RUN   TestC${at}\n--- PASS: TestC${at} (0.00s)\n`,
      "PASS\n--- PASS: TestOuter (0.00s)\nPASS\nok  \texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "text: a timeout with running tests",
    plain(
      "panic: test timed out after 1s\n\trunning tests:\n",
      (at) => `\t\tTestA/${at} (1s)\n`,
      "\ngoroutine 1 [running]:\nexample.com/x.F()\n\t/w/x/f.go:1 +0x1d\nFAIL\texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "text: headers of builds",
    plain(
      "",
      (at) => `# example.com/x${at}\nx${at}/f.go:1:2: undefined: y\n`,
      "FAIL\texample.com/x1 [build failed]\n",
    ),
  ),
  telling(
    "text: one build of many errors",
    plain(
      "# example.com/x\n",
      (at) => `./f.go:${at}:2: undefined: y${at}\n`,
      "FAIL\texample.com/x [build failed]\n",
    ),
  ),
  telling(
    "text: a line of many letters",
    (count) =>
      `panic: ${"a [recovered".repeat(count)}\n\ngoroutine 1 [running]:\nexample.com/x.F()\n\t/w/x/f.go:1 +0x1d\nFAIL\texample.com/x\t0.1s\n`,
  ),
  telling(
    "text: a line of colours",
    (count) =>
      `=== RUN   TestA\n${"\u001b[31m\u001b[".repeat(count)}\n--- FAIL: TestA (0.00s)\nFAIL\nFAIL\texample.com/x\t0.1s\n`,
  ),
  telling(
    "text: parentheses",
    (count) =>
      `panic: x\n\ngoroutine 1 [running]:\nexample.com/x.${"(*F[".repeat(count)}()\n\t/w/x/f.go:1 +0x1d\nFAIL\texample.com/x\t0.1s\n`,
  ),
  telling(
    "text: prefixed lines",
    plain(
      "",
      (at) =>
        `2026-01-01T00:00:00.0000000Z === RUN   TestA${at}\n2026-01-01T00:00:00.0000000Z --- PASS: TestA${at} (0.00s)\n`,
    ),
  ),
  telling(
    "gc traces",
    plain(
      "=== RUN   TestA\n",
      (at) =>
        `gc ${at} @0.01s 0%: 0.1+0.2+0.3 ms clock, 0+0+0/0/0+0 ms cpu, 4->4->0 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 8 P\n`,
      "--- PASS: TestA (0.00s)\nok  \texample.com/x\t0.1s\n",
    ),
  ),
  telling(
    "compiler: functions and escapes",
    plain(
      "# example.com/x\n",
      (at) =>
        `./f.go:${at}:6: can inline F${at} with cost 4 as: func() { return }\n./f.go:${at}:9: x${at} escapes to heap in F${at}:\n./f.go:${at}:9:   flow: {heap} = &{storage for x}:\n`,
      "ok  \texample.com/x\t0.1s\n",
    ),
  ),
  ...rendering,
  ...longMessages,
  goSource(
    "functions with panics",
    plain("package x\n", (at) => `func F${at}() {\n\tpanic(fmt.Sprint(${at}))\n}\n`),
  ),
  goSource(
    "panics of one function",
    plain("package x\nfunc F() {\n", (at) => `\tpanic(fmt.Sprint(${at}))\n`, "}\n"),
  ),
  goSource("panics in panics", (count) => `package x\nfunc F() {\n${"panic(".repeat(count)}\n`),
  goSource(
    "panics in panics, closed",
    (count) => `package x\nfunc F() {\n${"panic(".repeat(count)}x${")".repeat(count)}\n}\n`,
  ),
  goSource("func() a", (count) => `package x\n${"func() a ".repeat(count)}\n`),
  goSource("func (", (count) => `package x\n${"func (".repeat(count)}\n`),
  goSource("func literals", (count) => `package x\nvar y = ${"func() {".repeat(count)}\n`),
  goSource("open brackets", (count) => `package x\nfunc F() ${"[(".repeat(count)}\n`),
  goSource(
    "func types in results",
    (count) => `package x\nfunc F() ${"func() ".repeat(count)}{\n}\n`,
  ),
  ...["for ", "for {", "for {f(", "for ("].map((text) => ({
    name: `loops: ${text.trim()}`,
    make: (count) => `package x\nfunc F() {\n${text.repeat(count)}\n}\n`,
    work: (source, { loopsWithoutCalls }) => loopsWithoutCalls(source, 1, 1 << 20),
  })),
  goSource("open comments", (count) => `package x\n${"/* // ".repeat(count)}\n`),
  ...[
    ["examples without a body", "func ExampleA()\n"],
    ["examples without an end", "func ExampleA() {\n"],
    ["examples with an output", "func ExampleA() {\n\t// Output: x\n}\n"],
    ["tests", "func TestA(t *testing.T) {\n}\n"],
    ["tests without parentheses", "func TestA\n"],
    ["tests of a long name", "func TestA"],
  ].map(([name, text]) => ({
    name: `declarations: ${name}`,
    make: (count) => `package x\n${text.repeat(count)}`,
    work: (source, { parseDeclarations }) => parseDeclarations(source),
  })),
  {
    name: "sites: texts of places in one file",
    make: (count) => `package x\n${lines(count, (at) => `func F${at}() {\n\tpanic(1)\n}\n`)}`,
    work: (source, { siteTexts }) => {
      const textOf = siteTexts(() => source);
      const count = source.split("\n").length;
      for (let line = 1; line < count; line += 1) textOf({ file: "f.go", line });
    },
  },
  {
    name: "sites: one function of equal lines",
    make: (count) => `package x\nfunc F() {\n${"\tpanic(1)\n".repeat(count)}}\n`,
    work: (source, { siteTexts }) => {
      const textOf = siteTexts(() => source);
      const count = source.split("\n").length;
      for (let line = 1; line < count; line += 1) textOf({ file: "f.go", line });
    },
  },
  {
    name: "merge: two shards of packages that die",
    make: (count, code) =>
      ["a", "b"].map((name) => ({ name, report: told(lines(count, dyingPackage), code) })),
    work: (reports, { mergeReports, summaryOf }) =>
      mergeReports(reports, { summarise: summaryOf, expect: null, gate: null }),
  },
  {
    name: "compare: packages that die, on both sides",
    make: (count, code) => told(lines(count, dyingPackage), code),
    work: (report, code) => code.judge(code.withBaseReport(report, report, "base"), POLICY),
  },
  {
    name: "diff: hunks of one file",
    make: (count) => `+++ f.go\n${lines(count, (at) => `@@ -${at},0 +${at},1 @@\n+x\n`)}`,
    work: (diff, { changedLines }) => changedLines(diff),
  },
  {
    name: "diff: files",
    make: (count) => lines(count, (at) => `+++ f${at}.go\n@@ -${at},0 +${at},1 @@\n+x\n`),
    work: (diff, { changedLines }) => changedLines(diff),
  },
  {
    name: "waivers: findings of many",
    make: (count, code) => ({
      report: told(lines(count, dyingPackage), code),
      waivers: Array.from({ length: count }, (_, at) => ({
        covers: { kind: "fingerprint", fingerprint: String(at) },
        reason: "x",
        until: null,
      })),
    }),
    work: ({ report, waivers }, { judge }) => judge(report, { ...POLICY, waivers }),
  },
];
